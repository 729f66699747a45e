/** One scored answer with the chance of being right that the active version gave the person. */
export interface ExpectedAnswer {
  readonly correct: boolean;
  /** Above 0, below 1. */
  readonly expected: number;
}

export interface Drift {
  /** Standardised sum of observed - expected: above 0 the item has become easier, as a leaked one does. */
  readonly z: number;
  /** Answers looked at. */
  readonly answers: number;
  readonly fires: boolean;
}

export const DRIFT_WINDOW = 100;
const FIRES_AT = 3;
/** After so many exposures an item is worn, whatever its answers say. */
export const EXPOSURE_LIMIT = 500;

/**
 * Cumulative sum of observed minus expected over the last 100 answers, in its standard deviations:
 * z = sum(x - P) / sqrt(V + (a seB V)^2) with V = sum P Q: the answers' own chance, and how much all of them are off
 * together when b is off by its standard error `seB` (0: b is known). Fires beyond 3 once there are 100 answers.
 * `answers` in order of time. 0 when nothing was uncertain. Ask after every hundred new answers: one sound item in a
 * hundred then fires before its 500 exposures are over, but one in ten when it is asked after every answer.
 */
export function detectDrift(
  answers: readonly ExpectedAnswer[],
  { a, seB }: { readonly a: number; readonly seB: number } = { a: 1, seB: 0 },
): Drift {
  const recent = answers.slice(-DRIFT_WINDOW);
  let [gap, variance] = [0, 0];
  for (const { correct, expected } of recent) {
    gap += (correct ? 1 : 0) - expected;
    variance += expected * (1 - expected);
  }
  const z = variance > 0 ? gap / Math.sqrt(variance + (a * seB * variance) ** 2) : 0;
  return { z, answers: recent.length, fires: recent.length >= DRIFT_WINDOW && Math.abs(z) > FIRES_AT };
}

/** Why an item should be retired now, if it should. */
export function reasonToRetire(exposures: number, drift: Drift): 'exposure' | 'drift' | undefined {
  if (drift.fires) return 'drift';
  return exposures >= EXPOSURE_LIMIT ? 'exposure' : undefined;
}
