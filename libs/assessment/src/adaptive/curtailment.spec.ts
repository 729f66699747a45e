import type { ScoredAnswer } from '../irt/ability.js';
import { seeded } from '../random.js';
import { sprtExamRules } from '../scoring/sprt-exam.js';
import { makePeople, makePool } from '../testing/index.js';
import { chanceOfPassing } from './curtailment.js';
import { logLikelihoodRatio } from './likelihood-ratio.js';
import { nextStep } from './next-step.js';
import { simulate } from './simulate.js';

const pool = makePool({ skills: 5, perSkill: 40, spreadOfA: 0.3 });
const rules = { ...sprtExamRules({ min: 10, max: 40, cut: 0, quotas: [] }), cut: 0 };
const answersOf = (right: number, wrong: number): ScoredAnswer[] =>
  [...Array<number>(right).fill(1), ...Array<number>(wrong).fill(0)].map((points) => ({
    parameters: { a: 1, b: 0 },
    points,
  }));
const chance = (right: number, wrong: number, left: number): number => {
  const answers = answersOf(right, wrong);
  return chanceOfPassing(logLikelihoodRatio(answers, 0, 0.25), left, answers, pool, rules, 0.25);
};

describe('the chance that a test would still end as a pass', () => {
  it('is certain when nothing is left, and even in the middle', () => {
    expect(chance(8, 4, 0)).toBeCloseTo(1, 7);
    expect(chance(4, 8, 0)).toBeLessThan(1e-9);
    expect(chance(10, 10, 20)).toBeCloseTo(0.5, 1);
  });

  it('rises with every right answer and grows sure as fewer items are left', () => {
    for (let right = 1; right <= 15; right += 1) {
      expect(chance(right, 15 - right, 20)).toBeGreaterThan(chance(right - 1, 16 - right, 20));
    }
    expect(chance(12, 6, 5)).toBeGreaterThan(chance(12, 6, 30));
  });

  it('foretells how tests end that go on to their maximum', () => {
    // Everybody answers 20 items; their chance then is compared with what they do after 20 more.
    const long = { ...rules, min: 40, max: 40, prior: { mean: 0, sd: 1 } };
    const report = simulate({ pool, rules: long, thetas: makePeople(600), seed: 'foretell' });
    const bins = [0, 0, 0, 0].map(() => ({ people: 0, foretold: 0, passed: 0 }));
    report.tests.forEach((test, person) => {
      const answers = test.items.slice(0, 20).map((id) => answered(id, person));
      const ratio = logLikelihoodRatio(answers, 0, 0.25);
      const foretold = chanceOfPassing(ratio, 20, answers, pool, long, 0.25);
      const bin = bins[Math.min(3, Math.floor(foretold * 4))]!;
      bin.people += 1;
      bin.foretold += foretold;
      bin.passed += test.passed ? 1 : 0;
    });
    for (const { people, foretold, passed } of bins) {
      expect(people).toBeGreaterThan(25);
      // Three standard errors of a share.
      expect(Math.abs(foretold - passed) / people).toBeLessThan(3 * Math.sqrt(0.25 / people));
    }

    function answered(id: string, person: number): ScoredAnswer {
      const { parameters } = pool.find((item) => item.id === id)!;
      return { parameters, points: report.tests[person]!.points[report.tests[person]!.items.indexOf(id)]! };
    }
  });

  it('ends an exam after the minimum only, and not when the rules do not ask for it', () => {
    // One in three right: far from decided under bounds this strict, but it will hardly turn any more.
    const asked = pool.slice(0, 12).map((item, i) => ({ itemId: item.id, points: i % 3 === 0 ? 1 : 0 }));
    const step = (test: typeof rules) => nextStep({ asked, elapsedSeconds: 0 }, pool, test, seeded('c'));
    const slow = { ...rules, stop: { rule: 'sprt', delta: 0.05, alpha: 0.001, beta: 0.001 } as const };
    expect(step(slow)).toHaveProperty('ask');
    expect(step({ ...slow, stop: { ...slow.stop, curtail: 0.2 } })).toMatchObject({ stop: 'curtailed' });
    expect(step({ ...slow, min: 13, stop: { ...slow.stop, curtail: 0.2 } })).toHaveProperty('ask');
  });
});
