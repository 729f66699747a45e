/** What the roadmap asks about its audiences: how many hold the licence, who must be told, and where one person stands. */
import { type Rule, toSql } from '#audiences';
import { one, rows, type Tx } from '#kernel';
import type { Snapshot } from './milestone.js';

const FACTS = 'WITH facts AS MATERIALIZED (SELECT * FROM person_facts($1::date))';

export interface Standing extends Snapshot {
  /** The time zones in which the audience works. */
  readonly zones: readonly string[];
}

/**
 * Audience and holders of a category on a day, in one statement whatever the size. A holder has a licence in force that
 * began by that day; renewal window and grace count, a permit doesn't.
 */
export async function countHolders(tx: Tx, rule: Rule, category: string, on: string): Promise<Standing> {
  const params: unknown[] = [on, category];
  const where = toSql(rule, { params, on: '$1' });
  const found = await one<{ audience: number; holders: number; zones: string[] }>(
    tx,
    `${FACTS}
     SELECT count(DISTINCT f.person_id)::int AS audience, count(DISTINCT h.person_id)::int AS holders,
            coalesce(array_agg(DISTINCT f.zone), '{}') AS zones
     FROM facts f
     LEFT JOIN holding h ON h.person_id = f.person_id AND h.category = $2 AND h.state = 'held' AND h.valid_from <= $1::date
     WHERE ${where}`,
    params,
  );
  return found ?? { audience: 0, holders: 0, zones: [] };
}

/** Marks everybody of the audience who wasn't told yet as told, and gives their ids. The key refuses a second time. */
export async function tellAudience(
  tx: Tx,
  id: string,
  rule: Rule,
  on: string,
  at: string,
): Promise<string[]> {
  const params: unknown[] = [on, id, at];
  const where = toSql(rule, { params, on: '$1' });
  const told = await rows<{ person_id: string }>(
    tx,
    `${FACTS}
     INSERT INTO announcement (milestone_id, person_id, told_at)
     SELECT DISTINCT $2::uuid, f.person_id, $3::timestamptz FROM facts f WHERE ${where}
     ON CONFLICT DO NOTHING RETURNING person_id`,
    params,
  );
  return told.map((row) => row.person_id).sort();
}

export interface Reach {
  /** How many belong to the audience now. */
  readonly audience: number;
  /** How many of those weren't told yet: as many messages. */
  readonly messages: number;
  /** How many were told, members of the audience now or not. */
  readonly told: number;
}

export async function countReach(tx: Tx, id: string, rule: Rule, on: string): Promise<Reach> {
  const params: unknown[] = [on, id];
  const where = toSql(rule, { params, on: '$1' });
  const found = await one<{ audience: number; known: number; told: number }>(
    tx,
    `${FACTS}, member AS (SELECT DISTINCT f.person_id FROM facts f WHERE ${where})
     SELECT count(*)::int AS audience, count(a.person_id)::int AS known,
            (SELECT count(*)::int FROM announcement WHERE milestone_id = $2::uuid) AS told
     FROM member LEFT JOIN announcement a ON a.milestone_id = $2::uuid AND a.person_id = member.person_id`,
    params,
  );
  const { audience = 0, known = 0, told = 0 } = found ?? {};
  return { audience, messages: audience - known, told };
}

/** For each rule, in order, whether this person belongs. One statement for all of them, over this person's jobs alone. */
export async function belongsTo(
  tx: Tx,
  personId: string,
  on: string,
  rules: readonly Rule[],
): Promise<boolean[]> {
  if (rules.length === 0) return [];
  const params: unknown[] = [on, personId];
  const tests = rules.map(
    (rule) => `EXISTS (SELECT 1 FROM facts f WHERE ${toSql(rule, { params, on: '$1' })})`,
  );
  const found = await one<{ inside: boolean[] }>(
    tx,
    `WITH facts AS MATERIALIZED (SELECT * FROM person_facts($1::date) WHERE person_id = $2::uuid)
     SELECT ARRAY[${tests.join(', ')}] AS inside`,
    params,
  );
  return found?.inside ?? [];
}
