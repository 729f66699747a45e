import fc from 'fast-check';
import { estimateAbility, type ScoredAnswer } from '../irt/ability.js';
import { type Classification, type ClassificationRule, classify, waldBounds } from './classify.js';
import { generalisedLogRatio, logLikelihoodRatio } from './likelihood-ratio.js';

const PRIOR = { mean: 0, sd: 1.5 };
const SPRT = { rule: 'sprt', delta: 0.25, alpha: 0.05, beta: 0.05 } as const;
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const answer = fc.record({
  parameters: fc.record({ a: number(0.3, 2.5), b: number(-3, 3), c: fc.constantFrom(0, 0.2) }),
  points: fc.constantFrom(0, 0.5, 1),
});
const answers = fc.array(answer, { minLength: 1, maxLength: 40 });
const rules: ClassificationRule[] = [
  SPRT,
  { ...SPRT, rule: 'glr' },
  { rule: 'interval', z: 1.645 },
  { rule: 'bayes', alpha: 0.05, beta: 0.05 },
];
const apply = (rule: ClassificationRule, list: readonly ScoredAnswer[], cut = 0): Classification =>
  classify(rule, list, cut, estimateAbility(list, PRIOR), PRIOR);
const many = (right: number, wrong: number): ScoredAnswer[] =>
  [...Array<number>(right).fill(1), ...Array<number>(wrong).fill(0)].map((points) => ({
    parameters: { a: 1, b: 0 },
    points,
  }));

describe('the sequential test', () => {
  it('has the bounds Wald gave it', () => {
    expect(waldBounds(0.05, 0.05)).toEqual({ fail: -Math.log(19), even: 0, pass: Math.log(19) });
    expect(waldBounds(0.025, 0.05).pass).toBeCloseTo(Math.log(38), 14);
    for (const bad of [0, 0.5, -1, NaN]) expect(() => waldBounds(bad, 0.05)).toThrow(RangeError);
  });

  it('adds 2 delta a for a right answer and takes it for a wrong one, less what both ends share', () => {
    // ln(P1 / P0) - ln(Q1 / Q0) is the difference of the logits: a (theta1 - theta0) = .5.
    const right = logLikelihoodRatio(many(1, 0), 0, 0.25);
    const wrong = logLikelihoodRatio(many(0, 1), 0, 0.25);
    expect(right - wrong).toBeCloseTo(0.5, 14);
    expect(right + wrong).toBeCloseTo(0, 14);
  });

  it('passes or fails when the ratio crosses a bound, and leans to a side before', () => {
    // Each surplus right answer on items at the cut adds .25, and ln 19 is 2.944: twelve of them make 3.
    expect(apply(SPRT, many(12, 0))).toMatchObject({ verdict: 'pass', leaning: 'pass' });
    expect(apply(SPRT, many(11, 0))).toMatchObject({ verdict: null, leaning: 'pass' });
    expect(apply(SPRT, many(0, 12))).toMatchObject({ verdict: 'fail', leaning: 'fail' });
    expect(apply(SPRT, many(5, 5))).toMatchObject({ verdict: null, leaning: 'pass' });
    expect(apply(SPRT, many(5, 6)).leaning).toBe('fail');
  });
});

describe('the other rules', () => {
  it('generalised ratio: never less decided than the simple one', () => {
    fc.assert(
      fc.property(answers, (list) => {
        const simple = logLikelihoodRatio(list, 0, 0.25);
        const general = generalisedLogRatio(list, 0, 0.25);
        // The likelier side may move to its own maximum, which only a maximum inside that side makes larger.
        const { theta } = estimateAbility(list, { mean: 0, sd: 2 });
        if (theta > 1 && simple > 0) expect(general).toBeGreaterThan(0);
        if (theta < -1 && simple < 0) expect(general).toBeLessThan(0);
        expect(Number.isFinite(general)).toBe(true);
      }),
    );
    expect(generalisedLogRatio(many(20, 4), 0, 0.25)).toBeGreaterThan(
      logLikelihoodRatio(many(20, 4), 0, 0.25),
    );
  });

  it('generalised ratio equals the simple one when neither side has a maximum of its own', () => {
    expect(generalisedLogRatio(many(10, 10), 0, 0.25)).toBeCloseTo(
      logLikelihoodRatio(many(10, 10), 0, 0.25),
      10,
    );
  });

  it('interval: so many standard errors from the cut; posterior: so likely above it', () => {
    const list = many(14, 4);
    const { theta, standardError } = estimateAbility(list, PRIOR);
    expect(apply({ rule: 'interval', z: 1.645 }, list).statistic).toBeCloseTo(theta / standardError, 14);
    expect(apply({ rule: 'bayes', alpha: 0.05, beta: 0.05 }, list)).toMatchObject({ verdict: 'pass' });
    expect(apply({ rule: 'bayes', alpha: 0.05, beta: 0.05 }, many(9, 9)).statistic).toBeCloseTo(0.5, 10);
  });
});

describe.each(rules)('rule $rule', (rule) => {
  it('never turns from pass towards fail when a wrong answer turns right', () => {
    fc.assert(
      fc.property(answers, fc.nat(), (list, pick) => {
        const at = pick % list.length;
        const turned = (points: number) => list.map((one, i) => (i === at ? { ...one, points } : one));
        const [better, worse] = [apply(rule, turned(1)), apply(rule, turned(0))];
        expect(better.statistic).toBeGreaterThanOrEqual(worse.statistic - 1e-9);
      }),
      { numRuns: 50 },
    );
  });

  it('says the same whatever the order, and keeps what it rests on', () => {
    fc.assert(
      fc.property(answers, (list) => {
        const [forward, backward] = [apply(rule, list, 0.3), apply(rule, [...list].reverse(), 0.3)];
        expect(Math.abs(forward.statistic - backward.statistic)).toBeLessThan(1e-9);
        expect(forward).toMatchObject({ rule: rule.rule, cut: 0.3 });
        expect(forward.bounds.fail).toBeLessThan(forward.bounds.even);
        expect(forward.logLikelihoodRatio).toBe('delta' in rule ? forward.statistic : null);
      }),
      { numRuns: 50 },
    );
  });
});
