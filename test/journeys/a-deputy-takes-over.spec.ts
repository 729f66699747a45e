import { one, rows } from '#kernel';
import { testApp, type TestApp } from '../support/app.js';
import { demoFile } from './hr-file.js';

/**
 * Bram goes on holiday and lets Daan take his place for ten days. Daan sees and does what Bram may, in both names, and
 * not a day longer. When Chaima changes team, what is open goes along; what was done stays with who led her then.
 */
describe('a deputy takes over', () => {
  let house: TestApp;
  beforeAll(async () => {
    house = await testApp({ at: '2026-11-24T09:00:00Z' });
  }, 180_000);
  afterAll(() => house?.close());

  const statusOf = async (name: 'bram' | 'daan', url: string) =>
    (await (await house.visit(name)).open(url)).status;
  const remind = async (name: 'bram' | 'daan', personId: string) =>
    (
      await (
        await house.api(name)
      )('post', '/api/v1/team/reminders').send({ items: [{ personId, category: 'A' }] })
    ).status;

  it('Daan has no team until Bram says so', async () => {
    expect(await statusOf('daan', '/team')).toBe(403);
    const bram = await house.visit('bram');
    const page = await bram.open('/deputies');
    const daan = await house.idOf('daan');
    expect(page.html).toContain(`value="${daan}"`);
    const wrong = await bram.submit('/deputies', { deputy: daan, from: '2026-11-25', until: '2026-11-20' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('De laatste dag ligt voor de eerste.');
    const done = await bram.submit('/deputies', { deputy: daan, from: '2026-11-25', until: '2026-12-04' });
    expect(done.text).toContain('De vervanging is vastgelegd.');
    expect(await statusOf('daan', '/team')).toBe(403);
  });

  it('sees Bram’s team from the first day, without himself, and what somebody needs', async () => {
    house.clock.set('2026-11-25T08:00:00Z');
    const daan = await house.visit('daan');
    const team = await daan.open('/team');
    expect(team.text).toContain('Je vervangt Bram Janssen tot en met 4 dec. 2026.');
    expect(team.text).toContain('Chaima El Idrissi');
    const list = (await (await house.api('daan'))('get', '/api/v1/team?limit=200')).body as {
      items: { personId: string }[];
      standIns: { name: string }[];
    };
    expect(list.standIns).toMatchObject([{ name: 'Bram Janssen', until: '2026-12-04' }]);
    expect(list.items.map(({ personId }) => personId)).not.toContain(await house.idOf('daan'));
    const chaima = await house.idOf('chaima');
    const needs = await (await house.api('daan'))('get', `/api/v1/people/${chaima}/requirements`);
    expect(needs.status).toBe(200);
    expect(needs.body.items).toHaveLength(1);
    // A place is not passed on, and no other team opens.
    expect((await daan.open('/deputies')).text).not.toContain('Nieuwe vervanging');
    expect(await remind('daan', await house.idOf('giovanni'))).toBe(403);
  });

  it('acts in both names', async () => {
    const chaima = await house.idOf('chaima');
    expect(await remind('daan', chaima)).toBe(202);
    expect(await remind('bram', chaima)).toBe(202);
    await house.drain();
    const audit = await rows<{ actor_id: string; changes: Record<string, string> }>(
      house.db.read,
      `SELECT actor_id, changes FROM audit_event WHERE action = 'reminder.requested' AND subject_id = $1 ORDER BY id`,
      [chaima],
    );
    expect(audit).toEqual([
      { actor_id: await house.idOf('daan'), changes: { category: 'A', inPlaceOf: await house.idOf('bram') } },
      { actor_id: await house.idOf('bram'), changes: { category: 'A' } },
    ]);
  });

  it('is out again the day after the last one', async () => {
    house.clock.set('2026-12-04T22:00:00Z');
    expect(await statusOf('daan', '/team')).toBe(200);
    house.clock.set('2026-12-05T08:00:00Z');
    expect(await statusOf('daan', '/team')).toBe(403);
    expect(await remind('daan', await house.idOf('chaima'))).toBe(403);
  });

  it('open tasks follow Chaima to her next leader; what was done keeps the leader of then', async () => {
    house.clock.set('2026-12-07T08:00:00Z');
    const file = demoFile('demo-nv.csv').with('1003', { Leidinggevende: '1016', 'Functie vanaf': '' });
    const call = await house.api('anna');
    await call('post', '/api/v1/imports?source=demo&dryRun=false')
      .set('content-type', 'text/csv')
      .send(file.toBytes())
      .expect(201);
    await house.drain();
    const chaima = await house.idOf('chaima');
    expect((await (await house.visit('bram')).open('/team?view=all')).text).not.toContain(
      'Chaima El Idrissi',
    );
    expect(await remind('bram', chaima)).toBe(403);
    const asked = await one<{ n: number }>(
      house.db.read,
      `SELECT count(*)::int AS n FROM requirement WHERE person_id = $1 AND state = 'open'`,
      [chaima],
    );
    expect(asked?.n).toBe(1);
    const of = async (on: string) =>
      (await call('get', `/api/v1/deputies/relation?manager=1016&on=${on}`)).body.items as { name: string }[];
    expect((await of('2026-12-07')).map(({ name }) => name)).toContain('Chaima El Idrissi');
    expect((await of('2026-12-04')).map(({ name }) => name)).not.toContain('Chaima El Idrissi');
    const then = await (await house.visit('bram')).open('/team/relation?on=2026-12-04');
    expect(then.text).toContain('Chaima El Idrissi');
    const reminded = await rows<{ by: string }>(
      house.db.read,
      `SELECT DISTINCT facts ->> 'byPersonId' AS by FROM nudge WHERE person_id = $1 AND purpose = 'reminder'`,
      [chaima],
    );
    expect(reminded).toEqual([{ by: await house.idOf('daan') }]);
  });
});
