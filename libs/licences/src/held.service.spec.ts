import { ZipFile } from '#files';
import { rows, type Tx } from '#kernel';
import { HeldService } from './held.service.js';
import { heldQuery } from './held.schemas.js';
import { type Desk, openDesk } from './testing/desk.js';
import { actorFor } from './testing/people.js';

let desk: Desk;
let held: HeldService;
beforeEach(async () => {
  desk = await openDesk({ months: 12, graceDays: 0 });
  held = desk.get(HeldService);
  await placeUnder(desk.db.read, desk.people.anna, [desk.people.chaima, desk.people.emilia]);
});
afterEach(() => desk.close());

/** A team whose members have this leader since 2020. */
async function placeUnder(tx: Tx, managerId: string, personIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    `WITH place AS (INSERT INTO site (name, zone, country, told_until) VALUES ('A', 'Europe/Amsterdam', 'NL', '2026-01-01') RETURNING id),
     group_ AS (INSERT INTO team (code, name, path) VALUES ('FIN', '=Finance', '/FIN/') RETURNING id),
     employed AS (
       INSERT INTO employment (person_id, valid) SELECT id, daterange('2020-01-01', NULL) FROM unnest($1::uuid[]) AS id
       RETURNING id, person_id, valid)
     INSERT INTO placement (person_id, employment_id, seat, valid, job, team_id, site_id, manager_id, working_days, night_shift)
     SELECT e.person_id, e.id, 1, e.valid, 'Medewerker', g.id, s.id, $2, '{1,2,3,4,5}', false
     FROM employed e, group_ g, place s`,
    [personIds, managerId],
  );
}

const manager = () => actorFor(desk.people.anna, { isManager: true });
const query = (changes: object = {}) => heldQuery.parse(changes);

describe('what lapses', () => {
  it('is foretold to the manager, soonest first, and to nobody else', async () => {
    await desk.licences.issuePermit(desk.hr, { number: '1005', category: 'A', days: 30 });
    await desk.pass(desk.people.chaima);
    await desk.pass(desk.people.giovanni);
    desk.clock.set('2026-12-01T09:00:00Z');
    expect(await held.lapses(manager(), 30)).toMatchObject([
      { personId: desk.people.emilia, state: 'permit', lapsesAfter: '2026-12-21', daysLeft: 20 },
    ]);
    desk.clock.set('2027-09-01T09:00:00Z');
    await desk.sweep();
    expect(await held.lapses(manager(), 90)).toMatchObject([{ personId: desk.people.chaima, daysLeft: 81 }]);
    await expect(held.lapses(actorFor(desk.people.chaima), 90)).rejects.toMatchObject({ status: 403 });
  });
});

describe('who held what on a day', () => {
  it('shows HR everybody and a manager the people below, page by page', async () => {
    for (const person of [desk.people.chaima, desk.people.emilia, desk.people.giovanni])
      await desk.pass(person);
    const day = query({ on: '2026-11-21' });
    expect((await held.held(desk.hr, day)).items).toHaveLength(3);
    const below = (await held.held(manager(), day)).items.map(({ personId }) => personId);
    expect(new Set(below)).toEqual(new Set([desk.people.chaima, desk.people.emilia]));
    await expect(held.held(actorFor(desk.people.chaima), day)).rejects.toMatchObject({ status: 403 });
    const first = await held.held(desk.hr, { ...day, limit: 2 });
    const rest = await held.held(desk.hr, { ...day, limit: 2, after: first.next ?? '' });
    expect([...first.items, ...rest.items]).toHaveLength(3);
    expect(rest.next).toBeNull();
    expect(await held.counts(desk.hr, day)).toEqual([{ category: 'A', state: 'valid', n: 3 }]);
  });
});

describe('the report as a file', () => {
  it('is made in the background, names nobody as a formula, and is only for who asked', async () => {
    await desk.pass(desk.people.chaima);
    const id = await held.askExport(desk.hr, { on: '2026-11-21', format: 'csv' });
    expect(await held.exportOf(desk.hr, id)).toMatchObject({ state: 'waiting', total: null });
    await expect(held.exportFile(desk.hr, id)).rejects.toMatchObject({ status: 404 });
    await desk.dispatcher.drain();
    expect(await held.exportOf(desk.hr, id)).toMatchObject({ state: 'done', done: 1, total: 1 });
    const { file } = await held.exportFile(desk.hr, id);
    expect(file.toString()).toContain('"1003";"Chaima El Idrissi";"\'=Finance";"A";"Geldig"');
    const other = actorFor(desk.people.emilia, { grants: ['hr'] });
    await expect(held.exportOf(other, id)).rejects.toMatchObject({ status: 403 });
    expect(await held.makeExport(id)).toMatchObject({ changed: 0 });
  });

  it('is a workbook when that is asked for, with days that Excel can sort', async () => {
    await desk.pass(desk.people.chaima);
    const id = await held.askExport(desk.hr, { on: '2026-11-21', format: 'xlsx' });
    await desk.dispatcher.drain();
    const { file, format } = await held.exportFile(desk.hr, id);
    expect(format).toBe('xlsx');
    const sheet = new ZipFile(file).read('xl/worksheets/sheet1.xml')?.toString() ?? '';
    expect(sheet).toContain('>=Finance</t>');
    expect(sheet).toMatch(/<c s="2"><v>\d{5}<\/v><\/c>/);
    expect(sheet).not.toContain('<f>');
  });

  it('is thrown away after a week', async () => {
    const id = await held.askExport(desk.hr, { on: '2026-11-21', format: 'csv' });
    desk.clock.set('2026-11-29T09:00:00Z');
    await held.askExport(desk.hr, { on: '2026-11-21', format: 'csv' });
    await expect(held.exportOf(desk.hr, id)).rejects.toMatchObject({ status: 404 });
  });
});
