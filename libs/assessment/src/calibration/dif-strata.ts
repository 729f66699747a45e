import { logistic } from '../numbers.js';
import { groupByItems } from './answer-sets.js';
import type { SlopeAndDifficulty } from './marginal-model.js';
import { DEFAULT_QUADRATURE, Posteriors } from './posteriors.js';
import type { ResponseMatrix } from './response-matrix.js';

/** The group a person belongs to in one comparison; `null` takes no part. */
export type Group = 'reference' | 'focal' | null;

/** People with one matching score, by group and answer. */
export interface Stratum {
  /** The matching score: right answers, or fortieths of the bank's expected score. */
  readonly score: number;
  referenceRight: number;
  referenceWrong: number;
  focalRight: number;
  focalWrong: number;
}

/** Matching score of every person, or undefined without one, leaving some items out of it. */
export type Matching = (without: ReadonlySet<number>) => (number | undefined)[];

/** Matching on the number of right answers: for people who all answered the same items. */
export function matchOnScore({ offsets, item, correct, weight }: ResponseMatrix): Matching {
  return (without) =>
    Array.from(weight, (_, person) => {
      let score = 0;
      for (let entry = offsets[person]!; entry < offsets[person + 1]!; entry += 1)
        if (!without.has(item[entry]!)) score += correct[entry]!;
      return score;
    });
}

const EXPECTED_SCORE_STEPS = 40;

/**
 * Matching on the score expected on the whole bank at the person's EAP ability, in fortieths: for tests in which
 * people answered different items (Zwick, Thayer & Wingersky 1994).
 */
export function matchOnAbility(
  responses: ResponseMatrix,
  parameters: readonly (SlopeAndDifficulty | undefined)[],
): Matching {
  const slope = Float64Array.from(parameters, (own) => own?.a ?? 0);
  const intercept = Float64Array.from(parameters, (own) => (own ? -own.a * own.b : 0));
  const known = parameters.flatMap((own) => own ?? []);
  const stratumAt = (theta: number): number => {
    const expected = known.reduce((sum, { a, b }) => sum + logistic(a * (theta - b)), 0) / known.length;
    return Math.round(EXPECTED_SCORE_STEPS * expected);
  };
  return (without) => {
    const used = Uint8Array.from(parameters, (own, item) => (own && !without.has(item) ? 1 : 0));
    const sets = groupByItems(responses, used);
    const posteriors = new Posteriors(sets, responses.items, DEFAULT_QUADRATURE);
    posteriors.prepare({ slope, intercept, mean: 0, sd: 1 });
    const scores = new Array<number | undefined>(responses.weight.length).fill(undefined);
    for (let set = 0; set < sets.count; set += 1) {
      posteriors.enterSet(set);
      for (let place = sets.placeStart[set]!; place < sets.placeStart[set + 1]!; place += 1) {
        posteriors.visit(place);
        scores[sets.person[place]!] = stratumAt(posteriors.expectedAbility());
      }
    }
    return scores;
  };
}

/** The 2 x 2 tables of one item, by matching score. */
export function stratify(
  { offsets, item, correct, weight }: ResponseMatrix,
  groups: readonly Group[],
  scores: readonly (number | undefined)[],
  studied: number,
): Stratum[] {
  const strata = new Map<number, Stratum>();
  for (let person = 0; person < weight.length; person += 1) {
    const [score, group] = [scores[person], groups[person]];
    if (score === undefined || !group) continue;
    for (let entry = offsets[person]!; entry < offsets[person + 1]!; entry += 1) {
      if (item[entry] !== studied) continue;
      const own = strata.get(score) ?? emptyStratum(score);
      own[`${group}${correct[entry] === 1 ? 'Right' : 'Wrong'}`] += weight[person]!;
      strata.set(score, own);
    }
  }
  return [...strata.values()].sort((left, right) => left.score - right.score);
}

function emptyStratum(score: number): Stratum {
  return { score, referenceRight: 0, referenceWrong: 0, focalRight: 0, focalWrong: 0 };
}

/** People of each group who answered the item. */
export function groupSizes(strata: readonly Stratum[]): { reference: number; focal: number } {
  return strata.reduce(
    (sum, row) => ({
      reference: sum.reference + row.referenceRight + row.referenceWrong,
      focal: sum.focal + row.focalRight + row.focalWrong,
    }),
    { reference: 0, focal: 0 },
  );
}
