import type { Language } from '#kernel';
import { burnUp, formatPercent, sparkline, t } from '#ui';
import type { OverviewView } from './home.schemas.js';
import { attention, headline, setUpSteps } from './overview.js';
import type { OverviewPage } from './overview.service.js';

/** The model of HR's overview: four figures, the line they follow, and what waits. */
export function presentOverview(page: OverviewPage, language: Language): Record<string, unknown> {
  const { facts, numbers, pace } = page;
  const steps = setUpSteps(facts);
  const say = (key: string, args?: Readonly<Record<string, string | number>>): string =>
    t(language, key, args);
  const shares = facts.days.filter(({ asked }) => asked > 0).map((day) => day.inOrder / day.asked);
  const finding = headline(facts, pace);
  const isSetUp = steps.every(({ isDone }) => isDone);
  return {
    steps: isSetUp ? null : steps.map((step) => presentStep(step, steps, say)),
    stats: [
      {
        label: say('home.stat_in_order'),
        value: numbers.inOrderShare === null ? '–' : formatPercent(language, numbers.inOrderShare),
        note: say('home.stat_in_order_note', { n: facts.inOrder, asked: facts.asked }),
        href: numbers.urls.inOrder,
        spark:
          shares.length > 1 ? sparkline({ values: shares, label: say('home.stat_in_order_trend') }) : null,
      },
      {
        label: say('home.stat_expiring'),
        value: String(facts.expiringIn30Days),
        href: numbers.urls.expiring,
        tone: facts.expiringIn30Days > 0 ? 'warn' : null,
      },
      {
        label: say('home.stat_overdue'),
        value: String(facts.overdue),
        href: numbers.urls.overdue,
        tone: facts.overdue > 0 ? 'bad' : null,
      },
      { label: say('home.stat_people'), value: String(facts.people), href: facts.urls.people },
    ],
    chart:
      facts.asked > 0
        ? burnUp({
            language,
            headline: say(finding.key, finding.args),
            done: facts.days.map(({ on, inOrder }) => ({ on, value: inOrder })),
            target: facts.asked,
            words: {
              done: say('home.chart_done'),
              plan: say('home.chart_plan'),
              target: say('home.chart_target'),
              day: say('home.chart_day'),
            },
          })
        : null,
    attention: attention(facts).map(({ key, n, tone, url }) => ({
      text: say(`home.attention_${key}`, { n }),
      tone,
      url,
    })),
    hasPolicies: facts.policies.published > 0,
    newPolicyHref: facts.urls.newPolicy,
  };
}

function presentStep(
  step: ReturnType<typeof setUpSteps>[number],
  all: ReturnType<typeof setUpSteps>,
  say: (key: string) => string,
): Record<string, unknown> {
  const isNow = !step.isDone && all.find(({ isDone }) => !isDone) === step;
  return {
    title: say(`home.setup_${step.key}`),
    note: say(`home.setup_${step.key}_note`),
    state: step.isDone ? 'done' : isNow ? 'current' : 'todo',
    stateLabel: step.isDone ? say('home.setup_done') : '',
    href: step.isDone ? null : step.url,
  };
}

export function presentOverviewView({ facts, numbers, pace }: OverviewPage): OverviewView {
  return {
    on: facts.today,
    people: facts.people,
    asked: facts.asked,
    inOrder: facts.inOrder,
    inOrderShare: numbers.inOrderShare,
    overdue: facts.overdue,
    expiringIn30Days: facts.expiringIn30Days,
    days: facts.days.map(({ on, asked, inOrder }) => ({ on, asked, inOrder })),
    pace,
    attention: attention(facts).map(({ key, n, url }) => ({ key, count: n, url })),
  };
}
