import { nextLessons, type LessonChoice, type LessonContext } from './next-lesson.js';
import { newSkillState } from './skill-state.js';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 23);
const lesson = (name: string, more: Partial<LessonChoice> = {}): LessonChoice => ({
  lesson: name,
  skill: name,
  area: 'k02',
  minutes: 10,
  unmet: ['o1'],
  recall: null,
  done: false,
  ...more,
});
const context: LessonContext = {
  graph: { a: [], b: ['a'], c: [], d: [], e: [] },
  states: { a: { ...newSkillState(1, 0.3), evidenceAt: NOW - 12.5 * DAY } },
  skillWeights: {},
  cut: 0,
  now: NOW,
};
const names = (lessons: readonly LessonChoice[], more: Partial<LessonContext> = {}, count = 3) =>
  nextLessons(lessons, { ...context, ...more }, count).map((advice) => advice.lesson);

describe('the next best lesson', () => {
  it('is on the outer fringe: what needs something unlearnt waits', () => {
    expect(names([lesson('b'), lesson('c')])).toEqual(['b', 'c']);
    expect(names([lesson('b'), lesson('c')], { states: {} })).toEqual(['c']);
  });

  it('brings most per minute, weighed by the share of its skill in the licence', () => {
    expect(names([lesson('c', { minutes: 20 }), lesson('d')])).toEqual(['d', 'c']);
    expect(names([lesson('c', { minutes: 20 }), lesson('d')], { skillWeights: { c: 5 } })).toEqual([
      'c',
      'd',
    ]);
  });

  it('lets a skill near the cut go before one that is far below or well above it', () => {
    const states = { c: newSkillState(-3, 0.3), d: newSkillState(-0.2, 0.3), e: newSkillState(2.5, 0.3) };
    expect(names([lesson('c'), lesson('d'), lesson('e')], { states })[0]).toBe('d');
  });

  it('brings back a lesson that fades, and says so', () => {
    const [advice] = nextLessons([lesson('a', { done: true, unmet: [], recall: 0.3 })], context);
    expect(advice!.reason.main).toBe('forgetting');
    expect(advice!.reason.daysSinceProof).toBe(12);
    expect(advice!.reason.parts.forgetting).toBeCloseTo(0.14, 12);
  });

  it('takes at most three of one area, those of today included', () => {
    const many = ['a', 'c', 'd', 'e'].map((name) => lesson(name));
    const other = lesson('x', { skill: 'c', area: 'k04', minutes: 60 });
    expect(names([...many, other], {}, 5).filter((name) => name !== 'x')).toHaveLength(3);
    expect(names([...many, other], {}, 5)).toContain('x');
    expect(names([...many, other], { doneToday: { k02: 2 } }, 5)).toHaveLength(2);
    expect(names([...many, other], { doneToday: { k02: 3 } }, 5)).toEqual(['x']);
  });

  it('gives its reason as data: parts that add up, unmet objectives, prerequisites, days since the last proof', () => {
    const [advice] = nextLessons([lesson('b', { unmet: ['o1', 'o2'] })], context);
    const { parts, ...rest } = advice!.reason;
    expect(parts.gain + parts.forgetting + parts.novelty).toBeCloseTo(advice!.score, 12);
    expect(rest).toMatchObject({
      main: 'gain',
      unmet: ['o1', 'o2'],
      daysSinceProof: null,
      weightsVersion: 1,
    });
    expect(rest.prerequisites[0]!.skill).toBe('a');
    expect(rest.prerequisites[0]!.chance).toBeCloseTo(0.966, 3);
  });

  it('does not depend on the order in which lessons are listed', () => {
    const many = ['e', 'a', 'd', 'c'].map((name) => lesson(name));
    expect(names(many)).toEqual(names([...many].reverse()));
  });

  it('refuses a lesson without minutes', () => {
    expect(() => names([lesson('c', { minutes: 0 })])).toThrow(RangeError);
  });
});
