import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { type Actor, rows } from '#kernel';
import { demoFile } from './testing/import-desk.js';
import { MergeDesk } from './testing/merge-desk.js';

let database: TestDatabase;
let desk: MergeDesk;
let bram: Actor;
let hr: Actor;

beforeEach(async () => {
  database = await testDatabase();
  desk = new MergeDesk(database.db);
  await desk.bring(demoFile());
  hr = await desk.hr('1001');
  bram = { ...(await desk.hr('1002')), grants: [], isManager: true };
});
afterEach(() => database.close());

const period = { from: '2026-11-23', until: '2026-12-04' };
const leads = async (one: string, other: string, on: string) =>
  desk.people.isManagerOf(database.db.read, await desk.idOf(one), await desk.idOf(other), on);

describe('a deputy', () => {
  it('leads whom the leader leads, on the days of the appointment and on no other', async () => {
    const daan = await desk.idOf('1004');
    await desk.deputies.appoint(bram, { ...period, deputy: daan });
    expect(await leads('1004', '1003', '2026-11-22')).toBe(false);
    expect(await leads('1004', '1003', '2026-11-23')).toBe(true);
    expect(await leads('1004', '1003', '2026-12-04')).toBe(true);
    expect(await leads('1004', '1003', '2026-12-05')).toBe(false);
    expect(await leads('1004', '1004', '2026-11-23')).toBe(false);
    const on = (who: string, day: string) =>
      desk.people.listReports(database.db.read, who, day, 'all').then((ids) => ids.sort());
    const brams = await on(await desk.idOf('1002'), '2026-11-23');
    expect(await on(daan, '2026-11-23')).toEqual(brams.filter((id) => id !== daan));
    expect(await on(daan, '2026-11-22')).toEqual([]);
    expect(await desk.people.standIns(database.db.read, daan, '2026-11-24')).toEqual([
      { managerId: await desk.idOf('1002'), name: 'Bram Janssen', until: '2026-12-04' },
    ]);
  });

  it('acts in the leader’s name, and both are known', async () => {
    const [daan, chaima, bramId] = [
      await desk.idOf('1004'),
      await desk.idOf('1003'),
      await desk.idOf('1002'),
    ];
    const id = await desk.deputies.appoint(bram, { ...period, deputy: daan });
    const place = (who: string, on: string) => desk.people.inPlaceOf(database.db.read, who, [chaima], on);
    expect(await place(daan, '2026-11-24')).toEqual(new Map([[chaima, bramId]]));
    expect(await place(bramId, '2026-11-24')).toEqual(new Map());
    expect(await place(daan, '2026-12-05')).toEqual(new Map());
    const audit = await rows(
      database.db.read,
      `SELECT action, actor_id, changes FROM audit_event WHERE subject_type = 'deputy' AND subject_id = $1`,
      [id],
    );
    expect(audit).toEqual([
      {
        action: 'deputy.appointed',
        actor_id: bramId,
        changes: { manager: bramId, deputy: daan, ...period },
      },
    ]);
  });

  it('passes nothing on, and a leader appoints among near colleagues only', async () => {
    const daan = await desk.idOf('1004');
    await desk.deputies.appoint(bram, { ...period, deputy: daan });
    const standIn: Actor = { ...bram, personId: daan };
    await expect(
      desk.deputies.appoint(standIn, { ...period, deputy: await desk.idOf('1003') }),
    ).rejects.toMatchObject({ errors: [{ pointer: '/manager', message: 'people.deputy_leads_nobody' }] });
    await expect(
      desk.deputies.appoint(bram, { ...period, deputy: await desk.idOf('1005') }),
    ).rejects.toMatchObject({ errors: [{ pointer: '/deputy', message: 'people.deputy_not_near' }] });
    await expect(
      desk.deputies.appoint(bram, { ...period, manager: '1014', deputy: daan }),
    ).rejects.toMatchObject({ status: 403 });
    await desk.deputies.appoint(hr, { ...period, manager: '1014', deputy: '1005' });
    expect(await leads('1005', '1003', '2026-11-24')).toBe(true);
    await expect(
      desk.deputies.appoint(hr, { ...period, manager: '1002', deputy: '1002' }),
    ).rejects.toMatchObject({ errors: [{ message: 'people.deputy_self' }] });
  });

  it('cannot be appointed twice for one day, and ends when one of the two, or HR, says so', async () => {
    const daan = await desk.idOf('1004');
    const id = await desk.deputies.appoint(bram, { from: '2026-11-16', until: '2026-12-04', deputy: daan });
    await expect(
      desk.deputies.appoint(bram, { from: '2026-12-04', until: '2026-12-10', deputy: daan }),
    ).rejects.toThrow('deputy-twice');
    const chaima: Actor = { ...bram, personId: await desk.idOf('1003') };
    await expect(desk.deputies.end(chaima, id)).rejects.toMatchObject({ status: 403 });
    await desk.deputies.end({ ...bram, personId: daan }, id);
    expect(await leads('1004', '1003', '2026-11-21')).toBe(false);
    expect(await leads('1004', '1003', '2026-11-20')).toBe(true);
    expect(await desk.deputies.list(bram)).toMatchObject([{ from: '2026-11-16', until: '2026-11-20' }]);
    await desk.deputies.appoint(bram, { ...period, deputy: daan });
  });
});

describe('the team on a day', () => {
  it('follows the record: then the leader of then, later the next one', async () => {
    const before = await desk.deputies.relation(bram, { on: '2026-11-20' });
    expect(before.items.map(({ name }) => name)).toContain('Chaima El Idrissi');
    await rows(
      database.db.read,
      `WITH old AS (
         UPDATE placement SET valid = daterange(lower(valid), '2026-12-01') WHERE person_id = $1 RETURNING NEW.*)
       INSERT INTO placement (person_id, employment_id, seat, valid, job, team_id, site_id, manager_id, weekly_hours, working_days, night_shift)
       SELECT person_id, employment_id, seat, daterange('2026-12-01', NULL), job, team_id, site_id, $2, weekly_hours, working_days, night_shift FROM old`,
      [await desk.idOf('1003'), await desk.idOf('1016')],
    );
    const names = async (on: string, manager?: string) =>
      (await desk.deputies.relation(manager ? hr : bram, { on, manager })).items.map(({ name }) => name);
    expect(await names('2026-11-30')).toContain('Chaima El Idrissi');
    expect(await names('2026-12-01')).not.toContain('Chaima El Idrissi');
    expect(await names('2026-12-01', '1016')).toContain('Chaima El Idrissi');
    await expect(desk.deputies.relation(bram, { on: '2026-12-01', manager: '1016' })).rejects.toMatchObject({
      status: 403,
    });
  });

  it('shows every leader of somebody with several jobs, and whom somebody stood in for', async () => {
    const [jolanda] = await desk.facts('1010', '2026-11-21');
    const leaders = await desk.facts('1010', '2026-11-21');
    expect(new Set(leaders.map((job) => job['manager_id'])).size).toBe(2);
    const of = await rows<{ number: string; display_name: string }>(
      database.db.read,
      'SELECT number, display_name FROM person WHERE id = ANY($1) ORDER BY number',
      [leaders.map((job) => job['manager_id'])],
    );
    const [first, second] = of;
    const team = await desk.deputies.relation(hr, { manager: first?.number });
    expect(team.items.find(({ personId }) => personId === jolanda?.['person_id'])).toMatchObject({
      alsoLedBy: [second?.display_name],
    });
    await desk.deputies.appoint(hr, { ...period, manager: '1002', deputy: '1004' });
    const daan: Actor = { ...bram, personId: await desk.idOf('1004') };
    const stoodIn = await desk.deputies.relation(daan, { on: '2026-11-25' });
    expect(new Set(stoodIn.items.map(({ manager }) => manager))).toEqual(new Set(['Bram Janssen']));
    expect((await desk.deputies.relation(daan, { on: '2026-12-05' })).items).toEqual([]);
  });
});
