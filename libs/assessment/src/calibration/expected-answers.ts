import type { NormalPrior } from '../irt/ability.js';
import type { ItemParameters } from '../irt/model.js';
import { logistic } from '../numbers.js';
import type { ExpectedAnswer } from './drift.js';
import type { Belief } from './online-update.js';

// Bound once: looking up a global is slow where this runs most, in specs and simulations.
const { exp, log: ln, max, min } = Math;

/** One answer of an exam: to an item with these 2PL parameters. */
export interface AnswerInExam {
  readonly parameters: Pick<ItemParameters, 'a' | 'b'>;
  readonly correct: boolean;
}

/** An answer with what all other answers of the same exam said about it. */
export interface AnswerAmongOthers extends ExpectedAnswer {
  /** The person's ability without this answer, in logits. */
  readonly ability: Belief;
}

/** Equally spaced abilities from -6 to 6, step .2: those that `estimateAbility` begins with. */
const NODES = Float64Array.from({ length: 61 }, (_, i) => (i - 30) / 5);
/** Keeps z finite where an answer was certain; such answers say next to nothing either way. */
const CERTAIN = 1e-6;

/** P(right), and ln of it and of its complement, at every node. */
interface Curve {
  readonly chance: Float64Array;
  readonly right: Float64Array;
  readonly wrong: Float64Array;
}
/** Made once per parameters object, which must not be changed afterwards: a night asks for the same items over and over. */
const curves = new WeakMap<AnswerInExam['parameters'], Curve>();

/**
 * What was to be expected of each answer of one exam, from the others alone: with w the normal prior times their 2PL
 * likelihood, P = sum(w P(theta)) / sum(w), and mean and variance of theta under w. So the answer that is judged does not
 * vouch for itself, and an uncertain ability makes an uncertain expectation: x - P has mean 0 and variance P (1 - P)
 * where the parameters and the prior hold. Order of `answers` is kept; with one answer the prior alone decides.
 */
export function expectAnswers(answers: readonly AnswerInExam[], prior: NormalPrior): AnswerAmongOthers[] {
  const seen = answers.map(({ parameters, correct }) => {
    const curve = curveOf(parameters);
    return { correct, chance: curve.chance, logs: correct ? curve.right : curve.wrong };
  });
  const whole = NODES.map((theta) => -0.5 * ((theta - prior.mean) / prior.sd) ** 2);
  for (const { logs } of seen) for (let node = 0; node < whole.length; node += 1) whole[node]! += logs[node]!;
  return seen.map(({ correct, chance, logs }) => ({ correct, ...predict(whole, logs, chance) }));
}

function curveOf(parameters: AnswerInExam['parameters']): Curve {
  let curve = curves.get(parameters);
  if (!curve) {
    const { a, b } = parameters;
    const chance = NODES.map((theta) => logistic(a * (theta - b)));
    const wrong = NODES.map((theta) => ln(logistic(a * (b - theta))));
    curve = { chance, right: chance.map((p) => ln(p)), wrong };
    curves.set(parameters, curve);
  }
  return curve;
}

/** The prediction without the answer whose logarithms are `own`. */
function predict(
  whole: Float64Array,
  own: Float64Array,
  chances: Float64Array,
): { expected: number; ability: Belief } {
  let top = -Infinity;
  for (let node = 0; node < whole.length; node += 1) top = max(top, whole[node]! - own[node]!);
  let [all, right, first, second] = [0, 0, 0, 0];
  for (let node = 0; node < whole.length; node += 1) {
    const theta = NODES[node]!;
    const weight = exp(whole[node]! - own[node]! - top);
    all += weight;
    right += weight * chances[node]!;
    first += weight * theta;
    second += weight * theta * theta;
  }
  const mean = first / all;
  return {
    expected: min(1 - CERTAIN, max(CERTAIN, right / all)),
    ability: { mean, variance: second / all - mean * mean },
  };
}
