import { Temporal } from 'temporal-polyfill';
import { licenceExpired, licenceGranted, personChanged, personLeft } from '#events';
import { one, publish, rows } from '#kernel';
import { beAway, hire, hold } from '../../audiences/src/testing/company.js';
import { hr, testPolicies } from './testing/policies.js';

type Company = Awaited<ReturnType<typeof testPolicies>>;
let company: Company;
beforeEach(async () => {
  company = await testPolicies();
});
afterEach(() => company.close());

const finance = { team: { code: 'FIN', below: true } };
const licenceId = '0198c0de-0000-7000-8000-00000000000a';

async function requirements(): Promise<
  { name: string; state: string; due: string | null; key: string; told: number | null; version: number }[]
> {
  return rows(
    company.db.read,
    `SELECT p.display_name AS name, r.state, r.due_on AS due, r.explanation ->> 'key' AS key, r.told, r.version
     FROM requirement r JOIN person p ON p.id = r.person_id WHERE r.state <> 'ended' ORDER BY p.display_name`,
  );
}

async function countRows(): Promise<Record<string, string>> {
  const counted = await one<Record<string, string>>(
    company.db.read,
    'SELECT (SELECT count(*) FROM requirement) AS requirement, (SELECT count(*) FROM requirement_change) AS change, (SELECT count(*) FROM outbox) AS outbox, (SELECT count(*) FROM audit_event) AS audit',
  );
  return counted!;
}

const changed = (...personIds: string[]) =>
  company
    .write((tx) => publish(tx, personChanged({ personIds, reason: 'edit' })))
    .then(() => company.drain());

describe('a published policy', () => {
  it('asks everybody in the audience, each by a day of their own, and sees who holds the licence already', async () => {
    await company.write(async (tx) => {
      await hire(tx, { name: 'Chaima El' });
      await hire(tx, { name: 'Daan Visser', workingDays: [1, 2, 3], team: 'FIN-CRED' });
      await hold(tx, await hire(tx, { name: 'Bram Janssen' }), 'A');
      const femke = await hire(tx, { name: 'Femke Wouters' });
      await beAway(tx, femke, '2027-01-04', null);
      await hire(tx, { name: 'Karim Haddad', team: 'HRM' });
    });
    await company.inForce(hr(), finance, { afterStart: 20 });
    expect(await requirements()).toEqual([
      {
        name: 'Bram Janssen',
        state: 'satisfied',
        due: '2027-02-26',
        key: 'policies.due_policy',
        told: null,
        version: 1,
      },
      {
        name: 'Chaima El',
        state: 'open',
        due: '2027-02-26',
        key: 'policies.due_policy',
        told: 30,
        version: 1,
      },
      {
        name: 'Daan Visser',
        state: 'open',
        due: '2027-03-16',
        key: 'policies.due_policy',
        told: null,
        version: 1,
      },
      { name: 'Femke Wouters', state: 'open', due: null, key: 'policies.due_paused', told: null, version: 1 },
    ]);
    const told = await company.told();
    expect(told.map((event) => event.name)).toEqual(['requirement.created']);
    expect(told[0]!.payload.items.map((item) => item['dueOn']).sort()).toEqual(['2027-02-26', '2027-03-16']);
    expect(told[0]!.payload.items[0]).toMatchObject({ category: 'A' });
    expect(told[0]!.payload).toMatchObject({
      because: {
        nl: 'Omdat dit geldt voor iedereen die in Finance werkt (beleid ‘Basis’).',
        en: 'Because this applies to everyone working in Finance (policy ‘Basics’).',
      },
    });
  });

  it('writes nothing when nothing changed, however often it is looked at', async () => {
    await company.write((tx) => hire(tx, { name: 'Chaima El' }));
    await company.inForce(hr(), finance, { afterStart: 20 });
    const before = await countRows();
    await company.run('policies.evaluate');
    await company.run('policies.evaluate');
    const id = (await one<{ id: string }>(company.db.read, 'SELECT id FROM person'))!.id;
    const outboxBefore = Number((await countRows())['outbox']);
    await changed(id);
    expect(await countRows()).toEqual({ ...before, outbox: String(outboxBefore + 1) });
  });

  it('is not evaluated by a dry run, which says what it would change', async () => {
    await company.inForce(hr(), finance, { afterStart: 20 });
    await company.write((tx) => hire(tx, { name: 'Chaima El' }));
    expect(await company.run('policies.evaluate', { dry: true })).toMatchObject({
      seen: 1,
      changed: 0,
      skipped: 1,
    });
    expect(await requirements()).toEqual([]);
    expect(await company.run('policies.evaluate')).toMatchObject({ seen: 1, changed: 1 });
    expect(await requirements()).toHaveLength(1);
  });
});

describe('a person whose HR facts change', () => {
  it('gets and loses requirements with the team, and keeps what was achieved', async () => {
    const chaima = await company.write((tx) => hire(tx, { name: 'Chaima El', team: 'HRM' }));
    await company.inForce(hr(), finance, { afterJoining: 10 });
    expect(await requirements()).toEqual([]);
    company.clock.set('2027-02-10T09:00:00Z');
    await company.write((tx) =>
      rows(tx, `UPDATE placement SET team_id = (SELECT id FROM team WHERE code = 'FIN')`),
    );
    await changed(chaima);
    expect(await requirements()).toEqual([
      {
        name: 'Chaima El',
        state: 'open',
        due: '2027-02-23',
        key: 'policies.due_joining',
        told: 30,
        version: 1,
      },
    ]);
    await company.write((tx) =>
      publish(
        tx,
        licenceGranted({
          licenceId,
          personId: chaima,
          category: 'A',
          validFrom: '2027-02-10',
          validUntil: '2029-02-10',
        }),
      ),
    );
    await company.drain();
    expect((await requirements())[0]?.state).toBe('satisfied');
    await company.told();
    await company.write((tx) =>
      rows(tx, `UPDATE placement SET team_id = (SELECT id FROM team WHERE code = 'HRM')`),
    );
    await changed(chaima);
    expect(await requirements()).toEqual([]);
    expect(await company.told()).toEqual([]);
    await company.write((tx) =>
      rows(tx, `UPDATE placement SET team_id = (SELECT id FROM team WHERE code = 'FIN')`),
    );
    await changed(chaima);
    expect((await requirements())[0]).toMatchObject({ state: 'satisfied' });
  });

  it('gets a later day when an absence is recorded, and is told the day once it is known', async () => {
    const femke = await company.write((tx) => hire(tx, { name: 'Femke Wouters' }));
    await company.inForce(hr(), finance, { afterStart: 20 });
    await company.told();
    await company.write((tx) => beAway(tx, femke, '2027-02-08', null));
    await changed(femke);
    expect((await requirements())[0]).toMatchObject({ due: null, key: 'policies.due_paused' });
    expect(await company.told()).toEqual([]);
    company.clock.set('2027-06-01T09:00:00Z');
    await company.write((tx) => rows(tx, `UPDATE absence SET valid = daterange('2027-02-08', '2027-06-01')`));
    await changed(femke);
    expect((await requirements())[0]).toMatchObject({ due: '2027-06-21', key: 'policies.due_policy' });
    expect((await company.told()).map((event) => event.name)).toEqual(['requirement.created']);
  });

  it('is asked nothing any more after leaving the company', async () => {
    const ivo = await company.write((tx) => hire(tx, { name: 'Ivo Kuipers' }));
    await company.inForce(hr(), finance, { afterStart: 20 });
    await company.told();
    company.clock.set('2027-03-01T09:00:00Z');
    await company.write(async (tx) => {
      await rows(tx, `UPDATE placement SET valid = daterange('2020-01-06', '2027-03-01')`);
      await rows(tx, `UPDATE employment SET valid = daterange('2020-01-06', '2027-03-01')`);
      await publish(tx, personLeft({ personIds: [ivo], on: '2027-02-28' }));
    });
    await company.drain();
    expect(await requirements()).toEqual([]);
    expect((await company.told())[0]).toMatchObject({
      name: 'requirement.ended',
      payload: { items: [{ personId: ivo, reason: 'left-company' }] },
    });
  });

  it('is asked by a relative start date only as long as it applies', async () => {
    await company.write((tx) => hire(tx, { name: 'Chaima El', start: '2027-01-25' }));
    await company.inForce(hr(), { startedWithinDays: 30 }, { afterStart: 20 });
    expect(await requirements()).toHaveLength(1);
    company.clock.set('2027-02-24T08:00:00Z');
    await company.run('policies.evaluate');
    expect(await requirements()).toHaveLength(1);
    company.clock.set('2027-02-25T08:00:00Z');
    await company.run('policies.evaluate');
    expect(await requirements()).toEqual([]);
  });
});

describe('a licence', () => {
  it('satisfies its requirement when granted and opens it again, with new days, when it expires', async () => {
    const chaima = await company.write((tx) => hire(tx, { name: 'Chaima El' }));
    await company.inForce(hr(), finance, { afterStart: 20 });
    await company.told();
    await company.write((tx) =>
      publish(
        tx,
        licenceGranted({
          licenceId,
          personId: chaima,
          category: 'A',
          validFrom: '2027-02-03',
          validUntil: '2028-02-29',
        }),
      ),
    );
    await company.drain();
    expect((await requirements())[0]).toMatchObject({ state: 'satisfied', due: '2027-02-26' });
    expect((await company.told())[0]).toMatchObject({
      name: 'requirement.ended',
      payload: { items: [{ reason: 'satisfied' }] },
    });
    company.clock.set('2028-03-01T06:00:00Z');
    await company.write((tx) => publish(tx, licenceExpired({ licenceId, personId: chaima, category: 'A' })));
    await company.drain();
    expect((await requirements())[0]).toMatchObject({
      state: 'open',
      due: '2028-03-28',
      key: 'policies.due_again',
    });
    expect((await company.told()).map((event) => event.name)).toEqual(['requirement.created']);
    // A later look keeps the day that was counted from the loss.
    company.clock.set('2028-03-09T06:00:00Z');
    await changed(chaima);
    expect((await requirements())[0]).toMatchObject({
      state: 'open',
      due: '2028-03-28',
      key: 'policies.due_again',
    });
  });

  it('counts for rules about holding it, in the order in which things happened', async () => {
    const chaima = await company.write((tx) => hire(tx, { name: 'Chaima El' }));
    await company.inForce(hr(), { holds: { category: 'A' } }, { afterJoining: 10 }, 'B');
    expect(await requirements()).toEqual([]);
    await company.write((tx) =>
      publish(
        tx,
        licenceGranted({
          licenceId,
          personId: chaima,
          category: 'A',
          validFrom: '2027-02-01',
          validUntil: null,
        }),
      ),
    );
    await company.drain();
    expect(await requirements()).toHaveLength(1);
    await company.write((tx) => publish(tx, licenceExpired({ licenceId, personId: chaima, category: 'A' })));
    await company.drain();
    expect(await requirements()).toEqual([]);
    expect(await rows(company.db.read, 'SELECT state FROM holding')).toEqual([{ state: 'lost' }]);
  });
});

describe('reminders', () => {
  it('come at 30, 7 and 1 days and once when late, on the person’s own calendar, never twice', async () => {
    await company.write(async (tx) => {
      await hire(tx, { name: 'Chaima El' });
      await hire(tx, { name: 'Giovanni Martina', site: 'Willemstad' });
    });
    await company.inForce(hr(), finance, { by: '2027-03-28', newcomers: 10 });
    await company.told();
    const seen: string[] = [];
    for (let hour = 0; hour < 24 * 60; hour++) {
      company.clock.set(Temporal.Instant.from('2027-02-01T08:10:00Z').add({ hours: hour }));
      if (hour % 6 === 0 || hour > 24 * 53) await company.run('policies.remind');
      for (const { name, payload } of await company.told()) {
        for (const item of payload.items) {
          const who = await one<{ name: string; zone: string }>(
            company.db.read,
            'SELECT given_name AS name, zone FROM person WHERE id = $1',
            [item['personId']],
          );
          const day = company.clock.now().toZonedDateTimeISO(who!.zone).toPlainDate().toString();
          seen.push(
            `${who!.name} ${name.replace('requirement.', '')} ${JSON.stringify(item['daysLeft'] ?? '').replaceAll('"', '')} ${day}`,
          );
        }
      }
    }
    for (const name of ['Chaima', 'Giovanni']) {
      expect(seen.filter((line) => line.startsWith(name))).toEqual([
        `${name} due-soon 30 2027-02-26`,
        `${name} due-soon 7 2027-03-21`,
        `${name} due-soon 1 2027-03-27`,
        `${name} overdue  2027-03-29`,
      ]);
    }
  }, 120_000);

  it('wait while somebody is away', async () => {
    const chaima = await company.write((tx) => hire(tx, { name: 'Chaima El' }));
    await company.inForce(hr(), finance, { by: '2027-03-28', newcomers: 10 });
    await company.write((tx) => beAway(tx, chaima, '2027-02-24', '2027-03-02', 'sick'));
    await company.told();
    company.clock.set('2027-02-26T09:00:00Z');
    expect(await company.run('policies.remind', { dry: true })).toMatchObject({ seen: 0 });
    company.clock.set('2027-03-03T09:00:00Z');
    expect(await company.run('policies.remind', { dry: true })).toMatchObject({ seen: 1, changed: 0 });
    expect(await company.run('policies.remind')).toMatchObject({ changed: 1 });
    expect(await company.run('policies.remind')).toMatchObject({ changed: 0 });
  });
});
