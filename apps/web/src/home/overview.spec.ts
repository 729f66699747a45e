import { attention, headline, paceOf, setUpSteps, type OverviewFacts } from './overview.js';

const urls = {
  overdue: '/policies/requirements?filter=overdue',
  expiring: '/policies/expiring',
  policies: '/policies',
  imports: '/people/imports',
  people: '/people',
  roadmap: '/roadmap',
  newPolicy: '/policies/new',
  newImport: '/people/imports/new',
};
const facts = (more: Partial<OverviewFacts> = {}): OverviewFacts => ({
  today: '2026-11-21',
  asked: 140,
  inOrder: 102,
  overdue: 0,
  expiringIn30Days: 0,
  days: [],
  people: 240,
  policies: { published: 1, drafts: 0 },
  milestones: { total: 1, missed: 0 },
  importsWaiting: 0,
  urls,
  ...more,
});
const day = (on: string, inOrder: number, asked = 140) => ({ on, asked, inOrder });

describe('the first week', () => {
  it('asks for people, a policy and a roadmap, each ticked off by what is there', () => {
    const fresh = facts({
      people: 1,
      policies: { published: 0, drafts: 1 },
      milestones: { total: 0, missed: 0 },
    });
    expect(setUpSteps(fresh).map(({ isDone }) => isDone)).toEqual([false, false, false]);
    expect(setUpSteps(facts()).every(({ isDone }) => isDone)).toBe(true);
  });
});

describe('what waits for HR', () => {
  it('begins with an import that stands still and leaves out what is nought', () => {
    const found = attention(facts({ overdue: 3, importsWaiting: 1, policies: { published: 1, drafts: 2 } }));
    expect(found.map(({ key, n }) => [key, n])).toEqual([
      ['imports', 1],
      ['overdue', 3],
      ['drafts', 2],
    ]);
    expect(attention(facts())).toEqual([]);
  });

  it('leads to a list for every number', () => {
    const all = attention(
      facts({
        overdue: 1,
        expiringIn30Days: 1,
        importsWaiting: 1,
        policies: { published: 1, drafts: 1 },
        milestones: { total: 1, missed: 1 },
      }),
    );
    expect(all).toHaveLength(5);
    expect(all.every(({ url }) => url.startsWith('/'))).toBe(true);
  });
});

describe('the pace', () => {
  it('carries the last four weeks on in a straight line', () => {
    const days = [day('2026-10-01', 0), day('2026-10-24', 60), day('2026-11-21', 102)];
    expect(paceOf(facts({ days }))).toEqual({ left: 38, perDay: 1.5, doneOn: '2026-12-17' });
  });

  it('says nothing with less than a week of days', () => {
    expect(paceOf(facts({ days: [day('2026-11-15', 90), day('2026-11-21', 102)] }))).toBeNull();
    expect(paceOf(facts())).toBeNull();
  });

  it('has no end day when the line is flat, falls or would take years', () => {
    const from = (inOrder: number) =>
      paceOf(facts({ days: [day('2026-11-01', inOrder), day('2026-11-21', 102)] }));
    expect(from(102)).toMatchObject({ perDay: 0, doneOn: null });
    expect(from(110)).toMatchObject({ perDay: -0.4, doneOn: null });
    expect(from(101)).toMatchObject({ doneOn: null });
  });
});

describe('the headline', () => {
  it('states the finding in each case', () => {
    expect(headline(facts({ asked: 0, inOrder: 0 }), null).key).toBe('home.burnup_nothing');
    expect(headline(facts({ inOrder: 140 }), null)).toEqual({ key: 'home.burnup_done', args: { n: 140 } });
    expect(headline(facts(), null)).toEqual({ key: 'home.burnup_left', args: { left: 38 } });
    expect(headline(facts(), { left: 38, perDay: 0, doneOn: null }).key).toBe('home.burnup_flat');
    expect(headline(facts(), { left: 38, perDay: 1.5, doneOn: '2026-12-17' })).toEqual({
      key: 'home.burnup_pace',
      args: { left: 38, date: '2026-12-17' },
    });
  });
});
