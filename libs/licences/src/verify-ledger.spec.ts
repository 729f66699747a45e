import { rows } from '#kernel';
import { exportLicences } from './licences.erasure.js';
import { type Desk, openDesk } from './testing/desk.js';
import { actorFor } from './testing/people.js';
import { type LedgerReport, verifyLedger } from './verify-ledger.js';

let desk: Desk;
beforeEach(async () => (desk = await openDesk({ months: 12 })));
afterEach(() => desk.close());

/** Some life: three people, a renewal, a suspension, an expiry. */
async function live(): Promise<string> {
  await desk.pass(desk.people.chaima);
  await desk.pass(desk.people.emilia);
  const id = (await desk.standing(desk.people.chaima))?.licenceId ?? '';
  await desk.licences.suspend(desk.hr, id, { reason: 'Ziet de regels niet' });
  await desk.licences.reinstate(desk.hr, id, { reason: 'Ziet ze nu wel' });
  desk.clock.set('2027-10-01T09:00:00Z');
  await desk.sweep();
  await desk.pass(desk.people.chaima);
  await desk.licences.renewLink(actorFor(desk.people.chaima), id);
  desk.clock.set('2028-02-01T09:00:00Z');
  await desk.sweep();
  return id;
}

/** What somebody with the database's password could do: the trigger is switched off for the session. */
async function tamper(sql: string): Promise<LedgerReport> {
  await desk.db.transaction(async (tx) => {
    await rows(tx, 'SET LOCAL session_replication_role = replica');
    await rows(tx, sql);
  });
  return verifyLedger(desk.db.read);
}

const kinds = ({ faults }: LedgerReport): string[] => [...new Set(faults.map(({ kind }) => kind))].sort();

describe('the ledger', () => {
  it('replays to exactly the state in the tables', async () => {
    await live();
    const report = await verifyLedger(desk.db.read);
    expect(report).toEqual({ ok: true, lines: 10, licences: 2, faults: [] });
  });

  it('refuses to be changed, shortened or emptied', async () => {
    await live();
    for (const sql of [
      `UPDATE licence_change SET actor = 'person:nobody' WHERE seq = 1`,
      'DELETE FROM licence_change WHERE seq = 1',
      'TRUNCATE licence_change CASCADE',
    ]) {
      await expect(rows(desk.db.read, sql)).rejects.toThrow(/the licence ledger only grows/);
    }
  });

  it('shows a line that was changed behind its back', async () => {
    await live();
    const changed = `UPDATE licence_change SET event = jsonb_set(event, '{on}', '"2031-01-01"') WHERE seq = 3`;
    expect(kinds(await tamper(changed))).toContain('changed');
  });

  it('shows who is said to have done it being changed', async () => {
    await live();
    expect(kinds(await tamper(`UPDATE licence_change SET actor = 'person:bram' WHERE seq = 3`))).toEqual([
      'changed',
    ]);
  });

  it('shows a line that was taken out', async () => {
    await live();
    expect(kinds(await tamper('DELETE FROM licence_change WHERE seq = 6'))).toContain('gap');
  });

  it('shows the last lines being cut off', async () => {
    await live();
    const report = await tamper(
      'DELETE FROM licence_change WHERE seq = (SELECT max(seq) FROM licence_change)',
    );
    expect(kinds(report)).toEqual(['head-differs', 'row-differs']);
  });

  it('shows a row that was changed without the ledger', async () => {
    await live();
    expect(
      kinds(await tamper(`UPDATE licence SET valid_until = '2039-01-01', grace_until = '2039-01-01'`)),
    ).toEqual(['row-differs']);
  });

  it('shows a licence that was slipped in', async () => {
    await live();
    const report = await tamper(`
      INSERT INTO licence (person_id, category, number, state, issued_on, valid_from, valid_until, grace_until, periods, last_seq)
      SELECT id, 'A', 'FAKE', 'valid', '2027-01-01', '2027-01-01', '2030-01-01', '2030-01-01', 1, 1
      FROM person WHERE number = '1007'`);
    expect(kinds(report)).toEqual(['row-without-ledger']);
  });

  it('shows a reason that was rewritten, and accepts one that was erased', async () => {
    await live();
    expect(kinds(await tamper(`UPDATE licence_reason SET reason = 'anders' WHERE change_seq = 3`))).toEqual([
      'reason-differs',
    ]);
    await rows(desk.db.read, 'DELETE FROM licence_reason');
    expect((await verifyLedger(desk.db.read)).ok).toBe(true);
  });
});

describe('what is known about a person', () => {
  it('is shown in full and forgotten without breaking the ledger', async () => {
    const id = await live();
    const shown = await exportLicences(desk.db.read, desk.people.chaima);
    expect(JSON.stringify(shown)).toContain('Ziet de regels niet');
    const erasure = desk.registry.erasures.get('licences');
    await desk.db.transaction(
      (tx) => erasure?.erase(tx, desk.people.chaima) ?? Promise.reject(new Error('none')),
    );
    expect(
      await rows(desk.db.read, 'SELECT 1 FROM licence_reason WHERE person_id = $1', [desk.people.chaima]),
    ).toEqual([]);
    const [row] = await rows(desk.db.read, 'SELECT state, verification_code FROM licence WHERE id = $1', [
      id,
    ]);
    expect(row).toEqual({ state: 'valid', verification_code: null });
    expect((await verifyLedger(desk.db.read)).ok).toBe(true);
  });
});
