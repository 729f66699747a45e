import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { type Actor, Clock, Db, may, personOf, rows } from '#kernel';
import { PeopleService, type WorkCalendar } from '#people';
import { type Cover, coverOf, type Member } from './cover.js';
import type { PassKind, Standing } from './facility.js';
import { listFacilities } from './facilities.queries.js';
import type { FacilityView } from './facilities.schemas.js';

interface BearingSql {
  personId: string;
  name: string;
  category: string | null;
  standing: Standing | null;
  endorsements: string[] | null;
}

/** For managers: who may do what on a day among the people below them, and where one absence would stop it. */
@Injectable()
export class CoverService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly people: PeopleService,
  ) {}

  /** Cover on `on`; today in the actor's zone when no day is named. A day to come is foretold by dates alone. */
  async cover(
    actor: Actor,
    on: string | undefined,
  ): Promise<{ on: string; facilities: (FacilityView & Cover)[]; people: number }> {
    may(actor.isManager);
    const personId = personOf(actor);
    const day = on ?? this.clock.today(actor.zone).toString();
    const tx = this.db.read;
    const ids = await this.people.listReports(tx, personId, day, 'all');
    const facilities = await listFacilities(tx);
    const members = await this.members(ids, day);
    const cover = new Map(coverOf(facilities, members).map((each) => [each.facilityId, each]));
    return {
      on: day,
      people: ids.length,
      facilities: facilities.flatMap((facility) => {
        const own = cover.get(facility.id);
        return own ? [{ ...facility, ...own }] : [];
      }),
    };
  }

  private async members(ids: readonly string[], on: string): Promise<Member[]> {
    const tx = this.db.read;
    const [bearings, passes, calendars] = await Promise.all([
      rows<BearingSql>(
        tx,
        `SELECT p.id AS "personId", p.display_name AS name, s.category, s.endorsements,
           CASE
             WHEN s.state IN ('suspended', 'revoked', 'expired') THEN s.state
             WHEN $2::date > s.grace_until THEN 'expired'
             WHEN s.state = 'permit' THEN 'permit'
             WHEN $2::date > s.valid_until THEN 'grace'
             WHEN $2::date >= s.renewal_opens_on THEN 'renewal'
             ELSE 'valid'
           END AS standing
         FROM person p LEFT JOIN licence_standing s ON s.person_id = p.id
         WHERE p.id = ANY($1::uuid[]) ORDER BY p.sort_name, p.id`,
        [ids, on],
      ),
      rows<{ personId: string; facilityId: string; kind: PassKind }>(
        tx,
        `SELECT person_id AS "personId", facility_id AS "facilityId", kind FROM facility_pass
         WHERE person_id = ANY($1::uuid[]) AND ended_at IS NULL AND until_at > $2::date AND opened_at < $2::date + 1`,
        [ids, on],
      ),
      this.people.workCalendar(tx, ids, on, on),
    ]);
    const members = new Map<string, Member>();
    for (const { personId, name } of bearings) {
      const isAtWork = worksOn(calendars.get(personId), on);
      members.set(personId, { personId, name, isAtWork, bearings: new Map(), passes: new Map() });
    }
    for (const { personId, category, standing, endorsements } of bearings) {
      if (category === null) continue;
      const own = members.get(personId)?.bearings as Map<string, unknown> | undefined;
      own?.set(category, { standing, endorsements: endorsements ?? [] });
    }
    for (const { personId, facilityId, kind } of passes) {
      (members.get(personId)?.passes as Map<string, PassKind> | undefined)?.set(facilityId, kind);
    }
    return [...members.values()];
  }
}

/** True when that day is a working day of the person, no holiday of their site, and they are not away. */
function worksOn(calendar: WorkCalendar | undefined, on: string): boolean {
  if (!calendar) return false;
  const { workingDays, holidays, absences } = calendar;
  const days = workingDays.length === 0 ? [1, 2, 3, 4, 5] : workingDays;
  return (
    days.includes(Temporal.PlainDate.from(on).dayOfWeek) &&
    !holidays.some((holiday) => holiday.toString() === on) &&
    !absences.some(({ from, to }) => from <= on && (to === null || on <= to))
  );
}
