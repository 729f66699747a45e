import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { estimateAbility, type NormalPrior, type ScoredAnswer } from './ability.js';
import { information, type ModelParameters, modelOf } from './model.js';
import { estimateMap, estimateMl, estimateWle } from './point-estimates.js';

interface Estimate {
  name: string;
  items: ModelParameters[];
  points: number[];
  prior: NormalPrior;
  eap: number;
  posteriorSd: number;
  ml: number;
  mlBounded: boolean;
  map: number;
  wle: number;
  informationAtWle: number;
}
interface Curve {
  item: ModelParameters;
  theta: number;
  logProbabilities: number[];
  information: number;
}
const golden = JSON.parse(readFileSync(join(process.cwd(), 'libs/assessment/fixtures/irt.json'), 'utf8')) as {
  estimates: Estimate[];
  curves: Curve[];
};
const answersOf = ({ items, points }: Estimate): ScoredAnswer[] =>
  items.map((parameters, i) => ({ parameters, points: points[i]! }));
const off = (got: number, wanted: number): number => Math.abs(got - wanted);

describe('estimates agree with numbers computed to 40 digits elsewhere', () => {
  it.each(golden.estimates)('$name: EAP and its standard error to 1e-8', (row) => {
    const { theta, standardError } = estimateAbility(answersOf(row), row.prior);
    expect(off(theta, row.eap)).toBeLessThan(1e-8);
    expect(off(standardError, row.posteriorSd)).toBeLessThan(1e-8);
  });

  it.each(golden.estimates)('$name: MAP, weighted and maximum likelihood to 1e-6', (row) => {
    const answers = answersOf(row);
    const ml = estimateMl(answers);
    const wle = estimateWle(answers);
    expect(off(estimateMap(answers, row.prior).theta, row.map)).toBeLessThan(1e-6);
    expect(off(wle.theta, row.wle)).toBeLessThan(1e-6);
    expect(off(wle.standardError, 1 / Math.sqrt(row.informationAtWle))).toBeLessThan(1e-6);
    expect(off(ml.theta, row.ml)).toBeLessThan(1e-6);
    expect(ml.bounded).toBe(row.mlBounded);
  });
});

it('probability and information keep all their digits, from theta -400 to 400', () => {
  expect(golden.curves).toHaveLength(54);
  for (const { item, theta, logProbabilities, information: wanted } of golden.curves) {
    const got = information(item, theta);
    expect(off(got, wanted)).toBeLessThanOrEqual(1e-12 * wanted);
    logProbabilities.forEach((log, k) => {
      expect(off(modelOf(item).logProbability(theta, k), log)).toBeLessThanOrEqual(1e-12 * Math.abs(log));
    });
  }
});
