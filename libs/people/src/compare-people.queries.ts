import { column, one, rows, type Tx } from '#kernel';
import type { Day } from './import/day.js';
import { FACT_MARK, FACT_SIGN, type PlainFact } from './import/plain-facts.js';
import type { Language } from './import/read-value.js';

/** Somebody as one row tells them: `plainText`, and the language when the row names one. */
export interface PlainPerson {
  readonly number: string;
  readonly text: string;
  readonly language: Language | null;
}

/** How the database writes each fact of a person p with employment e and placement pl. */
const WRITTEN: Readonly<Record<PlainFact, string>> = {
  givenName: 'p.given_name',
  infix: 'p.infix',
  familyName: 'p.family_name',
  email: 'p.email',
  startsOn: 'lower(e.valid)',
  endsOn: 'upper(e.valid) - 1',
  contract: 'e.contract',
  jobEndsOn: 'upper(pl.valid) - 1',
  job: 'pl.job',
  grade: 'pl.grade',
  teamCode: 't.code',
  site: 's.name',
  managerNumber: 'm.number',
  weeklyHours: 'pl.weekly_hours::float8',
  workingDays: `array_to_string(pl.working_days, ',')`,
  nightShift: 'pl.night_shift',
};

/** HR's files speak of these only: who was erased has another number, and who was merged is part of somebody else. */
const IS_KNOWN = 'p.erased_at IS NULL AND p.merged_into IS NULL';

/**
 * Numbers of those whom a file may change: who is not here yet, who differs in a fact, and who has more to them than
 * one row can tell. Everybody else stands exactly as their row says: in an employment beside which no other lasts, in
 * the last and only job of today (or the only job there ever was), and without an absence that could end when the file
 * tells absences (`withAbsences`).
 *
 * What is the same is worked out as a value, never as a condition of a join: PostgreSQL takes it for rare, and would
 * look up a hundred thousand people one by one.
 */
export async function listDiffering(
  tx: Tx,
  people: readonly PlainPerson[],
  given: { facts: readonly PlainFact[]; withAbsences: boolean; today: Day },
): Promise<string[]> {
  const written = given.facts.map((fact) => `coalesce($5 || (${WRITTEN[fact]})::text, '')`);
  const found = await rows<{ number: string }>(
    tx,
    `WITH told AS MATERIALIZED (
       SELECT * FROM ROWS FROM (unnest($1::text[]), unnest($2::text[]), unnest($3::text[])) AS t(number, facts, language)),
     job AS MATERIALIZED (
       SELECT told.number, e.id, upper_inf(e.valid) OR upper(e.valid) - 1 > $6::date AS lasts,
              pl.seat, lower(pl.valid) AS starts, pl.valid @> $6::date AS now,
              told.facts = concat_ws($4, ${written.join(', ')})
                AND (told.language IS NULL OR told.language = p.language) AND away.person_id IS NULL AS same
       FROM told JOIN person p ON p.number = told.number AND ${IS_KNOWN} JOIN employment e ON e.person_id = p.id
       LEFT JOIN placement pl ON pl.employment_id = e.id LEFT JOIN team t ON t.id = pl.team_id
       LEFT JOIN site s ON s.id = pl.site_id LEFT JOIN person m ON m.id = pl.manager_id
       LEFT JOIN (SELECT DISTINCT person_id FROM absence WHERE $7 AND (upper_inf(valid) OR upper(valid) > $6::date)) away ON away.person_id = p.id),
     employed AS (
       SELECT number, lasts, bool_or(same) AND (count(*) = 1
                OR min(seat) = max(seat) AND bool_or(same AND now) AND max(starts) = max(starts) FILTER (WHERE same)) AS same
       FROM job GROUP BY number, id, lasts),
     unchanged AS (
       SELECT number FROM employed GROUP BY number HAVING bool_or(same) AND NOT bool_or(lasts AND NOT same))
     SELECT told.number FROM told LEFT JOIN unchanged USING (number) WHERE unchanged.number IS NULL`,
    [
      column(people, ({ number }) => number),
      column(people, ({ text }) => text),
      column(people, ({ language }) => language),
      FACT_MARK,
      FACT_SIGN,
      given.today,
      given.withAbsences,
    ],
  );
  return found.map(({ number }) => number);
}

/**
 * Numbers of those whose job could end because a file does not name them; of `own` alone, by id, when only some people
 * are the file's.
 */
export async function listMissing(
  tx: Tx,
  named: Iterable<string>,
  today: Day,
  own: ReadonlySet<string> | null,
): Promise<string[]> {
  const found = await rows<{ number: string }>(
    tx,
    `SELECT p.number FROM person p
     WHERE ${IS_KNOWN} AND ($3::uuid[] IS NULL OR p.id = ANY($3::uuid[]))
       AND EXISTS (SELECT FROM employment e WHERE e.person_id = p.id AND (upper_inf(e.valid) OR upper(e.valid) - 1 > $2::date))
       AND NOT EXISTS (SELECT FROM unnest($1::text[]) AS named(number) WHERE named.number = p.number)`,
    [column([...named], (number) => number), today, own && column([...own], (id) => id)],
  );
  return found.map(({ number }) => number);
}

/** Those of these numbers that belong to somebody. */
export async function listKnown(tx: Tx, numbers: readonly string[]): Promise<string[]> {
  if (numbers.length === 0) return [];
  const found = await rows<{ number: string }>(
    tx,
    `SELECT p.number FROM person p WHERE p.number = ANY($1::text[]) AND ${IS_KNOWN}`,
    [column(numbers, (number) => number)],
  );
  return found.map(({ number }) => number);
}

/** How many people are known, and how many of them are employed on that day. */
export async function countPeople(tx: Tx, on: Day): Promise<{ known: number; employed: number }> {
  const counted = await one<{ known: number; employed: number }>(
    tx,
    `SELECT (SELECT count(*)::int FROM person p WHERE ${IS_KNOWN}) AS known,
            (SELECT count(*)::int FROM employment e JOIN person p ON p.id = e.person_id AND ${IS_KNOWN} WHERE e.valid @> $1::date) AS employed`,
    [on],
  );
  if (counted === undefined) throw new Error('counting returns a row');
  return counted;
}
