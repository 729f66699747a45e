import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { chanceAbove, estimateAbility, logMarginalLikelihood, type ScoredAnswer } from './ability.js';

interface Lsat {
  logLikelihood: number;
  a: number[];
  b: number[];
  patterns: { pattern: string; count: number; eap: number; sd: number }[];
}
const lsat = JSON.parse(
  readFileSync(join(process.cwd(), 'libs/assessment/fixtures/lsat6.json'), 'utf8'),
) as Lsat;
const NORMAL = { mean: 0, sd: 1 };

const answersOf = (pattern: string): ScoredAnswer[] =>
  [...pattern].map((mark, j) => ({ parameters: { a: lsat.a[j]!, b: lsat.b[j]! }, points: Number(mark) }));

const answer = fc.record({
  parameters: fc.record({
    a: fc.double({ min: 0.3, max: 2.5, noNaN: true }),
    b: fc.double({ min: -3, max: 3, noNaN: true }),
  }),
  points: fc.constantFrom(0, 0.5, 1),
});

describe('ability, against published numbers', () => {
  it('reproduces the log-likelihood of LSAT section 6 to five decimals', () => {
    const total = lsat.patterns.reduce(
      (sum, { pattern, count }) => sum + count * logMarginalLikelihood(answersOf(pattern), NORMAL),
      0,
    );
    expect(lsat.patterns.reduce((sum, row) => sum + row.count, 0)).toBe(1000);
    expect(total).toBeCloseTo(lsat.logLikelihood, 5);
  });

  it('agrees with a fine Simpson integral on all 32 patterns to 1e-8', () => {
    for (const { pattern, eap, sd } of lsat.patterns) {
      const { theta, standardError } = estimateAbility(answersOf(pattern), NORMAL);
      expect(Math.abs(theta - eap)).toBeLessThan(1e-8);
      expect(Math.abs(standardError - sd)).toBeLessThan(1e-8);
    }
  });

  it('gives back the prior when nothing was answered', () => {
    const { theta, standardError } = estimateAbility([], { mean: 0.4, sd: 1 });
    expect(theta).toBeCloseTo(0.4, 6);
    expect(standardError).toBeCloseTo(1, 5);
  });

  it('is 0 by symmetry after one right and one wrong answer on equal items of difficulty 0', () => {
    const item = { a: 1.3, b: 0 };
    const even = estimateAbility(
      [
        { parameters: item, points: 1 },
        { parameters: item, points: 0 },
      ],
      NORMAL,
    );
    expect(even.theta).toBeCloseTo(0, 12);
  });
});

describe('ability, for any answers', () => {
  it('rises when a wrong answer turns right', () => {
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 30 }), fc.nat(), (answers, pick) => {
        const index = pick % answers.length;
        const worse = answers.map((a, i) => (i === index ? { ...a, points: 0 } : a));
        const better = answers.map((a, i) => (i === index ? { ...a, points: 1 } : a));
        expect(estimateAbility(better, NORMAL).theta).toBeGreaterThan(estimateAbility(worse, NORMAL).theta);
      }),
    );
  });

  it('does not depend on the order of the answers', () => {
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 30 }), (answers) => {
        const forward = estimateAbility(answers, NORMAL);
        const backward = estimateAbility([...answers].reverse(), NORMAL);
        expect(Math.abs(forward.theta - backward.theta)).toBeLessThan(1e-12);
        expect(Math.abs(forward.standardError - backward.standardError)).toBeLessThan(1e-12);
      }),
    );
  });

  it('stays finite after a thousand equal answers, all right or all wrong', () => {
    for (const points of [0, 1]) {
      const many = Array.from({ length: 1000 }, () => ({ parameters: { a: 2, b: 0 }, points }));
      const { theta, standardError } = estimateAbility(many, NORMAL);
      expect(Number.isFinite(theta)).toBe(true);
      expect(Math.sign(theta)).toBe(points === 1 ? 1 : -1);
      expect(standardError).toBeGreaterThan(0);
    }
  });

  it('turns an estimate into the chance to be above a cut', () => {
    expect(chanceAbove({ theta: 0, standardError: 0.5 }, 0)).toBe(0.5);
    expect(chanceAbove({ theta: 1.6448536269514722, standardError: 1 }, 0)).toBeCloseTo(0.95, 12);
    expect(chanceAbove({ theta: 1, standardError: 0 }, 1)).toBe(1);
  });
});
