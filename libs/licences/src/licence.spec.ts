import fc from 'fast-check';
import { advance, issuePermit, keepAlive, passExam, reinstate, revoke, suspend } from './decisions.js';
import type { Holding, Outcome } from './decisions.js';
import { addDays } from './expiry.js';
import type { Terms } from './expiry.js';
import { isOpen, nextChangeOn, stateOn } from './licence.js';
import type { Licence, LicenceEvent } from './licence.js';
import { identity, terms } from './testing/terms.js';

const NOBODY: Holding = { open: null, lastClosed: null };
const reason = (on: string) => ({ on, reasonDigest: 'digest-of-a-reason' });

function done(outcome: Outcome): Outcome & { ok: true } {
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome;
}

function granted(on = '2026-11-21', rule: Terms = terms()): Outcome & { ok: true } {
  return done(passExam(NOBODY, { attemptId: 'attempt-1', on }, rule, identity()));
}

/** Holding as the service loads it: advanced to the day of completion, then split in open and closed. */
function holdingOn(licence: Licence, on: string): Holding {
  const now = advance(licence, on).licence;
  return isOpen(now) ? { open: now, lastClosed: null } : { open: null, lastClosed: now };
}

describe('passing the first exam', () => {
  it('gives a valid licence from that day', () => {
    expect(granted().licence).toMatchObject({
      state: 'valid',
      grantedOn: '2026-11-21',
      validUntil: '2028-11-21',
    });
  });

  it('turns a permit into a licence and keeps its number', () => {
    const permit = done(
      issuePermit(NOBODY, identity({ number: 'DNV-A-2026-000007' }), { on: '2026-11-02', days: 30 }),
    );
    expect(permit.licence).toMatchObject({ state: 'permit', validUntil: '2026-12-02', grantedOn: null });
    const licence = done(
      passExam(
        holdingOn(permit.licence, '2026-11-20'),
        { attemptId: 'a', on: '2026-11-20' },
        terms(),
        identity(),
      ),
    ).licence;
    expect(licence).toMatchObject({
      state: 'valid',
      number: 'DNV-A-2026-000007',
      periods: 1,
      issuedOn: '2026-11-02',
    });
  });

  it('is no reason for a second permit', () => {
    const holding = holdingOn(granted().licence, '2026-11-22');
    expect(issuePermit(holding, identity(), { on: '2026-11-22', days: 30 })).toEqual({
      ok: false,
      refusal: 'already-holds',
    });
  });
});

describe('the clock', () => {
  it('opens the window, starts grace and expires on the days the licence itself names', () => {
    const moves = advance(granted().licence, '2030-01-01').events.map(({ kind, on }) => `${on} ${kind}`);
    expect(moves).toEqual(['2028-09-22 renewal-opened', '2028-11-22 grace-started', '2028-12-22 expired']);
  });

  it('expires without grace when the terms give none', () => {
    const strict = granted('2026-11-21', terms({ graceDays: 0 })).licence;
    expect(advance(strict, '2028-11-21').licence.state).toBe('renewal');
    expect(advance(strict, '2028-11-22').licence.state).toBe('expired');
  });

  it('comes to the same whether it ticks daily or was away for years', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 60 }), (days, step) => {
        const start = granted().licence;
        let ticking = start;
        const events: LicenceEvent[] = [];
        for (let at = 0; at <= days; at += step) {
          const tick = advance(ticking, addDays('2026-11-21', at));
          ticking = tick.licence;
          events.push(...tick.events);
        }
        const last = addDays('2026-11-21', Math.floor(days / step) * step);
        const atOnce = advance(start, last);
        expect(ticking).toEqual(atOnce.licence);
        expect(events).toEqual(atOnce.events);
        expect(ticking.state).toBe(stateOn(start, last));
      }),
    );
  });

  it('destroys nothing when it opens the window', () => {
    fc.assert(
      fc.property(fc.constantFrom(6, 12, 24), fc.integer({ min: 0, max: 200 }), (months, windowDays) => {
        const licence = granted('2026-11-21', terms({ months, windowDays })).licence;
        const opened = advance(licence, licence.renewalOpensOn ?? '');
        expect(opened.events).toHaveLength(1);
        expect({ ...opened.licence, state: 'valid' }).toEqual(licence);
        expect(opened.licence.state).toBe('renewal');
      }),
    );
  });

  it('never moves a suspended, expired or revoked licence', () => {
    const suspended = done(suspend(granted().licence, reason('2026-12-01'))).licence;
    expect(nextChangeOn(suspended)).toBeNull();
    expect(advance(suspended, '2040-01-01').events).toEqual([]);
  });
});

describe('renewing', () => {
  it('starts exactly one new period when late, however many periods were missed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.constantFrom('from-completion', 'from-previous-expiry'),
        (late, rule) => {
          const chosen = terms({ rule: rule as Terms['rule'], months: 12 });
          const licence = granted('2026-11-21', chosen).licence;
          const on = addDays(licence.graceUntil, late);
          const outcome = done(passExam(holdingOn(licence, on), { attemptId: 'b', on }, chosen, identity()));
          expect(outcome.events.map((event) => event.kind)).toEqual(['granted']);
          expect(outcome.licence).toMatchObject({ periods: 1, validFrom: on, state: 'valid' });
          expect(outcome.licence.validUntil > on && outcome.licence.validUntil <= addDays(on, 366)).toBe(
            true,
          );
        },
      ),
    );
  });

  it('keeps the licence and its number until the last day of grace', () => {
    const licence = granted().licence;
    const outcome = done(
      passExam(
        holdingOn(licence, '2028-12-21'),
        { attemptId: 'b', on: '2028-12-21' },
        terms(),
        identity({ number: 'X' }),
      ),
    );
    expect(outcome.licence).toMatchObject({
      number: licence.number,
      periods: 2,
      state: 'valid',
      validUntil: '2030-12-21',
    });
  });

  it('counts a proof that was earned in time and delivered late', () => {
    const lapsed = advance(granted().licence, '2029-01-02').licence;
    expect(lapsed.state).toBe('expired');
    const outcome = done(
      passExam({ open: null, lastClosed: lapsed }, { attemptId: 'b', on: '2028-12-20' }, terms(), identity()),
    );
    expect(outcome.licence).toMatchObject({ periods: 2, state: 'valid', endedOn: null });
  });

  it('does nothing for a second pass on the same day', () => {
    const first = granted();
    const again = done(
      passExam(
        holdingOn(first.licence, '2026-11-21'),
        { attemptId: 'b', on: '2026-11-21' },
        terms(),
        identity(),
      ),
    );
    expect(again.events).toEqual([]);
    expect(again.licence).toEqual(first.licence);
  });

  it('refuses a proof older than the one the licence rests on', () => {
    const outcome = passExam(
      holdingOn(granted().licence, '2026-11-21'),
      { attemptId: 'old', on: '2026-11-20' },
      terms(),
      identity(),
    );
    expect(outcome).toEqual({ ok: false, refusal: 'evidence-too-old' });
  });
});

describe('a licence kept alive by reviews', () => {
  const upkeep = terms({ rule: 'upkeep', months: 6, windowDays: 30 });

  it('moves its last day along with each review', () => {
    const licence = granted('2026-11-21', upkeep).licence;
    const kept = done(keepAlive(licence, '2027-01-15')).licence;
    expect(kept).toMatchObject({ state: 'valid', validUntil: '2027-07-15', periods: 2 });
  });

  it('writes one line a day at most', () => {
    const licence = granted('2026-11-21', upkeep).licence;
    const kept = done(keepAlive(licence, '2027-01-15')).licence;
    expect(done(keepAlive(kept, '2027-01-15')).events).toEqual([]);
  });

  it('is not what other rules do', () => {
    expect(keepAlive(granted().licence, '2027-01-15')).toEqual({ ok: false, refusal: 'not-upkeep' });
  });
});

describe('what HR decides', () => {
  it('suspends and gives back, in the state the dates have reached', () => {
    const suspended = done(suspend(granted().licence, reason('2027-03-01'))).licence;
    expect(suspended).toMatchObject({ state: 'suspended', suspendedOn: '2027-03-01' });
    expect(done(reinstate(suspended, reason('2027-04-01'))).licence.state).toBe('valid');
    expect(done(reinstate(suspended, reason('2028-10-01'))).licence.state).toBe('renewal');
    expect(done(reinstate(suspended, reason('2028-12-01'))).licence.state).toBe('grace');
    expect(done(reinstate(suspended, reason('2029-06-01'))).licence).toMatchObject({
      state: 'expired',
      endedOn: '2029-06-01',
    });
  });

  it('is not undone by an exam: the dates move, the suspension stays', () => {
    const suspended = done(suspend(granted().licence, reason('2027-03-01'))).licence;
    const outcome = done(
      passExam(holdingOn(suspended, '2029-05-05'), { attemptId: 'b', on: '2029-05-05' }, terms(), identity()),
    );
    expect(outcome.licence).toMatchObject({ state: 'suspended', validUntil: '2031-05-05', periods: 2 });
  });

  it('revokes once, and a new licence needs a newer exam', () => {
    const revoked = done(revoke(granted().licence, reason('2027-03-01'))).licence;
    expect(revoke(revoked, reason('2027-03-02'))).toEqual({ ok: false, refusal: 'already-revoked' });
    const holding: Holding = { open: null, lastClosed: revoked };
    const pass = (on: string): Outcome => passExam(holding, { attemptId: 'b', on }, terms(), identity());
    expect(pass('2027-03-01')).toEqual({ ok: false, refusal: 'evidence-too-old' });
    expect(done(pass('2027-03-02')).licence).toMatchObject({ state: 'valid', periods: 1 });
  });
});
