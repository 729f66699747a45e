import { one, rows, type Tx } from '#kernel';
import { hire, hold } from '../../audiences/src/testing/company.js';
import { HR, milestone, testRoadmap, type TestRoadmap } from './testing/roadmap.js';

let house: TestRoadmap;
let people: string[];

/** Ten people in Finance, one of them with two jobs, and one outsider who holds A. */
beforeEach(async () => {
  house = await testRoadmap();
  people = await house.write(async (tx) => {
    const ids: string[] = [];
    for (let i = 0; i < 10; i += 1)
      ids.push(await hire(tx, { name: `Collega Nr${i}`, team: i % 2 === 0 ? 'FIN' : 'FIN-CRED' }));
    await hire(tx, { name: 'Collega Nr0', team: 'FIN-CRED', job: 'Preventiemedewerker' });
    await hold(tx, await hire(tx, { name: 'Iemand Anders', team: 'HRM' }), 'A');
    return ids;
  });
});
afterEach(() => house.close());

const give = (count: number, from = '2026-11-01') =>
  house.write(async (tx) => {
    for (const id of people.slice(0, count)) await hold(tx, id, 'A', { from });
  });
const lock = (id: string) => (tx: Tx) => rows(tx, 'SELECT 1 FROM milestone WHERE id = $1 FOR UPDATE', [id]);
const stateOf = async (id: string) =>
  one<{ state: string; decided_on: string | null }>(
    house.db.read,
    'SELECT state, decided_on FROM milestone WHERE id = $1',
    [id],
  );
/** Every table of the lib, the outbox and the audit trail, to see whether anything moved. */
const everything = async () =>
  Promise.all(
    ['vision', 'milestone', 'milestone_snapshot', 'announcement', 'outbox', 'audit_event', 'job_run'].map(
      (table) => rows(house.db.read, `SELECT * FROM ${table} ORDER BY 1, 2`),
    ),
  );

describe('the daily snapshot', () => {
  it('counts people and not jobs, and only those of the audience', async () => {
    await give(3);
    const id = await house.roadmap.add(HR, milestone());
    await house.run('roadmap.snapshot');
    expect(await house.reads.snapshots(HR, id)).toEqual([
      { takenOn: '2026-11-23', audience: 10, holders: 3, share: 0.3 },
    ]);
    expect(await one(house.db.read, 'SELECT share FROM milestone_snapshot')).toEqual({ share: '0.3000' });
  });

  it('keeps one row a day, the last look wins', async () => {
    const id = await house.roadmap.add(HR, milestone());
    await give(2);
    await house.run('roadmap.snapshot');
    house.clock.advance({ hours: 24 });
    await give(4);
    await house.run('roadmap.snapshot');
    await house.run('roadmap.snapshot');
    expect((await house.reads.snapshots(HR, id)).map(({ takenOn, holders }) => [takenOn, holders])).toEqual([
      ['2026-11-23', 2],
      ['2026-11-24', 4],
    ]);
  });

  it('tells once that a milestone is reached, also when two runs meet and when people drop out later', async () => {
    await give(8);
    const id = await house.roadmap.add(HR, milestone());
    expect((await stateOf(id))?.state).toBe('planned');
    await house.whileHeld(lock(id), [
      () => house.run('roadmap.snapshot'),
      () => house.run('roadmap.snapshot'),
    ]);
    expect(await stateOf(id)).toEqual({ state: 'reached', decided_on: '2026-11-23' });
    await house.write((tx) => hold(tx, people[0] as string, 'A', { held: false, from: '2026-11-01' }));
    for (const at of ['2026-11-24T04:00:00Z', '2026-12-20T04:00:00Z']) {
      house.clock.set(at);
      await house.run('roadmap.snapshot');
    }
    expect(await house.told('milestone.reached')).toEqual([{ milestoneId: id }]);
    expect(await house.told('milestone.missed')).toEqual([]);
    expect((await stateOf(id))?.state).toBe('reached');
  });

  it('tells once that a milestone is missed, after its day is over for everybody', async () => {
    await house.write((tx) => hire(tx, { name: 'Giovanni Martina', team: 'FIN', site: 'Willemstad' }));
    await give(8);
    const id = await house.roadmap.add(HR, milestone({ dueOn: '2027-06-30' }));
    // 11 people now, so 9 are needed. At five in Amsterdam it is still the 30th in Willemstad.
    house.clock.set('2027-07-01T03:00:00Z');
    await house.run('roadmap.snapshot');
    expect((await stateOf(id))?.state).toBe('planned');
    // Earned after the day: one short remains one short.
    await house.write((tx) => hold(tx, people[9] as string, 'A', { from: '2027-07-01' }));
    house.clock.set('2027-07-02T03:00:00Z');
    await house.run('roadmap.snapshot');
    await house.run('roadmap.snapshot');
    expect(await stateOf(id)).toEqual({ state: 'missed', decided_on: '2027-07-02' });
    house.clock.set('2027-07-03T03:00:00Z');
    await give(10);
    await house.run('roadmap.snapshot');
    expect(await house.told('milestone.missed')).toEqual([{ milestoneId: id }]);
    expect(await house.told('milestone.reached')).toEqual([]);
  });

  it('counts who earned it on the last evening', async () => {
    await give(7);
    const id = await house.roadmap.add(HR, milestone());
    await house.write((tx) => hold(tx, people[7] as string, 'A', { from: '2026-12-18' }));
    house.clock.set('2026-12-19T04:00:00Z');
    await house.run('roadmap.snapshot');
    expect((await stateOf(id))?.state).toBe('reached');
  });

  it('changes nothing on a dry run, and says what it would do', async () => {
    await give(8);
    const id = await house.roadmap.add(HR, milestone());
    const before = await everything();
    expect(await house.run('roadmap.snapshot', { dry: true })).toEqual({
      seen: 1,
      changed: 1,
      skipped: 0,
      notes: [`reached: ${id}`],
    });
    expect(await everything()).toEqual(before);
  });
});

describe('the announcement', () => {
  it('goes out on its day and not before, to everybody of the audience once', async () => {
    const id = await house.roadmap.add(HR, milestone());
    house.clock.set('2026-11-30T06:00:00Z');
    await house.run('roadmap.announce');
    expect(await house.told('milestone.announced')).toEqual([]);
    house.clock.set('2026-12-01T06:00:00Z');
    await house.whileHeld(lock(id), [
      () => house.run('roadmap.announce'),
      () => house.run('roadmap.announce'),
    ]);
    await house.run('roadmap.announce');
    expect(await house.told('milestone.announced')).toEqual([
      {
        milestoneId: id,
        title: { nl: 'Finance rijdt voorop', en: 'Finance leads the way' },
        text: { nl: 'Finance begint.', en: 'Finance is starting.' },
        personIds: [...people].sort(),
      },
    ]);
    expect((await stateOf(id))?.state).toBe('announced');
  });

  it('reaches who joins the audience later, once, and nobody after it is decided', async () => {
    await house.roadmap.add(HR, milestone());
    house.clock.set('2026-12-01T06:00:00Z');
    await house.run('roadmap.announce');
    const late = await house.write((tx) =>
      hire(tx, { name: 'Nieuwe Collega', team: 'FIN', start: '2026-12-02' }),
    );
    for (const at of ['2026-12-02T06:00:00Z', '2026-12-03T06:00:00Z']) {
      house.clock.set(at);
      await house.run('roadmap.announce');
    }
    const [, second, ...more] = await house.told('milestone.announced');
    expect([second?.['personIds'], more]).toEqual([[late], []]);
    await give(10);
    await house.run('roadmap.snapshot');
    await house.write((tx) => hire(tx, { name: 'Te Laat', team: 'FIN', start: '2026-12-04' }));
    house.clock.set('2026-12-04T06:00:00Z');
    await house.run('roadmap.announce');
    expect(await house.told('milestone.announced')).toHaveLength(2);
  });

  it('stays in when HR moved its day just before it went out', async () => {
    const id = await house.roadmap.add(HR, milestone());
    house.clock.set('2026-12-01T06:00:00Z');
    const move = (tx: Tx) => rows(tx, `UPDATE milestone SET announce_on = '2026-12-10' WHERE id = $1`, [id]);
    await house.whileHeld(move, [() => house.run('roadmap.announce')]);
    expect(await house.told('milestone.announced')).toEqual([]);
    expect((await stateOf(id))?.state).toBe('planned');
  });

  it('is cut into pieces of a thousand', async () => {
    await house.write(async (tx) => {
      await rows(
        tx,
        `WITH p AS (
           INSERT INTO person (number, given_name, family_name, display_name, sort_name, language, zone, created_at)
           SELECT 'x' || n, 'Collega', 'Extra', 'Collega Extra', 'extra collega', 'nl', 'Europe/Amsterdam', '2020-01-01' FROM generate_series(1, 1500) n RETURNING id),
         e AS (INSERT INTO employment (person_id, valid) SELECT id, '[2020-01-01,)' FROM p RETURNING id, person_id)
         INSERT INTO placement (person_id, employment_id, seat, valid, job, team_id, site_id, working_days, night_shift)
         SELECT person_id, e.id, 1, '[2020-01-01,)', 'Medewerker', t.id, s.id, '{1,2,3,4,5}', false
         FROM e, team t, site s WHERE t.code = 'FIN' AND s.name = 'Amsterdam'`,
      );
    });
    await house.roadmap.add(HR, milestone());
    house.clock.set('2026-12-01T06:00:00Z');
    await house.run('roadmap.announce');
    const sizes = (await house.told('milestone.announced')).map(
      ({ personIds }) => (personIds as string[]).length,
    );
    expect(sizes).toEqual([1000, 510]);
  });

  it('changes nothing on a dry run, and says how many messages there would be', async () => {
    const id = await house.roadmap.add(HR, milestone());
    house.clock.set('2026-12-01T06:00:00Z');
    const before = await everything();
    expect(await house.run('roadmap.announce', { dry: true })).toEqual({
      seen: 1,
      changed: 1,
      skipped: 0,
      notes: [`${id}: 10`],
    });
    expect(await everything()).toEqual(before);
  });
});
