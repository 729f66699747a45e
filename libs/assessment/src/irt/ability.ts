import { normalCdf } from '../numbers.js';
import { integrate } from './integrate.js';
import { information, logLikelihood, type ModelParameters } from './model.js';
import { addAnswers, COARSE, FINE, type Nodes } from './nodes.js';

// Bound once: looking up a global is slow where this runs most, in specs and simulations.
const { exp, log, max, sqrt } = Math;

/** What is believed before the first answer: normal with this mean and standard deviation, in logits. */
export interface NormalPrior {
  readonly mean: number;
  readonly sd: number;
}

/** One scored answer: the item's parameters and the points it earned, 0 to 1. */
export interface ScoredAnswer {
  readonly parameters: ModelParameters;
  readonly points: number;
}

/** Estimate of ability and its standard error, in logits. */
export interface Ability {
  readonly theta: number;
  readonly standardError: number;
}

/** From so many answers on the posterior is narrow enough to need the fine nodes. */
const LONG_TEST = 100;
/** A sum over equally spaced nodes is exact to 1e-9 while the posterior's SD is at least so many steps. */
const STEPS_PER_SD = 1.2;
/** Mass beyond [-6, 6] is looked at when the density at an end is above this share of its top. */
const END_SHARE = 1e-12;

/**
 * Expected a posteriori ability, sum(theta w L) / sum(w L) with w the normal prior and L the likelihood, and the
 * posterior standard deviation (Bock & Mislevy 1982). 61 equally spaced nodes on [-6, 6]; 121 from 100 answers on
 * or when the posterior is narrow; the same grid goes on outward while its ends still matter (few answers, all right,
 * all wrong), and a grid of its own serves a posterior narrower than .12. Error against the exact integral below
 * 1e-8. Sums of logarithms: a thousand equal answers cannot underflow, and the order of answers does not matter
 * (1e-12). Takes microseconds, so nothing is stored: answers are replayed. Prior: |mean| <= 6, .1 <= sd <= 2.
 */
export function estimateAbility(answers: readonly ScoredAnswer[], prior: NormalPrior): Ability {
  if (answers.length < LONG_TEST) {
    const coarse = moments(answers, prior, COARSE);
    if (coarse.standardError >= STEPS_PER_SD * COARSE.step) return coarse;
  }
  const fine = moments(answers, prior, FINE);
  return fine.standardError >= STEPS_PER_SD * FINE.step ? fine : narrowMoments(answers, prior, fine.theta);
}

/** P(ability >= cut) when the posterior is taken as normal: the upper tail beyond (cut - theta) / SE. */
export function chanceAbove(ability: Ability, cut: number): number {
  if (ability.standardError === 0) return ability.theta >= cut ? 1 : 0;
  return normalCdf((ability.theta - cut) / ability.standardError);
}

/**
 * P(ability >= cut | answers) by the exact posterior: Gauss-Legendre on both sides of the cut. Slower than
 * `chanceAbove`, right also when the posterior is lopsided.
 */
export function chanceOfCut(answers: readonly ScoredAnswer[], prior: NormalPrior, cut: number): number {
  const log = (theta: number): number =>
    answers.reduce(
      (sum, answer) => sum + logLikelihood(answer.parameters, theta, answer.points),
      -0.5 * ((theta - prior.mean) / prior.sd) ** 2,
    );
  const { theta, standardError } = estimateAbility(answers, prior);
  const top = log(theta);
  const density = (t: number): number => exp(log(t) - top);
  const reach = 8 * standardError;
  const panels = (length: number): number => max(1, Math.ceil(length / standardError));
  const low = Math.min(theta - reach, cut);
  const high = max(theta + reach, cut);
  const below = integrate(density, low, cut, panels(cut - low));
  const above = integrate(density, cut, high, panels(high - cut));
  return above / (above + below);
}

/**
 * The posterior at 61 nodes on [-6, 6], adding up to 1: how believable each ability is. For predictions; use
 * `estimateAbility` for its mean.
 */
export function posteriorWeights(answers: readonly ScoredAnswer[], prior: NormalPrior): Float64Array {
  const { from, to } = COARSE;
  const logs = logPosterior(answers, prior, COARSE, paper, from, to).slice(from, to);
  const top = highest(logs, 0, logs.length);
  const weights = logs.map((log) => exp(log - top));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * ln of the marginal likelihood of a set of answers: ln integral L(theta) phi(theta) dtheta, on the 121 nodes of
 * [-12, 12]. Used to check the model against published fits, and to compare calibrations.
 */
export function logMarginalLikelihood(answers: readonly ScoredAnswer[], prior: NormalPrior): number {
  const count = COARSE.theta.length;
  const likelihood = logPosterior(answers, prior, COARSE, new Float64Array(count), 0, count);
  const alone = logPosterior([], prior, COARSE, new Float64Array(count), 0, count);
  return logSum(likelihood) - logSum(alone);
}

// One computation at a time runs to its end, so it may use the same paper again.
const paper = new Float64Array(FINE.theta.length);

function moments(answers: readonly ScoredAnswer[], prior: NormalPrior, nodes: Nodes): Ability {
  let { from, to } = nodes;
  const logs = logPosterior(answers, prior, nodes, paper, from, to);
  let top = highest(logs, from, to);
  if (max(logs[from]!, logs[to - 1]!) - top > log(END_SHARE)) {
    const count = nodes.theta.length;
    logPosterior(answers, prior, nodes, paper, 0, from);
    logPosterior(answers, prior, nodes, paper, to, count);
    [from, to] = [0, count];
    top = highest(logs, from, to);
  }
  return weigh(logs, top, nodes.theta, from, to);
}

/** Writes ln prior + ln likelihood at the nodes from … to - 1, up to a constant. */
function logPosterior(
  answers: readonly ScoredAnswer[],
  prior: NormalPrior,
  nodes: Nodes,
  out: Float64Array,
  from: number,
  to: number,
): Float64Array {
  const { theta } = nodes;
  const { mean } = prior;
  const weight = -0.5 / (prior.sd * prior.sd);
  for (let i = from; i < to; i += 1) {
    const off = theta[i]! - mean;
    out[i] = weight * off * off;
  }
  addAnswers(out, answers, nodes, from, to);
  return out;
}

/**
 * Mean and standard deviation on 81 nodes of a quarter of a standard deviation around a first guess. Done twice: the
 * first round may start from a guess that was as coarse as the posterior is wide.
 */
function narrowMoments(answers: readonly ScoredAnswer[], prior: NormalPrior, guess: number): Ability {
  const precision = answers.reduce((sum, a) => sum + information(a.parameters, guess), 1 / prior.sd ** 2);
  let ability: Ability = { theta: guess, standardError: 1 / sqrt(precision) };
  for (let round = 0; round < 2; round += 1) {
    const { theta: centre, standardError } = ability;
    const thetas = Float64Array.from({ length: 81 }, (_, i) => centre + ((i - 40) / 4) * standardError);
    const logs = thetas.map((theta) =>
      answers.reduce(
        (sum, answer) => sum + logLikelihood(answer.parameters, theta, answer.points),
        -0.5 * ((theta - prior.mean) / prior.sd) ** 2,
      ),
    );
    ability = weigh(logs, highest(logs, 0, 81), thetas, 0, 81);
  }
  return ability;
}

/** Mean and standard deviation of a density given by its logarithm; overwrites `logs` with the density. */
function weigh(logs: Float64Array, top: number, thetas: Float64Array, from: number, to: number): Ability {
  let sum = 0;
  let first = 0;
  for (let i = from; i < to; i += 1) {
    const weight = exp(logs[i]! - top);
    logs[i] = weight;
    sum += weight;
    first += weight * thetas[i]!;
  }
  const theta = first / sum;
  let second = 0;
  for (let i = from; i < to; i += 1) {
    const off = thetas[i]! - theta;
    second += logs[i]! * off * off;
  }
  return { theta, standardError: sqrt(second / sum) };
}

function highest(logs: Float64Array, from: number, to: number): number {
  let top = -Infinity;
  for (let i = from; i < to; i += 1) if (logs[i]! > top) top = logs[i]!;
  return top;
}

function logSum(logs: Float64Array): number {
  const top = highest(logs, 0, logs.length);
  return top + log(logs.reduce((sum, log) => sum + exp(log - top), 0));
}
