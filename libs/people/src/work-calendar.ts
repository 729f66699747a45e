import Holidays from 'date-holidays';
import { Temporal } from 'temporal-polyfill';
import { rows, type Tx } from '#kernel';
import { dayLists } from './day-lists.js';
import type { AbsenceType } from './import/read-value.js';

/** When somebody works: what counting "own working days" needs to know. */
export interface WorkCalendar {
  readonly zone: string;
  /** ISO day numbers, 1 = Monday; of somebody with two jobs, the days of both. */
  readonly workingDays: readonly number[];
  /** Whether any of the jobs is worked at night. */
  readonly nightShift: boolean;
  /** Absences that touch the period asked about; `to` is the last day, or null when nobody knows yet. */
  readonly absences: readonly {
    readonly from: string;
    readonly to: string | null;
    readonly type: AbsenceType;
  }[];
  /** Public holidays of the site's country in the period, and free days the employer gave there; one array for all people of a site. */
  readonly holidays: readonly Temporal.PlainDate[];
}

interface PlacementDays {
  personId: string;
  zone: string;
  country: string;
  siteId: string;
  nightShift: boolean;
  /** As PostgreSQL writes a list. */
  workingDays: string;
  startsOn: string;
  endsOn: string | null;
}

/**
 * The work calendars of these people between two days (inclusive). The schedule is the one of `today`, moved into
 * the period if it lies outside; failing that the next one, failing that the last. Somebody without any placement
 * has no calendar. Three statements, however many people.
 */
export async function workCalendars(
  tx: Tx,
  personIds: readonly string[],
  period: { from: string; to: string; today: string },
): Promise<Map<string, WorkCalendar>> {
  const { from, to } = period;
  const day = period.today < from ? from : period.today > to ? to : period.today;
  const placements = await rows<PlacementDays>(
    tx,
    `SELECT pl.person_id AS "personId", s.zone, s.country, s.id AS "siteId", pl.night_shift AS "nightShift", pl.working_days::text AS "workingDays",
            lower(pl.valid) AS "startsOn", upper(pl.valid) - 1 AS "endsOn"
     FROM placement pl JOIN site s ON s.id = pl.site_id WHERE pl.person_id = ANY($1::uuid[])
     ORDER BY pl.person_id, pl.seat, lower(pl.valid)`,
    [personIds],
  );
  const absences = await absencesOf(tx, personIds, from, to);
  const given = await freeDays(tx, from, to);
  const holidays = new Map<string, readonly Temporal.PlainDate[]>();
  const calendars = new Map<string, WorkCalendar>();
  const daysOf = dayLists();
  for (const [personId, own] of groupByPerson(placements)) {
    const current = placementsOn(own, day);
    const main = current[0];
    if (main === undefined) continue;
    // Sites of one country share an array unless the employer gave one of them days of its own.
    const key = given.has(main.siteId) ? main.siteId : main.country;
    const free = holidays.get(key) ?? holidaysOf(main.country, given.get(main.siteId) ?? [], from, to);
    holidays.set(key, free);
    const days =
      current.length === 1
        ? daysOf(main.workingDays)
        : [...new Set(current.flatMap((one) => daysOf(one.workingDays)))].sort();
    calendars.set(personId, {
      zone: main.zone,
      workingDays: days,
      nightShift: current.some((one) => one.nightShift),
      absences: absences.get(personId) ?? NO_ABSENCE,
      holidays: free,
    });
  }
  return calendars;
}

/** The free days an employer gave, by site. */
async function freeDays(tx: Tx, from: string, to: string): Promise<Map<string, string[]>> {
  const found = await rows<{ siteId: string; days: string[] }>(
    tx,
    `SELECT site_id AS "siteId", array_agg(day::text ORDER BY day) AS days FROM free_day WHERE day BETWEEN $1::date AND $2::date GROUP BY site_id`,
    [from, to],
  );
  return new Map(found.map(({ siteId, days }) => [siteId, days]));
}

function holidaysOf(
  country: string,
  given: readonly string[],
  from: string,
  to: string,
): readonly Temporal.PlainDate[] {
  const known = publicHolidays(country, from, to);
  if (given.length === 0) return known;
  const days = new Set([...known.map((day) => day.toString()), ...given]);
  return [...days].sort().map((day) => Temporal.PlainDate.from(day));
}

const NO_ABSENCE: WorkCalendar['absences'] = [];

/** Public holidays of a country between two days, from the tables of `date-holidays`; none for a country it lacks. */
export function publicHolidays(country: string, from: string, to: string): Temporal.PlainDate[] {
  const years = Array.from(
    { length: Number(to.slice(0, 4)) - Number(from.slice(0, 4)) + 1 },
    (_, index) => Number(from.slice(0, 4)) + index,
  );
  return years
    .flatMap((year) => holidaysOfYear(country, year))
    .filter((day) => day >= from && day <= to)
    .map((day) => Temporal.PlainDate.from(day));
}

const remembered = new Map<string, readonly string[]>();

function holidaysOfYear(country: string, year: number): readonly string[] {
  const key = `${country} ${year}`;
  let days = remembered.get(key);
  if (days === undefined) {
    const found = new Holidays(country).getHolidays(year);
    // its dates are local text, 'YYYY-MM-DD 00:00:00': the day is taken as it stands, past any zone
    days = [
      ...new Set((found || []).filter(({ type }) => type === 'public').map(({ date }) => date.slice(0, 10))),
    ].sort();
    remembered.set(key, days);
  }
  return days;
}

async function absencesOf(
  tx: Tx,
  personIds: readonly string[],
  from: string,
  to: string,
): Promise<Map<string, WorkCalendar['absences'][number][]>> {
  const found = await rows<{ personId: string; from: string; to: string | null; type: AbsenceType }>(
    tx,
    `SELECT person_id AS "personId", lower(valid) AS "from", upper(valid) - 1 AS "to", type
     FROM absence WHERE person_id = ANY($1::uuid[]) AND valid && daterange($2::date, $3::date, '[]') ORDER BY person_id, lower(valid)`,
    [personIds, from, to],
  );
  const own = new Map<string, WorkCalendar['absences'][number][]>();
  for (const { personId, ...absence } of found) {
    const list = own.get(personId);
    if (list) list.push(absence);
    else own.set(personId, [absence]);
  }
  return own;
}

function groupByPerson(placements: readonly PlacementDays[]): Map<string, PlacementDays[]> {
  const groups = new Map<string, PlacementDays[]>();
  for (const placement of placements) {
    const own = groups.get(placement.personId);
    if (own) own.push(placement);
    else groups.set(placement.personId, [placement]);
  }
  return groups;
}

function placementsOn(own: readonly PlacementDays[], day: string): readonly PlacementDays[] {
  const current = own.filter(({ startsOn, endsOn }) => startsOn <= day && (endsOn === null || endsOn >= day));
  if (current.length > 0) return current;
  const coming = own
    .filter(({ startsOn }) => startsOn > day)
    .sort((one, other) => (one.startsOn < other.startsOn ? -1 : 1))[0];
  const last = [...own].sort((one, other) => ((one.endsOn ?? '') < (other.endsOn ?? '') ? 1 : -1))[0];
  const nearest = coming ?? last;
  return nearest ? [nearest] : [];
}
