import fc from 'fast-check';
import type { Requirement, Standing } from './facts.js';
import { countReminders, onePerPerson, type Reminder } from './reminder.js';
import { presentReminders } from './team.presenter.js';
import { cellOf, hasSomethingDue, isInOrder, needsYouToday, summarise, type Member } from './team.js';

const today = '2026-11-21';
const asks = (more: Partial<Requirement> = {}): Requirement => ({
  id: 'r',
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
const member = (name: string, more: Partial<Member> = {}): Member => ({
  personId: name,
  name,
  team: 'Crediteuren',
  sortKey: name,
  standings: [],
  requirements: [],
  ...more,
});
const late = asks({ dueOn: '2026-11-18', daysLeft: -3, isOverdue: true });

describe('a cell of the team page', () => {
  it.each([
    [holds(), undefined, 'held', 'ok'],
    [holds({ state: 'renewal', validUntil: '2026-12-03' }), undefined, 'expiring', 'warn'],
    [
      holds({ state: 'grace', validUntil: '2026-11-10', graceUntil: '2026-12-10' }),
      undefined,
      'expiring',
      'warn',
    ],
    [holds({ state: 'permit' }), asks(), 'permit', 'info'],
    [holds({ state: 'suspended' }), asks(), 'suspended', 'bad'],
    [holds({ state: 'expired' }), late, 'overdue', 'bad'],
    [holds({ state: 'expired' }), undefined, 'lapsed', 'none'],
    [undefined, late, 'overdue', 'bad'],
    [undefined, asks({ daysLeft: 30 }), 'due-soon', 'warn'],
    [undefined, asks({ daysLeft: 31 }), 'due', 'info'],
    [undefined, asks({ dueOn: null, daysLeft: null }), 'paused', 'none'],
    [undefined, asks({ state: 'satisfied' }), 'not-needed', 'none'],
    [undefined, undefined, 'not-needed', 'none'],
  ] as const)('%#: shows %s with %s as %s', (standing, requirement, state, tone) => {
    expect(cellOf(standing, requirement, today)).toMatchObject({ state, tone });
  });

  it('counts the days of a grace period to its end', () => {
    const grace = holds({ state: 'grace', validUntil: '2026-11-10', graceUntil: '2026-12-10' });
    expect(cellOf(grace, undefined, today).long.args).toEqual({ date: '2026-12-10', n: 19 });
  });

  it('says nothing but states, days and dates', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('permit', 'valid', 'renewal', 'grace', 'expired', 'suspended', 'revoked'),
        fc.integer({ min: -99, max: 99 }),
        (state, daysLeft) => {
          const cell = cellOf(holds({ state }), asks({ daysLeft, isOverdue: daysLeft < 0 }), today);
          return Object.keys(cell.long.args ?? {}).every((name) => ['date', 'n'].includes(name));
        },
      ),
    );
  });
});

describe('a team in one sentence', () => {
  const team = [
    member('Chaima', { standings: [holds()], requirements: [asks({ state: 'satisfied' })] }),
    member('Daan', {
      standings: [holds({ state: 'renewal', validUntil: '2026-12-03' })],
      requirements: [asks({ state: 'satisfied' })],
    }),
    member('Emília', { requirements: [late] }),
    member('Femke'),
  ];

  it('counts who holds everything that is asked, what ends within 30 days and what is late', () => {
    expect(summarise(team, ['A', 'B'], today)).toEqual({
      people: 4,
      inOrder: 3,
      expiringIn30Days: 1,
      overdue: 1,
      nextOn: '2026-12-03',
    });
  });

  it('is not in order with a learner’s permit or a suspended licence where the licence itself is asked', () => {
    expect(isInOrder(member('x', { standings: [holds({ state: 'permit' })], requirements: [asks()] }))).toBe(
      false,
    );
    expect(
      isInOrder(member('x', { standings: [holds({ state: 'suspended' })], requirements: [asks()] })),
    ).toBe(false);
  });

  it('takes the earlier date when two policies ask the same licence', () => {
    const both = member('x', {
      requirements: [asks({ id: '1' }), asks({ id: '2', dueOn: '2026-12-01', daysLeft: 10 })],
    });
    expect(needsYouToday([both], ['A'], today)).toEqual([]);
    expect(hasSomethingDue(both, ['A'], today)).toBe(true);
    expect(summarise([both], ['A'], today).nextOn).toBe('2026-12-01');
  });
});

describe('what needs a manager today', () => {
  it('lists the late first, then what ends or is due within a week', () => {
    const list = needsYouToday(
      [
        member('Daan', { requirements: [asks({ dueOn: '2026-11-28', daysLeft: 7 })] }),
        member('Emília', { requirements: [late] }),
        member('Ivo', { standings: [holds({ state: 'renewal', validUntil: '2026-11-25' })] }),
        member('Karim', { requirements: [asks({ dueOn: '2026-11-29', daysLeft: 8 })] }),
      ],
      ['A'],
      today,
    );
    expect(list.map(({ member: { name } }) => name)).toEqual(['Emília', 'Ivo', 'Daan']);
  });

  it('does not offer to remind somebody who is away', () => {
    const [need] = needsYouToday(
      [member('Femke', { awayUntil: '2027-03-01', requirements: [late] })],
      ['A'],
      today,
    );
    expect(need).toMatchObject({ mayRemind: false });
  });
});

describe('reminders', () => {
  const reminder = (name: string, fate: Reminder['fate'], category = 'A'): Reminder => ({
    ...{ member: member(name), category, fate, requirementId: null, dueOn: null },
    cell: cellOf(undefined, late, today),
  });

  it('are one for each person: the one that is sent', () => {
    const two = [reminder('Daan', 'not-needed'), reminder('Daan', 'goes-out', 'B'), reminder('Ivo', 'away')];
    expect(onePerPerson(two).map(({ category, fate }) => [category, fate])).toEqual([
      ['B', 'goes-out'],
      ['A', 'away'],
    ]);
    expect(countReminders([...two, reminder('Karim', 'not-now')])).toEqual({
      ...{ requested: 2, later: 1, remindedThisWeek: 0, away: 1, notNeeded: 0 },
    });
  });

  it('are chosen one by one, and counted where there are more than anybody reads', () => {
    const many = Array.from({ length: 201 }, (_, index) => reminder(`P${index}`, 'goes-out'));
    const shown = presentReminders([...many, reminder('Ivo', 'away')], { everybody: 'all' }, 'en');
    expect(shown).toMatchObject({
      everybody: 'all',
      many: 'You remind 201 colleagues: everyone who has something to do today.',
      left: ['1 colleague is away: the deadline stands still.'],
    });
    expect(presentReminders(many.slice(1), { everybody: 'all' }, 'en')).toMatchObject({
      options: { length: 200 },
    });
  });
});
