import { placementOutcome, placementRules } from './placement.js';
import type { PoolItem } from './test-rules.js';

const item = (id: string, skill: string): PoolItem => ({ id, skill, parameters: { a: 1, b: 0 } });
const pool = ['s1', 's2', 's3', 's4'].flatMap((skill) => [1, 2, 3].map((n) => item(`${skill}.${n}`, skill)));
const rules = placementRules({ skills: 4, cut: 0 });
const session = (marks: Record<string, number>) => ({
  asked: Object.entries(marks).map(([itemId, points]) => ({ itemId, points })),
  elapsedSeconds: 0,
});

describe('placement', () => {
  it('exempts the skills somebody showed, not the one they got wrong, nor the one not asked', () => {
    const outcome = placementOutcome(
      session({ 's1.1': 1, 's1.2': 1, 's1.3': 1, 's2.1': 1, 's2.2': 1, 's2.3': 1, 's3.1': 0, 's3.2': 0 }),
      pool,
      rules,
    );
    expect(outcome.exempt).toEqual(['s1', 's2']);
    expect(outcome.profile.find((s) => s.skill === 's3')).toMatchObject({ share: 0, answered: 2 });
  });

  it('exempts nobody from anything after all wrong', () => {
    const wrong = Object.fromEntries(pool.map((i) => [i.id, 0]));
    expect(placementOutcome(session(wrong), pool, rules).exempt).toEqual([]);
  });

  it('exempts from everything after all right', () => {
    const right = Object.fromEntries(pool.map((i) => [i.id, 1]));
    expect(placementOutcome(session(right), pool, rules).exempt).toEqual(['s1', 's2', 's3', 's4']);
  });

  it('sees a one-sided profile: half of the skills known well, the other half not at all', () => {
    const wide = Array.from({ length: 10 }, (_, i) => `t${i}`).flatMap((skill) =>
      [1, 2].map((n) => item(`${skill}.${n}`, skill)),
    );
    const marks = Object.fromEntries(wide.map((i) => [i.id, Number(i.skill.slice(1)) < 5 ? 1 : 0]));
    const { exempt } = placementOutcome(session(marks), wide, placementRules({ skills: 10, cut: 0 }));
    expect(exempt).toEqual(['t0', 't1', 't2', 't3', 't4']);
  });

  it('lets a strong person with one slip on a skill do that lesson', () => {
    const marks = Object.fromEntries(pool.map((i) => [i.id, 1]));
    delete marks['s4.2'];
    delete marks['s4.3'];
    expect(placementOutcome(session({ ...marks, 's4.1': 0 }), pool, rules).exempt).toEqual([
      's1',
      's2',
      's3',
    ]);
  });
});
