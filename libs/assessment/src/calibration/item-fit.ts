import type { NormalPrior } from '../irt/ability.js';
import type { Calibration } from './calibrate.js';
import { DEFAULT_QUADRATURE, type MarginalParameters, type Quadrature } from './posteriors.js';
import { residualFit, type ResidualFit } from './residual-fit.js';
import type { ResponseMatrix } from './response-matrix.js';
import { scoreFit, type ScoreFit } from './score-fit.js';

/** How well the model describes one item's answers. Parts are absent where there is too little to say. */
export interface ItemFit {
  readonly residuals?: ResidualFit;
  readonly score?: ScoreFit;
}

/**
 * Fit of every item of a calibration to the answers it was made from: infit and outfit, and S-X2 with its p and
 * RMSEA. Items that weren't estimable have none.
 */
export function fitItems(
  responses: ResponseMatrix,
  calibration: Calibration,
  quadrature: Quadrature = DEFAULT_QUADRATURE,
): ItemFit[] {
  const used = Uint8Array.from(calibration.items, ({ kind }) => (kind === 'not-estimable' ? 0 : 1));
  const parameters = asMarginal(calibration, calibration.population);
  const estimated = (item: number): number => (calibration.items[item]!.kind === 'fixed' ? 0 : 2);
  const residuals = residualFit(responses, used, parameters, quadrature);
  const scores = scoreFit(responses, used, parameters, { quadrature, estimated });
  return residuals.map((own, item) => ({
    ...(own && { residuals: own }),
    ...(scores[item] && { score: scores[item] }),
  }));
}

function asMarginal({ items }: Calibration, { mean, sd }: NormalPrior): MarginalParameters {
  const slope = Float64Array.from(items, (item) => (item.kind === 'not-estimable' ? 0 : item.a));
  const intercept = Float64Array.from(items, (item) =>
    item.kind === 'not-estimable' ? 0 : -item.a * item.b,
  );
  return { slope, intercept, mean, sd };
}
