/** What thanks are worth and when points may be spent. Pure: counts in, a decision out. */

/** What HR decides for a period. All are whole numbers >= 0. */
export interface RewardRules {
  /** Points for one confirmed solution. */
  readonly points: number;
  /** Rewarded thanks a day to one helper. */
  readonly perDay: number;
  /** Rewarded thanks in the period between the same two people, in both directions together. */
  readonly perPair: number;
  /** Rewarded thanks in the period to one helper. */
  readonly perPeriod: number;
}

export const REWARD_RULES: RewardRules = { points: 10, perDay: 5, perPair: 3, perPeriod: 40 };

/** Rewarded thanks so far. */
export interface ThanksSoFar {
  readonly today: number;
  readonly pair: number;
  readonly period: number;
}

export type NoPoints = 'day-cap' | 'pair-cap' | 'period-cap';

/** Thanks always stand; past a cap they bring no points, and the helper sees why. */
export function pointsFor(
  rules: RewardRules,
  soFar: ThanksSoFar,
): { readonly points: number; readonly why: NoPoints | null } {
  if (soFar.pair >= rules.perPair) return { points: 0, why: 'pair-cap' };
  if (soFar.today >= rules.perDay) return { points: 0, why: 'day-cap' };
  if (soFar.period >= rules.perPeriod) return { points: 0, why: 'period-cap' };
  return { points: rules.points, why: null };
}

export type NoReward = 'retired' | 'too-few-points' | 'budget-empty';

/** Whether a reward may be taken now: enough points, and its cost still fits the budget of the period (cents). */
export function refuseReward(
  reward: { readonly points: number; readonly cents: number; readonly isRetired: boolean },
  balance: number,
  budget: { readonly cents: number; readonly spent: number },
): NoReward | null {
  if (reward.isRetired) return 'retired';
  if (balance < reward.points) return 'too-few-points';
  return budget.spent + reward.cents > budget.cents ? 'budget-empty' : null;
}

/** The quarter of a day, 'YYYY-MM-DD' to 'YYYY-Qn': budgets and caps run by it. */
export function periodOf(day: string): string {
  const month = Number(day.slice(5, 7));
  return `${day.slice(0, 4)}-Q${Math.ceil(month / 3)}`;
}

/** First day of a period and the first day after it. */
export function daysOfPeriod(period: string): { readonly from: string; readonly until: string } {
  const year = Number(period.slice(0, 4));
  const quarter = Number(period.slice(6));
  const first = (y: number, q: number) => `${y}-${String(q * 3 - 2).padStart(2, '0')}-01`;
  return { from: first(year, quarter), until: quarter === 4 ? first(year + 1, 1) : first(year, quarter + 1) };
}
