import { categoryOf, modelOf, type ModelParameters } from './model.js';

/** Equally spaced abilities on [-12, 12]; those on [-6, 6] are the ones that are nearly always enough. */
export interface Nodes {
  readonly theta: Float64Array;
  readonly step: number;
  /** First node of [-6, 6], and the one after its last. */
  readonly from: number;
  readonly to: number;
  /** Per item ln P(category | node), a row per category; made when first needed. */
  readonly tables: WeakMap<ModelParameters, readonly Float64Array[]>;
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

/** ln P(category | node) of an item, a row per category; computed once per parameters object (2 kB). */
export function tableOf(parameters: ModelParameters, nodes: Nodes): readonly Float64Array[] {
  return nodes.tables.get(parameters) ?? makeTable(parameters, nodes);
}

function makeTable(parameters: ModelParameters, nodes: Nodes): readonly Float64Array[] {
  const model = modelOf(parameters);
  const rows = Array.from({ length: model.top + 1 }, (_, k) =>
    nodes.theta.map((theta) => model.logProbability(theta, k)),
  );
  nodes.tables.set(parameters, rows);
  return rows;
}

/** The part of `ScoredAnswer` that is needed here. */
interface Answer {
  readonly parameters: ModelParameters;
  readonly points: number;
}

const NOTHING = new Float64Array(FINE.theta.length);

/**
 * Adds the log-likelihood of the answers at the nodes from … to - 1. Eight answers at a time, since most of the
 * cost is reading and writing the sum.
 */
export function addAnswers(
  sum: Float64Array,
  answers: readonly Answer[],
  nodes: Nodes,
  from: number,
  to: number,
): void {
  for (let i = 0; i < answers.length; i += 8) {
    const a = rowOf(answers[i], nodes);
    const b = rowOf(answers[i + 1], nodes);
    const c = rowOf(answers[i + 2], nodes);
    const d = rowOf(answers[i + 3], nodes);
    const e = rowOf(answers[i + 4], nodes);
    const f = rowOf(answers[i + 5], nodes);
    const g = rowOf(answers[i + 6], nodes);
    const h = rowOf(answers[i + 7], nodes);
    for (let k = from; k < to; k += 1) {
      sum[k]! += a[k]! + b[k]! + (c[k]! + d[k]!) + (e[k]! + f[k]! + (g[k]! + h[k]!));
    }
  }
}

/** ln likelihood of one answer at all nodes: a row of its table, or a mean of two for points in between. */
function rowOf(answer: Answer | undefined, nodes: Nodes): Float64Array {
  if (!answer) return NOTHING;
  const rows = tableOf(answer.parameters, nodes);
  const top = rows.length - 1;
  if (answer.points === 1) return rows[top]!;
  if (answer.points === 0) return rows[0]!;
  const { category, rest } = categoryOf(answer.points, top);
  if (rest === 0) return rows[category]!;
  const [low, high] = [rows[category]!, rows[category + 1]!];
  return low.map((log, k) => (1 - rest) * log + rest * high[k]!);
}
