/** SQL of audiences: who belongs, who is just outside, and the table of holdings. */
import { one, rows } from '#kernel';
import type { Tx } from '#kernel';
import type { JobFacts } from './facts.js';
import type { Rule } from './rule.js';
import { leavesOf, supposeFulfilled } from './rule-tree.js';
import { toSql } from './rule-sql.js';

const FACTS = 'WITH facts AS MATERIALIZED (SELECT * FROM person_facts($1::date))';

/** Ids of everybody who belongs to the audience on this day. */
export async function listMembers(tx: Tx, rule: Rule, on: string): Promise<string[]> {
  const params: unknown[] = [on];
  const where = toSql(rule, { params, on: '$1' });
  const found = await rows<{ person_id: string }>(
    tx,
    `${FACTS} SELECT DISTINCT f.person_id FROM facts f WHERE ${where}`,
    params,
  );
  return found.map((row) => row.person_id);
}

export async function countMembers(tx: Tx, rule: Rule, on: string): Promise<number> {
  const params: unknown[] = [on];
  const where = toSql(rule, { params, on: '$1' });
  const found = await one<{ n: string }>(
    tx,
    `${FACTS} SELECT count(DISTINCT f.person_id) AS n FROM facts f WHERE ${where}`,
    params,
  );
  return Number(found?.n ?? 0);
}

/** One person in a preview, with the HR facts of one of the jobs. */
export interface PreviewPerson extends JobFacts {
  /** Categories held, of those the rule asks about. */
  held: string[];
}

export interface PreviewRows {
  count: number;
  sample: PreviewPerson[];
  /** Per condition of the rule, in reading order: who is kept out by it alone. */
  outside: { total: number; people: PreviewPerson[] }[];
}

/**
 * Count, sample and just-outside in one statement. "Just outside by condition i" is everybody who belongs
 * when condition i is taken as fulfilled and does not belong now.
 */
export async function previewRule(tx: Tx, rule: Rule, on: string, limit: number): Promise<PreviewRows> {
  const params: unknown[] = [on, limit];
  const leaves = leavesOf(rule);
  const member = `member AS MATERIALIZED (SELECT DISTINCT f.person_id FROM facts f WHERE ${toSql(rule, { params, on: '$1' })})`;
  const parts = [`SELECT -1 AS part, m.person_id FROM member m`];
  leaves.forEach((leaf, i) => {
    const supposed = toSql(supposeFulfilled(rule, leaf), { params, on: '$1' });
    parts.push(
      `SELECT DISTINCT ${i} AS part, f.person_id FROM facts f WHERE ${supposed} AND NOT EXISTS (SELECT 1 FROM member m WHERE m.person_id = f.person_id)`,
    );
  });
  type Row = { part: number; total: string; held: string[] } & Omit<JobFacts, 'weeklyHours'> & {
      weeklyHours: string | null;
    };
  const found = await rows<Row>(
    tx,
    `${FACTS}, ${member},
     found AS MATERIALIZED (${parts.join(' UNION ALL ')}),
     named AS (
       SELECT found.part, found.person_id, count(*) OVER (PARTITION BY found.part) AS total,
              row_number() OVER (PARTITION BY found.part ORDER BY who.sort_name, who.id) AS place
       FROM found JOIN person who ON who.id = found.person_id)
     SELECT n.part, n.total, f.person_id AS "personId", f.display_name AS "displayName", f.team_code AS "teamCode",
            f.team_name AS "teamName", f.team_path AS "teamPath", coalesce(f.job, '') AS job, coalesce(f.site_name, '') AS "siteName",
            f.weekly_hours AS "weeklyHours", f.employment_start AS "employmentStart", f.is_manager AS "isManager",
            ARRAY(SELECT h.category FROM holding h WHERE h.person_id = f.person_id AND h.state = 'held' AND h.valid_from <= $1::date ORDER BY 1) AS held
     FROM named n
     JOIN LATERAL (SELECT * FROM facts WHERE facts.person_id = n.person_id ORDER BY placement_id LIMIT 1) f ON true
     WHERE n.place <= $2
     ORDER BY n.part, n.place`,
    params,
  );
  const part = (index: number) => {
    const mine = found.filter((row) => row.part === index);
    return {
      total: Number(mine[0]?.total ?? 0),
      people: mine.map(({ part: _, total: __, ...person }) => ({
        ...person,
        weeklyHours: person.weeklyHours === null ? null : Number(person.weeklyHours),
      })),
    };
  };
  const members = part(-1);
  return { count: members.total, sample: members.people, outside: leaves.map((_, i) => part(i)) };
}

/** How many of the audience do not hold this category. */
export async function countWithout(tx: Tx, rule: Rule, category: string, on: string): Promise<number> {
  const params: unknown[] = [on, category];
  const where = toSql(rule, { params, on: '$1' });
  const found = await one<{ n: string }>(
    tx,
    `${FACTS} SELECT count(DISTINCT f.person_id) AS n FROM facts f
     WHERE ${where} AND NOT EXISTS (SELECT 1 FROM holding h WHERE h.person_id = f.person_id AND h.category = $2 AND h.state = 'held')`,
    params,
  );
  return Number(found?.n ?? 0);
}

/** A test of a rule that does not hold. */
export interface RuleTestResult {
  /** HR's number of the person. */
  number: string;
  /** Null when nobody with this number works here on the day. */
  name: string | null;
  /** What the test says: must belong, or must not. */
  expected: 'in' | 'out';
}

/** The tests that do not hold on a day: who must belong and doesn't (or isn't there), and who must not and does. */
export async function failedTests(
  tx: Tx,
  rule: Rule,
  on: string,
  tests: { in: readonly string[]; out: readonly string[] },
): Promise<RuleTestResult[]> {
  if (tests.in.length + tests.out.length === 0) return [];
  const params: unknown[] = [on, tests.in, tests.out];
  const where = toSql(rule, { params, on: '$1' });
  return rows<RuleTestResult>(
    tx,
    `WITH facts AS MATERIALIZED (SELECT * FROM person_facts($1::date) WHERE number = ANY($2::text[] || $3::text[])),
     member AS (SELECT DISTINCT f.number FROM facts f WHERE ${where}),
     test AS (SELECT unnest($2::text[]) AS number, 'in' AS expected UNION ALL SELECT unnest($3::text[]), 'out')
     SELECT t.number, (SELECT min(f.display_name) FROM facts f WHERE f.number = t.number) AS name, t.expected
     FROM test t WHERE (t.expected = 'in') <> EXISTS (SELECT 1 FROM member m WHERE m.number = t.number)
     ORDER BY t.expected, t.number`,
    params,
  );
}

export interface HoldingFact {
  personId: string;
  category: string;
  held: boolean;
  validFrom: string | null;
  validUntil: string | null;
}

/**
 * Writes what an event said, unless a later event said something already. Gives back whether that matters to
 * others: the person holds the category and did not before, or the other way round, or has a newer proof. A renewal
 * keeps the first day and moves the day of the proof.
 */
export async function recordHolding(tx: Tx, fact: HoldingFact, outboxId: string): Promise<boolean> {
  const changed = await one<{ before: string | null; now: string; isNewer: boolean }>(
    tx,
    `WITH before AS (SELECT state, earned_on FROM holding WHERE person_id = $1 AND category = $2),
     written AS (
       INSERT INTO holding AS h (person_id, category, state, valid_from, earned_on, valid_until, outbox_id) VALUES ($1, $2, $3, $4, $4, $5, $6)
       ON CONFLICT (person_id, category) DO UPDATE SET
         state = excluded.state,
         valid_from = CASE WHEN h.state = 'held' AND excluded.state = 'held' THEN least(h.valid_from, excluded.valid_from) ELSE coalesce(excluded.valid_from, h.valid_from) END,
         earned_on = coalesce(excluded.earned_on, h.earned_on),
         valid_until = CASE WHEN excluded.state = 'held' THEN excluded.valid_until ELSE h.valid_until END,
         outbox_id = excluded.outbox_id
       WHERE h.outbox_id < excluded.outbox_id
       RETURNING state, earned_on)
     SELECT (SELECT state FROM before) AS before, state AS now, earned_on IS DISTINCT FROM (SELECT earned_on FROM before) AS "isNewer" FROM written`,
    [fact.personId, fact.category, fact.held ? 'held' : 'lost', fact.validFrom, fact.validUntil, outboxId],
  );
  if (changed === undefined) return false;
  if (changed.before === changed.now) return changed.now === 'held' && changed.isNewer;
  return !(changed.before === null && changed.now === 'lost');
}

/** Licences held that end within so many days from `on`: how many, per category. */
export async function countExpiring(tx: Tx, on: string, withinDays: number): Promise<number> {
  const found = await one<{ n: string }>(
    tx,
    `SELECT count(*) AS n FROM holding h
     WHERE h.state = 'held' AND h.valid_until BETWEEN $1::date AND $1::date + $2::int
       AND EXISTS (SELECT 1 FROM person_facts($1::date) f WHERE f.person_id = h.person_id)`,
    [on, withinDays],
  );
  return Number(found?.n ?? 0);
}

/** The same as a list, soonest first. */
export async function listExpiring(
  tx: Tx,
  on: string,
  withinDays: number,
): Promise<
  { personId: string; displayName: string; teamName: string; category: string; validUntil: string }[]
> {
  return rows(
    tx,
    `SELECT h.person_id AS "personId", f.display_name AS "displayName", f.team_name AS "teamName", h.category, h.valid_until AS "validUntil"
     FROM holding h
     JOIN (SELECT DISTINCT ON (person_id) person_id, display_name, team_name FROM person_facts($1::date) ORDER BY person_id, placement_id) f USING (person_id)
     WHERE h.state = 'held' AND h.valid_until BETWEEN $1::date AND $1::date + $2::int
     ORDER BY h.valid_until, f.display_name, h.category LIMIT 1000`,
    [on, withinDays],
  );
}

/** Everything kept about one person here. */
export async function listHoldings(tx: Tx, personId: string): Promise<Record<string, unknown>[]> {
  return rows(
    tx,
    'SELECT category, state, valid_from, valid_until FROM holding WHERE person_id = $1 ORDER BY category',
    [personId],
  );
}

export async function forgetHoldings(tx: Tx, personId: string): Promise<void> {
  await rows(tx, 'DELETE FROM holding WHERE person_id = $1', [personId]);
}
