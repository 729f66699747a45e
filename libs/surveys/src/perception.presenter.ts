/** View model of the gap page: what IT thinks, what colleagues say, and how sure that is. */
import type { Interval } from '#assessment';
import type { Language } from '#kernel';
import { dumbbell, formatPercent, sparkline, t } from '#ui';
import { aboutHowMany, type Filter } from './disclosure.js';
import { DIMENSIONS, type Dimension } from './facts.js';
import { writeFilter } from './filters.js';
import { type Direction, type GapRow, largestGap } from './gap.js';
import { actionsOf, measureText } from './surveys.presenter.js';
import type { StoredAction, StoredSurvey } from './surveys.queries.js';
import type { Results } from './surveys.reads.js';
import type { Trend } from './trend.js';

export function perceptionPage(
  language: Language,
  results: Results,
  closed: readonly StoredSurvey[],
  actions: readonly StoredAction[],
  today: string,
): Record<string, unknown> {
  const { survey, filter, filters, rows, awareness, comments } = results;
  const isEverybody = Object.keys(filter).length === 0;
  const headline = headlineOf(language, results, isEverybody);
  const worded = rows.map((row) => gapOf(language, row, results));
  return {
    id: survey.id,
    title: survey.title[language],
    surveys: closed.map(({ id, title }) => ({ value: id, label: title[language] })),
    filters: filters.map((one) => ({ value: writeFilter(one), label: filterText(language, one) })),
    filter: writeFilter(filter),
    isFiltered: !isEverybody,
    filterText: filterText(language, filter),
    hasPrediction: rows.some(({ predicted }) => predicted !== null),
    rows: worded,
    chart:
      worded.length > 0 &&
      dumbbell({
        language,
        headline,
        sides: [t(language, 'surveys.side_it'), t(language, 'surveys.side_people')],
        topicWord: t(language, 'surveys.head_question'),
        rows: rows.map(({ question, predicted, measured }) => ({
          label: measureText(language, question),
          values: [predicted, measured?.value ?? null],
        })),
        tooFew: t(language, isEverybody ? 'surveys.too_few_or_none' : 'surveys.none'),
      }),
    ...(isEverybody ? vipPart(language, results) : {}),
    awareness: awareness.map(({ topic, n, share }) => ({
      name: topic.name[language],
      kind: t(language, `surveys.topic_${topic.kind}`),
      share: share ? formatPercent(language, share.value) : t(language, 'surveys.too_few'),
      interval: share ? intervalText(language, share) : '',
      n: aboutHowMany(n),
    })),
    comments,
    hasWords: survey.questions.includes('improve'),
    fewest: survey.fewestComments,
    actions: actionsOf(language, actions, today),
    questions: survey.questions.map((key) => ({ value: key, label: measureText(language, key) })),
    today,
  };
}

/** How each question moved, as a line the size of a word and a table that says the same with how sure it is. */
export function trendPart(language: Language, trends: readonly Trend[], closed: readonly StoredSurvey[]) {
  return trends.map(({ question, points: all }) => {
    const [first, last] = [all[0], all[all.length - 1]];
    const label = measureText(language, question);
    return {
      label,
      chart: sparkline({
        values: all.map(({ share }) => share.value),
        label: t(language, 'surveys.trend_label', {
          measure: label,
          first: formatPercent(language, first?.share.value ?? 0),
          last: formatPercent(language, last?.share.value ?? 0),
        }),
      }),
      points: all.map(({ surveyId, closesOn, share }) => ({
        title: closed.find(({ id }) => id === surveyId)?.title[language],
        closesOn,
        share: formatPercent(language, share.value),
        interval: intervalText(language, share),
        n: aboutHowMany(share.n),
      })),
    };
  });
}

/** "45 % tot 63 %". */
export const intervalText = (language: Language, { low, high }: Interval): string =>
  t(language, 'surveys.interval', { low: formatPercent(language, low), high: formatPercent(language, high) });

const points = (share: number): number => Math.round(Math.abs(share) * 100);

function headlineOf(language: Language, { rows, filter }: Results, isEverybody: boolean): string {
  if (!isEverybody) return t(language, 'surveys.headline_filter', { filter: filterText(language, filter) });
  if (rows.length === 0) return t(language, 'surveys.headline_no_shares');
  if (rows.every(({ measured }) => measured === null)) return t(language, 'surveys.headline_too_few');
  if (rows.every(({ predicted }) => predicted === null)) return t(language, 'surveys.headline_no_prediction');
  const most = largestGap(rows);
  if (!most?.measured) return t(language, 'surveys.headline_no_gap');
  return t(language, 'surveys.headline_gap', {
    measure: measureText(language, most.question),
    predicted: formatPercent(language, most.predicted ?? 0),
    measured: formatPercent(language, most.measured.value),
  });
}

/** One row in words; an arrow only where the difference is more than chance. */
function gapOf(language: Language, row: GapRow, { predictions }: Results) {
  const { question, predicted, measured, gap, direction } = row;
  const hr = predictions.find((one) => one.side === 'hr' && one.question === question);
  return {
    label: measureText(language, question),
    predicted: predicted === null ? '–' : formatPercent(language, predicted),
    hr: hr ? formatPercent(language, hr.share) : '–',
    measured: measured ? formatPercent(language, measured.value) : t(language, 'surveys.too_few'),
    interval: measured ? intervalText(language, measured) : '',
    n: measured ? aboutHowMany(measured.n) : '',
    ...differenceOf(language, gap, direction, 'gap'),
  };
}

function differenceOf(
  language: Language,
  gap: Interval | null,
  direction: Direction | null,
  kind: 'gap' | 'vip',
) {
  if (gap === null || direction === null) return { difference: '–', arrow: '' };
  if (direction === 'none') return { difference: t(language, 'surveys.difference_none'), arrow: '' };
  const [near, far] = [points(gap.low), points(gap.high)].sort((a, b) => a - b);
  return {
    difference: t(language, `surveys.difference_${kind}_${direction}`, {
      points: points(gap.value),
      near: near ?? 0,
      far: far ?? 0,
    }),
    arrow: direction === 'over' ? 'arrow-up' : 'arrow-down',
  };
}

function vipPart(language: Language, { vips }: Results): Record<string, unknown> {
  if (vips.length === 0) return {};
  const first = vips[0];
  const headline = first
    ? t(language, 'surveys.headline_vip', {
        measure: measureText(language, first.question),
        vips: formatPercent(language, first.first.value),
        others: formatPercent(language, first.second.value),
      })
    : '';
  return {
    vipChart: dumbbell({
      language,
      headline,
      sides: [t(language, 'surveys.side_vip'), t(language, 'surveys.side_others')],
      topicWord: t(language, 'surveys.head_question'),
      rows: vips.map(({ question, first: one, second }) => ({
        label: measureText(language, question),
        values: [one.value, second.value],
      })),
      tooFew: t(language, 'surveys.too_few'),
    }),
    vipRows: vips.map(({ question, first: one, second, difference, direction, vips: a, others: b }) => ({
      label: measureText(language, question),
      vips: formatPercent(language, one.value),
      vipsInterval: intervalText(language, one),
      others: formatPercent(language, second.value),
      othersInterval: intervalText(language, second),
      n: t(language, 'surveys.both_n', { vips: aboutHowMany(a.n), others: aboutHowMany(b.n) }),
      ...differenceOf(language, difference, direction, 'vip'),
    })),
  };
}

/** "Vestiging Gent, geen VIP"; everybody when there is nothing to filter. */
export function filterText(language: Language, filter: Filter): string {
  const parts = DIMENSIONS.flatMap((dimension) => {
    const value = filter[dimension];
    return value === undefined ? [] : [valueText(language, dimension, value)];
  });
  return parts.length === 0 ? t(language, 'surveys.everybody') : parts.join(', ');
}

/** A group in words: names of sites, contracts and grades are HR's, the others ours. */
export function valueText(language: Language, dimension: Dimension, value: string): string {
  if (dimension === 'scale') return t(language, 'surveys.value_scale', { grade: value });
  return dimension === 'vip' || dimension === 'grade'
    ? t(language, `surveys.value_${dimension}_${value}`)
    : value;
}
