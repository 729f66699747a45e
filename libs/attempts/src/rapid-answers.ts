/** How long somebody took for one question; the item's 5th percentile where enough answers are known, else null. */
export interface TimedAnswer {
  readonly position: number;
  readonly ms: number | null;
  readonly fifthPercentileMs: number | null;
}

/** Answers too quick to have read the question. A reason for a person to look, never one to decide by. */
export interface RapidAnswers {
  readonly positions: readonly number[];
  readonly answered: number;
  readonly flagged: boolean;
}

/** Nobody reads a question and its options in less. */
const QUICKEST_MS = 3000;

/** A share above this is more than a few easy questions. */
const TOLERATED = 0.1;

/**
 * Rapid is an answer in less than 3 s and, where it is known, less than the item's 5th percentile; more than a tenth of
 * all answers is flagged (Wise 2017, rapid guessing). Answers without a time count as not rapid.
 */
export function rapidAnswers(answers: readonly TimedAnswer[]): RapidAnswers {
  const positions = answers
    .filter(
      ({ ms, fifthPercentileMs }) =>
        ms !== null && ms < QUICKEST_MS && (fifthPercentileMs === null || ms < fifthPercentileMs),
    )
    .map(({ position }) => position);
  return { positions, answered: answers.length, flagged: positions.length > TOLERATED * answers.length };
}
