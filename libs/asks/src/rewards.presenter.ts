import type { Language } from '#kernel';
import { formatFixed, t } from '#ui';
import { asksPaths } from './asks.paths.js';
import type { SentForm } from './asks.presenter.js';
import type { Kudos } from './asks.schemas.js';
import type { CoachReport } from './coach-report.js';
import { REWARD_RULES } from './reward-rules.js';
import type { RewardDesk } from './rewards.schemas.js';
import type { TeamGoal } from './rewards.service.js';

/** Minutes that a confirmed solution saves, as an estimate: what a ticket takes its writer. Said on the page. */
const SAVED_MINUTES = 20;

export const REWARD_KINDS = ['time', 'gift', 'charity', 'team'] as const;
/** Cents are shown only where there are any, and the sign never stands alone on a line. */
const money = (language: Language, cents: number): string =>
  `€\u00a0${formatFixed(language, cents / 100, cents % 100 === 0 ? 0 : 2)}`;

/** The model of /kudos. */
export function kudosPage(language: Language, kudos: Kudos, goal: TeamGoal | null, isManager: boolean) {
  const hours = (kudos.helped * SAVED_MINUTES) / 60;
  return {
    stats: [
      { label: t(language, 'asks.kudos_helped'), value: String(kudos.helped) },
      {
        label: t(language, 'asks.kudos_saved'),
        value: t(language, 'asks.hours', { n: formatFixed(language, hours, 1) }),
        note: t(language, 'asks.kudos_saved_how', { n: SAVED_MINUTES }),
      },
      { label: t(language, 'asks.kudos_points'), value: String(kudos.balance) },
    ],
    thanks: kudos.thanks.map((one) => ({
      ...{ name: one.name ?? t(language, 'asks.somebody'), words: one.words, at: one.at },
      points: t(language, 'asks.n_points', { n: one.points }),
      whyNone: one.whyNone && t(language, `asks.cap_${one.whyNone.replaceAll('-', '_')}`),
    })),
    rewards: kudos.rewards.map(({ id, kind, name, points, whyNot }) => ({
      ...{ id, name: name[language], points: t(language, 'asks.n_points', { n: points }) },
      kind: t(language, `asks.reward_${kind}`),
      whyNot: whyNot && t(language, `asks.not_${whyNot.replaceAll('-', '_')}`),
    })),
    claims: kudos.claims.map(({ name, points, claimedAt }) => ({
      ...{ name: name[language], at: claimedAt },
      points: t(language, 'asks.n_points', { n: points }),
    })),
    goal: goal && {
      ...{ value: Math.min(goal.solved, goal.goal), max: goal.goal },
      text: t(language, 'asks.goal_text', { solved: goal.solved, goal: goal.goal }),
    },
    ...{ isManager, goalInput: goal?.goal ?? 0 },
    to: { claims: asksPaths.claims(), goal: asksPaths.teamGoal() },
  };
}

/** The model of /hr/rewards. */
export function rewardsPage(
  language: Language,
  desk: RewardDesk,
  period: string,
  reader: string | null,
  sent?: SentForm & { readonly form: 'budget' | 'catalogue' },
) {
  const now = desk.budgets.find((one) => one.period === period);
  const usual = { ...REWARD_RULES, budget: '0', version: 0, period };
  const budgetInput = now
    ? { ...now, budget: (now.cents / 100).toFixed(2).replace('.', language === 'nl' ? ',' : '.') }
    : usual;
  return {
    period,
    stats: [
      { label: t(language, 'asks.budget_of', { period }), value: money(language, now?.cents ?? 0) },
      { label: t(language, 'asks.budget_spent'), value: money(language, now?.spent ?? 0) },
      { label: t(language, 'asks.to_export'), value: String(desk.toExport) },
    ],
    hasExport: desk.toExport > 0,
    budget: sent?.form === 'budget' ? sent.input : budgetInput,
    budgetErrors: sent?.form === 'budget' ? sent.errors : {},
    reward: sent?.form === 'catalogue' ? sent.input : {},
    rewardErrors: sent?.form === 'catalogue' ? sent.errors : {},
    kinds: REWARD_KINDS.map((value) => ({ value, label: t(language, `asks.reward_${value}`) })),
    rewards: desk.rewards.map(({ id, kind, name, points, cents, isRetired }) => ({
      ...{ id, name: name[language], points, isRetired, cost: money(language, cents) },
      kind: t(language, `asks.reward_${kind}`),
      retire: asksPaths.retirement({ id }),
    })),
    rings: desk.rings.map((ring) => ({
      ...{ id: ring.id, people: ring.people.map(({ name }) => name).join(', '), note: ring.note },
      text: t(language, `asks.ring_${ring.kind}`, {
        n: ring.thanks,
        expected: formatFixed(language, ring.expected, 1),
      }),
      outcome: ring.outcome && t(language, `asks.ring_${ring.outcome}`),
      isOwn: ring.people.some(({ id }) => id === reader),
      action: asksPaths.ringDecision({ id: ring.id }),
    })),
    outcomes: (['fine', 'talked'] as const).map((value) => ({
      value,
      label: t(language, `asks.ring_${value}`),
    })),
    to: { budget: asksPaths.budget(), catalogue: asksPaths.catalogue(), payroll: asksPaths.payroll() },
  };
}

/** What coaching changed, in a sentence with its interval; no arrow when the interval holds zero. */
export function coachReportModel(language: Language, report: CoachReport | null) {
  if (report === null) return null;
  const say = (value: number) => formatFixed(language, value, 1);
  const clear = report.low > 0 ? 'better' : report.high < 0 ? 'worse' : 'unclear';
  return t(language, `asks.coach_report_${clear}`, {
    ...{ n: report.n, before: say(report.before), after: say(report.after) },
    ...{ low: say(report.low), high: say(report.high) },
  });
}
