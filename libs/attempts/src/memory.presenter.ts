import type { Language } from '#kernel';
import { formatNumber, formatPercent, t } from '#ui';
import { attemptsPaths } from './attempts.paths.js';
import type { AuditFigures, FittedWeights } from './memory.schemas.js';

const VERDICT_TONES = { 'too-few': 'muted', sound: 'ok', unclear: 'info', off: 'warn' } as const;
const STATE_TONES = { candidate: 'info', declined: 'muted', active: 'ok', retired: 'muted' } as const;

export function memoryModel(
  language: Language,
  audits: AuditFigures,
  weights: readonly FittedWeights[],
): Record<string, unknown> {
  const { slope, verdict } = audits;
  const key = verdict.replace('-', '_');
  return {
    verdict: t(language, `attempts.audit_${key}`),
    verdictText: t(language, `attempts.audit_${key}_text`),
    tone: VERDICT_TONES[verdict],
    facts: [
      fact(language, 'audits', formatNumber(language, audits.audits)),
      ...(audits.predicted === null
        ? []
        : [fact(language, 'predicted', formatPercent(language, audits.predicted))]),
      ...(audits.recalled === null
        ? []
        : [fact(language, 'recalled', formatPercent(language, audits.recalled))]),
      ...(slope
        ? [
            fact(
              language,
              'slope',
              `${two(language, slope.value)} ± ${two(language, 1.96 * slope.standardError)}`,
            ),
          ]
        : []),
    ],
    bands: audits.bands.map(({ from, to, ...band }) => ({
      ...band,
      label: t(language, 'attempts.audit_band', { from: Math.round(100 * from), to: Math.round(100 * to) }),
    })),
    published: !weights.some(({ state }) => state === 'active'),
    candidate: candidateOf(language, weights),
    weights: weights.map((each) => weightsRow(language, each)),
  };
}

/** The weights that wait for a person's decision, with what they would better. */
function candidateOf(
  language: Language,
  weights: readonly FittedWeights[],
): { text: string; action: string } | null {
  const waiting = weights.find(({ state }) => state === 'candidate');
  if (!waiting) return null;
  const { fitted, current, judged } = waiting;
  const percent = formatPercent(language, 1 - fitted.logLoss / current.logLoss);
  return {
    text: t(language, 'attempts.weights_proposal', { percent, judged }),
    action: attemptsPaths.memoryActivation({ id: waiting.id }),
  };
}

function weightsRow(language: Language, made: FittedWeights): Record<string, unknown> {
  return {
    ...{ id: made.id, madeAt: made.madeAt, reviews: made.reviews, judged: made.judged },
    ...{ tone: STATE_TONES[made.state], state: t(language, `attempts.weights_${made.state}`) },
    ...{ logLoss: made.fitted.logLoss, currentLogLoss: made.current.logLoss },
    ...{ rmse: made.fitted.rmseBins, currentRmse: made.current.rmseBins },
  };
}

const fact = (language: Language, name: string, text: string): { term: string; text: string } => ({
  term: t(language, `attempts.audit_fact_${name}`),
  text,
});

const two = (language: Language, value: number): string =>
  formatNumber(language, Math.round(value * 100) / 100);
