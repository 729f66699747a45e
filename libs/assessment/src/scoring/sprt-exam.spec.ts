import { nextStep } from '../adaptive/next-step.js';
import type { AskedItem } from '../adaptive/test-rules.js';
import { seeded } from '../random.js';
import { makePool } from '../testing/index.js';
import { decideExam } from './cut-score.js';
import { sprtExamRules } from './sprt-exam.js';

const pool = makePool({ skills: 4, perSkill: 30 });
const quotas = [
  { group: 'office', skills: ['s01', 's02'], min: 6, max: 20 },
  { group: 'safety', skills: ['s03'], min: 4, max: 8 },
];
const rules = sprtExamRules({ min: 12, max: 30, cut: 0.2, quotas, maxSeconds: 3600 });

function sit(points: (n: number) => number): AskedItem[] {
  const asked: AskedItem[] = [];
  for (;;) {
    const step = nextStep({ asked, elapsedSeconds: 0 }, pool, rules, seeded('exam'));
    if ('stop' in step) return asked;
    asked.push({ itemId: step.ask.id, points: points(asked.length) });
  }
}

describe('a sequential licence exam', () => {
  it('has the usual promises unless the licence says otherwise', () => {
    expect(rules).toMatchObject({
      stop: { rule: 'sprt', delta: 0.25, alpha: 0.05, beta: 0.05, curtail: 0.05 },
      exposure: { cap: 0.25 },
      draw: { power: 2 },
      aim: 'cut',
    });
    const strict = sprtExamRules({ min: 10, max: 25, cut: 0, quotas, alpha: 0.025, curtail: 0, pilots: 2 });
    expect(strict).toMatchObject({ stop: { alpha: 0.025 }, pilots: 2 });
    expect(strict.stop).not.toHaveProperty('curtail');
  });

  it('passes the able, fails the weak, and keeps what the decision rests on', () => {
    const asked = sit((n) => (n % 6 === 5 ? 0 : 1));
    const decision = decideExam({ asked, elapsedSeconds: 0 }, pool, rules);
    expect(decision).toMatchObject({ outcome: 'passed', incomplete: false, quotaGaps: [], topics: [] });
    expect(decision.basis).toMatchObject({
      cut: 0.2,
      classification: { rule: 'sprt', cut: 0.2, delta: 0.25, bounds: { pass: Math.log(19) } },
      items: asked,
    });
    expect(decision.basis.classification!.logLikelihoodRatio).toBeGreaterThan(0);
    const weak = decideExam({ asked: sit((n) => (n % 6 === 5 ? 1 : 0)), elapsedSeconds: 0 }, pool, rules);
    expect(weak.outcome).toBe('not-yet');
    expect(weak.topics).toHaveLength(2);
  });

  it('comes to the same decision when it is replayed from what was stored', () => {
    const asked = sit((n) => ((n * 7) % 5) % 2);
    const decision = decideExam({ asked, elapsedSeconds: 0 }, pool, rules);
    const stored = JSON.parse(JSON.stringify({ asked, pool, rules })) as {
      asked: AskedItem[];
      pool: typeof pool;
      rules: typeof rules;
    };
    const again = decideExam({ asked: stored.asked, elapsedSeconds: 0 }, stored.pool, stored.rules);
    expect(again).toEqual(decision);
  });

  it('decides at the end of time by the side the ratio is on, an exact tie as a pass', () => {
    // Two identical answers on either side of the cut: items at the cut, half of them right.
    const even = makePool({ skills: 1, perSkill: 12 }).map((item) => ({
      ...item,
      parameters: { a: 1, b: 0.2 },
    }));
    const open = sprtExamRules({ min: 12, max: 30, cut: 0.2, quotas: [] });
    const decide = (right: number) =>
      decideExam(
        {
          asked: even.map((item, i) => ({ itemId: item.id, points: i < right ? 1 : 0 })),
          elapsedSeconds: 4000,
        },
        even,
        open,
      );
    expect(decide(6).basis.classification).toMatchObject({ verdict: null, leaning: 'pass' });
    expect(decide(6).outcome).toBe('passed');
    expect(decide(5).outcome).toBe('nearly');
  });

  it('passes nobody while a group of skills has not had its minimum, however good the rest', () => {
    const asked = pool
      .filter((item) => item.skill !== 's03')
      .slice(0, 20)
      .map((item) => ({ itemId: item.id, points: 1 }));
    const decision = decideExam({ asked, elapsedSeconds: 4000 }, pool, rules);
    expect(decision.basis.classification).toMatchObject({ verdict: 'pass' });
    expect(decision).toMatchObject({ incomplete: true, quotaGaps: ['safety'] });
    expect(decision.outcome).not.toBe('passed');
  });
});
