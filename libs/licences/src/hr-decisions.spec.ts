import { advance, issuePermit, passExam, reinstate, revoke, suspend } from './decisions.js';
import type { Holding, Outcome } from './decisions.js';
import { type Evidence, recognise } from './evidence.js';
import {
  appeal,
  correct,
  type Correction,
  decideAppeal,
  endorse,
  withdrawEndorsement,
} from './hr-decisions.js';
import type { Licence } from './licence.js';
import { identity, terms } from './testing/terms.js';

const NOBODY: Holding = { open: null, lastClosed: null };
const by = (on: string) => ({ on, reasonDigest: 'digest-of-a-reason' });

function done(outcome: Outcome): Licence {
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.licence;
}
const refusalOf = (outcome: Outcome): string => (outcome.ok ? 'none' : outcome.refusal);
const granted = (on = '2026-11-21'): Licence =>
  done(passExam(NOBODY, { attemptId: 'a', on }, terms(), identity()));
const evidence = (changes: Partial<Evidence> = {}): Evidence => ({
  obtainedOn: '2026-06-15',
  trust: 'high',
  reasonDigest: 'x',
  ...changes,
});

describe('evidence from outside', () => {
  it('counts from the day it was obtained when its issuer confirmed it', () => {
    const licence = done(recognise(NOBODY, evidence(), '2026-11-21', terms(), identity()));
    expect(licence).toMatchObject({
      state: 'valid',
      validFrom: '2026-11-21',
      validUntil: '2028-06-15',
      grantedOn: '2026-11-21',
      periods: 1,
    });
  });

  it.each([
    ['substantial', '2027-11-21'],
    ['low', '2027-02-21'],
  ] as const)('counts no longer than its trust allows: %s until %s', (trust, until) => {
    const licence = done(recognise(NOBODY, evidence({ trust }), '2026-11-21', terms(), identity()));
    expect(licence.validUntil).toBe(until);
  });

  it('makes a permit a licence and keeps its number', () => {
    const permit = done(issuePermit(NOBODY, identity(), { on: '2026-11-02', days: 30, supervisorId: 'bea' }));
    expect(permit.supervisorId).toBe('bea');
    const licence = done(
      recognise({ open: permit, lastClosed: null }, evidence(), '2026-11-21', terms(), null),
    );
    expect(licence).toMatchObject({ state: 'valid', number: permit.number, supervisorId: null });
  });

  it('is refused when it is over, from the future, older than a revocation, or adds nothing', () => {
    const on = '2026-11-21';
    const try_ = (holding: Holding, changes: Partial<Evidence>): string =>
      refusalOf(recognise(holding, evidence(changes), on, terms(), identity()));
    expect(try_(NOBODY, { obtainedOn: '2024-11-20' })).toBe('evidence-too-old');
    expect(try_(NOBODY, { obtainedOn: '2026-11-22' })).toBe('evidence-from-future');
    const revoked = done(revoke(granted('2026-01-01'), by('2026-07-01')));
    expect(try_({ open: null, lastClosed: revoked }, { obtainedOn: '2026-07-01' })).toBe('evidence-too-old');
    expect(try_({ open: null, lastClosed: revoked }, { obtainedOn: '2026-07-02' })).toBe('none');
    expect(try_({ open: granted(on), lastClosed: null }, {})).toBe('adds-nothing');
  });

  it('leaves a suspension to whoever suspended', () => {
    const suspended = done(suspend(granted('2026-01-01'), by('2026-07-01')));
    const licence = done(
      recognise({ open: suspended, lastClosed: null }, evidence(), '2026-11-21', terms(), null),
    );
    expect(licence).toMatchObject({ state: 'suspended', validUntil: '2028-06-15' });
  });
});

describe('a correction', () => {
  const change = (changes: Partial<Correction> = {}): Correction => ({
    ...by('2027-03-01'),
    validFrom: '2026-11-21',
    validUntil: '2027-11-21',
    proposedBy: 'anna',
    ...changes,
  });

  it('sets the dates that two people agreed on, with window and grace around them', () => {
    expect(done(correct(granted(), change(), 'bea', false))).toMatchObject({
      state: 'valid',
      validUntil: '2027-11-21',
      renewalOpensOn: '2027-09-22',
      graceUntil: '2027-12-21',
      counted: { how: 'decided', until: '2027-11-21' },
    });
  });

  it('needs a second person', () => {
    expect(refusalOf(correct(granted(), change(), 'anna', false))).toBe('needs-second-person');
  });

  it('ends a licence that should have ended, and brings one back that should not have', () => {
    const ended = done(correct(granted(), change({ validUntil: '2026-12-31' }), 'bea', false));
    expect(ended).toMatchObject({ state: 'expired', endedOn: '2027-03-01' });
    expect(done(correct(ended, change(), 'bea', false))).toMatchObject({ state: 'valid', endedOn: null });
    expect(refusalOf(correct(ended, change(), 'bea', true))).toBe('already-holds');
  });

  it('is refused without a change, with dates the wrong way round, and for a revoked licence', () => {
    const same = change({ validUntil: '2028-11-21' });
    expect(refusalOf(correct(granted(), same, 'bea', false))).toBe('adds-nothing');
    expect(refusalOf(correct(granted(), change({ validFrom: '2028-01-01' }), 'bea', false))).toBe(
      'dates-reversed',
    );
    const revoked = done(revoke(granted(), by('2027-01-01')));
    expect(refusalOf(correct(revoked, change(), 'bea', false))).toBe('already-revoked');
  });
});

describe('an appeal', () => {
  const suspended = (): Licence => done(suspend(granted(), by('2027-03-01')));
  const answer = (isUpheld: boolean, judge = 'bea') => ({
    ...by('2027-04-01'),
    isUpheld,
    decidedBy: 'anna',
    judge,
  });

  it('is possible for six weeks, the last day included, and once per decision', () => {
    expect(refusalOf(appeal(granted(), by('2027-03-02'), 42))).toBe('nothing-to-appeal');
    expect(refusalOf(appeal(suspended(), by('2027-04-13'), 42))).toBe('appeal-too-late');
    const asked = done(appeal(suspended(), by('2027-04-12'), 42));
    expect(asked).toMatchObject({ state: 'suspended', appeal: { on: '2027-04-12', outcome: 'open' } });
    const rejected = done(decideAppeal(asked, answer(false), false));
    expect(rejected).toMatchObject({ state: 'suspended', appeal: { outcome: 'rejected' } });
    expect(refusalOf(appeal(rejected, by('2027-04-12'), 42))).toBe('already-appealed');
  });

  it('is judged by somebody else than who decided', () => {
    const asked = done(appeal(suspended(), by('2027-03-02'), 42));
    expect(refusalOf(decideAppeal(asked, answer(true, 'anna'), false))).toBe('needs-second-person');
    expect(refusalOf(decideAppeal(asked, answer(true, asked.personId), false))).toBe('needs-second-person');
    expect(done(decideAppeal(asked, answer(true), false))).toMatchObject({ state: 'valid', appeal: null });
  });

  it('brings back a revoked licence, unless another one was earned meanwhile', () => {
    const revoked = done(revoke(granted(), by('2027-03-01')));
    const asked = done(appeal(revoked, by('2027-03-02'), 42));
    expect(refusalOf(decideAppeal(asked, answer(true), true))).toBe('already-holds');
    expect(done(decideAppeal(asked, answer(true), false))).toMatchObject({ state: 'valid', endedOn: null });
  });

  it('starts anew with a new decision', () => {
    const rejected = done(
      decideAppeal(done(appeal(suspended(), by('2027-03-02'), 42)), answer(false), false),
    );
    const again = done(suspend(done(reinstate(rejected, by('2027-05-01'))), by('2027-06-01')));
    expect(again.appeal).toBeNull();
  });
});

describe('an endorsement', () => {
  it('is added to a licence in force, once, and holds as long as it does', () => {
    const endorsed = done(endorse(granted(), '2026-12-01', 'vpn'));
    expect(endorsed.endorsements).toEqual(['vpn']);
    expect(refusalOf(endorse(endorsed, '2026-12-02', 'vpn'))).toBe('already-endorsed');
    const expired = advance(endorsed, '2030-01-01').licence;
    expect(refusalOf(endorse(expired, '2030-01-01', 'admin'))).toBe('not-in-force');
  });

  it('can be taken away with a reason', () => {
    const endorsed = done(endorse(granted(), '2026-12-01', 'vpn'));
    const input = { ...by('2027-01-01'), endorsement: 'vpn' };
    expect(done(withdrawEndorsement(endorsed, input)).endorsements).toEqual([]);
    expect(refusalOf(withdrawEndorsement(granted(), input))).toBe('not-endorsed');
  });
});
