import type { Language } from '#kernel';
import { formatDate, formatNumber, formatPercent, sparkline, stackedBars, t } from '#ui';
import type { DemandView, LessonEffect, TeamHelpView } from './insights.schemas.js';
import { ticketsPaths } from './tickets.paths.js';

const SHOWN = 12;

/** A change in whole per cents with a sign: "-20" reads "20 % minder". */
const percent = (language: Language, share: number): string =>
  formatNumber(language, Math.abs(Math.round(share * 100)));

/** The effect of a lesson in one sentence; an interval that crosses zero is no evidence, whatever the middle says. */
export function effectSentence(language: Language, effect: LessonEffect): string {
  const low = formatNumber(language, Math.round(effect.low * 100));
  const high = formatNumber(language, Math.round(effect.high * 100));
  return t(language, `tickets.effect_${effect.verdict.replace('-', '_')}`, {
    percent: percent(language, effect.change),
    low,
    high,
    treated: effect.treated,
    controls: effect.controls,
  });
}

/** The page of HR: bars of topics, their trend, what never reached IT, and what lessons did. */
export function demandModel(language: Language, view: DemandView): Record<string, unknown> {
  const topics = view.topics.slice(0, SHOWN);
  const first = topics[0];
  const share = (n: number): string =>
    view.deflection.occasions === 0 ? '–' : formatPercent(language, n / view.deflection.occasions);
  return {
    lead: t(language, 'tickets.demand_lead', {
      from: formatDate(language, view.from),
      until: formatDate(language, view.until),
    }),
    headline: first
      ? t(language, 'tickets.demand_headline', { skill: first.name[language], n: first.tickets })
      : '',
    loose: share(view.deflection.loose),
    strict: share(view.deflection.strict),
    occasions: t(language, 'tickets.occasions', { n: view.deflection.occasions }),
    chart:
      topics.length === 0
        ? null
        : stackedBars({
            language,
            headline: t(language, 'tickets.demand_chart'),
            rowWord: t(language, 'tickets.topic'),
            parts: [
              { label: t(language, 'tickets.by_self'), tone: 'ok' },
              { label: t(language, 'tickets.by_peer'), tone: 'info' },
              { label: t(language, 'tickets.by_it'), tone: 'warn' },
            ],
            rows: topics.map(({ name, tickets, solvedSelf, solvedPeer }) => ({
              label: name[language],
              values: [solvedSelf, solvedPeer, tickets],
            })),
          }),
    trends: topics
      .filter(({ months }) => months.length > 0)
      .map(({ name, months }) => ({
        name: name[language],
        months: months
          .map(
            ({ month, tickets }) =>
              `${formatDate(language, month).replace(/^1 /, '')}: ${formatNumber(language, tickets)}`,
          )
          .join(' · '),
        chart: sparkline({
          values: months.map(({ tickets }) => tickets),
          label: t(language, 'tickets.trend_of', { skill: name[language] }),
        }),
      })),
    effects: view.effects.map((effect) => ({
      name: effect.name[language],
      sentence: effectSentence(language, effect),
    })),
  };
}

/** The page of a leader: at most three topics, without any number. */
export function teamModel(language: Language, view: TeamHelpView): Record<string, unknown> {
  return {
    lead: t(language, 'tickets.team_lead', {
      from: formatDate(language, view.from),
      until: formatDate(language, view.until),
    }),
    topics: view.topics.map(({ skill, name }) => ({
      name: name[language],
      href: ticketsPaths.practice({ skill }),
    })),
    hiddenTitle:
      view.hidden === null ? '' : t(language, `tickets.hidden_${view.hidden.replaceAll('-', '_')}`),
    hiddenText:
      view.hidden === null ? '' : t(language, `tickets.hidden_${view.hidden.replaceAll('-', '_')}_text`),
  };
}
