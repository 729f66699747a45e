import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  countedDay,
  decide,
  isMessageDue,
  isUnannounced,
  lastToday,
  type Milestone,
  MILESTONE_STATES,
  needed,
  phaseOf,
  refusalOf,
  shareOf,
  wrongDays,
} from './milestone.js';

const announcement = { nl: 'Finance begint.', en: 'Finance is starting.', on: '2026-12-01' };
const open = (changes: Partial<Milestone> = {}): Milestone => ({
  state: 'planned',
  target: 80,
  dueOn: '2026-12-18',
  announcement,
  ...changes,
});

describe('a milestone', () => {
  it('is reached as soon as the target share holds the licence, in whole people', () => {
    expect(needed(80, 29)).toBe(24);
    expect(decide(open(), { audience: 29, holders: 23 }, '2026-11-23')).toBe('planned');
    expect(decide(open(), { audience: 29, holders: 24 }, '2026-11-23')).toBe('reached');
  });

  it('needs exactly the percentage, without rounding errors', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 20_000 }),
        (target, audience) => {
          const enough = needed(target, audience);
          return enough * 100 >= target * audience && (enough - 1) * 100 < target * audience;
        },
      ),
    );
  });

  it('is missed once its day is over, and not on the day itself', () => {
    const short = { audience: 10, holders: 7 };
    expect(decide(open({ state: 'announced' }), short, '2026-12-18')).toBe('announced');
    expect(decide(open({ state: 'announced' }), short, '2026-12-19')).toBe('missed');
    expect(decide(open(), { audience: 10, holders: 8 }, '2026-12-19')).toBe('reached');
  });

  it('is never reached by an audience of nobody', () => {
    expect(decide(open(), { audience: 0, holders: 0 }, '2026-12-18')).toBe('planned');
    expect(decide(open(), { audience: 0, holders: 0 }, '2026-12-19')).toBe('missed');
    expect(shareOf({ audience: 0, holders: 0 })).toBeNull();
  });

  it('stays what it was decided to be, whatever comes later', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('reached' as const, 'missed' as const),
        fc.nat(50),
        fc.nat(50),
        fc.constantFrom('2026-11-01', '2026-12-18', '2027-06-01'),
        (state, audience, holders, today) => decide(open({ state }), { audience, holders }, today) === state,
      ),
    );
    expect(MILESTONE_STATES).toEqual(['planned', 'announced', 'reached', 'missed']);
  });

  it('waits for the last of its time zones before its day is over', () => {
    const fiveInSummer = Temporal.Instant.from('2026-07-01T03:00:00Z');
    expect(lastToday(fiveInSummer, ['Europe/Amsterdam', 'Europe/Lisbon'])).toBe('2026-07-01');
    expect(lastToday(fiveInSummer, ['Europe/Amsterdam', 'America/Curacao'])).toBe('2026-06-30');
    expect(lastToday(fiveInSummer, [])).toBe('2026-07-01');
  });

  it('counts nobody who came after its day', () => {
    expect(countedDay('2026-12-17', '2026-12-18')).toBe('2026-12-17');
    expect(countedDay('2026-12-20', '2026-12-18')).toBe('2026-12-18');
  });

  it('sends its message from the announced day on, while it is undecided', () => {
    expect(isMessageDue(open(), '2026-11-30')).toBe(false);
    expect(isMessageDue(open(), '2026-12-01')).toBe(true);
    expect(isMessageDue(open({ state: 'announced' }), '2026-12-10')).toBe(true);
    expect(isMessageDue(open({ state: 'reached' }), '2026-12-10')).toBe(false);
    expect(isMessageDue(open({ announcement: null }), '2026-12-10')).toBe(false);
  });

  it('warns when nobody will hear of it, as long as that matters', () => {
    expect(isUnannounced(open({ announcement: null }))).toBe(true);
    expect(isUnannounced(open())).toBe(false);
    expect(isUnannounced(open({ announcement: null, state: 'missed' }))).toBe(false);
  });

  it('is now within 31 days, next within 120, else later; decided is past', () => {
    const phase = (dueOn: string) => phaseOf({ state: 'planned', dueOn }, '2026-11-23');
    expect(['2026-11-01', '2026-12-24', '2026-12-25', '2027-03-23', '2027-03-24'].map(phase)).toEqual([
      'now',
      'now',
      'next',
      'next',
      'later',
    ]);
    expect(phaseOf({ state: 'reached', dueOn: '2027-03-24' }, '2026-11-23')).toBe('past');
  });
});

describe('changing a milestone', () => {
  const judged = {
    category: 'A',
    rule: { all: [{ manager: true }, { site: ['Amsterdam'] }] },
    target: 80,
    dueOn: '2026-12-18',
  };
  const before = (changes: Partial<Milestone> = {}) => ({ ...open(changes), ...judged });

  it('is free until it is decided', () => {
    expect(refusalOf(before(), { ...judged, target: 60, announcement: null })).toBeNull();
    expect(
      refusalOf(before({ state: 'announced' }), { ...judged, dueOn: '2027-01-29', announcement }),
    ).toBeNull();
  });

  it('leaves what a decided milestone was judged by, and its texts free', () => {
    const decided = before({ state: 'missed' });
    expect(refusalOf(decided, { ...judged, target: 60, announcement })).toBe('decided');
    expect(refusalOf(decided, { ...judged, rule: { everyone: true }, announcement })).toBe('decided');
    expect(refusalOf(decided, { ...judged, announcement: null })).toBe('decided');
    // Names in another order are still the same rule.
    expect(
      refusalOf(decided, {
        ...judged,
        rule: JSON.parse(JSON.stringify(judged.rule)) as unknown,
        announcement: { ...announcement, nl: 'Anders.' },
      }),
    ).toBeNull();
  });

  it('takes back no message that people have got', () => {
    const announced = before({ state: 'announced' });
    expect(refusalOf(announced, { ...judged, announcement: null })).toBe('announced');
    expect(refusalOf(announced, { ...judged, announcement: { ...announcement, on: '2026-12-09' } })).toBe(
      'announced',
    );
    expect(
      refusalOf(announced, { ...judged, announcement: { ...announcement, nl: 'Beter gezegd.' } }),
    ).toBeNull();
  });

  it('refuses days in the past unless they were there already, and a message after the day itself', () => {
    const today = '2026-12-10';
    expect(wrongDays({ dueOn: '2026-12-09', announcement: null }, null, today)).toEqual({
      dueOn: 'roadmap.error_due_past',
    });
    expect(
      wrongDays({ dueOn: '2026-12-10', announcement: { ...announcement, on: today } }, null, today),
    ).toEqual({});
    expect(wrongDays({ dueOn: '2026-12-18', announcement }, null, today)).toEqual({
      announceOn: 'roadmap.error_announce_past',
    });
    expect(
      wrongDays({ dueOn: '2026-12-18', announcement }, { dueOn: '2026-12-18', announcement }, today),
    ).toEqual({});
    expect(
      wrongDays({ dueOn: '2026-12-11', announcement: { ...announcement, on: '2026-12-12' } }, null, today),
    ).toEqual({
      announceOn: 'roadmap.error_announce_late',
    });
  });
});
