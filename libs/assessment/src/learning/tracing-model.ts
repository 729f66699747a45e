import { logistic } from '../numbers.js';
import { fitLogistic } from './logistic-fit.js';
import { areaUnderCurve, calibrationError } from './prediction-quality.js';
import { NO_HISTORY, traceAnswer, TRACING_FEATURES, tracingFeatures } from './tracing-state.js';
import type { TracedAnswer, TracingState } from './tracing-state.js';

/** Fitted weights with all that is needed to use and to judge them; never changed, only followed by another. */
export interface TracingVersion {
  readonly format: 1;
  readonly features: readonly string[];
  readonly weights: readonly number[];
  readonly ridge: number;
  readonly people: number;
  readonly answers: number;
}

/** How a version does on people it has not seen. */
export interface TracingQuality {
  readonly answers: number;
  /** Area under the ROC curve. */
  readonly auc: number;
  /** Expected calibration error, at most .03 wanted. */
  readonly calibrationError: number;
}

/** Each person's answers in order of time. */
type Histories = readonly (readonly TracedAnswer[])[];

/**
 * Fits logistic-regression knowledge tracing (Gervet et al. 2020: counts, recency and ratings in one regression) on
 * whole histories: every answer is predicted from those before it. `ridge`: strength of the L2 penalty, above 0.
 * Throws a RangeError without answers, or when all are right or all wrong.
 */
export function fitTracing(histories: Histories, ridge = 1): TracingVersion {
  const { rows, outcomes } = tabulate(histories);
  const weights = fitLogistic(rows, TRACING_FEATURES.length, outcomes, ridge);
  return {
    format: 1,
    features: TRACING_FEATURES,
    weights: [...weights],
    ridge,
    people: histories.length,
    answers: outcomes.length,
  };
}

/**
 * Chance of a right answer, 0 to 1, to an item of `skill` with difficulty `b` at moment `at`. Throws a RangeError for
 * a version whose covariates are not those of this code.
 */
export function predictAnswer(
  version: TracingVersion,
  state: TracingState,
  item: Pick<TracedAnswer, 'skill' | 'b' | 'at'>,
): number {
  if (version.features.join() !== TRACING_FEATURES.join()) {
    throw new RangeError('these weights were fitted for other covariates');
  }
  const features = tracingFeatures(state, item.skill, item.b, item.at);
  return logistic(features.reduce((sum, x, i) => sum + x * version.weights[i]!, 0));
}

/** Quality of a version on histories; give those of people who were not part of the fit. */
export function assessTracing(version: TracingVersion, histories: Histories): TracingQuality {
  const chances: number[] = [];
  const outcomes: number[] = [];
  eachAnswer(histories, (state, answer) => {
    chances.push(predictAnswer(version, state, answer));
    outcomes.push(answer.correct ? 1 : 0);
  });
  return {
    answers: outcomes.length,
    auc: areaUnderCurve(chances, outcomes),
    calibrationError: calibrationError(chances, outcomes),
  };
}

function tabulate(histories: Histories): { rows: Float64Array; outcomes: Uint8Array } {
  const count = histories.reduce((sum, history) => sum + history.length, 0);
  const rows = new Float64Array(count * TRACING_FEATURES.length);
  const outcomes = new Uint8Array(count);
  let n = 0;
  eachAnswer(histories, (state, { skill, b, at, correct }) => {
    rows.set(tracingFeatures(state, skill, b, at), n * TRACING_FEATURES.length);
    outcomes[n] = correct ? 1 : 0;
    n += 1;
  });
  return { rows, outcomes };
}

function eachAnswer(histories: Histories, visit: (before: TracingState, answer: TracedAnswer) => void): void {
  for (const history of histories) {
    let state = NO_HISTORY;
    for (const answer of history) {
      visit(state, answer);
      state = traceAnswer(state, answer);
    }
  }
}
