import fc from 'fast-check';
import { afterMove, compareMessage, deflection, type Move, offersReview, STATES } from './ticket.js';

const MOVES: readonly Move[] = ['take', 'ask-back', 'solve', 'reply', 'confirm', 'reopen'];

describe('a ticket', () => {
  it('is closed by the asker’s yes and by nothing else', () => {
    for (const state of STATES)
      for (const move of MOVES)
        if (afterMove(state, move) === 'closed') expect([state, move]).toEqual(['answered', 'confirm']);
    expect(afterMove('answered', 'reopen')).toBe('taken');
    expect(afterMove('answered', 'reply')).toBe('taken');
    expect(afterMove('closed', 'reply')).toBeNull();
  });

  it('ends up the same in whatever order another system’s messages arrive', () => {
    const message = fc.record({
      changedAt: fc.integer({ min: 0, max: 9 }),
      state: fc.constantFrom('open', 'closed'),
    });
    const play = (list: readonly { changedAt: number; state: string }[]): string | null => {
      let stored: { state: 'open' | 'closed'; openedAt: string; changedAt: string } | null = null;
      for (const { changedAt, state } of list) {
        const at = `2026-11-0${changedAt + 1 > 9 ? 9 : changedAt + 1}T0${changedAt}:00:00Z`;
        if (compareMessage(stored, { changedAt: at }) === 'stale') continue;
        stored = { state: state as 'open' | 'closed', openedAt: at, changedAt: at };
      }
      return stored?.changedAt ?? null;
    };
    fc.assert(
      fc.property(
        fc.uniqueArray(message, { selector: ({ changedAt }) => changedAt }),
        fc.nat(),
        (list, turn) => {
          const turned = [
            ...list.slice(turn % (list.length || 1)),
            ...list.slice(0, turn % (list.length || 1)),
          ];
          expect(play(turned)).toBe(play(list));
          expect(play([...turned, ...list])).toBe(play(list));
        },
      ),
    );
  });
});

describe('the offer of a short review', () => {
  const now = '2026-11-20T10:00:00Z';
  const today = '2026-11-20T09:59:00Z';
  const offer = (openedAt: string[], offeredAt: string | null = null) =>
    offersReview(now, { openedAt, offeredAt });

  it('comes with two tickets on a skill within the last ninety days', () => {
    expect(offer([today])).toBe(false);
    expect(offer([today, '2026-08-22T10:00:00Z'])).toBe(true);
    expect(offer([today, '2026-08-22T09:59:59Z'])).toBe(false);
    expect(offer(['2025-01-01T10:00:00Z', '2025-01-02T10:00:00Z'])).toBe(false);
  });

  it('comes once in those days', () => {
    expect(offer([today, '2026-11-01T10:00:00Z', '2026-11-10T10:00:00Z'], '2026-11-10T10:00:00Z')).toBe(
      false,
    );
    expect(offer([today, '2026-11-01T10:00:00Z'], '2026-08-01T10:00:00Z')).toBe(true);
  });
});

describe('what never reached IT', () => {
  const solve = (at: string, isConfirmed = true) => ({
    personId: 'p',
    skill: 'ss.first-checks',
    at,
    isConfirmed,
  });

  it('counts loosely what was solved without a ticket, and strictly what was confirmed and stayed quiet for a week', () => {
    const tickets = [
      { personId: 'p', skill: 'ss.first-checks', at: '2026-11-08T09:00:00Z' },
      { personId: 'q', skill: 'ss.first-checks', at: '2026-11-12T09:00:00Z' },
    ];
    const solves = [
      solve('2026-11-01T08:00:00Z'), // The ticket comes an hour after the seventh day.
      solve('2026-11-02T08:00:00Z'), // The same person's ticket on the same skill falls within the week.
      solve('2026-11-10T08:00:00Z'), // The ticket before it does not matter, nor does that of somebody else.
      solve('2026-11-11T08:00:00Z', false),
      solve('2026-11-24T08:00:00Z'), // Its week is not over.
    ];
    expect(deflection(solves, tickets, '2026-11-30T00:00:00Z')).toEqual({
      occasions: 6,
      loose: 4,
      strict: 2,
    });
  });
});
