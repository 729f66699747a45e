import type { NormalPrior } from '../irt/ability.js';

const { exp } = Math;

/** What the E-step leaves of one item: expected people per point of ability, and the right answers' moments. */
export interface ItemStatistics {
  readonly nodes: Float64Array;
  /** Expected number of people at point k who met the item, at [offset + k]. */
  readonly counts: Float64Array;
  readonly offset: number;
  /** Right answers, and the sum of expected ability over them: all that the M-step needs of them. */
  readonly right: number;
  readonly moment: number;
}

/** Priors of one item: ln a and b are normal. */
export interface ItemPrior {
  readonly lnA: NormalPrior;
  readonly b: NormalPrior;
}

/** Discriminations and intercepts beyond these have no finite maximum behind them. */
export const SLOPE_LIMIT = 10;
const LN_SLOPE_LIMIT = 5;
const INTERCEPT_LIMIT = 60;
const MAXIMUM_STEPS = 30;
/** Newton decrement (twice the gain still to be had) at which an item is done. */
const DONE = 1e-18;

/**
 * Gradient and information of one item's expected log-likelihood plus log prior, into `out`:
 * [g_u, g_v, I_uu, I_uv, I_vv]. Coordinates are (u, v) = (a, d = -a b) without a prior, where the function is
 * concave, and (ln a, b) with one, where the prior is normal. I is the expected information.
 */
export function differentiateItem(
  item: ItemStatistics,
  prior: ItemPrior | undefined,
  u: number,
  v: number,
  out: Float64Array,
): void {
  const { nodes, counts, offset } = item;
  const a = prior ? exp(u) : u;
  const d = prior ? -a * v : v;
  let s0 = 0;
  let s1 = 0;
  let i0 = 0;
  let i1 = 0;
  let i2 = 0;
  for (let k = 0; k < nodes.length; k += 1) {
    const theta = nodes[k]!;
    const n = counts[offset + k]!;
    const p = 1 / (1 + exp(-(a * theta + d)));
    const expected = n * p;
    const spread = expected * (1 - p);
    s0 += expected;
    s1 += expected * theta;
    i0 += spread;
    i1 += spread * theta;
    i2 += spread * theta * theta;
  }
  out[0] = item.moment - s1;
  out[1] = item.right - s0;
  out[2] = i2;
  out[3] = i1;
  out[4] = i0;
  if (prior) changeCoordinates(prior, u, v, out);
}

/** Chain rule from (a, d) to (ln a, b): da = a dln a, dd = d dln a - a db; and the priors' own terms. */
function changeCoordinates({ lnA, b }: ItemPrior, u: number, v: number, out: Float64Array): void {
  const a = exp(u);
  const d = -a * v;
  const [ga, gd, iaa, iad, idd] = [out[0]!, out[1]!, out[2]!, out[3]!, out[4]!];
  out[0] = a * ga + d * gd - (u - lnA.mean) / lnA.sd ** 2;
  out[1] = -a * gd - (v - b.mean) / b.sd ** 2;
  out[2] = a * a * iaa + 2 * a * d * iad + d * d * idd + 1 / lnA.sd ** 2;
  out[3] = -a * (a * iad + d * idd);
  out[4] = a * a * idd + 1 / b.sd ** 2;
}

const here = new Float64Array(5);
const move = new Float64Array(2);

/**
 * The M-step of one item: Fisher scoring from `point[at], point[at + 1]`, written to `to`. A step after which more
 * is left to gain than before is halved. Without a prior, |a| stays within SLOPE_LIMIT.
 */
export function maximiseItem(
  item: ItemStatistics,
  prior: ItemPrior | undefined,
  point: Float64Array,
  at: number,
  to: Float64Array,
): void {
  let u = point[at]!;
  let v = point[at + 1]!;
  differentiateItem(item, prior, u, v, here);
  for (let step = 0; step < MAXIMUM_STEPS; step += 1) {
    const gain = proposeMove(u, v, prior);
    if (!(gain > DONE)) break;
    const [du, dv] = [move[0]!, move[1]!];
    const [fromU, fromV] = [u, v];
    for (let share = 1; share > 1e-4; share /= 2) {
      u = limit(fromU + share * du, prior ? LN_SLOPE_LIMIT : SLOPE_LIMIT);
      v = limit(fromV + share * dv, INTERCEPT_LIMIT);
      differentiateItem(item, prior, u, v, here);
      if (!(proposeMove(u, v, prior) > gain)) break;
    }
  }
  to[at] = u;
  to[at + 1] = v;
}

/**
 * Newton's move from (u, v), given its derivatives in `here`, into `move`; returns its decrement. A coordinate that
 * pushes against its limit stays there.
 */
function proposeMove(u: number, v: number, prior: ItemPrior | undefined): number {
  const [gu, gv, iuu, iuv, ivv] = [here[0]!, here[1]!, here[2]!, here[3]!, here[4]!];
  const stuckU = !prior && Math.abs(u) >= SLOPE_LIMIT && gu * u > 0;
  const stuckV = Math.abs(v) >= INTERCEPT_LIMIT && gv * v > 0;
  if (stuckU || stuckV) {
    move[0] = stuckU || !(iuu > 0) ? 0 : gu / iuu;
    move[1] = stuckV || !(ivv > 0) ? 0 : gv / ivv;
  } else {
    const determinant = iuu * ivv - iuv * iuv;
    if (!(determinant > 0)) return 0;
    move[0] = (ivv * gu - iuv * gv) / determinant;
    move[1] = (iuu * gv - iuv * gu) / determinant;
  }
  return move[0] * gu + move[1] * gv;
}

const limit = (x: number, bound: number): number => Math.min(bound, Math.max(-bound, x));
