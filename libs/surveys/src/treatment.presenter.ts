/** View model of the report on equal treatment. */
import type { Language } from '#kernel';
import { formatPercent, t } from '#ui';
import { aboutHowMany } from './disclosure.js';
import { intervalText, valueText } from './perception.presenter.js';
import type { Finding } from './treatment.js';
import type { TreatmentReport } from './treatment.service.js';

export function treatmentPage(
  language: Language,
  { findings, vips, period, since }: TreatmentReport,
  input: { numbers?: unknown; errors?: Readonly<Record<string, string>> } = {},
): Record<string, unknown> {
  const different = findings.filter(({ isDifferent }) => isDifferent);
  const outcomes = [...new Set(findings.map(({ outcome }) => outcome))];
  return {
    headline: headlineOf(language, findings, different),
    hasFindings: findings.some(({ groups }) => groups.length > 1),
    ...period,
    since: t(language, 'surveys.treatment_since', { since }),
    outcomes: outcomes.map((outcome) => ({
      title: t(language, `surveys.outcome_${outcome}`),
      rows: findings.filter((one) => one.outcome === outcome).map((one) => rowOf(language, one)),
    })),
    vips,
    isVipList: vips.length > 0,
    vipCount: vips.length,
    numbers: input.numbers ?? vips.map(({ number }) => number).join(', '),
    errors: input.errors,
  };
}

function headlineOf(language: Language, all: readonly Finding[], different: readonly Finding[]): string {
  if (all.every(({ p }) => p === null)) return t(language, 'surveys.treatment_nothing');
  const [first] = [...different].sort((a, b) => (a.p ?? 1) - (b.p ?? 1));
  if (!first) return t(language, 'surveys.treatment_alike');
  return t(language, 'surveys.treatment_different', {
    outcome: t(language, `surveys.outcome_${first.outcome}`),
    dimension: t(language, `surveys.dimension_${first.dimension}`),
    more: different.length - 1,
  });
}

function rowOf(language: Language, { dimension, groups, p, isDifferent }: Finding) {
  const nothing = groups.length > 1 ? 'nothing' : 'too_few';
  const verdict = isDifferent ? 'different' : p === null ? nothing : 'alike';
  return {
    dimension: t(language, `surveys.dimension_${dimension}`),
    groups: inOrder(language, groups).map(({ value, n, share }) => ({
      name: valueText(language, dimension, value),
      share: formatPercent(language, share.value),
      interval: intervalText(language, share),
      n: aboutHowMany(n),
    })),
    tag: {
      text: t(language, `surveys.verdict_${verdict}`),
      tone: isDifferent ? 'warn' : 'muted',
      icon: isDifferent ? 'alert' : p === null ? 'minus' : 'check',
    },
  };
}

/** By name; grade 9 before grade 10. */
const inOrder = (language: Language, groups: Finding['groups']): Finding['groups'] =>
  groups.toSorted((a, b) => a.value.localeCompare(b.value, language, { numeric: true }));

/** Findings as JSON, every number of people rounded. */
export function presentFindings(findings: readonly Finding[]) {
  return findings.map(({ outcome, dimension, groups, p, isDifferent }) => ({
    ...{ outcome, dimension, p, isDifferent },
    groups: groups.map(({ value, n, share }) => ({ value, n: aboutHowMany(n), share })),
  }));
}
