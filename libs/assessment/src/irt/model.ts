import { GradedModel, type GradedParameters } from './graded-model.js';
import { type ItemParameters, LogisticModel, logisticInformation, right } from './logistic-model.js';
import { PartialCreditModel, type PartialCreditParameters } from './partial-credit-model.js';
import { type ResponseModel, within } from './response-model.js';

// Bound once: looking up a global is slow where this runs most, in specs and simulations.
const { abs, exp, floor, round } = Math;

export type { ItemParameters } from './logistic-model.js';

/** Parameters of an item under any of the models; plain values that can be stored. */
export type ModelParameters = ItemParameters | GradedParameters | PartialCreditParameters;

const models = new WeakMap<ModelParameters, ResponseModel>();

/**
 * The model of an item; made and checked once per parameters object, which must not be changed afterwards.
 * Throws a RangeError for parameters outside their range.
 */
export function modelOf(parameters: ModelParameters): ResponseModel {
  let found = models.get(parameters);
  if (!found) {
    found = makeModel(parameters);
    models.set(parameters, found);
  }
  return found;
}

function makeModel(parameters: ModelParameters): ResponseModel {
  switch (parameters.model) {
    case 'graded':
      return new GradedModel(parameters);
    case 'partial-credit':
      return new PartialCreditModel(parameters);
    default:
      return new LogisticModel(parameters);
  }
}

/**
 * Expected points at theta, 0 to 1. For right-or-wrong items this is P(correct | theta) =
 * c + (d - c) / (1 + exp(-a (theta - b))), range [c, d]; for graded items the sum of P(k) k / top.
 */
export function probability(item: ModelParameters, theta: number): number {
  if (isLogistic(item)) {
    const { a, b, c = 0, d = 1 } = item;
    return right(a * (within(theta) - b), c, d);
  }
  const model = modelOf(item);
  let sum = 0;
  for (let k = 1; k <= model.top; k += 1) sum += (k / model.top) * exp(model.logProbability(theta, k));
  return sum;
}

/** Fisher information about theta, per logit^2, never negative: sum over categories of P'^2 / P (Lord 1980). */
export function information(item: ModelParameters, theta: number): number {
  if (isLogistic(item)) {
    const { a, b, c = 0, d = 1 } = item;
    return logisticInformation(a, a * (within(theta) - b), c, d);
  }
  return modelOf(item).information(theta);
}

/**
 * Log-likelihood of `points` in [0, 1]. Points k / top are category k and the model itself; points in between are a
 * quasi-likelihood, a weighted mean of the two neighbours (for right-or-wrong items points ln P + (1 - points) ln Q),
 * used for partly right answers until a graded model is calibrated. Throws a RangeError for points outside [0, 1].
 */
export function logLikelihood(item: ModelParameters, theta: number, points: number): number {
  const model = modelOf(item);
  const { category, rest } = categoryOf(points, model.top);
  const whole = model.logProbability(theta, category);
  return rest === 0 ? whole : (1 - rest) * whole + rest * model.logProbability(theta, category + 1);
}

/** The category that points stand for, and how far (0 to 1) they reach towards the next. */
export function categoryOf(points: number, top: number): { category: number; rest: number } {
  if (points === 1) return { category: top, rest: 0 };
  if (points === 0) return { category: 0, rest: 0 };
  if (!(points >= 0 && points <= 1)) throw new RangeError(`points must lie in [0, 1], got ${points}`);
  const scaled = points * top;
  const nearest = round(scaled);
  // A third of three points is 1, whatever the division lost.
  if (abs(scaled - nearest) < 1e-9) return { category: nearest, rest: 0 };
  const category = floor(scaled);
  return { category, rest: scaled - category };
}

function isLogistic(item: ModelParameters): item is ItemParameters {
  return item.model === undefined || item.model === 'logistic';
}
