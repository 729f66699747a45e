import { logisticDif, type LogisticDif } from './dif-logistic.js';
import { groupSizes, stratify, type Group, type Matching } from './dif-strata.js';
import { mantelHaenszel, type DifClass, type MantelHaenszel } from './mantel-haenszel.js';
import type { ResponseMatrix } from './response-matrix.js';

/** Below this in either group nothing is said about an item. */
export const MINIMUM_GROUP = 200;

/** Differential functioning of one item between two groups; numbers count people of each group who answered it. */
export type ItemDif = { readonly reference: number; readonly focal: number } & (
  | { readonly kind: 'not-assessable'; readonly reason: 'small-group' | 'nothing-to-compare' }
  | {
      readonly kind: 'assessed';
      readonly mantelHaenszel: MantelHaenszel;
      readonly logistic: LogisticDif;
      /** The Mantel-Haenszel class, raised to that of a non-uniform effect where that is larger. */
      readonly class: DifClass;
    }
);

/** Chance of a false non-uniform finding in the whole bank, and Nagelkerke's R2 from which it is B or C. */
const FAMILY_RATE = 0.05;
const MODERATE = 0.035;
const LARGE = 0.07;

/**
 * Differential item functioning of every item between a reference and a focal group: Mantel-Haenszel and logistic
 * regression, on people matched by `matching`. Two passes: items of class C in the first are left out of the
 * matching score of the second (purification), except for the item under study itself. A non-uniform effect counts
 * when significant at 5 % over the whole bank (Bonferroni) and B or C by Jodoin & Gierl's (2001) bounds on R2.
 * `groups[i]` belongs to row i of the matrix; pseudonymous codes are enough, so other personal data stays away.
 */
export function assessDif(
  responses: ResponseMatrix,
  groups: readonly Group[],
  matching: Matching,
  minimumGroup = MINIMUM_GROUP,
): ItemDif[] {
  if (groups.length !== responses.weight.length) throw new RangeError('Every person needs a group, or null.');
  const items = [...Array(responses.items).keys()];
  const everything = matching(new Set());
  const first = items.map((item) => assess(item, everything));
  const large = items.filter((item) => isLarge(first[item]!));
  if (large.length === 0) return first;
  const purified = matching(new Set(large));
  return items.map((item) =>
    large.includes(item)
      ? assess(item, matching(new Set(large.filter((other) => other !== item))))
      : assess(item, purified),
  );

  function assess(item: number, scores: readonly (number | undefined)[]): ItemDif {
    const strata = stratify(responses, groups, scores, item);
    const sizes = groupSizes(strata);
    if (sizes.reference < minimumGroup || sizes.focal < minimumGroup)
      return { ...sizes, kind: 'not-assessable', reason: 'small-group' };
    const mh = mantelHaenszel(strata);
    const logistic = logisticDif(strata);
    if (!mh || !logistic) return { ...sizes, kind: 'not-assessable', reason: 'nothing-to-compare' };
    const raised = nonUniformClass(logistic, FAMILY_RATE / responses.items);
    const worst = mh.class > raised ? mh.class : raised;
    return { ...sizes, kind: 'assessed', mantelHaenszel: mh, logistic, class: worst };
  }
}

function isLarge(dif: ItemDif): boolean {
  return dif.kind === 'assessed' && dif.class === 'C';
}

function nonUniformClass({ nonUniform, rSquaredChange }: LogisticDif, level: number): DifClass {
  if (nonUniform.p >= level || rSquaredChange < MODERATE) return 'A';
  return rSquaredChange >= LARGE ? 'C' : 'B';
}
