import { DEFAULT_RULES, personCalendar } from '#nudges';
import { evidenceLeft, routeAsk, tryAgainAt } from './route-ask.js';
import { askFacts, at, candidate } from './testing/index.js';
import { afterWorking } from './working-time.js';

// A Monday, twenty to five in the afternoon in Amsterdam.
const NOW = at('2026-11-23T15:40:00Z');
const route = (people: ReturnType<typeof candidate>[], ask = askFacts(), now = NOW) =>
  routeAsk(ask, people, now, 'seed');
const amsterdam = (more: Parameters<typeof personCalendar>[0] | object = {}) =>
  personCalendar({ zone: 'Europe/Amsterdam', workingDays: [1, 2, 3, 4, 5], ...more });

describe('who is asked', () => {
  it('passes over two absent helpers and finds the third', () => {
    const away = amsterdam({ absences: [{ from: '2026-11-20', to: null }] });
    const found = route([
      candidate('a', { calendar: away }),
      candidate('b', { calendar: away }),
      candidate('c'),
    ]);
    expect(found.helpers.map(({ personId }) => personId)).toEqual(['c']);
    expect(found.left).toEqual({ 'not-at-work': 2 });
  });

  it.each([
    ['the asker', 'asker', candidate('asker')],
    ['somebody who switched helping off', 'unwilling', candidate('a', { isWilling: false })],
    ['somebody without a valid licence', 'unlicensed', candidate('a', { isLicensed: false })],
    ['somebody whose evidence has aged away', 'no-evidence', candidate('a', { evidenceDays: 500 })],
    ['somebody without any evidence', 'no-evidence', candidate('a', { evidenceDays: null })],
    ['somebody who speaks another language', 'language', candidate('a', { languages: ['en'] })],
    ['somebody who paused messages', 'paused', candidate('a', { pausedUntil: NOW + 1 })],
    ['somebody with both hands full', 'hands-full', candidate('a', { openAsks: 2 })],
    ['somebody who helped enough this week', 'week-full', candidate('a', { asksThisWeek: 3 })],
    [
      'somebody on a public holiday',
      'not-at-work',
      candidate('a', { calendar: amsterdam({ holidays: ['2026-11-23'] }) }),
    ],
    [
      'somebody whose evening has begun',
      'not-at-work',
      candidate('a', {
        calendar: personCalendar({ zone: 'Europe/Helsinki', workingDays: [1, 2, 3, 4, 5] }),
      }),
    ],
    [
      'somebody who does not work on Monday',
      'not-at-work',
      candidate('a', { calendar: amsterdam({ workingDays: [2, 3] }) }),
    ],
  ])('is never %s', (_, why, one) => {
    const found = route([one]);
    expect(found.helpers).toEqual([]);
    expect(found.left).toEqual({ [why]: 1 });
  });

  it('is never the asker’s own manager, unless the manager chose so, and nobody twice', () => {
    const ask = askFacts({ managerIds: ['boss', 'open'], askedIds: ['done'] });
    const found = route(
      [candidate('boss'), candidate('open', { helpsReports: true }), candidate('done')],
      ask,
    );
    expect(found.helpers.map(({ personId }) => personId)).toEqual(['open']);
    expect(found.left).toEqual({ manager: 1, 'asked-before': 1 });
  });

  it('is who was asked least lately, even from another site', () => {
    const found = route([
      candidate('near', { askedLately: 2, evidenceDays: 1 }),
      candidate('far', { siteId: 'lis', evidenceDays: 60 }),
    ]);
    expect(found.helpers.map(({ personId }) => personId)).toEqual(['far', 'near']);
    expect(found.helpers[0]?.why).toEqual(['licensed', 'rested']);
    expect(found.helpers[1]?.why).toEqual(['licensed', 'same-site']);
  });

  it('is rather somebody of the same night shift than somebody far away', () => {
    const night = personCalendar({
      zone: 'Europe/Amsterdam',
      workingDays: [1, 2, 3, 4, 5],
      nightShift: true,
    });
    const one = (id: string, more: object = {}) =>
      candidate(id, { siteId: 'utr', windows: DEFAULT_RULES.nightWindows, calendar: night, ...more });
    const found = route([one('n')], askFacts({ isNightShift: true }), at('2026-11-23T21:30:00Z'));
    expect(found.helpers[0]?.why).toContain('same-shift');
  });

  it('is the same person again for the same seed', () => {
    const people = ['a', 'b', 'c', 'd'].map((id) => candidate(id));
    expect(routeAsk(askFacts(), people, NOW, 's')).toEqual(
      routeAsk(askFacts(), [...people].reverse(), NOW, 's'),
    );
    const firsts = Array.from(
      { length: 40 },
      (_, seed) => routeAsk(askFacts(), people, NOW, `${seed}`).helpers[0],
    );
    expect(new Set(firsts.map((first) => first?.personId)).size).toBe(4);
  });

  it('outside everybody’s hours: nobody, and when the first of them is back', () => {
    const found = route(
      [candidate('a'), candidate('b', { calendar: amsterdam({ workingDays: [3] }) })],
      askFacts(),
      at('2026-11-20T17:00:00Z'),
    );
    expect(found.helpers).toEqual([]);
    // Half past eight on Monday.
    expect(found.backAt).toBe(at('2026-11-23T07:30:00Z'));
    expect(route([candidate('a', { isWilling: false })]).backAt).toBeNull();
  });
});

describe('an ask in the evening', () => {
  it('waits a weekend, and not a week when it hurries', () => {
    const friday = at('2026-11-20T17:00:00Z');
    const [monday, nextFriday] = [at('2026-11-23T07:30:00Z'), at('2026-11-27T07:30:00Z')];
    expect(tryAgainAt('now', friday, monday)).toBe(monday);
    expect(tryAgainAt('now', friday, nextFriday)).toBeNull();
    expect(tryAgainAt('week', friday, nextFriday)).toBe(nextFriday);
    expect(tryAgainAt('week', friday, null)).toBeNull();
  });
});

describe('evidence', () => {
  it('counts half after its half-life', () => {
    expect(evidenceLeft(0, 180)).toBe(1);
    expect(evidenceLeft(180, 180)).toBe(0.5);
  });
});

describe('the time for an answer', () => {
  it('runs in the helper’s own working hours only', () => {
    const calendar = amsterdam({ holidays: ['2026-11-24'] });
    const windows = DEFAULT_RULES.directWindows;
    expect(afterWorking(calendar, windows, NOW, 30)).toBe(at('2026-11-23T16:10:00Z'));
    // Ten minutes are left on Monday, Tuesday is a holiday: twenty minutes into Wednesday.
    expect(afterWorking(calendar, windows, at('2026-11-23T16:20:00Z'), 30)).toBe(at('2026-11-25T07:50:00Z'));
    const gone = amsterdam({ absences: [{ from: '2026-11-23', to: null }] });
    expect(afterWorking(gone, windows, NOW, 30)).toBeNull();
  });
});
