import fc from 'fast-check';
import { seeded } from '../random.js';
import { sprtExamRules } from '../scoring/sprt-exam.js';
import { makePool } from '../testing/index.js';
import { groupSizes, quotaGaps } from './content.js';
import { nextStep, type NextStep } from './next-step.js';
import { ruleProblems } from './rule-problems.js';
import type { AskedItem, PoolItem, TestRules } from './test-rules.js';

const pool = makePool({ skills: 4, perSkill: 15 });
const quotas = [
  { group: 'office', skills: ['s01', 's02'], min: 6, max: 10 },
  { group: 'safety', skills: ['s03'], min: 5, max: 6 },
];
const rules = sprtExamRules({ min: 14, max: 24, cut: 0, quotas });

function play(
  items: readonly PoolItem[],
  test: TestRules,
  points: (n: number) => number,
  seed: string,
  limits: { atCap?: readonly string[]; excluded?: readonly string[] } = {},
): { asked: AskedItem[]; relaxed: number; end: Extract<NextStep, { stop: string }> } {
  const asked: AskedItem[] = [];
  let relaxed = 0;
  for (;;) {
    const step = nextStep({ asked, ...limits, elapsedSeconds: 0 }, items, test, seeded(seed));
    if ('stop' in step) return { asked, relaxed, end: step };
    if (step.why.relaxed) relaxed += 1;
    asked.push({ itemId: step.ask.id, points: points(asked.length) });
  }
}
const idsOf = (skill: string): string[] => pool.filter((i) => i.skill === skill).map((i) => i.id);
const gapsOf = (asked: AskedItem[]): string[] => quotaGaps({ asked, elapsedSeconds: 0 }, pool, rules);

describe('quotas', () => {
  it('hold in every test, whatever the answers, the seed and the items at their cap', () => {
    const marks = fc.array(fc.constantFrom(0, 1), { minLength: 24, maxLength: 24 });
    const capped = fc.subarray(pool.map((i) => i.id));
    fc.assert(
      fc.property(fc.string(), marks, capped, (seed, points, atCap) => {
        const { asked } = play(pool, rules, (n) => points[n]!, seed, { atCap });
        for (const group of groupSizes({ asked, elapsedSeconds: 0 }, pool, rules)) {
          expect(group.asked).toBeGreaterThanOrEqual(group.min);
          expect(group.asked).toBeLessThanOrEqual(group.max);
        }
        expect(asked.length).toBeGreaterThanOrEqual(14);
        expect(new Set(asked.map((a) => a.itemId)).size).toBe(asked.length);
      }),
      { numRuns: 40 },
    );
  });

  it('delay an early stop until they are met', () => {
    const late = { ...rules, min: 1 };
    const { asked, end } = play(pool, late, () => 1, 'early');
    expect(end.stop).toMatch(/decided|curtailed/);
    expect(gapsOf(asked)).toEqual([]);
    expect(asked.length).toBeGreaterThanOrEqual(11);
  });

  it('same seed and answers, same exam; another seed, another exam', () => {
    const once = play(pool, rules, (n) => n % 2, 'one');
    expect(play(pool, rules, (n) => n % 2, 'one')).toEqual(once);
    expect(play(pool, rules, (n) => n % 2, 'two').asked).not.toEqual(once.asked);
  });

  it('are reported, not bent, when the bank has too little for this person', () => {
    const excluded = idsOf('s03').slice(0, 12);
    const { asked, end } = play(pool, rules, (n) => n % 2, 'thin', { excluded });
    expect(asked.filter((a) => a.itemId.startsWith('s03'))).toHaveLength(3);
    expect(gapsOf(asked)).toEqual(['safety']);
    expect(end.stop).toBe('max');
    expect(ruleProblems(pool, rules, excluded)).toContainEqual({
      code: 'group-too-small',
      group: 'safety',
      has: 3,
      needed: 5,
    });
  });
});

describe('the exposure cap', () => {
  it('is kept while anything else can be asked', () => {
    const atCap = [...idsOf('s01'), ...idsOf('s03').slice(0, 8), ...idsOf('s04').slice(3)];
    const { asked, relaxed } = play(pool, rules, (n) => n % 2, 'kept', { atCap });
    expect(relaxed).toBe(0);
    for (const { itemId } of asked) expect(atCap).not.toContain(itemId);
  });

  it('yields to a minimum that cannot be met otherwise, and says so', () => {
    const { asked, relaxed } = play(pool, rules, (n) => n % 2, 'yields', { atCap: idsOf('s03') });
    expect(relaxed).toBe(5);
    expect(gapsOf(asked)).toEqual([]);
  });

  it('yields when a test would end before its minimum, not after it', () => {
    const { asked, relaxed, end } = play(pool, rules, (n) => n % 2, 'all', { atCap: pool.map((i) => i.id) });
    expect(asked).toHaveLength(14);
    expect(relaxed).toBe(14);
    expect(end.stop).toBe('no-items-left');
    expect(gapsOf(asked)).toEqual([]);
  });

  it('works without quotas too: a skill at its cap is passed over once it had its share', () => {
    const { quotas: _, ...plain } = rules;
    const rotating: TestRules = { ...plain, minPerSkill: 2 };
    const atCap = idsOf('s03');
    const { asked, relaxed } = play(pool, rotating, (n) => n % 2, 'rotate', { atCap });
    expect(relaxed).toBe(2);
    expect(asked.filter((a) => atCap.includes(a.itemId))).toHaveLength(2);
  });
});

describe('what authors hear before anybody sits the exam', () => {
  it('is nothing for a sound bank', () => {
    expect(ruleProblems(pool, rules)).toEqual([]);
  });

  it('is every way in which rules and bank do not fit', () => {
    const codes = (test: Partial<TestRules>, items: readonly PoolItem[] = pool): string[] =>
      ruleProblems(items, { ...rules, ...test }).map((problem) => problem.code);
    const quota = (min: number, max: number, skills: string[]) => ({ group: 'g', skills, min, max });
    const everything = ['s01', 's02', 's03', 's04'];
    expect(codes({ min: 30 })).toContain('length-impossible');
    expect(codes({ quotas: [quota(5, 4, ['s01'])] })).toEqual(['quota-impossible']);
    expect(codes({ quotas: [quota(16, 20, ['s01'])] })).toEqual(['group-too-small']);
    expect(codes({ quotas: [quota(25, 30, everything)] })).toEqual(['quotas-exceed-maximum']);
    expect(codes({ quotas: [quota(0, 10, everything)] })).toEqual(['quotas-below-minimum']);
    expect(codes({ quotas: [...quotas, quota(0, 9, ['s01'])] })).toEqual(['skill-in-two-quotas']);
    expect(codes({ exposure: { cap: 0.2 } })).toEqual(['too-small-for-cap']);
    const clones = pool.map((one) => (one.skill === 's03' ? { ...one, family: 'clones' } : one));
    expect(codes({}, clones)).toEqual(['group-too-small', 'too-small-for-cap']);
  });
});
