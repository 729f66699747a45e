import { bankInformation, bestInformation } from '../irt/bank.js';
import { divergence, globalInformation } from '../irt/divergence.js';
import type { PoolIndex } from './pool-index.js';
import type { TestRules } from './test-rules.js';

/** Half the width in which Kullback-Leibler information is sought at the cut when the stop rule names no delta. */
const USUAL_DELTA = 0.25;
/** Chang & Ying: the interval around the estimate is this wide after one answer and shrinks with sqrt(answers). */
const FIRST_HALF_WIDTH = 3;

/**
 * How much each candidate would tell at ability `at` after so many answers: Fisher information, or under
 * `select: 'kullback-leibler'` the divergence between both ends of the indifference region (aim: cut), or global
 * information (aim: ability). By place in the pool; items that the draw cannot reach anyway may be left at 0.
 */
export function worthOfItems(
  index: PoolIndex,
  rules: TestRules,
  at: number,
  answered: number,
  candidates: Int32Array,
): Float64Array {
  if (rules.aim === 'cut') return worthAtCut(index, rules, at);
  if (rules.select !== 'kullback-leibler') {
    const wanted = 'among' in rules.draw ? rules.draw.among : candidates.length;
    return bestInformation(index.bank, at, candidates, wanted);
  }
  const width = FIRST_HALF_WIDTH / Math.sqrt(Math.max(1, answered));
  const worth = new Float64Array(index.pool.length);
  for (const place of candidates) worth[place] = globalInformation(index.bank.items[place]!, at, width);
  return worth;
}

/** The worth of every item at the cut; the same for everybody, so worked out once per pool and rule. */
export function worthAtCut(index: PoolIndex, rules: TestRules, cut: number): Float64Array {
  const delta = deltaOf(rules);
  const key = `worth ${rules.select ?? 'information'} ${cut} ${delta}`;
  let known = index.memo.get(key);
  if (!known) {
    known =
      rules.select === 'kullback-leibler'
        ? Float64Array.from(index.bank.items, (item) => divergence(item, cut + delta, cut - delta))
        : bankInformation(index.bank, cut);
    index.memo.set(key, known);
  }
  return known;
}

function deltaOf(rules: TestRules): number {
  return rules.stop && 'delta' in rules.stop ? rules.stop.delta : USUAL_DELTA;
}
