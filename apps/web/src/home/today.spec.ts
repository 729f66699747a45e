import fc from 'fast-check';
import type { Requirement, Standing } from './facts.js';
import { decideToday, type CategoryNow, type TodayFacts } from './today.js';

const lesson: CategoryNow = {
  category: 'A',
  title: { nl: 'Basis', en: 'Basics' },
  step: {
    kind: 'lesson',
    minutes: 4,
    url: '/lessons/1',
    title: { nl: 'Haast', en: 'Haste' },
    reason: { key: 'paths.reason_lesson' },
  },
  lessons: { total: 11, left: 6 },
  minutesLeft: 22,
};
const nothingLeft: CategoryNow = {
  ...lesson,
  step: {
    kind: 'none',
    minutes: 0,
    url: '/licences',
    title: null,
    reason: { key: 'paths.reason_held_always' },
  },
};
const needs = (more: Partial<Requirement> = {}): Requirement => ({
  id: 'r1',
  category: 'A',
  state: 'open',
  dueOn: '2027-03-01',
  daysLeft: 100,
  isOverdue: false,
  ...more,
});
const holds = (more: Partial<Standing> = {}): Standing => ({
  category: 'A',
  state: 'valid',
  validUntil: '2028-11-21',
  graceUntil: '2028-12-21',
  ...more,
});
const facts = (more: Partial<TodayFacts> = {}): TodayFacts => ({
  today: '2026-11-21',
  openExam: null,
  reviews: { due: 0, sinceDays: 0, nextOn: null, url: '/practice' },
  categories: [lesson],
  requirements: [],
  standings: [],
  ...more,
});
const due = (n: number) => ({ due: n, sinceDays: 2, nextOn: null, url: '/practice' });

describe('the one thing to do today', () => {
  it('is a lesson that changed, when nothing has a date and few repeats wait', () => {
    const update = {
      ...{ category: 'A', title: { nl: 'Melden', en: 'Report' }, minutes: 4, url: '/lessons/2' },
      words: { nl: 'Eén knop.', en: 'One button.' },
    };
    const held = { categories: [nothingLeft], standings: [holds()], updates: [update] };
    const { hero, also } = decideToday(facts({ ...held, reviews: due(2) }));
    expect(hero).toMatchObject({
      why: 'updated',
      step: { url: '/lessons/2', reason: { titles: { what: update.words } } },
    });
    expect(also.map(({ why }) => why)).toEqual(['review']);
    expect(decideToday(facts({ ...held, reviews: due(5) })).hero.why).toBe('review');
    const required = { ...held, categories: [lesson], requirements: [needs({ daysLeft: 5 })] };
    expect(decideToday(facts(required)).hero.why).toBe('required');
  });

  it('is the exam that is running, whatever else is late', () => {
    const { hero } = decideToday(
      facts({
        openExam: { category: 'A', url: '/exams/attempts/1' },
        requirements: [needs({ daysLeft: -3, isOverdue: true })],
        reviews: due(9),
      }),
    );
    expect(hero).toMatchObject({ why: 'open-exam', step: { url: '/exams/attempts/1' } });
  });

  it('is nothing while somebody is away, though the work stays reachable', () => {
    const { hero, also } = decideToday(
      facts({
        awayUntil: '2027-03-01',
        requirements: [needs({ dueOn: null, daysLeft: null })],
        reviews: due(9),
      }),
    );
    expect(hero.why).toBe('away');
    expect(also.map(({ why }) => why)).toEqual(['review', 'required']);
  });

  it('is what is required soon, before repeating; and repeating before what is required much later', () => {
    const soon = facts({ requirements: [needs({ daysLeft: 14 })], reviews: due(12) });
    const later = facts({ requirements: [needs({ daysLeft: 15 })], reviews: due(5) });
    expect(decideToday(soon).hero.why).toBe('required');
    expect(decideToday(later).hero.why).toBe('review');
    expect(decideToday({ ...later, reviews: due(4) }).hero.why).toBe('required');
  });

  it('is the soonest of two required licences', () => {
    const b: CategoryNow = { ...lesson, category: 'B' };
    const requirements = [
      needs({ daysLeft: 9 }),
      needs({ id: 'r2', category: 'B', daysLeft: -2, isOverdue: true }),
    ];
    const { hero, also } = decideToday(facts({ categories: [lesson, b], requirements }));
    expect(hero.category).toBe('B');
    expect(also.map(({ category }) => category)).toEqual(['A']);
  });

  it('is renewing a licence that is about to end, before repeats and before distant duties', () => {
    const renew: CategoryNow = { ...lesson, step: { ...lesson.step, kind: 'exam' } };
    const standings = [holds({ state: 'renewal', validUntil: '2026-12-01' })];
    expect(decideToday(facts({ categories: [renew], standings, reviews: due(9) })).hero).toMatchObject({
      why: 'renewal',
      category: 'A',
    });
    const early = [holds({ state: 'renewal', validUntil: '2027-01-20' })];
    expect(decideToday(facts({ categories: [renew], standings: early, reviews: due(9) })).hero.why).toBe(
      'review',
    );
  });

  it('is a licence of their own choice for somebody of whom nothing is asked', () => {
    expect(decideToday(facts()).hero).toMatchObject({ why: 'own-choice', step: { url: '/lessons/1' } });
  });

  it('is no further licence for somebody who holds one and is asked nothing, until they begin it', () => {
    const untouched: CategoryNow = { ...lesson, category: 'C', step: { ...lesson.step, kind: 'placement' } };
    const held = facts({ categories: [nothingLeft, untouched], standings: [holds()] });
    expect(decideToday(held).hero).toMatchObject({ why: 'done', category: null });
    const begun = facts({ categories: [nothingLeft, { ...lesson, category: 'C' }], standings: [holds()] });
    expect(decideToday(begun).hero).toMatchObject({ why: 'own-choice', category: 'C' });
  });

  it('is nothing when all is done, and says so', () => {
    expect(decideToday(facts({ categories: [nothingLeft], standings: [holds()] })).hero).toMatchObject({
      why: 'done',
      category: null,
    });
  });

  it('is nothing when a required licence waits for somebody else, with the reason', () => {
    const suspended: CategoryNow = {
      ...nothingLeft,
      step: { ...nothingLeft.step, reason: { key: 'paths.reason_suspended' } },
    };
    const { hero } = decideToday(facts({ categories: [suspended], requirements: [needs({ daysLeft: 2 })] }));
    expect(hero).toMatchObject({ why: 'done', step: { reason: { key: 'paths.reason_suspended' } } });
  });

  it('is always one, never also among the rest, and never asks what is finished', () => {
    const category = fc.constantFrom('A', 'B', 'C');
    const arbitrary = fc.record({
      due: fc.nat(12),
      away: fc.boolean(),
      categories: fc.uniqueArray(fc.record({ category, open: fc.boolean() }), {
        selector: (each) => each.category,
      }),
      required: fc.uniqueArray(fc.record({ category, daysLeft: fc.integer({ min: -900, max: 900 }) }), {
        selector: (each) => each.category,
      }),
    });
    fc.assert(
      fc.property(arbitrary, ({ due: reviewsDue, away, categories, required }) => {
        const { hero, also } = decideToday(
          facts({
            ...(away ? { awayUntil: null } : {}),
            reviews: due(reviewsDue),
            categories: categories.map(({ category: code, open }) => ({
              ...(open ? lesson : nothingLeft),
              category: code,
            })),
            requirements: required.map(({ category: code, daysLeft }) => needs({ category: code, daysLeft })),
          }),
        );
        const steps = [hero, ...also].filter(({ step }) => step && step.kind !== 'none');
        return (
          !also.includes(hero) &&
          (hero.why === 'done' || steps.length + (hero.why === 'away' ? 1 : 0) === also.length + 1)
        );
      }),
    );
  });
});

describe('the plan under it', () => {
  it('spreads the lessons over the weeks that are left, whole lessons at a time', () => {
    expect(decideToday(facts({ requirements: [needs({ daysLeft: 30 })] })).plan).toEqual({
      left: 6,
      minutes: 22,
      perWeek: 2,
    });
    expect(decideToday(facts({ requirements: [needs({ daysLeft: 3 })] })).plan).toMatchObject({ perWeek: 6 });
  });

  it('gives no pace for what is late or has no date', () => {
    expect(
      decideToday(facts({ requirements: [needs({ daysLeft: -1, isOverdue: true })] })).plan,
    ).toMatchObject({ perWeek: null });
    expect(decideToday(facts({ requirements: [needs({ dueOn: null, daysLeft: null })] })).plan).toMatchObject(
      { perWeek: null },
    );
    expect(decideToday(facts()).plan).toBeNull();
  });
});
