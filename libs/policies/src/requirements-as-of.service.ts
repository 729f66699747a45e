import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock, Db, rows } from '#kernel';
import type { Actor, Tx } from '#kernel';
import { EvaluationService } from './evaluation.service.js';
import { HeadOffice } from './head-office.js';
import type { PlannedRequirements } from './plan-version.js';
import { listStanding } from './policies.queries.js';
import type { Standing } from './policies.queries.js';
import { listOfPersonThen } from './requirements.lists.js';
import { RequirementsService, viewOf } from './requirements.service.js';
import type { Found, RequirementView } from './requirements.service.js';
import { gatherFacts } from './compare-requirements.queries.js';

/** What is asked of one person on any day: as it was, as it is, or as it will be when nothing else changes. */
@Injectable()
export class RequirementsAsOfService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly headOffice: HeadOffice,
    private readonly evaluation: EvaluationService,
    private readonly requirements: RequirementsService,
  ) {}

  /**
   * For that person, a manager above, or HR. `asOf` is 'YYYY-MM-DD': the end of a past day on the person's own
   * calendar; for a day to come what HR planned counts, and a licence counts until its last day.
   */
  async show(actor: Actor, personId: string, asOf: string | undefined): Promise<RequirementView[]> {
    await this.requirements.maySee(actor, personId);
    const now = this.clock.now();
    const today = this.headOffice.today(now);
    if (asOf === undefined || asOf === today) return this.requirements.ofPerson(this.db.read, personId);
    const found =
      asOf < today
        ? await listOfPersonThen(this.db.read, personId, asOf)
        : await this.db.transaction((tx) => this.ahead(tx, personId, asOf, today));
    return found.map((one) => viewOf(one, noonOf(asOf, one.zone), asOf));
  }

  /**
   * Plays the days on which something planned begins or ends, for this person alone and without writing: whoever
   * comes into an audience joins on that day.
   */
  private async ahead(tx: Tx, personId: string, asOf: string, today: string): Promise<Found[]> {
    const versions = await listStanding(tx, today);
    const days = [...(await listPlannedDays(tx, personId, today, asOf)), asOf];
    const joined = new Map<string, string>();
    let planned: { version: Standing; plan: PlannedRequirements }[] = [];
    for (const on of days) {
      await gatherFacts(tx, on, [personId]);
      planned = [];
      for (const version of versions) {
        const key = `${version.policyId} ${version.version}`;
        const joinedOn = joined.get(key) ?? on;
        const look = { on, personIds: [personId], redate: true, all: true, lapse: true, joinedOn };
        const plan = await this.evaluation.plan(tx, version, look);
        if (plan.wanted.length > 0) joined.set(key, joinedOn);
        else joined.delete(key);
        planned.push({ version, plan });
      }
    }
    const zone = await zoneOf(tx, personId, this.headOffice.zone);
    return planned.flatMap(({ version, plan }) => {
      const joinedOn = joined.get(`${version.policyId} ${version.version}`) ?? asOf;
      return comingOf(version, plan, { personId, zone, joinedOn });
    });
  }
}

function comingOf(
  version: Standing,
  plan: PlannedRequirements,
  who: { personId: string; zone: string; joinedOn: string },
): Found[] {
  const [before] = [...plan.differences.values()].filter((one) => one.isMember);
  return plan.wanted.map((one) => ({
    id: before?.requirementId ?? version.policyId,
    policyId: version.policyId,
    version: version.version,
    category: one.category,
    state: one.held ? 'satisfied' : 'open',
    dueOn: one.dueOn,
    explanation: one.explanation,
    because: version.because,
    title: version.title,
    nightShift: one.nightShift,
    accessEndsOn: one.accessEndsOn,
    steps: version.steps,
    ...who,
    joinedOn: before?.joinedOn ?? who.joinedOn,
  }));
}

/** The middle of a day where the person lives: late enough for the day itself, before its end. */
function noonOf(day: string, zone: string): Temporal.Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: '12:00' }).toInstant();
}

/** Days after one and up to another on which a job, an employment or an absence of the person begins or has ended; fifty at most. */
async function listPlannedDays(tx: Tx, personId: string, after: string, until: string): Promise<string[]> {
  const found = await rows<{ day: string }>(
    tx,
    `SELECT DISTINCT day FROM (
       SELECT unnest(ARRAY[lower(valid), upper(valid)]) AS day FROM (
         SELECT valid FROM placement WHERE person_id = $1 UNION ALL SELECT valid FROM employment WHERE person_id = $1
         UNION ALL SELECT valid FROM absence WHERE person_id = $1) t) d
     WHERE day > $2::date AND day < $3::date ORDER BY day LIMIT 50`,
    [personId, after, until],
  );
  return found.map(({ day }) => day);
}

async function zoneOf(tx: Tx, personId: string, otherwise: string): Promise<string> {
  const [found] = await rows<{ zone: string }>(tx, 'SELECT zone FROM person WHERE id = $1', [personId]);
  return found?.zone ?? otherwise;
}
