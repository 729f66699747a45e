import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { logistic } from '../numbers.js';
import { makeAnswers } from '../testing/answers.factory.js';
import { calibrate } from './calibrate.js';
import { fitItems, type ItemFit } from './item-fit.js';
import { tabulateResponses } from './response-matrix.js';
import { expectedChances, scoreFit } from './score-fit.js';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(process.cwd(), 'libs/assessment/fixtures', name), 'utf8'));

describe('expected right answers per score', () => {
  it('equal those of counting every pattern of answers', () => {
    const nodes = Array.from({ length: 31 }, (_, k) => -6 + k * 0.4);
    const prior = Float64Array.from(nodes, (theta) => Math.exp((-theta * theta) / 2));
    const items = [
      [0.4, -2.5],
      [1, 0],
      [2.8, 1.5],
      [1.4, -0.3],
      [3, 3],
      [0.7, 0.9],
    ] as const;
    const chances = items.map(([a, b]) => Float64Array.from(nodes, (theta) => logistic(a * (theta - b))));
    const found = expectedChances(chances, prior);
    for (let score = 1; score < items.length; score += 1) {
      const joint = items.map(() => 0);
      let whole = 0;
      for (let pattern = 0; pattern < 2 ** items.length; pattern += 1) {
        const marks = items.map((_, j) => (pattern >> j) & 1);
        if (marks.reduce((sum, mark) => sum + mark, 0) !== score) continue;
        const mass = nodes.reduce(
          (sum, _, k) =>
            sum + marks.reduce((p, mark, j) => p * (mark ? chances[j]![k]! : 1 - chances[j]![k]!), prior[k]!),
          0,
        );
        whole += mass;
        marks.forEach((mark, j) => (joint[j]! += mark * mass));
      }
      joint.forEach((mass, j) => expect(found[j]![score]).toBeCloseTo(mass / whole, 11));
    }
  });

  it('give S-X2 of LSAT section 6 as computed from all patterns', () => {
    const { a, b, patterns } = read('lsat6.json') as {
      a: number[];
      b: number[];
      patterns: { pattern: string; count: number }[];
    };
    const golden = (read('calibration.json') as { lsat6: { sX2: number[] } }).lsat6.sX2;
    const responses = tabulateResponses(
      patterns.map(({ pattern }) => [...pattern].map(Number)),
      patterns.map(({ count }) => count),
    );
    const parameters = {
      slope: Float64Array.from(a),
      intercept: Float64Array.from(a, (slope, j) => -slope * b[j]!),
      mean: 0,
      sd: 1,
    };
    const used = new Uint8Array(5).fill(1);
    const quadrature = { low: -8, high: 8, count: 161 };
    const fits = scoreFit(responses, used, parameters, { quadrature, estimated: () => 2 });
    // In the second item one score expects less than one wrong answer, and is joined with its neighbour.
    const joined = fits.map((fit) => fit!.df === 1);
    fits.forEach((fit, j) => {
      if (joined[j]) expect(fit!.statistic).toBeLessThan(golden[j]!);
      else expect(fit!.statistic).toBeCloseTo(golden[j]!, 4);
    });
    expect(joined.filter(Boolean).length).toBeLessThanOrEqual(1);
  });
});

describe('item fit', () => {
  const all: { item: number; missing: number; fit: ItemFit }[] = [];
  beforeAll(() => {
    for (const [missing, runs] of [
      [0, 6],
      [0.4, 3],
    ] as const)
      for (let run = 0; run < runs; run += 1) {
        const { responses } = makeAnswers({
          people: 1000,
          items: 20,
          missing,
          seed: `fit ${run}`,
          // Item 0: only the middling get it right. Item 1: half of those who don't know guess it.
          chance: (item, _, theta) =>
            item === 0
              ? 0.2 + 0.7 * Math.exp(-theta * theta)
              : item === 1
                ? 0.5 + 0.5 * logistic(4 * (theta - 1))
                : undefined,
        });
        const fits = fitItems(responses, calibrate(responses, { standardErrors: 'none' }));
        fits.forEach((fit, item) => all.push({ item, missing, fit }));
      }
  });
  const good = (missing: number) => all.filter((row) => row.item > 1 && row.missing === missing);

  it('rejects fitting items about as often as promised, whether all or only some items were answered', () => {
    for (const missing of [0, 0.4]) {
      const rows = good(missing);
      const rejected = rows.filter(({ fit }) => fit.score!.p < 0.05).length / rows.length;
      expect(rejected).toBeLessThan(0.13);
      const ratio =
        rows.reduce((sum, { fit }) => sum + fit.score!.statistic, 0) /
        rows.reduce((sum, { fit }) => sum + fit.score!.df, 0);
      expect(ratio).toBeGreaterThan(0.85);
      expect(ratio).toBeLessThan(1.15);
      for (const { fit } of rows) expect(fit.score!.p < 0.001 && fit.score!.rmsea >= 0.05).toBe(false);
    }
  });

  it('has residual mean squares of 1 on average, and near it for every fitting item', () => {
    for (const missing of [0, 0.4]) {
      const rows = good(missing).map(({ fit }) => fit.residuals!);
      const mean = (of: 'infit' | 'outfit') => rows.reduce((sum, fit) => sum + fit[of], 0) / rows.length;
      expect(mean('infit')).toBeCloseTo(1, 1);
      expect(mean('outfit')).toBeCloseTo(1, 1);
      for (const { infit } of rows) expect(Math.abs(infit - 1)).toBeLessThan(0.1);
    }
  });

  it('sees through items that the model cannot describe', () => {
    const full = all.filter(({ missing }) => missing === 0);
    for (const { item, fit } of full) {
      if (item === 0) expect(fit.score!.p).toBeLessThan(0.001);
      if (item === 0) expect(fit.score!.rmsea).toBeGreaterThan(0.05);
    }
    const guessed = full.filter(({ item }) => item === 1);
    expect(guessed.filter(({ fit }) => fit.score!.p < 0.05).length).toBeGreaterThan(guessed.length / 2);
  });

  it('sees answers at random on an item believed to discriminate, in infit and outfit', () => {
    const { a, b, responses } = makeAnswers({
      people: 800,
      items: 15,
      seed: 'random answers',
      chance: (item) => (item === 3 ? 0.5 : undefined),
    });
    const fixed = new Map(a.map((slope, j) => [j, { a: j === 3 ? 1.5 : slope, b: j === 3 ? 0 : b[j]! }]));
    const fits = fitItems(responses, calibrate(responses, { fixed }));
    expect(fits[3]!.residuals!.infit).toBeGreaterThan(1.2);
    expect(fits[3]!.residuals!.outfit).toBeGreaterThan(1.2);
    const others = fits.filter((_, item) => item !== 3).map(({ residuals }) => residuals!.infit);
    expect(Math.max(...others)).toBeLessThan(fits[3]!.residuals!.infit - 0.1);
  });

  it('says nothing of items that were not estimable, nor where there is too little to compare', () => {
    const responses = tabulateResponses(Array.from({ length: 40 }, (_, i) => [i % 2, 1, (i >> 1) % 2]));
    const fits = fitItems(responses, calibrate(responses));
    expect(fits[1]).toEqual({});
    expect(fits[0]).not.toHaveProperty('score');
  });
});
