import { bankInformation } from '../irt/bank.js';
import { divergence, globalInformation } from '../irt/divergence.js';
import type { PoolIndex } from './pool-index.js';
import type { TestRules } from './test-rules.js';

/** Half the width in which Kullback-Leibler information is sought at the cut when the stop rule names no delta. */
const USUAL_DELTA = 0.25;
/** Chang & Ying: the interval around the estimate is this wide after one answer and shrinks with sqrt(answers). */
const FIRST_HALF_WIDTH = 3;

/**
 * How much every item of the pool would tell at ability `at` after so many answers: Fisher information, or under
 * `select: 'kullback-leibler'` the divergence between both ends of the indifference region (aim: cut), or global
 * information (aim: ability). What is wanted at the cut is the same for everybody and worked out once per pool.
 */
export function worthOfItems(index: PoolIndex, rules: TestRules, at: number, answered: number): Float64Array {
  if (rules.aim !== 'cut') return compute(index, rules, at, answered);
  const delta = deltaOf(rules);
  const key = `worth ${rules.select ?? 'information'} ${at} ${delta}`;
  let known = index.memo.get(key);
  if (!known) {
    known = compute(index, rules, at, answered);
    index.memo.set(key, known);
  }
  return known;
}

function compute(index: PoolIndex, rules: TestRules, at: number, answered: number): Float64Array {
  if (rules.select !== 'kullback-leibler') return bankInformation(index.bank, at);
  const delta = deltaOf(rules);
  const width = FIRST_HALF_WIDTH / Math.sqrt(Math.max(1, answered));
  return Float64Array.from(index.bank.items, (item) =>
    rules.aim === 'cut' ? divergence(item, at + delta, at - delta) : globalInformation(item, at, width),
  );
}

function deltaOf(rules: TestRules): number {
  return rules.stop && 'delta' in rules.stop ? rules.stop.delta : USUAL_DELTA;
}
