import { grid, logistic } from '../numbers.js';
import { groupByItems, type AnswerSets } from './answer-sets.js';
import { chiSquareUpperTail } from './distributions.js';
import type { MarginalParameters, Quadrature } from './posteriors.js';
import type { ResponseMatrix } from './response-matrix.js';

/** Orlando & Thissen's S-X2. */
export interface ScoreFit {
  readonly statistic: number;
  readonly df: number;
  /** Chance of at least this much under the model. */
  readonly p: number;
  /** sqrt((S-X2 - df) / (df (N - 1))), 0 when below; how wrong the model is, whatever the number of people. */
  readonly rmsea: number;
}

/** People with one score on one set of items: how many, how many right, and the chance the model gives them. */
interface Cell {
  readonly chance: number;
  people: number;
  right: number;
}

/** People who all answered the same are grouped as published, others into about this many groups per item. */
const GROUPS = 20;
const MINIMUM_EXPECTED = 1;

/**
 * S-X2 (Orlando & Thissen 2000) of the items with `used[item]` = 1: observed against expected right answers at every
 * total score, P(right | score) by Lord & Wingersky's recursion. Neighbouring scores are merged until at least 1
 * right and 1 wrong is expected. People who answered different items are pooled: every (items, score) gives its own
 * expected chance, and groups are cut along that chance. `estimated` is how many parameters the data decided (2,
 * or 0 for an anchor). undefined when no degree of freedom is left, or too few answers even for one group.
 */
export function scoreFit(
  responses: ResponseMatrix,
  used: Uint8Array,
  parameters: MarginalParameters,
  {
    quadrature,
    estimated,
  }: { readonly quadrature: Quadrature; readonly estimated: (item: number) => number },
): (ScoreFit | undefined)[] {
  const sets = groupByItems(responses, used);
  const nodes = grid(quadrature.low, quadrature.high, quadrature.count);
  const prior = nodes.map((theta) => Math.exp(-0.5 * ((theta - parameters.mean) / parameters.sd) ** 2));
  const cells = Array.from({ length: responses.items }, (): Cell[] => []);
  for (let set = 0; set < sets.count; set += 1) {
    const items = sets.items.subarray(sets.itemStart[set], sets.itemStart[set + 1]);
    if (items.length < 3) continue;
    const chances = [...items].map((item) =>
      nodes.map((theta) => logistic(parameters.slope[item]! * theta + parameters.intercept[item]!)),
    );
    const expected = expectedChances(chances, prior);
    countCells(sets, set, items, expected).forEach((found, i) => cells[items[i]!]!.push(...found));
  }
  return cells.map((own, item) => testCells(own, sets.count, estimated(item)));
}

/** P(item right | total score) by item and score, for one set of items; `chances[i][k]` is P of item i at point k. */
export function expectedChances(chances: readonly Float64Array[], prior: Float64Array): Float64Array[] {
  const scores = chances.length + 1;
  const whole = new Float64Array(scores);
  const joint = chances.map(() => new Float64Array(scores));
  const rest = new Float64Array(scores);
  for (let k = 0; k < prior.length; k += 1) {
    const distribution = scoreDistribution(chances, k);
    for (let s = 0; s < scores; s += 1) whole[s]! += prior[k]! * distribution[s]!;
    for (let i = 0; i < chances.length; i += 1) {
      const p = chances[i]![k]!;
      removeItem(distribution, p, rest);
      for (let s = 1; s < scores; s += 1) joint[i]![s]! += prior[k]! * p * rest[s - 1]!;
    }
  }
  return joint.map((row) => row.map((value, s) => value / whole[s]!));
}

/** Chances of every total score at point k (Lord & Wingersky 1984). */
function scoreDistribution(chances: readonly Float64Array[], k: number): Float64Array {
  const distribution = new Float64Array(chances.length + 1);
  distribution[0] = 1;
  chances.forEach((row, i) => {
    const p = row[k]!;
    for (let s = i + 1; s > 0; s -= 1)
      distribution[s] = distribution[s]! * (1 - p) + distribution[s - 1]! * p;
    distribution[0]! *= 1 - p;
  });
  return distribution;
}

/** The recursion undone for one item: scores on the others. From below for P <= 1/2, else from above: both stable. */
function removeItem(distribution: Float64Array, p: number, rest: Float64Array): void {
  const items = distribution.length - 1;
  if (p <= 0.5) {
    rest[0] = distribution[0]! / (1 - p);
    for (let s = 1; s < items; s += 1) rest[s] = (distribution[s]! - p * rest[s - 1]!) / (1 - p);
  } else {
    rest[items - 1] = distribution[items]! / p;
    for (let s = items - 2; s >= 0; s -= 1) rest[s] = (distribution[s + 1]! - (1 - p) * rest[s + 1]!) / p;
  }
}

/** Of one set: the cells of every item. Nobody at score 0 or all right says anything about fit. */
function countCells(sets: AnswerSets, set: number, items: Int32Array, expected: Float64Array[]): Cell[][] {
  const position = new Map([...items].map((item, i) => [item, i]));
  const cells = expected.map((row) => [...row].map((chance): Cell => ({ chance, people: 0, right: 0 })));
  for (let place = sets.placeStart[set]!; place < sets.placeStart[set + 1]!; place += 1) {
    const right = sets.right.subarray(sets.rightStart[place], sets.rightStart[place + 1]);
    if (right.length === 0 || right.length === items.length) continue;
    for (const row of cells) row[right.length]!.people += sets.weight[place]!;
    for (const item of right) cells[position.get(item)!]![right.length]!.right += sets.weight[place]!;
  }
  return cells.map((row) => row.filter(({ people }) => people > 0));
}

function testCells(cells: readonly Cell[], sets: number, estimated: number): ScoreFit | undefined {
  const people = cells.reduce((sum, cell) => sum + cell.people, 0);
  const groups = mergeCells(cells, sets === 1 ? 0 : people / GROUPS);
  const df = groups.length - estimated;
  if (df < 1 || groups.some((group) => isSmall(group, 0))) return undefined;
  const statistic = groups.reduce(
    (sum, { chance, people: n, right }) => sum + (right - n * chance) ** 2 / (n * chance * (1 - chance)),
    0,
  );
  const rmsea = people > 1 ? Math.sqrt(Math.max(0, statistic - df) / (df * (people - 1))) : 0;
  return { statistic, df, p: chiSquareUpperTail(statistic, df), rmsea };
}

/** Neighbours, by chance, joined until each group has enough people, expected right and expected wrong answers. */
function mergeCells(cells: readonly Cell[], enough: number): Cell[] {
  const groups: Cell[] = [];
  for (const cell of [...cells].sort((left, right) => left.chance - right.chance)) {
    const last = groups.at(-1);
    if (last && isSmall(last, enough)) groups[groups.length - 1] = join(last, cell);
    else groups.push(cell);
  }
  while (groups.length > 1 && isSmall(groups.at(-1)!, enough)) {
    const last = groups.pop()!;
    groups[groups.length - 1] = join(groups.at(-1)!, last);
  }
  return groups;
}

function isSmall({ chance, people }: Cell, enough: number): boolean {
  return people < enough || people * chance < MINIMUM_EXPECTED || people * (1 - chance) < MINIMUM_EXPECTED;
}

function join(left: Cell, right: Cell): Cell {
  const people = left.people + right.people;
  return {
    chance: (left.chance * left.people + right.chance * right.people) / people,
    people,
    right: left.right + right.right,
  };
}
