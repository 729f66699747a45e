/**
 * Answers of many people to many items, sparse: person i's answers are entries offsets[i] up to offsets[i + 1] of
 * `item` (rising within a person) and `correct` (1 right, 0 wrong). What isn't there wasn't asked.
 * `weight[i]` is how many people the row stands for: 1, or the count of an answer pattern.
 */
export interface ResponseMatrix {
  readonly items: number;
  readonly offsets: Int32Array;
  readonly item: Int32Array;
  readonly correct: Uint8Array;
  readonly weight: Float64Array;
}

/** One answer as it is read from storage; `item` counts from 0. */
export interface RecordedAnswer {
  readonly person: string;
  readonly item: number;
  readonly correct: boolean;
}

/**
 * Collects answers, given in order of time, of which only the first per person and item counts: later ones
 * measure memory of the item. People stand in the order in which they first appear.
 * @throws RangeError when an item lies outside 0 … items - 1.
 */
export function collectResponses(items: number, answers: Iterable<RecordedAnswer>): ResponseMatrix {
  const people = new Map<string, Map<number, boolean>>();
  for (const { person, item, correct } of answers) {
    if (!Number.isInteger(item) || item < 0 || item >= items)
      throw new RangeError(`Item ${item} is not one of ${items}.`);
    const own = people.get(person) ?? new Map<number, boolean>();
    if (!own.has(item)) own.set(item, correct);
    people.set(person, own);
  }
  const rows = [...people.values()].map((own) => [...own].sort(([left], [right]) => left - right));
  return assemble(
    items,
    rows,
    rows.map(() => 1),
  );
}

/**
 * A matrix from a table: `rows[i][j]` is 1 right, 0 wrong, null not asked. `weights[i]` (default 1) is how many
 * people row i stands for.
 * @throws RangeError when rows differ in length, or a value is none of these.
 */
export function tabulateResponses(
  rows: readonly (readonly (number | null)[])[],
  weights: readonly number[] = rows.map(() => 1),
): ResponseMatrix {
  const items = rows[0]?.length ?? 0;
  const kept = rows.map((row) => {
    if (row.length !== items) throw new RangeError('Every row needs as many items as the first.');
    return row.flatMap((value, item): [number, boolean][] => {
      if (value === null) return [];
      if (value !== 0 && value !== 1) throw new RangeError(`${value} is neither right (1) nor wrong (0).`);
      return [[item, value === 1]];
    });
  });
  return assemble(items, kept, weights);
}

/** How many people the matrix stands for. */
export function countPeople(responses: ResponseMatrix): number {
  return responses.weight.reduce((sum, weight) => sum + weight, 0);
}

function assemble(
  items: number,
  rows: readonly (readonly (readonly [number, boolean])[])[],
  weights: readonly number[],
): ResponseMatrix {
  if (weights.some((weight) => !(weight >= 0 && weight < Infinity)) || weights.length !== rows.length)
    throw new RangeError('Every row needs a weight of 0 or more.');
  const offsets = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => (offsets[i + 1] = offsets[i]! + row.length));
  const item = new Int32Array(offsets[rows.length]!);
  const correct = new Uint8Array(item.length);
  let entry = 0;
  for (const row of rows) {
    for (const [which, right] of row) {
      item[entry] = which;
      correct[entry] = right ? 1 : 0;
      entry += 1;
    }
  }
  return { items, offsets, item, correct, weight: Float64Array.from(weights) };
}
