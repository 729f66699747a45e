import type { CatalogueCourse, CatalogueItem, Category } from '#catalogue';
import { bankWithout } from './bank-without.js';

const SKILLS = ['tx.s1', 'tx.s2'];
const category = {
  ...{ skills: SKILLS, exam: { min: 10, max: 15, cut: 0, pilot: 0, minutes: 20, cooldownDays: 3 } },
} as unknown as Category;
const courses = SKILLS.map((skill, i) => ({
  code: `K0${i + 1}`,
  teaches: [skill],
})) as unknown as CatalogueCourse[];
const bankOf = (counts: readonly number[]): CatalogueItem[] =>
  counts.flatMap((count, s) =>
    Array.from({ length: count }, (_, i) => {
      const item = { id: `tx.s${s + 1}.${501 + i}`, skill: SKILLS[s], b: (i % 5) - 2, status: 'active' };
      return { ...item, family: null } as unknown as CatalogueItem;
    }),
  );
const kinds = (counts: readonly number[]) =>
  bankWithout('tx.s1.501', bankOf(counts), category, courses).map(({ kind }) => kind);

describe('a bank without one of its items', () => {
  it('is no worse off when it is large', () => {
    expect(kinds([60, 60])).toEqual([]);
  });

  it('asks each item more often when it is small already', () => {
    expect(kinds([12, 12])).toEqual(['asked-too-often']);
  });

  it('no longer gives a course its share, or no whole exam at all', () => {
    expect(kinds([4, 60])).toContain('group-too-small');
    expect(bankWithout('tx.s1.501', bankOf([4, 60]), category, courses)).toContainEqual({
      ...{ kind: 'group-too-small', group: 'K01', has: 3, needed: 4 },
    });
    expect(kinds([5, 5])).toContain('exam-too-small');
  });
});
