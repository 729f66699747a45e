import { Injectable } from '@nestjs/common';
import {
  type Actor,
  Clock,
  Db,
  decodeCursor,
  encodeCursor,
  hasGrant,
  notFound,
  one,
  rows,
  type Tx,
} from '#kernel';
import { listPersonChanges } from './import-rows.queries.js';
import { foldText } from './import/person-name.js';
import { sightOf } from './people.access.js';
import { leads, listReportIds, mainFirst } from './people.queries.js';
import type {
  AbsenceView,
  EmploymentView,
  PeopleFilter,
  PersonDetail,
  PersonItem,
  PlacementView,
} from './people.schemas.js';

/** Looking people up, within what the actor may see. */
@Injectable()
export class PeopleReads {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** HR: everybody. Others: the people they lead, and themselves. */
  async list(actor: Actor, filter: PeopleFilter): Promise<{ items: PersonItem[]; next: string | null }> {
    const today = this.today(actor);
    const all = hasGrant(actor, 'hr');
    const ids = all ? null : await this.visibleIds(actor, today);
    const [sort, after] = decodeCursor(filter.after) ?? [null, null];
    const found = await rows<PersonItem & { sort: string }>(this.db.read, LIST, [
      today,
      ids,
      foldText(filter.q ?? '')
        .split(/\s+/)
        .filter((word) => word !== '')
        .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`),
      filter.team ?? null,
      filter.state,
      sort,
      after,
      filter.limit + 1,
    ]);
    const items = found.slice(0, filter.limit);
    const last = found.length > filter.limit ? items.at(-1) : undefined;
    return {
      items: items.map(({ sort: _, ...item }) => (all ? item : { ...item, number: null, site: null })),
      next: last ? encodeCursor([last.sort, last.id]) : null,
    };
  }

  /** One person, as far as the actor may see; 404 for people they may not know of. */
  async show(actor: Actor, id: string): Promise<PersonDetail> {
    const tx = this.db.read;
    const today = this.today(actor);
    const led = actor.personId !== null && (await leads(tx, actor.personId, id, today));
    const sight = sightOf(actor, id, led);
    if (sight === 'nothing') throw notFound('person');
    const found = await one<
      PersonItem & Pick<PersonDetail, 'email' | 'language' | 'zone' | 'mergedInto' | 'formerNumbers'>
    >(tx, ONE, [today, id]);
    if (found === undefined) throw notFound('person');
    const nothing = { employments: [], absences: [], history: [] };
    if (sight === 'report')
      return {
        ...found,
        number: null,
        site: null,
        email: null,
        language: null,
        zone: null,
        mergedInto: null,
        formerNumbers: [],
        sight,
        ...nothing,
      };
    return {
      ...found,
      sight,
      employments: await listEmployments(tx, id),
      absences: await listAbsences(tx, id),
      history: sight === 'all' ? await listPersonChanges(tx, id, 100) : [],
    };
  }

  private async visibleIds(actor: Actor, today: string): Promise<string[]> {
    if (actor.personId === null) return [];
    return [actor.personId, ...(await listReportIds(this.db.read, actor.personId, today, 'all'))];
  }

  private today(actor: Actor): string {
    return this.clock.today(actor.zone).toString();
  }
}

const PERSON = `
  SELECT p.id, p.number, p.display_name AS name, m.job, t.name AS team, s.name AS site, p.email, p.language, p.zone, p.sort_name AS sort, t.path, p.merged_into AS "mergedInto",
         CASE WHEN m.valid @> $1::date THEN 'employed' WHEN lower(m.valid) > $1::date THEN 'coming' ELSE 'left' END AS state
  FROM person p
  LEFT JOIN LATERAL (
    SELECT pl.job, pl.valid, pl.team_id, pl.site_id FROM placement pl WHERE pl.person_id = p.id
    ORDER BY ${mainFirst('pl', '$1')} LIMIT 1) m ON true
  LEFT JOIN team t ON t.id = m.team_id LEFT JOIN site s ON s.id = m.site_id`;

const LIST = `
  SELECT id, number, name, job, team, site, state, sort FROM (${PERSON} WHERE p.erased_at IS NULL AND p.merged_into IS NULL) people
  WHERE ($2::uuid[] IS NULL OR id = ANY($2)) AND (sort LIKE ALL ($3::text[]) OR number LIKE ALL ($3::text[])
         OR EXISTS (SELECT 1 FROM person was WHERE was.merged_into = people.id AND was.number LIKE ALL ($3::text[])))
    AND ($4::text IS NULL OR path LIKE '%/' || $4 || '/%') AND ($5 = 'all' OR state = $5)
    AND ($6::text IS NULL OR (sort, id) > ($6, $7::uuid))
  ORDER BY sort, id LIMIT $8`;

const ONE = `SELECT id, number, name, job, team, site, state, email, language, zone, "mergedInto",
  ARRAY(SELECT was.number FROM person was WHERE was.merged_into = person.id ORDER BY was.number) AS "formerNumbers" FROM (${PERSON} WHERE p.id = $2) person`;

async function listEmployments(tx: Tx, personId: string): Promise<EmploymentView[]> {
  const employments = await rows<Omit<EmploymentView, 'placements'>>(
    tx,
    `SELECT id, lower(valid) AS "startsOn", upper(valid) - 1 AS "endsOn", contract FROM employment WHERE person_id = $1 ORDER BY lower(valid) DESC`,
    [personId],
  );
  const placements = await rows<PlacementView & { employmentId: string }>(
    tx,
    `SELECT pl.employment_id AS "employmentId", pl.seat, lower(pl.valid) AS "startsOn", upper(pl.valid) - 1 AS "endsOn", pl.job, pl.grade, t.name AS team, t.path AS "teamPath",
            s.name AS site, pl.manager_id AS "managerId", m.display_name AS manager, pl.weekly_hours::float8 AS "weeklyHours",
            pl.working_days AS "workingDays", pl.night_shift AS "nightShift"
     FROM placement pl JOIN team t ON t.id = pl.team_id JOIN site s ON s.id = pl.site_id LEFT JOIN person m ON m.id = pl.manager_id
     WHERE pl.person_id = $1 ORDER BY lower(pl.valid) DESC, pl.seat`,
    [personId],
  );
  return employments.map((employment) => ({
    ...employment,
    placements: placements
      .filter(({ employmentId }) => employmentId === employment.id)
      .map(({ employmentId: _, ...placement }) => placement),
  }));
}

function listAbsences(tx: Tx, personId: string): Promise<AbsenceView[]> {
  return rows(
    tx,
    `SELECT type, lower(valid) AS "startsOn", upper(valid) - 1 AS "endsOn" FROM absence WHERE person_id = $1 ORDER BY lower(valid) DESC`,
    [personId],
  );
}
