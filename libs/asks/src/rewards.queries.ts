import { one, rows, type Tx } from '#kernel';
import type { RewardItem } from './asks.schemas.js';
import type { RewardRules } from './reward-rules.js';

export interface BudgetFound extends RewardRules {
  readonly period: string;
  readonly cents: number;
  readonly version: number;
}

const BUDGET = `period, cents, points, per_day AS "perDay", per_pair AS "perPair", per_period AS "perPeriod", version`;

export function findBudget(tx: Tx, period: string): Promise<BudgetFound | undefined> {
  return one(tx, `SELECT ${BUDGET} FROM ask_budget WHERE period = $1`, [period]);
}

/** Holds the budget of a quarter: claims take turns. */
export function lockBudget(tx: Tx, period: string): Promise<BudgetFound | undefined> {
  return one(tx, `SELECT ${BUDGET} FROM ask_budget WHERE period = $1 FOR UPDATE`, [period]);
}

/** This and later quarters, and the one before; with what was spent. */
export function listBudgets(tx: Tx, from: string): Promise<(BudgetFound & { spent: number })[]> {
  return rows(
    tx,
    `SELECT ${BUDGET}, (SELECT coalesce(sum(c.cents), 0)::int FROM ask_claim c WHERE c.period = b.period) AS spent
     FROM ask_budget b WHERE period >= $1 ORDER BY period`,
    [from],
  );
}

export async function spentIn(tx: Tx, period: string): Promise<number> {
  const found = await one<{ spent: number }>(
    tx,
    'SELECT coalesce(sum(cents), 0)::int AS spent FROM ask_claim WHERE period = $1',
    [period],
  );
  return found?.spent ?? 0;
}

/** Points got minus points spent. */
export async function balanceOf(tx: Tx, personId: string): Promise<number> {
  const found = await one<{ n: number }>(
    tx,
    `SELECT (SELECT coalesce(sum(points), 0) FROM ask_thanks WHERE person_id = $1)::int
          - (SELECT coalesce(sum(points), 0) FROM ask_claim WHERE person_id = $1)::int AS n`,
    [personId],
  );
  return found?.n ?? 0;
}

/** Whatever changes the points of these people takes turns. */
export async function lockPoints(tx: Tx, personIds: readonly string[]): Promise<void> {
  // In one order, so that two who thank each other at once never wait for one another.
  for (const id of [...personIds].sort())
    await rows(tx, `SELECT pg_advisory_xact_lock(hashtext('asks.points'), hashtext($1))`, [id]);
}

export async function listRewards(tx: Tx): Promise<(RewardItem & { isRetired: boolean })[]> {
  const found = await rows<Omit<RewardItem, 'name'> & { nl: string; en: string; isRetired: boolean }>(
    tx,
    `SELECT id, kind, name_nl AS nl, name_en AS en, points, cents, retired_at IS NOT NULL AS "isRetired"
     FROM ask_reward ORDER BY retired_at IS NOT NULL, points, name_nl`,
  );
  return found.map(({ nl, en, ...reward }) => ({ ...reward, name: { nl, en } }));
}
