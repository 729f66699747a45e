import { posteriorWeights, type NormalPrior, type ScoredAnswer } from '../irt/ability.js';
import { COARSE, tableOf } from '../irt/nodes.js';
import { logLikelihood } from '../irt/model.js';
import { normalCdf } from '../numbers.js';
import { indexOf, type PoolIndex } from './pool-index.js';
import type { PoolItem, TestRules } from './test-rules.js';
import { worthAtCut } from './worth.js';

// Bound once: looking up a global is slow where this runs most, in specs and simulations.
const { exp, max, sqrt } = Math;

/**
 * The chance that a likelihood-ratio test would end as a pass if it went on to its maximum, given the answers so far
 * (Finkelman 2008; Huebner & Finkelman 2015, predictive form). The ratio after `left` more items is taken as normal
 * around `ratio` + left x drift; drift and spread per item belong to an ability, and abilities are weighed by the
 * posterior. Which items will come is not known: the pool's are weighed as the rules draw them at the cut.
 */
export function chanceOfPassing(
  ratio: number,
  left: number,
  answers: readonly ScoredAnswer[],
  pool: readonly PoolItem[],
  rules: TestRules & { readonly cut: number },
  delta: number,
): number {
  const weights = posteriorWeights(answers, rules.prior satisfies NormalPrior);
  const steps = stepsOf(indexOf(pool), rules, delta);
  const nodes = weights.length;
  let chance = 0;
  for (let i = 0; i < nodes; i += 1) {
    if (weights[i]! < 1e-9) continue;
    const spread = sqrt(left * steps[nodes + i]!);
    const end = ratio + left * steps[i]!;
    chance += weights[i]! * (spread > 0 ? normalCdf(end / spread) : end >= 0 ? 1 : 0);
  }
  return chance;
}

/** Mean (61 nodes) and variance (61 nodes) of what one coming item adds to the ratio, for each ability. */
function stepsOf(index: PoolIndex, rules: TestRules & { readonly cut: number }, delta: number): Float64Array {
  const key = `steps ${rules.cut} ${delta} ${rules.select ?? ''} ${JSON.stringify(rules.draw)} ${rules.max}`;
  let known = index.memo.get(key);
  if (!known) {
    known = computeSteps(index, rules, delta);
    index.memo.set(key, known);
  }
  return known;
}

function computeSteps(
  index: PoolIndex,
  rules: TestRules & { readonly cut: number },
  delta: number,
): Float64Array {
  const nodes = COARSE.to - COARSE.from;
  const steps = new Float64Array(2 * nodes);
  const chances = drawChances(index, rules);
  chances.forEach((chance, place) => {
    if (chance === 0) return;
    const item = index.bank.items[place]!;
    const rows = tableOf(item, COARSE);
    const top = rows.length - 1;
    for (let k = 0; k <= top; k += 1) {
      const points = k / top;
      const gain =
        logLikelihood(item, rules.cut + delta, points) - logLikelihood(item, rules.cut - delta, points);
      for (let i = 0; i < nodes; i += 1) {
        const p = chance * exp(rows[k]![COARSE.from + i]!);
        steps[i]! += p * gain;
        steps[nodes + i]! += p * gain * gain;
      }
    }
  });
  for (let i = 0; i < nodes; i += 1) steps[nodes + i] = max(0, steps[nodes + i]! - steps[i]! ** 2);
  return steps;
}

/** Chance of each scored item to be a coming one: by its worth at the cut, or evenly among the best `max`. */
function drawChances(index: PoolIndex, rules: TestRules & { readonly cut: number }): Float64Array {
  const worth = worthAtCut(index, rules, rules.cut);
  const scored = (place: number): boolean => index.skillAt[place]! >= 0;
  const best = 'among' in rules.draw ? [...worth].filter((_, i) => scored(i)).sort((x, y) => y - x) : [];
  const least = best[Math.min(rules.max, best.length) - 1] ?? 0;
  const { draw } = rules;
  const raw = worth.map((value, place) => {
    if (!scored(place)) return 0;
    return 'among' in draw ? Number(value >= least) : value ** draw.power;
  });
  const sum = raw.reduce((total, chance) => total + chance, 0);
  return raw.map((chance) => (sum > 0 ? chance / sum : 0));
}
