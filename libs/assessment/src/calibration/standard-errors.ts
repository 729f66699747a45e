import { logLogistic } from '../numbers.js';
import type { MarginalModel } from './marginal-model.js';

/**
 * Observed information (minus the Hessian of the log posterior) at a point: central differences of the exact
 * gradient (Jamshidian & Jennrich 2000), two E-steps per coordinate over the people who met the item. Row-major,
 * symmetric.
 */
export function observedInformation(model: MarginalModel, point: Float64Array): Float64Array {
  const { size, input } = model;
  const met = model.listSets();
  const information = new Float64Array(size * size);
  const [above, below, moved] = [new Float64Array(size), new Float64Array(size), point.slice()];
  for (let i = 0; i < size; i += 1) {
    const step = 1e-4 * Math.max(1, Math.abs(point[i]!));
    const item = input.free[i >> 1];
    const sets = item === undefined ? undefined : met[item];
    moved[i] = point[i]! + step;
    model.differentiate(moved, above, sets);
    moved[i] = point[i]! - step;
    model.differentiate(moved, below, sets);
    moved[i] = point[i]!;
    for (let j = 0; j < size; j += 1) information[i * size + j] = (below[j]! - above[j]!) / (2 * step);
  }
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < i; j += 1)
      information[i * size + j] = information[j * size + i] =
        (information[i * size + j]! + information[j * size + i]!) / 2;
  return information;
}

/**
 * Empirical information: the sum over people of their score times its transpose, plus the priors' precision. One
 * pass over the people, whatever the size of the bank; noisier than the observed information when people are few.
 */
export function crossProductInformation(model: MarginalModel, point: Float64Array): Float64Array {
  const { posteriors, size, input } = model;
  const { sets, free, priors } = input;
  const parameters = model.unpack(point);
  posteriors.prepare(parameters);
  const information = new Float64Array(size * size);
  const position = new Int32Array(input.items).fill(-1);
  free.forEach((item, i) => (position[item] = i));
  const chance = posteriors.logWrong.map((_, at) => {
    const item = Math.floor(at / posteriors.nodes.length);
    const theta = posteriors.nodes[at % posteriors.nodes.length]!;
    return Math.exp(logLogistic(parameters.slope[item]! * theta + parameters.intercept[item]!));
  });
  const score = new Float64Array(size);
  for (let set = 0; set < sets.count; set += 1) {
    posteriors.enterSet(set);
    const items = sets.items.subarray(sets.itemStart[set], sets.itemStart[set + 1]);
    for (let place = sets.placeStart[set]!; place < sets.placeStart[set + 1]!; place += 1) {
      posteriors.visit(place);
      const filled = scorePerson(model, point, { items, place, position, chance }, score);
      for (const i of filled)
        for (const j of filled) information[i * size + j]! += sets.weight[place]! * score[i]! * score[j]!;
    }
  }
  priors?.forEach(({ lnA, b }, i) => {
    information[2 * i * (size + 1)]! += 1 / lnA.sd ** 2;
    information[(2 * i + 1) * (size + 1)]! += 1 / b.sd ** 2;
  });
  return information;
}

/** One person's score into `score`; returns which coordinates it touches. */
function scorePerson(
  { posteriors, size, input }: MarginalModel,
  point: Float64Array,
  of: { items: Int32Array; place: number; position: Int32Array; chance: Float64Array },
  score: Float64Array,
): number[] {
  const { weights, nodes, first, last, sum } = posteriors;
  const ability = posteriors.expectedAbility();
  const right = new Set(
    input.sets.right.subarray(input.sets.rightStart[of.place], input.sets.rightStart[of.place + 1]),
  );
  const filled: number[] = [];
  for (const item of of.items) {
    const i = of.position[item]!;
    if (i < 0) continue;
    let [s0, s1] = [0, 0];
    for (let k = first; k <= last; k += 1) {
      const expected = weights[k]! * of.chance[item * nodes.length + k]!;
      s0 += expected;
      s1 += expected * nodes[k]!;
    }
    const gd = (right.has(item) ? 1 : 0) - s0 / sum;
    const ga = (right.has(item) ? ability : 0) - s1 / sum;
    const a = Math.exp(point[2 * i]!);
    score[2 * i] = input.priors ? a * (ga - point[2 * i + 1]! * gd) : ga;
    score[2 * i + 1] = input.priors ? -a * gd : gd;
    filled.push(2 * i, 2 * i + 1);
  }
  if (input.freePopulation) filled.push(...scorePopulation());
  return filled;

  function scorePopulation(): number[] {
    const [mean, sd] = [point[size - 2]!, Math.exp(point[size - 1]!)];
    let square = 0;
    for (let k = first; k <= last; k += 1) square += weights[k]! * ((nodes[k]! - mean) / sd) ** 2;
    score[size - 2] = (ability - mean) / (sd * sd);
    score[size - 1] = square / sum - 1;
    return [size - 2, size - 1];
  }
}
