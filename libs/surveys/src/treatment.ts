/** Is everybody treated alike? Outcomes by group, and which differences are more than chance. Pure. */
import { association, holm, type Interval, type Random, type Stratum, wilson } from '#assessment';
import { type Cell, disclose, figureOf } from './disclosure.js';
import { type Dimension, DIMENSIONS, OTHER } from './facts.js';

/** Chance of even one false alarm in a whole report. */
export const FALSE_ALARM = 0.05;

export interface Outcome {
  readonly key: string;
  readonly cells: readonly Cell[];
  /** A threshold of its own, above that of the report. */
  readonly smallest?: number;
}

export interface TreatedGroup {
  readonly value: string;
  readonly n: number;
  readonly share: Interval;
}

export interface Finding {
  readonly outcome: string;
  readonly dimension: Dimension;
  /** Groups large enough to be shown. */
  readonly groups: readonly TreatedGroup[];
  /** p corrected for the number of comparisons in the report; null when nothing could be compared. */
  readonly p: number | null;
  readonly isDifferent: boolean;
}

/**
 * Compares the groups of every dimension for every outcome. Sites may differ for reasons of their own, so the other
 * dimensions are compared within each site; Holm's procedure over all comparisons together keeps the chance of accusing
 * anybody without reason at 5 % or below. Groups that `disclose` keeps closed are neither shown nor compared.
 */
export function compareTreatment(
  outcomes: readonly Outcome[],
  dimensions: readonly Dimension[],
  { smallest, random }: { smallest: number; random: Random },
): Finding[] {
  const compared = outcomes.flatMap(({ key, cells, smallest: own = smallest }) => {
    const disclosure = disclose(cells, { dimensions, smallest: own, depth: 1 });
    return dimensions.map((dimension) => {
      const values = [...new Set(cells.map(({ facts }) => facts[dimension] ?? OTHER))].sort();
      const groups = values.flatMap((value): TreatedGroup[] => {
        const figure = figureOf(disclosure, { [dimension]: value });
        return figure ? [{ value, n: figure.n, share: wilson(figure) }] : [];
      });
      const strata = strataOf(cells, dimension, groups);
      const found = association(strata, (...parts) => random(key, dimension, ...parts));
      return { outcome: key, dimension, groups, p: found?.p ?? null };
    });
  });
  const tested = compared.filter(({ p }) => p !== null);
  const adjusted = holm(tested.map(({ p }) => p as number));
  const byFinding = new Map(tested.map((finding, i) => [finding, adjusted[i] as number]));
  return compared.map((finding) => {
    const p = byFinding.get(finding) ?? null;
    return { ...finding, p, isDifferent: p !== null && p <= FALSE_ALARM };
  });
}

/** What to compare: the grade only when HR's file told anybody's. */
export function dimensionsOf(outcomes: readonly Outcome[]): Dimension[] {
  const isGraded = outcomes.some(({ cells }) => cells.some(({ facts }) => (facts.scale ?? OTHER) !== OTHER));
  return DIMENSIONS.filter((dimension) => dimension !== 'scale' || isGraded);
}

function strataOf(cells: readonly Cell[], dimension: Dimension, groups: readonly TreatedGroup[]): Stratum[] {
  const places = new Map<string, { yes: number[]; of: number[] }>();
  for (const { facts, yes, n } of cells) {
    const group = groups.findIndex(({ value }) => value === facts[dimension]);
    if (group < 0) continue;
    const place = dimension === 'site' ? '' : (facts.site ?? '');
    const stratum = places.get(place) ?? { yes: groups.map(() => 0), of: groups.map(() => 0) };
    stratum.yes[group] = (stratum.yes[group] ?? 0) + yes;
    stratum.of[group] = (stratum.of[group] ?? 0) + n;
    places.set(place, stratum);
  }
  return [...places.values()];
}
