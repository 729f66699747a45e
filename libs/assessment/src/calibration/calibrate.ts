import type { NormalPrior } from '../irt/ability.js';
import { groupByItems } from './answer-sets.js';
import { SLOPE_LIMIT, type ItemPrior } from './item-maximum.js';
import { MarginalModel, type SlopeAndDifficulty } from './marginal-model.js';
import { DEFAULT_QUADRATURE, type Quadrature } from './posteriors.js';
import type { ResponseMatrix } from './response-matrix.js';
import { accelerate } from './squarem.js';
import { crossProductInformation, observedInformation } from './standard-errors.js';
import { invertSymmetric } from './symmetric.js';

export type StandardErrorMethod = 'observed' | 'cross-product' | 'none';

export interface CalibrationOptions {
  /** A prior per item makes it MAP; without, it is maximum likelihood. */
  readonly priors?: readonly ItemPrior[];
  /** Anchors: items kept at these parameters. The population's mean and SD are then estimated. */
  readonly fixed?: ReadonlyMap<number, SlopeAndDifficulty>;
  /** Default 61 points on [-6, 6]. */
  readonly quadrature?: Quadrature;
  /** Largest move of any parameter in an EM step at which it has converged; default 1e-6. */
  readonly tolerance?: number;
  /** EM steps allowed; default 2,000. */
  readonly maxSteps?: number;
  /** Default `observed`; `cross-product` is cheaper for banks of hundreds of items. */
  readonly standardErrors?: StandardErrorMethod;
}

export type NotEstimable = 'no-answers' | 'all-right' | 'all-wrong' | 'no-finite-maximum';

/** What became of one item. `answers` and `right` count people; standard errors are absent where unavailable. */
export type ItemCalibration = { readonly answers: number; readonly right: number } & (
  | {
      readonly kind: 'estimated';
      readonly a: number;
      readonly b: number;
      readonly seA?: number;
      readonly seB?: number;
    }
  | { readonly kind: 'fixed'; readonly a: number; readonly b: number }
  | { readonly kind: 'not-estimable'; readonly reason: NotEstimable }
);

export interface Calibration {
  readonly items: readonly ItemCalibration[];
  /** N(0, 1) unless answered anchors fix the scale. */
  readonly population: NormalPrior;
  /** ln marginal likelihood of the answers used. */
  readonly logLikelihood: number;
  /** EM steps taken. */
  readonly steps: number;
  readonly converged: boolean;
}

/**
 * Calibrates a two-parameter bank: marginal maximum likelihood by EM over a normal population (Bock & Aitkin 1981),
 * accelerated (`accelerate`); with priors, ln a ~ N and b ~ N, the mode of the posterior in (ln a, b) (Mislevy 1986).
 * Missing answers are taken as missing at random. Without a prior, an item that all got right or wrong, or whose
 * discrimination grows without end, is said to be not estimable and leaves the rest alone; with one it rests on its
 * prior. Nothing returned is ever NaN. Standard errors: inverse observed information, delta method for b.
 * @throws RangeError when the priors aren't one per item, or a prior's SD or a fixed a isn't above 0.
 */
export function calibrate(responses: ResponseMatrix, options: CalibrationOptions = {}): Calibration {
  checkOptions(responses, options);
  const { fixed = NO_ANCHORS, priors, tolerance = 1e-6, maxSteps = 2000 } = options;
  const tally = tallyItems(responses);
  const impossible = tally.map((count, item) =>
    priors || fixed.has(item) ? undefined : withoutMaximum(count),
  );
  const used = Uint8Array.from(impossible, (reason) => (reason === undefined ? 1 : 0));
  const free = [...used.keys()].filter((item) => used[item] === 1 && !fixed.has(item));
  const model = new MarginalModel({
    items: responses.items,
    sets: groupByItems(responses, used),
    quadrature: options.quadrature ?? DEFAULT_QUADRATURE,
    free,
    fixed,
    freePopulation: [...fixed.keys()].some((item) => tally[item]!.answers > 0),
    ...(priors && { priors: free.map((item) => priors[item]!) }),
  });
  const { point, steps, converged } = accelerate(model, startingPoint(model, tally), { tolerance, maxSteps });
  model.differentiate(point, new Float64Array(model.size));
  const { logLikelihood } = model;
  const { mean, sd } = model.unpack(point);
  const described = describeFree(model, point, options.standardErrors ?? 'observed');
  const estimates = new Map(described.map((estimate, i) => [free[i]!, estimate]));
  const items = tally.map((count, item): ItemCalibration => {
    const reason = impossible[item];
    if (reason) return { ...count, kind: 'not-estimable', reason };
    const anchor = fixed.get(item);
    if (anchor) return { ...count, kind: 'fixed', a: anchor.a, b: anchor.b };
    return { ...count, ...estimates.get(item)! };
  });
  return { items, population: { mean, sd }, logLikelihood, steps, converged };
}

const NO_ANCHORS: ReadonlyMap<number, SlopeAndDifficulty> = new Map();

interface Tally {
  readonly answers: number;
  readonly right: number;
}

function tallyItems({ items, offsets, item, correct, weight }: ResponseMatrix): Tally[] {
  const tally = Array.from({ length: items }, () => ({ answers: 0, right: 0 }));
  for (let person = 0; person < weight.length; person += 1) {
    for (let entry = offsets[person]!; entry < offsets[person + 1]!; entry += 1) {
      const own = tally[item[entry]!]!;
      own.answers += weight[person]!;
      own.right += correct[entry]! * weight[person]!;
    }
  }
  return tally;
}

function withoutMaximum({ answers, right }: Tally): NotEstimable | undefined {
  if (answers === 0) return 'no-answers';
  if (right === 0) return 'all-wrong';
  return right === answers ? 'all-right' : undefined;
}

function startingPoint({ size, input }: MarginalModel, tally: readonly Tally[]): Float64Array {
  const start = new Float64Array(size);
  input.free.forEach((item, i) => {
    const { answers, right } = tally[item]!;
    const easiness = Math.log((right + 0.5) / (answers - right + 0.5));
    const prior = input.priors?.[i];
    start[2 * i] = prior ? prior.lnA.mean : 1;
    start[2 * i + 1] = prior ? (answers === 0 ? prior.b.mean : -easiness) : 1.2 * easiness;
  });
  return start;
}

type Estimate =
  | { kind: 'estimated'; a: number; b: number; seA?: number; seB?: number }
  | { kind: 'not-estimable'; reason: 'no-finite-maximum' };

/** Turns coordinates into a and b with their standard errors. Items without a maximum are left out of those. */
function describeFree(model: MarginalModel, point: Float64Array, method: StandardErrorMethod): Estimate[] {
  const { free, priors, fixed } = model.input;
  const { slope, intercept } = model.unpack(point);
  const runaway = (item: number): boolean =>
    !priors && (Math.abs(slope[item]!) >= SLOPE_LIMIT || Math.abs(slope[item]!) < 1e-6);
  const kept = free.map((_, i) => i).filter((i) => !runaway(free[i]!));
  const place = new Map(kept.map((i, position) => [i, position]));
  const still = new Map(fixed);
  for (const item of free.filter(runaway))
    still.set(item, { a: slope[item]!, b: -intercept[item]! / slope[item]! });
  const part =
    kept.length === free.length
      ? model
      : new MarginalModel({ ...model.input, free: kept.map((i) => free[i]!), fixed: still });
  const population = point.slice(2 * free.length);
  const at = Float64Array.from([...kept.flatMap((i) => [point[2 * i]!, point[2 * i + 1]!]), ...population]);
  const covariance = covarianceAt(part, at, method);
  return free.map((item, i): Estimate => {
    const position = place.get(i);
    if (position === undefined) return { kind: 'not-estimable', reason: 'no-finite-maximum' };
    const a = slope[item]!;
    const b = priors ? point[2 * i + 1]! : -intercept[item]! / a;
    if (!covariance) return { kind: 'estimated', a, b };
    const first = 2 * position * (part.size + 1);
    const [vu, cov, vv] = [covariance[first]!, covariance[first + 1]!, covariance[first + part.size + 1]!];
    // With b = -d / a: db/da = -b / a and db/dd = -1 / a.
    const seA = priors ? a * Math.sqrt(vu) : Math.sqrt(vu);
    const seB = priors ? Math.sqrt(vv) : Math.sqrt(b * b * vu + 2 * b * cov + vv) / Math.abs(a);
    return { kind: 'estimated', a, b, seA, seB };
  });
}

function covarianceAt(
  model: MarginalModel,
  at: Float64Array,
  method: StandardErrorMethod,
): Float64Array | undefined {
  if (method === 'none' || model.size === 0) return undefined;
  const information =
    method === 'observed' ? observedInformation(model, at) : crossProductInformation(model, at);
  return invertSymmetric(information, model.size);
}

function checkOptions(responses: ResponseMatrix, { priors, fixed }: CalibrationOptions): void {
  if (priors && priors.length !== responses.items) throw new RangeError('There must be one prior per item.');
  if (priors?.some(({ lnA, b }) => !(lnA.sd > 0 && b.sd > 0)))
    throw new RangeError("A prior's SD must be above 0.");
  for (const [item, { a, b }] of fixed ?? [])
    if (!(item >= 0 && item < responses.items && a > 0 && Number.isFinite(a * b)))
      throw new RangeError(`Anchor ${item} needs an item of the matrix, a > 0 and a finite b.`);
}
