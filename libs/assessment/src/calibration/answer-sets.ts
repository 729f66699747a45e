import type { ResponseMatrix } from './response-matrix.js';

/**
 * The same answers, arranged for the E-step: people who answered the same items form a set, and of each person
 * only the right answers are kept. A fixed form is one set; a test drawn per person has about one set a person.
 */
export interface AnswerSets {
  readonly count: number;
  /** Items of set s: `items[itemStart[s]]` up to `items[itemStart[s + 1]]`. */
  readonly itemStart: Int32Array;
  readonly items: Int32Array;
  /** Places of set s: `placeStart[s]` up to `placeStart[s + 1]`; `person[place]` is the row of the matrix. */
  readonly placeStart: Int32Array;
  readonly person: Int32Array;
  /** Right answers of a place: `right[rightStart[place]]` up to `right[rightStart[place + 1]]`. */
  readonly rightStart: Int32Array;
  readonly right: Int32Array;
  readonly weight: Float64Array;
}

/** Groups people by what they answered. Items for which `used[item]` is 0, and people left with none, drop out. */
export function groupByItems(responses: ResponseMatrix, used: Uint8Array): AnswerSets {
  const sets = new Map<string, number[]>();
  for (let person = 0; person < responses.weight.length; person += 1) {
    const key = itemsKey(responses, used, person);
    if (key === '' || responses.weight[person] === 0) continue;
    const members = sets.get(key);
    if (members) members.push(person);
    else sets.set(key, [person]);
  }
  const groups = [...sets.values()];
  const items = groups.map(([first]) => usedItems(responses, used, first!));
  const person = Int32Array.from(groups.flat());
  const right = [...person].map((row) => usedItems(responses, used, row, 1));
  return {
    count: groups.length,
    itemStart: starts(items),
    items: Int32Array.from(items.flat()),
    placeStart: starts(groups),
    person,
    rightStart: starts(right),
    right: Int32Array.from(right.flat()),
    weight: Float64Array.from(person, (row) => responses.weight[row]!),
  };
}

function itemsKey({ offsets, item }: ResponseMatrix, used: Uint8Array, person: number): string {
  let key = '';
  for (let entry = offsets[person]!; entry < offsets[person + 1]!; entry += 1)
    if (used[item[entry]!] === 1) key += String.fromCharCode(item[entry]! & 0xffff, item[entry]! >>> 16);
  return key;
}

function usedItems(
  { offsets, item, correct }: ResponseMatrix,
  used: Uint8Array,
  person: number,
  only?: 1,
): number[] {
  const found: number[] = [];
  for (let entry = offsets[person]!; entry < offsets[person + 1]!; entry += 1)
    if (used[item[entry]!] === 1 && (only === undefined || correct[entry] === only)) found.push(item[entry]!);
  return found;
}

function starts(lists: readonly (readonly number[])[]): Int32Array {
  const start = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => (start[i + 1] = start[i]! + list.length));
  return start;
}

/** Right answers to every item, by people. */
export function countRight(sets: AnswerSets, items: number): Float64Array {
  const right = new Float64Array(items);
  for (let place = 0; place < sets.person.length; place += 1)
    for (let entry = sets.rightStart[place]!; entry < sets.rightStart[place + 1]!; entry += 1)
      right[sets.right[entry]!]! += sets.weight[place]!;
  return right;
}
