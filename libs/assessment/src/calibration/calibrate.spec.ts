import { makeAnswers } from '../testing/answers.factory.js';
import { estimated, lsat, lsatResponses, readGolden } from '../testing/lsat.factory.js';
import { calibrate } from './calibrate.js';
import { tabulateResponses, type ResponseMatrix } from './response-matrix.js';

const golden = (readGolden('calibration.json') as { lsat6: { seA: number[]; seB: number[] } }).lsat6;
const PRIOR = { lnA: { mean: 0, sd: 0.3 }, b: { mean: 0, sd: 0.7 } };

/** ln marginal likelihood summed the long way: person by person, item by item, point by point. */
function plainLogLikelihood(responses: ResponseMatrix, items: readonly { a: number; b: number }[]): number {
  const nodes = Array.from({ length: 61 }, (_, k) => -6 + k / 5);
  const mass = nodes.reduce((sum, theta) => sum + Math.exp((-theta * theta) / 2), 0);
  return [...responses.weight].reduce((total, weight, person) => {
    const evidence = nodes.reduce((sum, theta) => {
      let likelihood = Math.exp((-theta * theta) / 2);
      for (let entry = responses.offsets[person]!; entry < responses.offsets[person + 1]!; entry += 1) {
        const { a, b } = items[responses.item[entry]!]!;
        likelihood *= 1 / (1 + Math.exp((responses.correct[entry] === 1 ? -a : a) * (theta - b)));
      }
      return sum + likelihood;
    }, 0);
    return total + weight * Math.log(evidence / mass);
  }, 0);
}

describe('calibration of LSAT section 6', () => {
  it('finds the published parameters and log-likelihood', () => {
    const calibration = calibrate(lsatResponses);
    expect(calibration.converged).toBe(true);
    expect(Math.abs(calibration.logLikelihood - lsat.logLikelihood)).toBeLessThan(1e-4);
    estimated(calibration).forEach(({ a, b, answers }, j) => {
      expect(Math.abs(a - lsat.a[j]!)).toBeLessThan(1e-4);
      expect(Math.abs(b - lsat.b[j]!)).toBeLessThan(1e-4);
      expect(answers).toBe(1000);
    });
  });

  it('does not hang on the number of points', () => {
    for (const count of [31, 121]) {
      const calibration = calibrate(lsatResponses, {
        quadrature: { low: -6, high: 6, count },
        tolerance: 1e-8,
      });
      expect(Math.abs(calibration.logLikelihood - lsat.logLikelihood)).toBeLessThan(1e-5);
      estimated(calibration).forEach(({ a }, j) => expect(Math.abs(a - lsat.a[j]!)).toBeLessThan(2e-5));
    }
  });

  it('gives the standard errors of an independently computed Hessian to 1e-4', () => {
    estimated(calibrate(lsatResponses, { tolerance: 1e-8 })).forEach(({ seA, seB }, j) => {
      expect(Math.abs(seA! - golden.seA[j]!)).toBeLessThan(1e-4);
      expect(Math.abs(seB! - golden.seB[j]!)).toBeLessThan(1e-4);
    });
  });

  it('is within a few per cent of those by cross products too', () => {
    estimated(calibrate(lsatResponses, { standardErrors: 'cross-product' })).forEach(({ seA, seB }, j) => {
      expect(Math.abs(seA! / golden.seA[j]! - 1)).toBeLessThan(0.05);
      expect(Math.abs(seB! / golden.seB[j]! - 1)).toBeLessThan(0.05);
    });
  });
});

describe('calibration of any answers', () => {
  const sparse = makeAnswers({ people: 150, items: 6, missing: 0.3, seed: 'sparse' });

  it('stands on the top of the marginal likelihood, also with answers missing', () => {
    const calibration = calibrate(sparse.responses, { tolerance: 1e-9 });
    const items = estimated(calibration);
    const top = plainLogLikelihood(sparse.responses, items);
    expect(calibration.logLikelihood).toBeCloseTo(top, 8);
    items.forEach((item, j) => {
      for (const [da, db] of [
        [0.01, 0],
        [-0.01, 0],
        [0, 0.01],
        [0, -0.01],
      ] as const) {
        const moved = items.map((own, k) => (k === j ? { a: item.a + da, b: item.b + db } : own));
        expect(plainLogLikelihood(sparse.responses, moved)).toBeLessThan(top);
      }
    });
  });

  it('stands on the top of the posterior when there are priors', () => {
    const priors = Array.from({ length: 6 }, (_, j) => ({
      ...PRIOR,
      b: { mean: j % 2 ? 0.8 : -0.8, sd: 0.7 },
    }));
    const items = estimated(calibrate(sparse.responses, { priors, tolerance: 1e-9 }));
    const posterior = (list: readonly { a: number; b: number }[]) =>
      list.reduce(
        (sum, { a, b }, j) =>
          sum - ((Math.log(a) - 0) / 0.3) ** 2 / 2 - ((b - priors[j]!.b.mean) / 0.7) ** 2 / 2,
        plainLogLikelihood(sparse.responses, list),
      );
    const top = posterior(items);
    items.forEach((item, j) => {
      for (const [factor, db] of [
        [1.01, 0],
        [0.99, 0],
        [1, 0.01],
        [1, -0.01],
      ] as const) {
        const moved = items.map((own, k) => (k === j ? { a: item.a * factor, b: item.b + db } : own));
        expect(posterior(moved)).toBeLessThan(top);
      }
    });
  });

  it('does not depend on the order of people, nor on counting patterns or people', () => {
    const rows = lsat.patterns.flatMap(({ pattern, count }) =>
      Array<number[]>(count).fill([...pattern].map(Number)),
    );
    const [counted, listed] = [calibrate(lsatResponses), calibrate(tabulateResponses(rows.reverse()))];
    expect(listed.logLikelihood).toBeCloseTo(counted.logLikelihood, 8);
    estimated(listed).forEach((item, j) => expect(item.a).toBeCloseTo(estimated(counted)[j]!.a, 6));
  });

  it('gives honest standard errors: truth lies within two of them about 95 times of 100', () => {
    let [inside, all] = [0, 0];
    for (let run = 0; run < 8; run += 1) {
      const { a, b, responses } = makeAnswers({ people: 500, items: 15, seed: `cover ${run}` });
      estimated(calibrate(responses)).forEach((item, j) => {
        inside += Math.abs(item.b - b[j]!) < 1.96 * item.seB! ? 1 : 0;
        inside += Math.abs(item.a - a[j]!) < 1.96 * item.seA! ? 1 : 0;
        all += 2;
      });
    }
    expect(inside / all).toBeGreaterThan(0.9);
    expect(inside / all).toBeLessThan(0.99);
  });

  it('finds the population when anchors hold the scale', () => {
    const { a, b, responses } = makeAnswers({
      people: 1500,
      items: 20,
      mean: -0.5,
      sd: 1.2,
      seed: 'anchors',
    });
    const fixed = new Map([0, 5, 10, 15].map((j) => [j, { a: a[j]!, b: b[j]! }]));
    const calibration = calibrate(responses, { fixed });
    expect(Math.abs(calibration.population.mean + 0.5)).toBeLessThan(0.15);
    expect(Math.abs(calibration.population.sd - 1.2)).toBeLessThan(0.15);
    expect(calibration.items[5]).toMatchObject({ kind: 'fixed', a: a[5], b: b[5] });
    const errors = calibration.items.flatMap((item, j) =>
      item.kind === 'estimated' ? [item.b - b[j]!] : [],
    );
    expect(Math.sqrt(errors.reduce((sum, x) => sum + x * x, 0) / errors.length)).toBeLessThan(0.2);
    for (const item of calibration.items) if (item.kind === 'estimated') expect(item.seB).toBeGreaterThan(0);
    const priors = Array(20).fill(PRIOR);
    const withPriors = calibrate(responses, { fixed, priors, standardErrors: 'cross-product' });
    expect(Math.abs(withPriors.population.mean - calibration.population.mean)).toBeLessThan(0.05);
    expect(withPriors.items[5]).toMatchObject({ kind: 'fixed', a: a[5], b: b[5] });
    for (const item of withPriors.items) if (item.kind === 'estimated') expect(item.seB).toBeGreaterThan(0);
  });
});
