import { categoryOf, type ModelParameters, modelOf } from './model.js';

/**
 * d log-likelihood / d theta of a set of answers as a function of theta, per logit. Models and categories are looked
 * up once, since a search for a maximum asks for a hundred slopes. Points in [0, 1], as in `logLikelihood`.
 */
export function slopeOf(
  answers: readonly { readonly parameters: ModelParameters; readonly points: number }[],
): (theta: number) => number {
  const terms = answers.map(({ parameters, points }) => {
    const model = modelOf(parameters);
    return { model, ...categoryOf(points, model.top) };
  });
  return (theta) => {
    let sum = 0;
    for (const { model, category, rest } of terms) {
      sum += (1 - rest) * model.slope(theta, category);
      if (rest > 0) sum += rest * model.slope(theta, category + 1);
    }
    return sum;
  };
}
