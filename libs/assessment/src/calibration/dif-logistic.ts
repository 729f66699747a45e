import { logLogistic, logistic } from '../numbers.js';
import { chiSquareUpperTail } from './distributions.js';
import { groupSizes, type Stratum } from './dif-strata.js';
import { classify, DELTA_PER_LOGIT, type DifClass } from './mantel-haenszel.js';
import { invertSymmetric } from './symmetric.js';

/** Likelihood-ratio test. */
export interface RatioTest {
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
}

export interface LogisticDif {
  /** The group's effect at equal score, on the delta scale (Monahan et al. 2007). */
  readonly delta: number;
  readonly standardError: number;
  /** Same direction at every score. */
  readonly uniform: RatioTest;
  /** Group x score: the item sorts people better in one group. */
  readonly nonUniform: RatioTest;
  readonly both: RatioTest;
  /** Nagelkerke R2 gained by group and group x score. */
  readonly rSquaredChange: number;
  /** Of the uniform effect, by ETS's rules. */
  readonly class: DifClass;
}

/** Right and asked of one group at one score. */
interface Count {
  readonly covariates: readonly number[];
  readonly right: number;
  readonly asked: number;
}

interface Fit {
  readonly beta: Float64Array;
  readonly covariance: Float64Array;
  readonly logLikelihood: number;
}

/**
 * Logistic-regression test of differential item functioning (Swaminathan & Rogers 1990): right answers on score;
 * score and group; score, group and their product, compared by likelihood ratios. undefined when a regression has
 * no finite solution (a group that is all right or all wrong wherever the other isn't).
 */
export function logisticDif(strata: readonly Stratum[]): LogisticDif | undefined {
  const counts = countCells(strata);
  const fits = [1, 2, 3, 4].map((size) => fitLogistic(counts, size));
  const [none, matched, uniform, full] = fits;
  if (!none || !matched || !uniform || !full) return undefined;
  const ratio = (smaller: Fit, larger: Fit, df: number): RatioTest => {
    const chiSquare = Math.max(0, 2 * (larger.logLikelihood - smaller.logLikelihood));
    return { chiSquare, df, p: chiSquareUpperTail(chiSquare, df) };
  };
  const { reference, focal } = groupSizes(strata);
  const nagelkerke = (fit: Fit): number =>
    (1 - Math.exp((2 * (none.logLikelihood - fit.logLikelihood)) / (reference + focal))) /
    (1 - Math.exp((2 * none.logLikelihood) / (reference + focal)));
  const uniformTest = ratio(matched, uniform, 1);
  const delta = DELTA_PER_LOGIT * uniform.beta[2]!;
  const standardError = DELTA_PER_LOGIT * Math.sqrt(uniform.covariance[8]!);
  return {
    delta,
    standardError,
    uniform: uniformTest,
    nonUniform: ratio(uniform, full, 1),
    both: ratio(matched, full, 2),
    rSquaredChange: nagelkerke(full) - nagelkerke(matched),
    class: classify(delta, standardError, uniformTest.p),
  };
}

/** Covariates: 1, the standardised score, 1 for the focal group, their product. */
function countCells(strata: readonly Stratum[]): Count[] {
  const people = strata.map(
    (row) => row.referenceRight + row.referenceWrong + row.focalRight + row.focalWrong,
  );
  const total = people.reduce((sum, n) => sum + n, 0);
  const mean = strata.reduce((sum, { score }, i) => sum + people[i]! * score, 0) / total;
  const sd = Math.sqrt(
    strata.reduce((sum, { score }, i) => sum + people[i]! * (score - mean) ** 2, 0) / total,
  );
  return strata.flatMap(({ score, referenceRight, referenceWrong, focalRight, focalWrong }) => {
    const z = sd > 0 ? (score - mean) / sd : 0;
    return [
      { covariates: [1, z, 0, 0], right: referenceRight, asked: referenceRight + referenceWrong },
      { covariates: [1, z, 1, z], right: focalRight, asked: focalRight + focalWrong },
    ].filter(({ asked }) => asked > 0);
  });
}

const MAXIMUM_STEPS = 40;
const CONVERGED = 1e-9;

/** Maximum likelihood with the first `size` covariates, by Newton's method. */
function fitLogistic(counts: readonly Count[], size: number): Fit | undefined {
  const beta = new Float64Array(size);
  for (let step = 0; step < MAXIMUM_STEPS; step += 1) {
    const { gradient, information, logLikelihood } = differentiate(counts, beta);
    const covariance = invertSymmetric(information, size);
    if (!covariance) return undefined;
    let gain = 0;
    for (let i = 0; i < size; i += 1) {
      let move = 0;
      for (let j = 0; j < size; j += 1) move += covariance[i * size + j]! * gradient[j]!;
      gain += move * gradient[i]!;
      beta[i]! += Math.max(-2, Math.min(2, move));
    }
    if (gain < CONVERGED) return { beta, covariance, logLikelihood };
  }
  return undefined;
}

function differentiate(
  counts: readonly Count[],
  beta: Float64Array,
): { gradient: Float64Array; information: Float64Array; logLikelihood: number } {
  const size = beta.length;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  let logLikelihood = 0;
  for (const { covariates, right, asked } of counts) {
    let x = 0;
    for (let i = 0; i < size; i += 1) x += beta[i]! * covariates[i]!;
    const p = logistic(x);
    logLikelihood += right * logLogistic(x) + (asked - right) * logLogistic(-x);
    for (let i = 0; i < size; i += 1) {
      gradient[i]! += (right - asked * p) * covariates[i]!;
      for (let j = 0; j < size; j += 1)
        information[i * size + j]! += asked * p * (1 - p) * covariates[i]! * covariates[j]!;
    }
  }
  return { gradient, information, logLikelihood };
}
