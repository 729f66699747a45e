import fc from 'fast-check';
import { lowestCap, usualLength } from '../adaptive/lowest-cap.js';
import { ruleProblems } from '../adaptive/rule-problems.js';
import { makePool } from '../testing/index.js';
import { excludedItems, licenceExamRules, skillGroups } from './licence-exam.js';
import { sprtExamRules } from './sprt-exam.js';

const exam = { min: 20, max: 40, cut: 0, pilots: 2 };
const groups = [
  { group: 'K02', skills: ['s01', 's02', 's03'] },
  { group: 'K04', skills: ['s04', 's05'] },
];

describe('the exam of a licence on the bank it has', () => {
  it('takes the skills of a course together, and a skill without a course alone', () => {
    const courses = [
      { code: 'K02', teaches: ['a', 'b', 'of-another-licence'] },
      { code: 'K04', teaches: ['c'] },
    ];
    expect(skillGroups(['a', 'c', 'b', 'd'], courses)).toEqual([
      { group: 'K02', skills: ['a', 'b'] },
      { group: 'K04', skills: ['c'] },
      { group: 'd', skills: ['d'] },
    ]);
  });

  it('gives every group its share, twenty percent more or less', () => {
    const rules = licenceExamRules(makePool({ skills: 5, perSkill: 30 }), groups, exam);
    expect(rules.quotas).toEqual([
      { ...groups[0], min: 9, max: 29 },
      { ...groups[1], min: 6, max: 20 },
    ]);
    expect(rules).toMatchObject({ min: 20, max: 40, exposure: { cap: 0.25 }, stop: { rule: 'sprt' } });
  });

  it('asks pilots only when the bank has some, and counts none of them as the bank', () => {
    const pool = makePool({ skills: 5, perSkill: 30 });
    expect(licenceExamRules(pool, groups, exam)).not.toHaveProperty('pilots');
    const [first, ...rest] = pool;
    const withOne = [{ ...first!, scored: false }, ...rest];
    expect(licenceExamRules(withOne, groups, exam)).toMatchObject({ pilots: 1 });
    expect(licenceExamRules(withOne, groups, { ...exam, pilots: 0 })).not.toHaveProperty('pilots');
  });

  it('never asks more of a group than it has', () => {
    const pool = makePool({ skills: 5, perSkill: 30 }).filter(
      (item, i) => !['s04', 's05'].includes(item.skill) || i % 10 === 0,
    );
    const has = pool.filter(({ skill }) => skill === 's04' || skill === 's05').length;
    expect(licenceExamRules(pool, groups, { ...exam, min: 30 }).quotas![1]).toMatchObject({
      min: Math.min(9, has),
    });
    const none = pool.filter(({ skill }) => skill !== 's04' && skill !== 's05');
    expect(licenceExamRules(none, groups, exam).quotas![1]).toMatchObject({ min: 0 });
  });

  it('keeps the cap of a quarter with 100 items, and tells the lowest one that fewer carry', () => {
    const capOf = (perSkill: number) =>
      licenceExamRules(makePool({ skills: 5, perSkill }), groups, exam).exposure!.cap;
    expect([capOf(20), capOf(16), capOf(8), capOf(4)]).toEqual([0.25, 0.32, 0.63, 1]);
  });

  it('counts a family as one item', () => {
    const pool = makePool({ skills: 5, perSkill: 20 }).map((item, i) => ({
      ...item,
      family: `f${Math.floor(i / 2)}`,
    }));
    expect(licenceExamRules(pool, groups, exam).exposure).toEqual({ cap: 0.5 });
  });

  it('has a usual length near what simulations measured', () => {
    expect([usualLength({ min: 20, max: 40 }), usualLength({ min: 10, max: 25 })]).toEqual([25, 13.75]);
    expect(usualLength({ min: 20, max: 40, pilots: 2 })).toBe(23);
  });

  it('refuses a cap that is no share', () => {
    const rules = sprtExamRules({ min: 5, max: 10, cut: 0, quotas: [] });
    expect(() => lowestCap([], rules, 0)).toThrow(RangeError);
    expect(lowestCap([], rules, 0.25)).toBe(1);
  });

  it('never has a problem with its own bank, however large, when there is a whole exam in it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 60 }), fc.integer({ min: 0, max: 4 }), (perSkill, pilots) => {
        const pool = makePool({ skills: 5, perSkill }).map((item, i) =>
          i < pilots ? { ...item, scored: false } : item,
        );
        expect(ruleProblems(pool, licenceExamRules(pool, groups, exam))).toEqual([]);
      }),
    );
  });
});

describe('items that somebody may not get again', () => {
  const pool = makePool({ skills: 5, perSkill: 20 });
  const rules = licenceExamRules(pool, groups, exam);
  const ids = pool.map((item) => item.id);
  const every = (n: number, from = 0) => ids.filter((_, i) => i % n === from);

  it('are all those of twelve months while a full exam is left', () => {
    expect(excludedItems(pool, rules, [every(2), every(4)])).toEqual(every(2));
  });

  it('are those of fewer exams when it is not, and none when the bank is smaller still', () => {
    expect(excludedItems(pool, rules, [[...every(2), ...every(4, 1)], every(4)])).toEqual(every(4));
    expect(excludedItems(pool, rules, [ids, ids])).toEqual([]);
  });

  it('leave every group its minimum', () => {
    const ofOneCourse = pool.filter(({ skill }) => skill === 's04' || skill === 's05').map(({ id }) => id);
    expect(excludedItems(pool, rules, [ofOneCourse, ofOneCourse.slice(0, 20)])).toEqual(
      ofOneCourse.slice(0, 20),
    );
  });

  it('are known items only, each once', () => {
    expect(excludedItems(pool, rules, [[ids[3]!, 'gone', ids[3]!]])).toEqual([ids[3]]);
  });
});
