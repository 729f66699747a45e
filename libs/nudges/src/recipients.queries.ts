import { Temporal } from 'temporal-polyfill';
import { rows, type Tx } from '#kernel';
import type { PeopleService } from '#people';
import { groupBy } from './group-by.js';
import { type Day, dayNumber, dayText, localMoment } from './local-time.js';
import type { Nudge, Purpose } from './nudge.js';
import type { Recipient } from './plan.js';
import { personCalendar } from './work-days.js';

/** A recipient without what is to be told: everything about the person that decides when. */
export interface Reachable {
  readonly personId: string;
  readonly recipient: Omit<Recipient, 'pending'>;
  /** Null: no address, switched off or unsubscribed. */
  readonly email: string | null;
}

/** A reason as it lies in the table, before its words. */
export interface NudgeFact {
  readonly id: string;
  readonly personId: string;
  readonly purpose: Purpose;
  readonly subject: string;
  readonly category: string | null;
  readonly aboutOn: Day | null;
  readonly collectedAt: Date | string;
}

export function toNudge({ id, purpose, subject, category, aboutOn, collectedAt }: NudgeFact): Nudge {
  const at = typeof collectedAt === 'string' ? new Date(collectedAt) : collectedAt;
  return {
    id,
    purpose,
    subject,
    category,
    aboutOn,
    collectedAt: Temporal.Instant.fromEpochMilliseconds(at.getTime()),
  };
}

/** Days back in which the last working day before an absence surely lies. */
const BACK_DAYS = 62;

/**
 * Everything that decides when these people may hear from us, in one statement per kind of fact. Somebody who is not in
 * service today is there too, with a calendar on which no day is a working day.
 */
export async function listReachable(
  tx: Tx,
  people: PeopleService,
  personIds: readonly string[],
  now: Temporal.Instant,
  aheadDays = 15,
): Promise<Map<string, Reachable>> {
  const utcDay = dayNumber(now.toZonedDateTimeISO('UTC').toPlainDate().toString());
  const calendars = await people.workCalendar(
    tx,
    personIds,
    dayText(utcDay - BACK_DAYS),
    dayText(utcDay + aheadDays),
  );
  const service = await listService(tx, personIds, now);
  const sent = await listSent(tx, personIds, now);
  const found = await rows<PersonRow>(
    tx,
    `SELECT p.id AS "personId", p.zone, p.email, f.per_week AS "perWeek", f.paused_until AS "pausedUntil",
            coalesce(f.email_on AND f.unsubscribed_at IS NULL, true) AS "emailOn"
     FROM person p LEFT JOIN nudge_preference f ON f.person_id = p.id WHERE p.id = ANY($1)`,
    [personIds],
  );
  return new Map(
    found.map((person) => {
      const calendar = calendars.get(person.personId);
      const own = service.get(person.personId);
      return [
        person.personId,
        {
          personId: person.personId,
          email: person.emailOn ? person.email : null,
          recipient: {
            sentBefore: sent.get(person.personId) ?? [],
            preferences: {
              perWeek: person.perWeek,
              pausedUntil:
                person.pausedUntil && Temporal.Instant.fromEpochMilliseconds(person.pausedUntil.getTime()),
            },
            calendar: personCalendar({
              zone: person.zone,
              workingDays: calendar?.workingDays ?? [],
              holidays: calendar?.holidays ?? [],
              absences: calendar?.absences ?? [],
              nightShift: own?.nightShift ?? false,
              // Not in service today: a day that never comes.
              employedFrom: own?.from ?? '9999-12-31',
              employedTo: own?.to ?? null,
            }),
          },
        },
      ];
    }),
  );
}

interface PersonRow {
  personId: string;
  zone: string;
  email: string | null;
  emailOn: boolean;
  perWeek: number | null;
  pausedUntil: Date | null;
}

interface ServiceRow {
  personId: string;
  from: Day;
  to: Day | null;
  nightShift: boolean;
}

/** Who is in service on their own local day of `now`, since when and until when; with two jobs, night shift means both. */
async function listService(
  tx: Tx,
  personIds: readonly string[],
  now: Temporal.Instant,
): Promise<Map<string, ServiceRow>> {
  const found: ServiceRow[] = [];
  for (const [day, zones] of await zonesByDay(tx, now)) {
    // One call per day, with the ids as a plain filter: the planner then touches these people's rows alone.
    found.push(
      ...(await rows<ServiceRow>(
        tx,
        `SELECT f.person_id AS "personId", min(f.employment_start) AS "from", bool_and(f.night_shift) AS "nightShift",
                CASE WHEN bool_or(f.employment_end IS NULL) THEN NULL ELSE max(f.employment_end) END AS "to"
         FROM person_facts($2::date) f JOIN person p ON p.id = f.person_id
         WHERE f.person_id = ANY($1::uuid[]) AND p.zone = ANY($3) GROUP BY f.person_id`,
        [personIds, day, zones],
      )),
    );
  }
  return new Map(found.map((one) => [one.personId, one]));
}

/** Which zones have which day now: two days at most times, three for an hour. */
async function zonesByDay(tx: Tx, now: Temporal.Instant): Promise<Map<Day, string[]>> {
  return groupBy(await listZones(tx), (zone) => dayText(localMoment(now.epochMilliseconds, zone).day));
}

export async function listZones(tx: Tx): Promise<string[]> {
  return (await rows<{ zone: string }>(tx, 'SELECT DISTINCT zone FROM person ORDER BY zone')).map(
    ({ zone }) => zone,
  );
}

/** Moments of messages of the last eight days, with those that are on their way. */
async function listSent(
  tx: Tx,
  personIds: readonly string[],
  now: Temporal.Instant,
): Promise<Map<string, Temporal.Instant[]>> {
  const found = await rows<{ personId: string; at: Date[] }>(
    tx,
    `SELECT person_id AS "personId", array_agg(coalesce(sent_at, planned_for)) AS at FROM message
     WHERE person_id = ANY($1) AND state <> 'dropped' AND planned_for > $2::timestamptz - interval '8 days' AND planned_for <= $2
     GROUP BY person_id`,
    [personIds, now.toString()],
  );
  return new Map(
    found.map(({ personId, at }) => [
      personId,
      at.map((moment) => Temporal.Instant.fromEpochMilliseconds(moment.getTime())),
    ]),
  );
}
