import { grid, normalCdf } from '../numbers.js';
import { logLikelihood, probability, type ItemParameters } from './model.js';

/** What is believed before the first answer: normal with this mean and standard deviation, in logits. */
export interface NormalPrior {
  readonly mean: number;
  readonly sd: number;
}

/** One scored answer: the item's parameters and the points it earned, 0 to 1. */
export interface ScoredAnswer {
  readonly parameters: ItemParameters;
  readonly points: number;
}

/** Posterior mean and posterior standard deviation of ability, in logits. */
export interface Ability {
  readonly theta: number;
  readonly standardError: number;
}

const NODES = grid(-6, 6, 61);

/**
 * Expected a posteriori ability: sum(theta w L) / sum(w L) over 61 equally spaced nodes on [-6, 6], with
 * w the normal prior and L the likelihood; the standard error is the posterior standard deviation
 * (Bock & Mislevy 1982). Likelihoods are multiplied and rescaled on the way, so a thousand equal answers cannot
 * underflow; all-right and all-wrong are finite; the order of the answers does not matter. Ends of the grid cost
 * less than 1e-6 for tests of the usual length. Takes microseconds, so nothing is stored: answers are replayed.
 */
export function estimateAbility(answers: readonly ScoredAnswer[], prior: NormalPrior): Ability {
  const weights = posterior(answers, prior);
  let sum = 0;
  let first = 0;
  for (let k = 0; k < NODES.length; k += 1) {
    sum += weights[k]!;
    first += weights[k]! * NODES[k]!;
  }
  const theta = first / sum;
  let second = 0;
  for (let k = 0; k < NODES.length; k += 1) second += weights[k]! * (NODES[k]! - theta) ** 2;
  return { theta, standardError: Math.sqrt(second / sum) };
}

/** P(ability >= cut) when the posterior is taken as normal: the upper tail beyond (cut - theta) / SE. */
export function chanceAbove(ability: Ability, cut: number): number {
  if (ability.standardError === 0) return ability.theta >= cut ? 1 : 0;
  return normalCdf((ability.theta - cut) / ability.standardError);
}

/**
 * ln of the marginal likelihood of a set of answers: ln integral L(theta) phi(theta) dtheta on the same nodes.
 * Used to check the model against published fits, and to compare calibrations.
 */
export function logMarginalLikelihood(answers: readonly ScoredAnswer[], prior: NormalPrior): number {
  let evidence = 0;
  let priorMass = 0;
  for (let k = 0; k < NODES.length; k += 1) {
    const theta = NODES[k]!;
    const w = Math.exp(-0.5 * ((theta - prior.mean) / prior.sd) ** 2);
    let log = 0;
    for (const answer of answers) log += logLikelihood(answer.parameters, theta, answer.points);
    evidence += w * Math.exp(log);
    priorMass += w;
  }
  return Math.log(evidence / priorMass);
}

/** Rescaling after so many answers keeps the product of likelihoods far from underflow. */
const RESCALE_AFTER = 8;

function posterior(answers: readonly ScoredAnswer[], prior: NormalPrior): Float64Array {
  const weights = NODES.map((theta) => Math.exp(-0.5 * ((theta - prior.mean) / prior.sd) ** 2));
  for (let i = 0; i < answers.length; i += 1) {
    const { parameters, points } = answers[i]!;
    for (let k = 0; k < NODES.length; k += 1) weights[k]! *= likelihood(parameters, NODES[k]!, points);
    if (i % RESCALE_AFTER === RESCALE_AFTER - 1) rescale(weights);
  }
  return weights;
}

function likelihood(item: ItemParameters, theta: number, points: number): number {
  const p = probability(item, theta);
  if (points === 1) return p;
  return points === 0 ? 1 - p : p ** points * (1 - p) ** (1 - points);
}

function rescale(weights: Float64Array): void {
  let top = 0;
  for (let k = 0; k < weights.length; k += 1) if (weights[k]! > top) top = weights[k]!;
  for (let k = 0; k < weights.length; k += 1) weights[k]! /= top;
}
