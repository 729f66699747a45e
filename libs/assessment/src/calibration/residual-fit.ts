import { groupByItems } from './answer-sets.js';
import { Posteriors, type MarginalParameters, type Quadrature } from './posteriors.js';
import type { ResponseMatrix } from './response-matrix.js';

/** Mean squares of standardised residuals; 1 when the model holds, more when answers are wilder than it says. */
export interface ResidualFit {
  /** Weighted by information: reacts to people near the item. */
  readonly infit: number;
  /** Unweighted: reacts to single surprises far from it. */
  readonly outfit: number;
}

/** Largest 1 / P that is kept; beyond it nobody can tell one answer from the other. */
const CEILING = 1e250;

/**
 * Infit and outfit (Wright & Masters 1982) of the items with `used[item]` = 1, by item; undefined where nobody
 * answered. The residual is taken against the chance predicted from the person's other answers,
 * P~ = integral P_j(theta) p(theta | others), not at an estimated ability that has already seen the answer: under the
 * model E (x - P~)^2 / (P~ (1 - P~)) is then exactly 1, also in short tests. With w the full posterior,
 * 1 / P~ = sum(w / P_j) / sum(w) for a right answer, so an answer costs one sum over the points.
 */
export function residualFit(
  responses: ResponseMatrix,
  used: Uint8Array,
  parameters: MarginalParameters,
  quadrature: Quadrature,
): (ResidualFit | undefined)[] {
  const sets = groupByItems(responses, used);
  const posteriors = new Posteriors(sets, responses.items, quadrature);
  posteriors.prepare(parameters);
  const { people, squares, standardised, variance } = sumResiduals(posteriors, parameters);
  return [...people].map((count, item) =>
    count > 0 && variance[item]! > 0
      ? { infit: squares[item]! / variance[item]!, outfit: standardised[item]! / count }
      : undefined,
  );
}

function sumResiduals(posteriors: Posteriors, parameters: MarginalParameters): Record<Sum, Float64Array> {
  const { sets } = posteriors;
  const [perRight, perWrong] = reciprocals(posteriors, parameters);
  const items = parameters.slope.length;
  const sums = {
    people: new Float64Array(items),
    squares: new Float64Array(items),
    standardised: new Float64Array(items),
    variance: new Float64Array(items),
  };
  const isRight = new Uint8Array(items);
  for (let set = 0; set < sets.count; set += 1) {
    posteriors.enterSet(set);
    const asked = sets.items.subarray(sets.itemStart[set], sets.itemStart[set + 1]);
    for (let place = sets.placeStart[set]!; place < sets.placeStart[set + 1]!; place += 1) {
      posteriors.visit(place);
      const right = sets.right.subarray(sets.rightStart[place], sets.rightStart[place + 1]);
      for (const item of right) isRight[item] = 1;
      for (const item of asked) {
        const given = posteriors.sum / dot(posteriors, isRight[item] === 1 ? perRight : perWrong, item);
        addResidual(sums, item, Math.min(given, 1), sets.weight[place]!);
      }
      for (const item of right) isRight[item] = 0;
    }
  }
  return sums;
}

type Sum = 'people' | 'squares' | 'standardised' | 'variance';

/** Adds an answer that was given with this chance: its residual is 1 - chance, whichever answer it was. */
function addResidual(sums: Record<Sum, Float64Array>, item: number, chance: number, weight: number): void {
  const residual = 1 - chance;
  sums.people[item]! += weight;
  sums.squares[item]! += weight * residual * residual;
  sums.standardised[item]! += (weight * residual) / chance;
  sums.variance[item]! += weight * chance * residual;
}

function dot({ weights, nodes, first, last }: Posteriors, table: Float64Array, item: number): number {
  let sum = 0;
  for (let k = first, at = item * nodes.length + first; k <= last; k += 1, at += 1)
    sum += weights[k]! * table[at]!;
  return sum;
}

/** 1 / P = 1 + e^-x and 1 / Q = 1 + e^x of every item at every point. */
function reciprocals(
  { nodes }: Posteriors,
  { slope, intercept }: MarginalParameters,
): [Float64Array, Float64Array] {
  const perRight = new Float64Array(slope.length * nodes.length);
  const perWrong = new Float64Array(perRight.length);
  slope.forEach((a, item) => {
    nodes.forEach((theta, k) => {
      const odds = Math.exp(a * theta + intercept[item]!);
      perRight[item * nodes.length + k] = Math.min(CEILING, 1 + 1 / odds);
      perWrong[item * nodes.length + k] = Math.min(CEILING, 1 + odds);
    });
  });
  return [perRight, perWrong];
}
