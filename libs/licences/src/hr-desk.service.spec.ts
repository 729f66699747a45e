import { one, rows } from '#kernel';
import { checkInvariants, listHeld } from './held.queries.js';
import { HrDeskReads } from './hr-desk.reads.js';
import { HrDeskService } from './hr-desk.service.js';
import { actorFor } from './testing/people.js';
import { type Desk, openDesk } from './testing/desk.js';
import { verifyLedger } from './verify-ledger.js';

let desk: Desk;
let hr: HrDeskService;
beforeEach(async () => {
  desk = await openDesk({ months: 12 });
  hr = desk.get(HrDeskService);
});
afterEach(async () => {
  // Whatever was decided: the ledger replays to the rows, and the as-of view agrees.
  expect((await verifyLedger(desk.db.read)).faults).toEqual([]);
  const today = desk.clock.now().toString().slice(0, 10);
  expect(await checkInvariants(desk.db.read, today)).toEqual({ doubles: 0, strays: 0, stuck: 0 });
  await desk.close();
});

const second = () => actorFor(desk.people.emilia, { grants: ['hr'], name: 'Emília Santos' });
const chaima = () => actorFor(desk.people.chaima);
const idOf = async (personId: string): Promise<string> => (await desk.standing(personId))?.licenceId ?? '';
const decisions = async (): Promise<unknown[]> =>
  (
    await rows<{ payload: { decision: string } }>(
      desk.db.read,
      `SELECT payload FROM outbox WHERE name = 'licence.decided' ORDER BY id`,
    )
  ).map(({ payload }) => payload.decision);
const nudged = async (): Promise<unknown> =>
  (await one<{ n: number }>(desk.db.read, `SELECT count(*)::int AS n FROM nudge WHERE purpose = 'decision'`))
    ?.n;

describe('evidence from outside', () => {
  it('gives a licence with a number, and says in the history what it rests on', async () => {
    const input = { number: '1003', category: 'A', obtainedOn: '2026-06-15', trust: 'high' } as const;
    const licence = await hr.acceptEvidence(desk.hr, { ...input, reason: 'ICDL Basis' });
    expect(licence).toMatchObject({ state: 'valid', validUntil: '2027-06-15' });
    const [line] = await desk.reads.changes(desk.hr, licence.licenceId);
    expect(line).toMatchObject({ kind: 'recognised', reason: 'ICDL Basis' });
  });

  it('is accepted by HR, and not for oneself', async () => {
    const input = {
      number: '1001',
      category: 'A',
      obtainedOn: '2026-06-15',
      trust: 'high',
      reason: 'x',
    } as const;
    await expect(hr.acceptEvidence(chaima(), input)).rejects.toMatchObject({ status: 403 });
    await expect(hr.acceptEvidence(desk.hr, input)).rejects.toMatchObject({ status: 403 });
  });
});

describe('a correction', () => {
  const dates = { validFrom: '2026-11-21', validUntil: '2027-05-21', reason: 'Verkeerde categorie' };

  it('waits for a second person and is an event of its own then', async () => {
    await desk.pass(desk.people.chaima);
    const id = await idOf(desk.people.chaima);
    const proposal = await hr.proposeCorrection(desk.hr, id, dates);
    expect(await desk.standing(desk.people.chaima)).toMatchObject({ validUntil: '2027-11-21' });
    await expect(hr.proposeCorrection(second(), id, dates)).rejects.toMatchObject({ status: 409 });
    await expect(hr.decideCorrection(desk.hr, proposal, { outcome: 'confirmed' })).rejects.toMatchObject({
      status: 409,
    });
    await hr.decideCorrection(second(), proposal, { outcome: 'confirmed' });
    expect(await desk.standing(desk.people.chaima)).toMatchObject({ validUntil: '2027-05-21' });
    await expect(hr.decideCorrection(second(), proposal, { outcome: 'rejected' })).rejects.toMatchObject({
      status: 409,
    });
    const last = (await desk.reads.changes(desk.hr, id)).at(-1);
    expect(last).toMatchObject({ kind: 'corrected', reason: 'Verkeerde categorie' });
  });

  it('leaves no trace in the ledger when it is rejected', async () => {
    await desk.pass(desk.people.chaima);
    const id = await idOf(desk.people.chaima);
    const proposal = await hr.proposeCorrection(desk.hr, id, dates);
    await hr.decideCorrection(second(), proposal, { outcome: 'rejected' });
    expect(await desk.reads.changes(desk.hr, id)).toHaveLength(1);
    expect(await desk.get(HrDeskReads).corrections(desk.hr)).toEqual([]);
  });

  it('is not for the holder, who may work for HR', async () => {
    await desk.pass(desk.people.anna);
    const id = await idOf(desk.people.anna);
    await expect(hr.proposeCorrection(desk.hr, id, dates)).rejects.toMatchObject({ status: 403 });
  });
});

describe('an appeal', () => {
  it('is the holder’s, is heard by somebody else of HR, and gives the licence back when upheld', async () => {
    await desk.pass(desk.people.chaima);
    const id = await idOf(desk.people.chaima);
    await desk.licences.suspend(desk.hr, id, { reason: 'Deelde een wachtwoord' });
    await expect(hr.appeal(desk.hr, id, { reason: 'x' })).rejects.toMatchObject({ status: 403 });
    await hr.appeal(chaima(), id, { reason: 'Dat was ik niet' });
    const open = (await desk.get(HrDeskReads).desk(desk.hr))['appeals'];
    expect(open).toMatchObject([{ decision: 'Deelde een wachtwoord', words: 'Dat was ik niet' }]);
    const answer = { outcome: 'upheld', reason: 'Klopt' } as const;
    await expect(hr.decideAppeal(desk.hr, id, answer)).rejects.toMatchObject({ status: 409 });
    await hr.decideAppeal(second(), id, answer);
    expect(await desk.standing(desk.people.chaima)).toMatchObject({ state: 'valid' });
    expect(await decisions()).toEqual(['suspended', 'appealed', 'appeal-upheld']);
  });

  it('brings back a revoked licence', async () => {
    await desk.pass(desk.people.chaima);
    const id = await idOf(desk.people.chaima);
    await desk.licences.revoke(desk.hr, id, { reason: 'x' });
    await hr.appeal(chaima(), id, { reason: 'y' });
    await hr.decideAppeal(second(), id, { outcome: 'upheld', reason: 'z' });
    expect(await desk.standing(desk.people.chaima)).toMatchObject({ licenceId: id, state: 'valid' });
  });

  it('comes too late after six weeks', async () => {
    await desk.pass(desk.people.chaima);
    const id = await idOf(desk.people.chaima);
    await desk.licences.suspend(desk.hr, id, { reason: 'x' });
    desk.clock.set('2027-01-03T09:00:00Z');
    await expect(hr.appeal(chaima(), id, { reason: 'y' })).rejects.toMatchObject({ status: 409 });
    expect(await nudged()).toBe(0);
  });
});

describe('an endorsement', () => {
  it('is added by HR from the list of its category', async () => {
    await desk.pass(desk.people.chaima);
    const id = await idOf(desk.people.chaima);
    const kind = { category: 'A', nameNl: 'VPN', nameEn: 'VPN' };
    await hr.saveEndorsement(desk.hr, { code: 'vpn', ...kind });
    await hr.saveEndorsement(desk.hr, { code: 'beheer', ...kind, category: 'B' });
    await expect(hr.endorse(desk.hr, id, { endorsement: 'beheer' })).rejects.toMatchObject({ status: 422 });
    await hr.endorse(desk.hr, id, { endorsement: 'vpn' });
    const row = await one<{ endorsements: string[] }>(desk.db.read, 'SELECT endorsements FROM licence');
    expect(row?.endorsements).toEqual(['vpn']);
    await hr.withdrawEndorsement(desk.hr, id, { endorsement: 'vpn', reason: 'Niet meer nodig' });
    expect((await desk.reads.get(desk.hr, id)).licence.endorsements).toEqual([]);
  });
});

describe('who held what on a day', () => {
  const heldOn = async (on: string, knownAt: string | null = null): Promise<string[]> =>
    (await listHeld(desk.db.read, { on, knownAt, limit: 100 })).map(
      ({ personNumber, category, state, validUntil }) => `${personNumber} ${category} ${state} ${validUntil}`,
    );

  it('comes from the ledger, for any day, also before the sweep has looked', async () => {
    await desk.licences.issuePermit(desk.hr, { number: '1005', category: 'A', days: 30 });
    await desk.pass(desk.people.chaima);
    const id = await idOf(desk.people.chaima);
    desk.clock.set('2027-02-01T09:00:00Z');
    await desk.licences.suspend(desk.hr, id, { reason: 'x' });
    desk.clock.set('2027-03-01T09:00:00Z');
    await desk.licences.reinstate(desk.hr, id, { reason: 'y' });
    expect(await heldOn('2026-11-20')).toEqual([]);
    expect(await heldOn('2026-11-21')).toEqual(['1003 A valid 2027-11-21', '1005 A permit 2026-12-21']);
    expect(await heldOn('2027-02-10')).toEqual(['1003 A suspended 2027-11-21', '1005 A expired 2026-12-21']);
    expect((await heldOn('2027-03-01'))[0]).toBe('1003 A valid 2027-11-21');
    expect((await heldOn('2027-09-22'))[0]).toBe('1003 A renewal 2027-11-21');
    expect((await heldOn('2027-11-22'))[0]).toBe('1003 A grace 2027-11-21');
    expect((await heldOn('2027-12-22'))[0]).toBe('1003 A expired 2027-11-21');
    await desk.sweep();
  });

  it('tells what was known at a moment apart from what is known now', async () => {
    await desk.pass(desk.people.chaima);
    desk.clock.set('2026-12-05T09:00:00Z');
    await desk.pass(desk.people.emilia, { at: '2026-12-01T09:00:00Z' });
    expect(await heldOn('2026-12-02')).toHaveLength(2);
    expect(await heldOn('2026-12-02', '2026-12-03T00:00:00Z')).toEqual(['1003 A valid 2027-11-21']);
  });

  it('names the one document that counts, however many ended before', async () => {
    await desk.pass(desk.people.chaima);
    desk.clock.set('2029-01-01T09:00:00Z');
    await desk.sweep();
    await desk.pass(desk.people.chaima);
    expect(await heldOn('2028-06-01')).toEqual(['1003 A expired 2027-11-21']);
    expect(await heldOn('2029-01-01')).toEqual(['1003 A valid 2030-01-01']);
  });
});

describe('the nightly check', () => {
  it('finds nothing wrong after the clock was moved, before any sweep, nor when it is set back', async () => {
    await desk.pass(desk.people.chaima);
    desk.clock.set('2027-10-20T09:00:00Z');
    expect(await desk.dispatcher.runSchedule('licences.check-ledger', { dry: true })).toMatchObject({
      changed: 0,
      notes: ['sound'],
    });
    expect(await desk.dispatcher.runSchedule('licences.check-ledger')).toMatchObject({
      changed: 1,
      notes: ['sound'],
    });
    expect(await desk.standing(desk.people.chaima)).toMatchObject({ state: 'renewal' });
    await desk.pass(desk.people.emilia);
    desk.clock.set('2026-11-21T09:00:00Z');
    expect(await desk.dispatcher.runSchedule('licences.check-ledger')).toMatchObject({ notes: ['sound'] });
  });

  it('keeps that all is well, and fails loudly when a row was changed behind the ledger', async () => {
    await desk.pass(desk.people.chaima);
    expect(await desk.dispatcher.runSchedule('licences.check-ledger')).toMatchObject({ notes: ['sound'] });
    await rows(
      desk.db.read,
      `UPDATE licence SET valid_until = valid_until + 1, grace_until = grace_until + 1`,
    );
    await expect(desk.dispatcher.runSchedule('licences.check-ledger')).rejects.toThrow(/not sound/);
    const kept = await rows(desk.db.read, 'SELECT ok FROM licence_ledger_check ORDER BY id');
    expect(kept).toEqual([{ ok: true }, { ok: false }]);
    await rows(
      desk.db.read,
      `UPDATE licence SET valid_until = valid_until - 1, grace_until = grace_until - 1`,
    );
  });
});
