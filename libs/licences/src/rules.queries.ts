import { one, rows, type Tx } from '#kernel';
import type { Terms } from './expiry.js';

/** How a licence ends: the rule and the length of a period. */
export type RuleChoice = Pick<Terms, 'rule' | 'months'>;

/** What HR chose for a category; undefined while the courses decide. */
export function findRule(tx: Tx, category: string): Promise<RuleChoice | undefined> {
  return one<RuleChoice>(tx, 'SELECT rule, months FROM licence_rule WHERE category = $1', [category]);
}

export async function saveRule(
  tx: Tx,
  category: string,
  { rule, months }: RuleChoice,
  at: string,
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO licence_rule (category, rule, months, chosen_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (category) DO UPDATE SET rule = excluded.rule, months = excluded.months, chosen_at = excluded.chosen_at`,
    [category, rule, months, at],
  );
}

export async function removeRule(tx: Tx, category: string): Promise<void> {
  await rows(tx, 'DELETE FROM licence_rule WHERE category = $1', [category]);
}
