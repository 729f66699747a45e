import fc from 'fast-check';
import {
  advance,
  closeRefresh,
  failRefresh,
  keepAlive,
  openRefresh,
  passExam,
  reinstate,
  revoke,
  suspend,
} from './decisions.js';
import type { Outcome } from './decisions.js';
import { addDays } from './expiry.js';
import { fold, ImpossibleMove } from './fold.js';
import { isOnHold, isOpen, nextChangeOn } from './licence.js';
import type { Licence } from './licence.js';
import { identity, terms } from './testing/terms.js';

const START = '2027-01-04';
const DAYS = 14;
const upkeep = terms({ rule: 'upkeep', months: 6, windowDays: 30, graceDays: 14 });
const reason = (on: string) => ({ on, reasonDigest: 'digest-of-a-reason' });

function done(outcome: Outcome): Outcome & { ok: true } {
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome;
}
const granted = (): Licence =>
  done(passExam({ open: null, lastClosed: null }, { attemptId: 'first', on: START }, upkeep, identity()))
    .licence;
const opened = (on = '2027-03-01'): Licence => done(openRefresh(granted(), on, DAYS)).licence;
const pass = (licence: Licence, on: string): Outcome & { ok: true } =>
  done(passExam({ open: licence, lastClosed: null }, { attemptId: `on ${on}`, on }, upkeep, null));

describe('a refresh exam', () => {
  it('opens for a stated number of days, the last one included, and changes nothing else', () => {
    const before = granted();
    expect(opened()).toEqual({ ...before, refreshBy: '2027-03-15' });
    expect(nextChangeOn(opened())).toBe('2027-03-16');
    expect(done(openRefresh(opened(), '2027-03-05', DAYS)).events).toEqual([]);
  });

  it('is for licences that live by reviews only', () => {
    const dated = done(
      passExam({ open: null, lastClosed: null }, { attemptId: 'a', on: START }, terms(), identity()),
    ).licence;
    expect(openRefresh(dated, START, DAYS)).toEqual({ ok: false, refusal: 'not-upkeep' });
  });

  it('refreshes when passed: a new period from that day on, also on the day of a review', () => {
    const { licence, events } = pass(opened(), '2027-03-15');
    expect(events.map(({ kind }) => kind)).toEqual(['refreshed']);
    expect(licence).toMatchObject({ state: 'valid', validUntil: '2027-09-15', refreshBy: null });
    const reviewed = done(keepAlive(opened(), '2027-03-10')).licence;
    expect(pass(reviewed, '2027-03-10').licence).toMatchObject({ validUntil: '2027-09-10', refreshBy: null });
  });

  it('counts although a review of the next day was told first', () => {
    const held = advance(opened(), '2027-03-16').licence;
    const reviewed = done(keepAlive(held, '2027-03-18')).licence;
    expect(pass(reviewed, '2027-03-17').licence).toMatchObject({ state: 'valid', validUntil: '2027-09-18' });
  });

  it('is no longer needed once reviews brought the memory back', () => {
    const { licence, events } = done(closeRefresh(opened(), '2027-03-09'));
    expect(events.map(({ kind }) => kind)).toEqual(['refresh-closed']);
    expect(licence).toEqual(granted());
    expect(done(closeRefresh(granted(), '2027-03-09')).events).toEqual([]);
  });

  it('puts the licence on hold when its last day passes, and not a day sooner', () => {
    expect(advance(opened(), '2027-03-15').events).toEqual([]);
    const { licence, events } = advance(opened(), '2027-06-20');
    expect(events).toEqual([{ kind: 'put-on-hold', on: '2027-03-16', why: 'missed' }]);
    expect(isOnHold(licence)).toBe(true);
    expect(nextChangeOn(licence)).toBeNull();
  });

  it('puts the licence on hold when it is failed', () => {
    const { licence, events } = done(failRefresh(opened(), '2027-03-08'));
    expect(events).toEqual([{ kind: 'put-on-hold', on: '2027-03-08', why: 'failed' }]);
    expect(licence).toMatchObject({ state: 'suspended', suspendedOn: '2027-03-08' });
    expect(done(failRefresh(granted(), '2027-03-08')).events).toEqual([]);
    expect(done(failRefresh(licence, '2027-03-12')).events).toEqual([]);
  });

  it('gives a licence on hold back when passed, however late', () => {
    const held = advance(opened(), '2027-03-16').licence;
    for (const on of ['2027-03-16', '2027-12-01']) {
      const { licence, events } = pass(held, on);
      expect(events.map(({ kind }) => kind)).toEqual(['restored']);
      expect(licence).toMatchObject({ state: 'valid', suspendedOn: null, refreshBy: null, validFrom: on });
    }
  });

  it('lifts no suspension of HR, and reviews lift none at all', () => {
    const byHr = done(suspend(opened(), reason('2027-03-02'))).licence;
    expect(byHr).toMatchObject({ state: 'suspended', refreshBy: null });
    expect(pass(byHr, '2027-03-03').licence.state).toBe('suspended');
    const held = advance(opened(), '2027-03-16').licence;
    expect(done(keepAlive(held, '2027-03-17')).licence.state).toBe('suspended');
    expect(done(closeRefresh(held, '2027-03-17')).events).toEqual([]);
    expect(done(reinstate(held, reason('2027-03-17'))).licence).toMatchObject({
      state: 'valid',
      refreshBy: null,
    });
  });

  it('cannot be told of in a story that has none', () => {
    const on = '2027-03-01';
    const period = { ...periodOf(), terms: upkeep, attemptId: null };
    expect(() => fold([first(), { kind: 'put-on-hold', on, why: 'missed' }])).toThrow(ImpossibleMove);
    expect(() => fold([first(), { kind: 'refreshed', on, period }])).toThrow(ImpossibleMove);
    const suspended = { kind: 'suspended' as const, ...reason(on) };
    expect(() => fold([first(), suspended, { kind: 'restored', on, period }])).toThrow(ImpossibleMove);
  });

  const first = () =>
    done(passExam({ open: null, lastClosed: null }, { attemptId: 'a', on: START }, upkeep, identity()))
      .events[0]!;
  const periodOf = () => {
    const { validFrom, validUntil, renewalOpensOn, graceUntil, anchorDay, continuesFrom } = granted();
    return {
      ...{ validFrom, validUntil, graceUntil, continuesFrom },
      ...{ renewalOpensOn: renewalOpensOn!, anchorDay: anchorDay! },
    };
  };
});

describe('whatever happens to a licence that lives by reviews', () => {
  const act = fc.record({
    wait: fc.integer({ min: 0, max: 40 }),
    what: fc.constantFrom('review', 'red', 'recovered', 'failed', 'passed'),
  });

  it('nobody but HR revokes it, and nothing but a missed or failed refresh exam suspends it', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        let licence = granted();
        let today = START;
        for (const { wait, what } of acts) {
          today = addDays(today, wait);
          const before = licence;
          const moved = advance(licence, today);
          licence = moved.licence;
          if (!isOpen(licence)) return;
          const decided =
            what === 'review'
              ? keepAlive(licence, today)
              : what === 'red'
                ? openRefresh(licence, today, DAYS)
                : what === 'recovered'
                  ? closeRefresh(licence, today)
                  : what === 'failed'
                    ? failRefresh(licence, today)
                    : pass(licence, today);
          if (decided.ok) licence = decided.licence;
          if (licence.state === 'suspended' && before.state !== 'suspended') {
            expect(before.refreshBy).not.toBeNull();
            expect(today > before.refreshBy! || what === 'failed').toBe(true);
          }
          expect(licence.state).not.toBe('revoked');
          if (what === 'passed') expect(licence.state).toBe('valid');
        }
      }),
      { numRuns: 300 },
    );
    expect(done(revoke(granted(), reason(START))).licence.state).toBe('revoked');
  });
});
