import type { ItemParameters } from '../irt/model.js';
import { detectDrift, DRIFT_WINDOW, EXPOSURE_LIMIT } from './drift.js';
import { ASSUMED_SCALE } from './expert-prior.js';
import type { AnswerAmongOthers } from './expected-answers.js';
import { compareWithBatch, learnFromAnswer, type OnlineItem } from './online-update.js';

/** An item in use, with the answers that came in since a person last decided that it may be used. */
export interface ItemInUse {
  readonly parameters: Pick<ItemParameters, 'a' | 'b'>;
  /** Standard error of b in the calibration that is in use, above 0. */
  readonly seB: number;
  /** In order of time. */
  readonly answers: readonly AnswerAmongOthers[];
}

/** Why an item should be watched, with the number that says so. */
export type ItemAlarm =
  | {
      readonly because: 'drift';
      /** In standard deviations; above 0 it has become easier. */ readonly found: number;
    }
  | {
      readonly because: 'frozen';
      /** Online difficulty minus calibrated, in logits. */ readonly found: number;
    };

/**
 * Whether an item in use still behaves as it was calibrated. Looked at only when another hundred answers are complete,
 * on those that are: the windows of `detectDrift` then never share an answer, however often one asks. Two tests:
 * - drift: the last hundred of them, |z| > 3 (`detectDrift`);
 * - frozen: the difficulty as `learnFromAnswer` follows it from the calibrated b and an expert's spread, more than
 *   3 standard errors from the calibrated b (`compareWithBatch`), which sees slow moves over several hundreds.
 *
 * False alarms of a sound item in a hundred answers: .0027 by the normal law. Simulated with 20 answers an exam: .003 with
 * true parameters, .003 with standard errors of .12 in b, .002 with .2 (.002 and .007 over 500 answers). "Frozen" added none.
 * Found with a standard error of .12: 1.00 of items 1.6 logits easier and .78 of those .9 harder after a hundred answers,
 * .35 of those .5 harder after 500; with .2: .98, .45 and .14. A calibration that is surer finds more.
 */
export function watchItem({ parameters, seB, answers }: ItemInUse): ItemAlarm | undefined {
  const complete = answers.slice(0, answers.length - (answers.length % DRIFT_WINDOW));
  if (complete.length === 0) return undefined;
  const drift = detectDrift(complete, { a: parameters.a, seB });
  if (drift.fires) return { because: 'drift', found: drift.z };
  const batch = { b: parameters.b, standardError: seB };
  const online = followDifficulty(parameters, complete);
  return compareWithBatch(online, batch).watch
    ? { because: 'frozen', found: online.difficulty.mean - batch.b }
    : undefined;
}

/** The online difficulty after these answers, each person's ability taken from the rest of the exam. */
export function followDifficulty(
  { a, b }: Pick<ItemParameters, 'a' | 'b'>,
  answers: readonly AnswerAmongOthers[],
): OnlineItem {
  const start: OnlineItem = { difficulty: { mean: b, variance: ASSUMED_SCALE.sd ** 2 }, a, frozen: false };
  return answers.reduce((item, { ability, correct }) => learnFromAnswer(ability, item, correct).item, start);
}

/** An item met by so many people is worn, whatever its answers say. `exposures`: exams that asked it. */
export const isWorn = (exposures: number): boolean => exposures >= EXPOSURE_LIMIT;
