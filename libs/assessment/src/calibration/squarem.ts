/** A map whose fixed point is sought; `apply` writes F(from) to `to` and returns the objective at `from`. */
export interface FixedPointMap {
  apply(from: Float64Array, to: Float64Array): number;
}

export interface FixedPoint {
  readonly point: Float64Array;
  /** How often the map was applied. */
  readonly steps: number;
  /** False when `maxSteps` ran out first. */
  readonly converged: boolean;
}

/** The factor by which the longest step allowed grows and shrinks (Varadhan & Roland's mstep). */
const GROWTH = 4;

/**
 * Squared extrapolation of a slowly converging map that never lowers its objective, such as EM (SQUAREM, scheme S3:
 * Varadhan & Roland 2008, Scandinavian Journal of Statistics 35). With r = F(x) - x and v = (F(F(x)) - F(x)) - r the
 * next point is F(x - 2 alpha r + alpha^2 v), alpha = -|r| / |v|; where that point is worse than F(x), or isn't
 * finite, F(F(x)) is kept instead, so the objective rises as under plain EM.
 * Converged when no coordinate moves by `tolerance` or more in one application.
 */
export function accelerate(
  map: FixedPointMap,
  start: Float64Array,
  { tolerance, maxSteps }: { readonly tolerance: number; readonly maxSteps: number },
): FixedPoint {
  let x = start.slice();
  let [once, twice, leap] = [start.slice(), start.slice(), start.slice()];
  let longest = 1;
  for (let steps = 0; steps < maxSteps;) {
    map.apply(x, once);
    steps += 1;
    if (furthest(x, once) < tolerance) return { point: once, steps, converged: true };
    const reached = map.apply(once, twice);
    steps += 1;
    if (furthest(once, twice) < tolerance) return { point: twice, steps, converged: true };
    const alpha = stepLength(x, once, twice, longest);
    const extrapolated = x.map((from, i) => {
      const r = once[i]! - from;
      return from + 2 * alpha * r + alpha * alpha * (twice[i]! - once[i]! - r);
    });
    const better = alpha > 1 && map.apply(extrapolated, leap) >= reached && leap.every(Number.isFinite);
    if (alpha > 1) steps += 1;
    if (alpha >= longest) longest = better || alpha === 1 ? longest * GROWTH : Math.max(1, longest / GROWTH);
    [x, once, twice, leap] = better ? [leap, once, twice, x] : [twice, once, x, leap];
  }
  return { point: x, steps: maxSteps, converged: false };
}

/** |r| / |v|, at least 1 (plain EM) and at most `longest`. */
function stepLength(x: Float64Array, once: Float64Array, twice: Float64Array, longest: number): number {
  let rr = 0;
  let vv = 0;
  for (let i = 0; i < x.length; i += 1) {
    const r = once[i]! - x[i]!;
    const v = twice[i]! - once[i]! - r;
    rr += r * r;
    vv += v * v;
  }
  if (vv === 0) return 1;
  return Math.min(longest, Math.max(1, Math.sqrt(rr / vv)));
}

function furthest(left: Float64Array, right: Float64Array): number {
  let most = 0;
  for (let i = 0; i < left.length; i += 1) most = Math.max(most, Math.abs(left[i]! - right[i]!));
  return most;
}
