/** How sure somebody said to be, asked together with the answer. */
export const CONFIDENCES = ['unsure', 'fairly', 'sure'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export const GRADES = ['again', 'hard', 'good', 'easy'] as const;
export type Grade = (typeof GRADES)[number];

/** How an answer came about, as far as that is known. */
export interface AnswerPace {
  /** How long it took, in milliseconds; null when nobody measured. */
  readonly ms: number | null;
  /** How long this person usually takes for this item, in milliseconds; null as long as that is not known. */
  readonly usualMs: number | null;
  /** Chance of a right answer as it was expected beforehand, 0 to 1; null when nobody worked it out. */
  readonly expected: number | null;
}

export const UNKNOWN_PACE: AnswerPace = { ms: null, usualMs: null, expected: null };

/** Right, but in more than so many times the usual time: it was worked out rather than remembered. */
const SLOW = 2;
/** Fast is at most this share of the usual time. */
const FAST = 0.75;
/** Nobody reads a question in less (Wise 2017): quicker is a lucky guess, not a strong memory. */
const RAPID_MS = 3000;
/** Whoever takes longer was doing something else in between, so their time tells nothing. */
const AWAY_MS = 600_000;
/** Below this chance a right answer was not to be expected. */
const SURPRISING = 0.6;

/**
 * Grade of one review from what was right, how sure the person was, and how the answer came.
 *
 * | points                                    | unsure | fairly | sure  |
 * | below 1/2                                 | again  | again  | again |
 * | 1/2 to 1                                  | hard   | hard   | hard  |
 * | 1, slow (more than twice the usual time)  | hard   | hard   | hard  |
 * | 1, fast, expected chance below .6         | hard   | easy   | easy  |
 * | 1, else                                   | hard   | good   | easy  |
 *
 * A right answer that was a guess is `hard`: it returns soon. Wrong is `again` however it felt: it returns the
 * next day. What is not known of the pace has no say, nor
 * has a time over ten minutes. `points` in [0, 1].
 */
export function gradeOf(points: number, confidence: Confidence, pace: AnswerPace = UNKNOWN_PACE): Grade {
  if (points < 0.5) return 'again';
  if (points < 1 || confidence === 'unsure' || isSlow(pace)) return 'hard';
  return confidence === 'sure' || (isFast(pace) && isSurprising(pace)) ? 'easy' : 'good';
}

const isSlow = ({ ms, usualMs }: AnswerPace): boolean =>
  ms !== null && usualMs !== null && ms > SLOW * usualMs && ms <= AWAY_MS;

const isFast = ({ ms, usualMs }: AnswerPace): boolean =>
  ms !== null && usualMs !== null && ms >= RAPID_MS && ms <= FAST * usualMs;

const isSurprising = ({ expected }: AnswerPace): boolean => expected !== null && expected < SURPRISING;

/** One earlier answer: how long it took, and how long its author thinks the item takes; both in milliseconds. */
export interface TimedItem {
  readonly ms: number;
  readonly plannedMs: number;
}

/** Fewer answers than this do not show a person's own pace. */
const ENOUGH_TIMES = 8;
/**
 * How many times as long as authors plan this person usually takes: the median over their answers, above 0. Null with
 * fewer than eight usable times; answers under 3 s or over 10 minutes are not used. It is the person's own pace, so
 * that slow readers, and people who listen to a screen reader, are compared with nobody but themselves.
 */
export function usualPace(times: readonly TimedItem[]): number | null {
  const ratios = times
    .filter(({ ms, plannedMs }) => ms >= RAPID_MS && ms <= AWAY_MS && plannedMs > 0)
    .map(({ ms, plannedMs }) => ms / plannedMs)
    .sort((a, b) => a - b);
  if (ratios.length < ENOUGH_TIMES) return null;
  const middle = ratios.length / 2;
  return (ratios[Math.floor(middle)]! + ratios[Math.ceil(middle) - 1]!) / 2;
}
