import {
  ASSUMED_SCALE,
  calibrate,
  type Calibration,
  type ExpertScale,
  expertPrior,
  fitExpertScale,
  GATES,
  type ItemPrior,
  linkMeanSigma,
  type LinkingConstants,
  type ResponseMatrix,
} from '#assessment';
import type { BankItem, KnownItem } from './calibration.js';

/** b ~ N(0, 2^2): wide enough that the authors don't confirm themselves. */
const WIDE_B = { mean: 0, sd: 2 };

export type Scale =
  | {
      readonly kind: 'chosen';
      readonly source: 'authors' | 'anchors';
      readonly constants: LinkingConstants;
      readonly anchors: number;
      readonly trimmed: readonly string[];
    }
  | { readonly kind: 'not-linkable'; readonly reason: string };

/**
 * A prior per item from its author's difficulty. A first fit with wide priors shows how the authors' scale lies to the
 * people's (N(0, 1)): by the regression of `fitExpertScale` with 50 items that have answers enough, else by its mean.
 */
export function priorsOf(responses: ResponseMatrix, bank: readonly BankItem[]): ItemPrior[] {
  const wide = bank.map(({ b0 }) => ({ lnA: expertPrior(b0).lnA, b: WIDE_B }));
  const first = calibrate(responses, { priors: wide, standardErrors: 'cross-product' });
  const rated = first.items.flatMap((item, i) =>
    item.kind === 'estimated' && item.answers >= GATES.answers && item.seB !== undefined
      ? [{ b0: bank[i]!.b0, b: item.b, standardError: item.seB }]
      : [],
  );
  const fitted = fitExpertScale(rated);
  const scale: ExpertScale =
    fitted.items > 0
      ? fitted
      : { ...ASSUMED_SCALE, intercept: rated.length > 0 ? mean(rated.map(({ b, b0 }) => b - b0)) : 0 };
  return bank.map(({ b0 }) => expertPrior(b0, scale));
}

/**
 * How found parameters get onto the scale in use, so that a cut keeps its meaning. With an active calibration its items
 * are the anchors (mean-sigma, trimmed); without, the answered items keep the mean of their authors' difficulties:
 * their spread is the people's to say, because authors' levels are too coarse to fix a slope.
 */
export function chooseScale(
  found: Calibration,
  bank: readonly BankItem[],
  active: readonly KnownItem[],
): Scale {
  const estimated = found.items.flatMap((item, i) =>
    item.kind === 'estimated' && item.answers >= GATES.answers ? [{ item: bank[i]!, b: item.b }] : [],
  );
  // The mean of no differences is no number, and would make every difficulty one that is none.
  if (estimated.length === 0) return { kind: 'not-linkable', reason: 'too-few-answers' };
  if (active.length === 0) {
    const intercept = mean(estimated.map(({ item, b }) => item.b0 - b));
    return { kind: 'chosen', source: 'authors', constants: { slope: 1, intercept }, anchors: 0, trimmed: [] };
  }
  const references = new Map(active.map(({ itemId, b }) => [itemId, b]));
  const anchors = estimated.flatMap(({ item: { id }, b }) => {
    const reference = references.get(id);
    return reference === undefined ? [] : [{ id, reference, found: b }];
  });
  const linking = linkMeanSigma(anchors);
  if (linking.kind === 'not-linkable') return linking;
  const { constants, kept, trimmed } = linking;
  return { kind: 'chosen', source: 'anchors', constants, anchors: kept.length, trimmed };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}
