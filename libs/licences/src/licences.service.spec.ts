import { personLeft } from '#events';
import { one, publish, rows } from '#kernel';
import { actorFor } from './testing/people.js';
import { attemptId, type Desk, openDesk } from './testing/desk.js';

let desk: Desk;
afterEach(() => desk.close());

const published = async (): Promise<string[]> =>
  (
    await rows<{ name: string }>(
      desk.db.read,
      `SELECT name FROM outbox WHERE name LIKE 'licence.%' AND name <> 'licence.decided' ORDER BY id`,
    )
  ).map(({ name }) => name);
const count = async (table: string): Promise<number> =>
  (await one<{ n: number }>(desk.db.read, `SELECT count(*)::int AS n FROM ${table}`))?.n ?? 0;
const idOf = async (personId: string): Promise<string> => (await desk.standing(personId))?.licenceId ?? '';

describe('passing an exam', () => {
  it('gives a licence with a number, a code and an event', async () => {
    desk = await openDesk();
    await desk.pass(desk.people.chaima);
    expect(await desk.standing(desk.people.chaima)).toMatchObject({
      category: 'A',
      state: 'valid',
      validFrom: '2026-11-21',
      validUntil: '2028-11-21',
      graceUntil: '2028-12-21',
    });
    const row = await one<{ number: string; verification_code: string }>(
      desk.db.read,
      'SELECT number, verification_code FROM licence',
    );
    expect(row?.number).toBe('DNV-A-2026-000001');
    expect(row?.verification_code).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(await published()).toEqual(['licence.granted']);
    expect(await count("audit_event WHERE action = 'licence.granted'")).toBe(1);
  });

  it('holds through its days and its grace, not while it is suspended, and a permit is not held', async () => {
    desk = await openDesk();
    const { chaima, emilia } = desk.people;
    const held = async (personId: string, on: string) => [
      ...(await desk.licences.heldOn(desk.db.read, personId, on)),
    ];
    expect(await held(chaima, '2026-11-21')).toEqual([]);
    await desk.pass(chaima);
    for (const on of ['2026-11-21', '2028-11-21', '2028-12-21'])
      expect(await held(chaima, on)).toEqual(['A']);
    expect(await held(chaima, '2028-12-22')).toEqual([]);
    await desk.licences.suspend(desk.hr, await idOf(chaima), { reason: 'Onderzoek loopt' });
    expect(await held(chaima, '2026-11-21')).toEqual([]);
    await desk.licences.issuePermit(desk.hr, { number: '1005', category: 'A', days: 14 });
    expect((await desk.standing(emilia))?.state).toBe('permit');
    expect(await held(emilia, '2026-11-21')).toEqual([]);
  });

  it('counts on the day it is where the person lives', async () => {
    desk = await openDesk({}, '2026-11-22T00:30:00Z');
    await desk.pass(desk.people.chaima);
    await desk.pass(desk.people.emilia);
    await desk.pass(desk.people.giovanni);
    expect((await desk.standing(desk.people.chaima))?.validFrom).toBe('2026-11-22');
    expect((await desk.standing(desk.people.emilia))?.validFrom).toBe('2026-11-22');
    expect((await desk.standing(desk.people.giovanni))?.validFrom).toBe('2026-11-21');
  });

  it('makes one licence when two exams are passed at the same moment', async () => {
    desk = await openDesk();
    const exam = (): Parameters<typeof desk.licences.considerExam>[2] => ({
      attemptId: attemptId(),
      personId: desk.people.chaima,
      category: 'A',
      decidedAt: '2026-11-21T08:59:00Z',
    });
    const system = { ...desk.hr, kind: 'system' as const, personId: null };
    const runs = await Promise.all(
      Array.from({ length: 6 }, () =>
        desk.db.transaction((tx) => desk.licences.considerExam(tx, system, exam(), desk.clock.now())),
      ),
    );
    expect(runs.filter(({ changed }) => changed === 1)).toHaveLength(1);
    expect(await count('licence')).toBe(1);
    expect(await count('licence_change')).toBe(1);
  });

  it('counts an exam once, however often it is told', async () => {
    desk = await openDesk({ rule: 'from-previous-expiry' });
    await desk.pass(desk.people.chaima);
    desk.clock.set('2028-10-20T09:00:00Z');
    const attempt = attemptId();
    await desk.pass(desk.people.chaima, { attempt });
    await desk.pass(desk.people.chaima, { attempt });
    expect(await desk.standing(desk.people.chaima)).toMatchObject({ validUntil: '2030-11-21' });
    expect(await count('licence')).toBe(1);
  });

  it('renews late with exactly one new licence, even before the sweep has seen the old one lapse', async () => {
    desk = await openDesk({ months: 12 });
    await desk.pass(desk.people.chaima);
    desk.clock.set('2031-03-01T09:00:00Z');
    await desk.pass(desk.people.chaima);
    const all = await rows(
      desk.db.read,
      'SELECT number, state, valid_from, valid_until FROM licence ORDER BY number',
    );
    expect(all).toEqual([
      { number: 'DNV-A-2026-000001', state: 'expired', valid_from: '2026-11-21', valid_until: '2027-11-21' },
      { number: 'DNV-A-2031-000002', state: 'valid', valid_from: '2031-03-01', valid_until: '2032-03-01' },
    ]);
    expect(await published()).toEqual([
      'licence.granted',
      'licence.renewal-opened',
      'licence.expired',
      'licence.granted',
    ]);
  });

  it('counts a proof that was earned before the end and delivered after the sweep', async () => {
    desk = await openDesk({ months: 12, graceDays: 0 });
    await desk.pass(desk.people.chaima);
    desk.clock.set('2027-11-22T06:00:00Z');
    await desk.sweep();
    expect((await desk.standing(desk.people.chaima))?.state).toBe('expired');
    await desk.pass(desk.people.chaima, { at: '2027-11-21T22:30:00Z' });
    expect(await desk.standing(desk.people.chaima)).toMatchObject({
      state: 'valid',
      validUntil: '2028-11-21',
    });
    expect(await count('licence')).toBe(1);
  });

  it('leaves other categories and other people alone', async () => {
    desk = await openDesk();
    await desk.pass(desk.people.chaima);
    await desk.pass(desk.people.chaima, { category: 'B' });
    await desk.pass(desk.people.emilia);
    const all = await desk.licences.byPeople(desk.db.read, Object.values(desk.people));
    expect(all.get(desk.people.chaima)?.map(({ category }) => category)).toEqual(['A', 'B']);
    expect(all.get(desk.people.emilia)?.map(({ category }) => category)).toEqual(['A']);
    expect(all.has(desk.people.giovanni)).toBe(false);
  });
});

describe('a permit', () => {
  it('is given by HR for a number of days and becomes the licence', async () => {
    desk = await openDesk();
    const permit = await desk.licences.issuePermit(desk.hr, { number: '1003', category: 'A', days: 14 });
    expect(permit).toMatchObject({ state: 'permit', validUntil: '2026-12-05' });
    await desk.pass(desk.people.chaima);
    expect(await desk.standing(desk.people.chaima)).toMatchObject({
      licenceId: permit.licenceId,
      state: 'valid',
    });
    expect(await published()).toEqual(['licence.permit-issued', 'licence.granted']);
  });

  it('is refused for somebody who holds the category, for a stranger and for an unknown category', async () => {
    desk = await openDesk();
    await desk.pass(desk.people.chaima);
    const issue = (number: string, category: string) =>
      desk.licences.issuePermit(desk.hr, { number, category, days: undefined });
    await expect(issue('1003', 'A')).rejects.toMatchObject({ definition: { type: 'licence-already-held' } });
    await expect(issue('9999', 'A')).rejects.toMatchObject({ errors: [{ pointer: '/number' }] });
    await expect(issue('1003', 'Z')).rejects.toMatchObject({ errors: [{ pointer: '/category' }] });
    expect(await count('licence')).toBe(1);
  });

  it('is not for employees to give', async () => {
    desk = await openDesk();
    const chaima = actorFor(desk.people.chaima);
    await expect(
      desk.licences.issuePermit(chaima, { number: '1003', category: 'A', days: 5 }),
    ).rejects.toMatchObject({ status: 403 });
  });
});

describe('what HR decides', () => {
  it('suspends, gives back and revokes, with reasons in the history', async () => {
    desk = await openDesk();
    await desk.pass(desk.people.chaima);
    const id = await idOf(desk.people.chaima);
    await desk.licences.suspend(desk.hr, id, { reason: 'Gesprek gepland' });
    expect((await desk.standing(desk.people.chaima))?.state).toBe('suspended');
    await desk.licences.reinstate(desk.hr, id, { reason: 'Gesprek gehad' });
    expect((await desk.standing(desk.people.chaima))?.state).toBe('valid');
    await desk.licences.revoke(desk.hr, id, { reason: 'Op eigen verzoek' });
    const changes = await desk.reads.changes(desk.hr, id);
    expect(changes.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['granted', null],
      ['suspended', 'Gesprek gepland'],
      ['reinstated', 'Gesprek gehad'],
      ['revoked', 'Op eigen verzoek'],
    ]);
    expect(await published()).toEqual([
      'licence.granted',
      'licence.suspended',
      'licence.reinstated',
      'licence.revoked',
    ]);
  });

  it('is refused twice, and for anybody else', async () => {
    desk = await openDesk();
    await desk.pass(desk.people.chaima);
    const id = await idOf(desk.people.chaima);
    const reason = { reason: 'x' };
    await expect(desk.licences.suspend(actorFor(desk.people.chaima), id, reason)).rejects.toMatchObject({
      status: 403,
    });
    await expect(desk.licences.reinstate(desk.hr, id, reason)).rejects.toMatchObject({
      definition: { type: 'licence-not-suspended' },
    });
    await desk.licences.revoke(desk.hr, id, reason);
    await expect(desk.licences.revoke(desk.hr, id, reason)).rejects.toMatchObject({
      definition: { type: 'licence-already-revoked' },
    });
  });

  it('keeps a suspension when the exam is passed meanwhile, and tells the new dates when it is given back', async () => {
    desk = await openDesk({ months: 12 });
    await desk.pass(desk.people.chaima);
    const id = await idOf(desk.people.chaima);
    await desk.licences.suspend(desk.hr, id, { reason: 'x' });
    desk.clock.set('2027-10-30T09:00:00Z');
    await desk.pass(desk.people.chaima);
    expect(await desk.standing(desk.people.chaima)).toMatchObject({
      state: 'suspended',
      validUntil: '2028-10-30',
    });
    expect(await published()).toEqual(['licence.granted', 'licence.suspended']);
    await desk.licences.reinstate(desk.hr, id, { reason: 'y' });
    const told = await one<{ payload: unknown }>(
      desk.db.read,
      `SELECT payload FROM outbox WHERE name = 'licence.reinstated'`,
    );
    expect(told?.payload).toMatchObject({ validFrom: '2027-10-30', validUntil: '2028-10-30' });
  });

  it('needs a newer exam after a revocation', async () => {
    desk = await openDesk();
    await desk.pass(desk.people.chaima);
    await desk.licences.revoke(desk.hr, await idOf(desk.people.chaima), { reason: 'x' });
    await desk.pass(desk.people.chaima, { at: '2026-11-21T08:00:00Z' });
    expect((await desk.standing(desk.people.chaima))?.state).toBe('revoked');
    desk.clock.set('2026-11-30T09:00:00Z');
    await desk.pass(desk.people.chaima);
    expect((await desk.standing(desk.people.chaima))?.state).toBe('valid');
    expect(await count('licence')).toBe(2);
  });
});

describe('leaving the company', () => {
  it('takes nothing away: the licence stays, and lapses on its own day', async () => {
    desk = await openDesk({ months: 12, graceDays: 0 });
    await desk.pass(desk.people.chaima);
    const before = await desk.standing(desk.people.chaima);
    const left = personLeft({ personIds: [desk.people.chaima], on: '2026-12-01' });
    await desk.db.transaction((tx) => publish(tx, left));
    await desk.dispatcher.drain();
    expect(await desk.standing(desk.people.chaima)).toEqual(before);
    expect(await count('licence_change')).toBe(1);
    desk.clock.set('2027-11-22T12:00:00Z');
    await desk.sweep();
    expect((await desk.standing(desk.people.chaima))?.state).toBe('expired');
  });
});

describe('one open licence per person and category', () => {
  it('is kept by the database itself', async () => {
    desk = await openDesk();
    await desk.pass(desk.people.chaima);
    const copy = `INSERT INTO licence (person_id, category, number, state, issued_on, valid_from, valid_until, grace_until, periods, last_seq)
      SELECT person_id, category, 'X', 'valid', issued_on, valid_from, valid_until, grace_until, 1, 1 FROM licence`;
    await expect(rows(desk.db.read, copy)).rejects.toThrow(/licence_open_uq/);
  });
});

describe('a licence kept alive by reviews', () => {
  it('moves its last day along with each review, once a day', async () => {
    desk = await openDesk({ rule: 'upkeep', months: 6 });
    await desk.pass(desk.people.chaima);
    const system = { ...desk.hr, kind: 'system' as const, personId: null };
    const review = (on: string) =>
      desk.db.transaction((tx) =>
        desk.licences.keepAlive(
          tx,
          system,
          { personId: desk.people.chaima, category: 'A', on },
          desk.clock.now(),
        ),
      );
    expect((await review('2027-01-15')).changed).toBe(1);
    expect((await review('2027-01-15')).changed).toBe(0);
    expect((await desk.standing(desk.people.chaima))?.validUntil).toBe('2027-07-15');
  });
});

describe('the public link', () => {
  const codeOf = async (): Promise<string | null> =>
    (await one<{ code: string | null }>(desk.db.read, 'SELECT verification_code AS code FROM licence'))
      ?.code ?? null;

  it('shows initials, category and date, in the language asked for', async () => {
    desk = await openDesk();
    await desk.pass(desk.people.chaima);
    const code = (await codeOf()) ?? '';
    expect(await desk.reads.verify(code.toLowerCase(), 'en')).toMatchObject({
      verdict: 'valid',
      holder: 'C. El Idrissi',
      category: 'A',
      categoryTitle: 'Basics',
      validUntil: '2028-11-21',
      permit: false,
    });
  });

  it('says the same for a code that never was, a typing error and a closed page', async () => {
    desk = await openDesk();
    await desk.pass(desk.people.chaima);
    const code = (await codeOf()) ?? '';
    const chaima = actorFor(desk.people.chaima);
    const id = await idOf(desk.people.chaima);
    await expect(desk.licences.revokeLink(desk.hr, id)).rejects.toMatchObject({ status: 403 });
    await desk.licences.revokeLink(chaima, id);
    const closed = await desk.reads.verify(code, 'nl');
    expect(closed).toEqual(await desk.reads.verify('0'.repeat(26), 'nl'));
    expect(closed).toEqual(await desk.reads.verify('not-a-code', 'nl'));
    expect(closed.verdict).toBe('unknown');
    await desk.licences.renewLink(chaima, id);
    expect(await codeOf()).not.toBe(code);
    expect((await desk.reads.verify((await codeOf()) ?? '', 'nl')).verdict).toBe('valid');
  });

  it('reads expired from the first moment after the last day where the holder lives, grace or not', async () => {
    desk = await openDesk({ months: 12 });
    await desk.pass(desk.people.giovanni);
    const code = (await codeOf()) ?? '';
    desk.clock.set('2027-11-22T03:59:59Z');
    expect((await desk.reads.verify(code, 'nl')).verdict).toBe('valid');
    desk.clock.set('2027-11-22T04:00:00Z');
    expect((await desk.reads.verify(code, 'nl')).verdict).toBe('expired');
  });

  it('says withdrawn without a reason or a date', async () => {
    desk = await openDesk();
    await desk.pass(desk.people.chaima);
    await desk.licences.suspend(desk.hr, await idOf(desk.people.chaima), { reason: 'geheim' });
    const found = await desk.reads.verify((await codeOf()) ?? '', 'nl');
    expect(found).toMatchObject({ verdict: 'revoked', validUntil: null });
    expect(JSON.stringify(found)).not.toContain('geheim');
  });
});
