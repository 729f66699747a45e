/** Which groups may be shown without telling on a few, also by adding and subtracting what is shown. Pure. */
import { DIMENSIONS, type Dimension, type Facts, keyOf, OTHER } from './facts.js';

// Bound once: looking up a global is slow where this runs most, in specs and simulations.
const { abs } = Math;

/** Answers that share all their facts. */
export interface Cell {
  readonly facts: Facts;
  readonly yes: number;
  readonly n: number;
}

/** Values that answers must have; nothing means everybody. */
export type Filter = Facts;

export interface Figure {
  readonly filter: Filter;
  readonly yes: number;
  readonly n: number;
}

export interface Disclosure {
  readonly shown: readonly Figure[];
  /** Filters that were asked for and stay closed. */
  readonly closed: readonly Filter[];
}

/** With more independent figures than this the check would take too long, so that no more are shown. */
const MOST_INDEPENDENT = 32;
const ALMOST = 1e-6;

/**
 * Decides for every filter of up to `depth` dimensions whether its figure is shown. A figure is shown when its group has
 * at least `smallest` answers and when no group of 1 to `smallest - 1` answers can be computed from all figures shown so
 * far together, by whatever sums and differences (the complement within a total is one of these). Broader filters go
 * first, so that what has to give way is the narrower one (complementary suppression).
 *
 * The check is exact for linear attacks: a group can be computed if and only if its 0/1 vector over the cells is a
 * linear combination of the vectors shown. In reduced row echelon form the coefficients of such a combination are its
 * values at the pivots, which are cells of the group themselves; so trying all sets of pivots that together have fewer
 * than `smallest` answers finds every such group.
 * Source: Chin & Ozsoyoglu 1982, IEEE Trans. Software Engineering 8 (audit of sum queries); Hundepohl et al. 2012,
 * Statistical Disclosure Control, chapter 4.
 */
export function disclose(
  answers: readonly Cell[],
  { dimensions, smallest, depth }: { dimensions: readonly Dimension[]; smallest: number; depth: 1 | 2 },
): Disclosure {
  const cells = joined(answers);
  const shown: Figure[] = [];
  const closed: Filter[] = [];
  const sizes = cells.map(({ n }) => n);
  let basis: number[][] = [];
  for (const filter of filtersOf(cells, dimensions, depth)) {
    const row = cells.map(({ facts }) => (fits(facts, filter) ? 1 : 0));
    const figure = totalOf(cells, row, filter);
    const next = figure.n < smallest ? null : withRow(basis, row);
    if (next !== null && (next === basis || isSafe(next, sizes, smallest))) {
      basis = next;
      shown.push(figure);
    } else closed.push(filter);
  }
  return { shown, closed };
}

/** The figure of a filter, when it may be shown. */
export function figureOf({ shown }: Disclosure, filter: Filter): Figure | undefined {
  return shown.find((figure) => keyOf(figure.filter) === keyOf(filter));
}

/** A number of answers as it is shown: to the nearest five, so that one more or less tells nothing. */
export function aboutHowMany(n: number): number {
  return Math.round(n / 5) * 5;
}

/** True when facts have all the values of a filter. */
export function fits(facts: Facts, filter: Filter): boolean {
  return DIMENSIONS.every(
    (dimension) => filter[dimension] === undefined || filter[dimension] === facts[dimension],
  );
}

function joined(answers: readonly Cell[]): Cell[] {
  const cells = new Map<string, Cell>();
  for (const { facts, yes, n } of answers) {
    const before = cells.get(keyOf(facts));
    if (n > 0) cells.set(keyOf(facts), { facts, yes: yes + (before?.yes ?? 0), n: n + (before?.n ?? 0) });
  }
  // Large cells first, so that they become the pivots: these need not be tried.
  return [...cells.values()].sort((a, b) => b.n - a.n);
}

/** Everybody, then each value, then each pair of values; "not told" is no value to filter by. */
function filtersOf(cells: readonly Cell[], dimensions: readonly Dimension[], depth: 1 | 2): Filter[] {
  const chosen = DIMENSIONS.filter((dimension) => dimensions.includes(dimension));
  const values = new Map(
    chosen.map((dimension) => [
      dimension,
      [...new Set(cells.map(({ facts }) => facts[dimension] ?? OTHER))]
        .filter((value) => value !== OTHER)
        .sort(),
    ]),
  );
  const singles = chosen.flatMap((dimension) =>
    (values.get(dimension) ?? []).map((value): Filter => ({ [dimension]: value })),
  );
  if (depth === 1) return [{}, ...singles];
  const pairs = singles.flatMap((first) =>
    singles
      .filter((second) => placeOf(first) < placeOf(second))
      .map((second): Filter => ({ ...first, ...second })),
  );
  return [{}, ...singles, ...pairs];
}

const placeOf = (single: Filter): number =>
  DIMENSIONS.findIndex((dimension) => single[dimension] !== undefined);

function totalOf(cells: readonly Cell[], row: readonly number[], filter: Filter): Figure {
  let [yes, n] = [0, 0];
  cells.forEach((cell, i) => {
    if (row[i] === 1) [yes, n] = [yes + cell.yes, n + cell.n];
  });
  return { filter, yes, n };
}

/** The reduced row echelon form with one more row; null when it would hold more than can be checked. */
function withRow(basis: number[][], row: readonly number[]): number[][] | null {
  const rest = [...row];
  for (const known of basis) subtract(rest, known, rest[pivotOf(known)] ?? 0);
  const pivot = pivotOf(rest);
  if (pivot < 0) return basis;
  if (basis.length === MOST_INDEPENDENT) return null;
  const lead = rest[pivot] as number;
  const added = rest.map((value) => value / lead);
  const cleared = basis.map((known) => {
    const copy = [...known];
    subtract(copy, added, copy[pivot] ?? 0);
    return copy;
  });
  return [...cleared, added];
}

const pivotOf = (row: readonly number[]): number => row.findIndex((value) => abs(value) > ALMOST);

function subtract(from: number[], row: readonly number[], times: number): void {
  if (times === 0) return;
  for (let i = 0; i < from.length; i += 1) from[i] = (from[i] as number) - times * (row[i] as number);
}

/** True when no group of 1 to `smallest - 1` answers is a sum or difference of the rows. */
function isSafe(basis: readonly (readonly number[])[], sizes: readonly number[], smallest: number): boolean {
  const small = basis.flatMap((row) => {
    const size = sizes[pivotOf(row)] as number;
    return size < smallest ? [{ row, size }] : [];
  });
  const tellsFrom = (start: number, sum: readonly number[], room: number): boolean =>
    small.slice(start).some(({ row, size }, i) => {
      if (size > room) return false;
      const next = sum.map((value, cell) => value + (row[cell] as number));
      const n = groupSize(next, sizes);
      return (n !== null && n < smallest) || tellsFrom(start + i + 1, next, room - size);
    });
  return !tellsFrom(
    0,
    sizes.map(() => 0),
    smallest - 1,
  );
}

/** How many answers a vector of zeros and ones stands for; null when it is no such vector. */
function groupSize(vector: readonly number[], sizes: readonly number[]): number | null {
  let n = 0;
  for (let i = 0; i < vector.length; i += 1) {
    const value = vector[i] as number;
    if (abs(value - 1) < ALMOST) n += sizes[i] as number;
    else if (abs(value) > ALMOST) return null;
  }
  return n;
}
