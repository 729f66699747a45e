/** Do groups differ in a yes or no, once places that differ anyway are set apart? And which of many such findings stand? */
import { chiSquareUpperTail } from '../calibration/distributions.js';
import { invertSymmetric } from '../calibration/symmetric.js';
import type { Random } from '../random.js';

// Bound once: looking up a global is slow where this runs most, in specs and simulations.
const { floor, imul, max, min } = Math;

/** Answers of one stratum: per group how many said yes, of how many. The groups stand in one order in all strata. */
export interface Stratum {
  readonly yes: readonly number[];
  readonly of: readonly number[];
}

export interface Association {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
  readonly method: 'chi-square' | 'permutation';
}

/** Draws of a permutation test: the smallest p it can give is 1 / 5,000, small enough for two dozen tests together. */
const DRAWS = 4999;
/** As soon as this many draws are as far out, the difference is plainly no news and drawing stops. */
const ENOUGH_AS_FAR = 20;
/** Twice Cochran's rule of thumb: far out in the tail, where many tests together look, fewer are too rough. */
const SMALLEST_EXPECTED = 10;

/**
 * Tests whether the chance of a yes differs between groups within strata: the generalised Cochran-Mantel-Haenszel test of
 * k groups by two outcomes. With a single stratum it is Pearson's chi-square times (n - 1) / n. When fewer than ten are
 * expected somewhere the chi-square distribution is replaced by up to 4,999 random exchanges of the groups within each
 * stratum, fewer when it is soon plain that nothing is there.
 * Null when there is nothing to test: fewer than two groups, or everybody or nobody says yes.
 * @throws RangeError when a stratum has more yes than people, or another number of groups than the first.
 * Source: Landis, Heyman & Koch 1978, International Statistical Review 46, 237-254; Besag & Clifford 1991, Biometrika
 * 78, 301-304 (when to stop drawing).
 */
export function association(strata: readonly Stratum[], random: Random): Association | null {
  const groups = strata[0]?.of.length ?? 0;
  for (const { yes, of } of strata) {
    const isWrong =
      of.length !== groups || yes.length !== groups || yes.some((y, g) => !(y >= 0 && y <= of[g]!));
    if (isWrong) throw new RangeError('Every stratum needs the same groups, with no more yes than people.');
  }
  const { deviation, covariance, expected } = deviations(strata, groups);
  const inPlay = [...deviation.keys()].filter((g) => covariance[g * groups + g]! > 0);
  if (inPlay.length < 2) return null;
  const df = inPlay.length - 1;
  const quadratic = quadraticForm(deviation, covariance, groups, inPlay.slice(1));
  if (quadratic !== null && inPlay.every((g) => expected[g]! >= SMALLEST_EXPECTED)) {
    return { statistic: quadratic, df, p: chiSquareUpperTail(quadratic, df), method: 'chi-square' };
  }
  const variances = inPlay.map((g) => covariance[g * groups + g]!);
  const distance = (from: Float64Array): number =>
    inPlay.reduce((sum, g, i) => sum + from[g]! ** 2 / variances[i]!, 0);
  const statistic = distance(deviation);
  return {
    statistic,
    df,
    p: chanceByDraws(strata, groups, distance, statistic, random),
    method: 'permutation',
  };
}

/**
 * Which of many p-values stand when the chance of even one false alarm is to stay below `alpha`: Holm's step-down
 * procedure. Gives the adjusted p of each, in the order given; it stands when it is at most `alpha`.
 * Source: Holm 1979, Scandinavian Journal of Statistics 6, 65-70.
 */
export function holm(ps: readonly number[]): number[] {
  const order = [...ps.keys()].sort((a, b) => ps[a]! - ps[b]!);
  const adjusted = new Array<number>(ps.length).fill(1);
  let highest = 0;
  order.forEach((index, rank) => {
    highest = max(highest, min(1, (ps.length - rank) * ps[index]!));
    adjusted[index] = highest;
  });
  return adjusted;
}

const sum = (list: readonly number[]): number => list.reduce((total, x) => total + x, 0);

/** Observed minus expected yes per group, its covariance under no difference, and the smaller of the expected yes and no. */
function deviations(strata: readonly Stratum[], groups: number) {
  const deviation = new Float64Array(groups);
  const covariance = new Float64Array(groups * groups);
  const [expectedYes, expectedNo] = [new Float64Array(groups), new Float64Array(groups)];
  for (const { yes, of } of strata) {
    const [n, y] = [sum(of), sum(yes)];
    if (n < 2) continue;
    const spread = (y * (n - y)) / (n * n * (n - 1));
    for (let g = 0; g < groups; g += 1) {
      deviation[g]! += yes[g]! - (of[g]! * y) / n;
      expectedYes[g]! += (of[g]! * y) / n;
      expectedNo[g]! += (of[g]! * (n - y)) / n;
      for (let h = 0; h < groups; h += 1) {
        covariance[g * groups + h]! += spread * of[g]! * ((g === h ? n : 0) - of[h]!);
      }
    }
  }
  return { deviation, covariance, expected: expectedYes.map((yes, g) => min(yes, expectedNo[g]!)) };
}

function quadraticForm(
  deviation: Float64Array,
  covariance: Float64Array,
  groups: number,
  chosen: readonly number[],
): number | null {
  const size = chosen.length;
  const part = new Float64Array(size * size);
  chosen.forEach((g, i) => chosen.forEach((h, j) => (part[i * size + j] = covariance[g * groups + h]!)));
  const inverse = invertSymmetric(part, size);
  if (!inverse) return null;
  let form = 0;
  chosen.forEach((g, i) =>
    chosen.forEach((h, j) => (form += deviation[g]! * inverse[i * size + j]! * deviation[h]!)),
  );
  return form;
}

function chanceByDraws(
  strata: readonly Stratum[],
  groups: number,
  distance: (deviation: Float64Array) => number,
  statistic: number,
  random: Random,
): number {
  const next = stream(random('association'));
  const pools = strata.map(({ yes, of }) => ({
    members: Int32Array.from(of.flatMap((n, g) => new Array<number>(n).fill(g))),
    drawn: sum(yes),
    shares: of.map((n) => n / max(1, sum(of))),
  }));
  let asFar = 0;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const deviation = new Float64Array(groups);
    for (const { members, drawn, shares } of pools) {
      for (let i = 0; i < drawn; i += 1) {
        const j = i + floor(next() * (members.length - i));
        const held = members[i]!;
        members[i] = members[j]!;
        members[j] = held;
        deviation[members[i]!]! += 1;
      }
      for (let g = 0; g < groups; g += 1) deviation[g]! -= drawn * shares[g]!;
    }
    if (distance(deviation) >= statistic * (1 - 1e-9)) asFar += 1;
    if (asFar === ENOUGH_AS_FAR) return asFar / (draw + 1);
  }
  return (asFar + 1) / (DRAWS + 1);
}

/** A stream of numbers in [0, 1) from one (mulberry32): millions of draws, where a hash per draw is too slow. */
function stream(start: number): () => number {
  let state = floor(start * 2 ** 32) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
