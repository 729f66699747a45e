import { categoryOf, modelOf, type ModelParameters } from './model.js';

/** Equally spaced abilities on [-12, 12]; those on [-6, 6] are the ones that are nearly always enough. */
export interface Nodes {
  readonly theta: Float64Array;
  readonly step: number;
  /** First node of [-6, 6], and the one after its last. */
  readonly from: number;
  readonly to: number;
  /** Per item ln P(category | node), one row of nodes after the other; made when first needed. */
  readonly tables: WeakMap<ModelParameters, Float64Array>;
}

/** 61 nodes on [-6, 6]: step .2. */
export const COARSE = makeNodes(5);
/** 121 nodes on [-6, 6]: step .1, for long tests, whose posterior is narrow. */
export const FINE = makeNodes(10);

function makeNodes(perLogit: number): Nodes {
  const half = 12 * perLogit;
  return {
    // Divided, not added up, so that node i and its mirror image differ in sign only.
    theta: Float64Array.from({ length: 2 * half + 1 }, (_, i) => (i - half) / perLogit),
    step: 1 / perLogit,
    from: half / 2,
    to: half + half / 2 + 1,
    tables: new WeakMap(),
  };
}

/** ln P(category | node) of an item, computed once per parameters object (2 x 121 numbers, 2 kB). */
export function tableOf(parameters: ModelParameters, nodes: Nodes): Float64Array {
  return nodes.tables.get(parameters) ?? makeTable(parameters, nodes);
}

function makeTable(parameters: ModelParameters, nodes: Nodes): Float64Array {
  const model = modelOf(parameters);
  const count = nodes.theta.length;
  const table = new Float64Array((model.top + 1) * count);
  for (let k = 0; k <= model.top; k += 1) {
    for (let i = 0; i < count; i += 1) table[k * count + i] = model.logProbability(nodes.theta[i]!, k);
  }
  nodes.tables.set(parameters, table);
  return table;
}

/** Adds the log-likelihood of one answer at the nodes from … to - 1. */
export function addAnswer(
  sum: Float64Array,
  parameters: ModelParameters,
  points: number,
  nodes: Nodes,
  from: number,
  to: number,
): void {
  const table = tableOf(parameters, nodes);
  const count = nodes.theta.length;
  const top = table.length / count - 1;
  if (points === 0 || points === 1) {
    const row = points * top * count;
    for (let i = from; i < to; i += 1) sum[i]! += table[row + i]!;
    return;
  }
  const { category, rest } = categoryOf(points, top);
  const row = category * count;
  for (let i = from; i < to; i += 1) sum[i]! += (1 - rest) * table[row + i]!;
  if (rest > 0) for (let i = from; i < to; i += 1) sum[i]! += rest * table[row + count + i]!;
}
