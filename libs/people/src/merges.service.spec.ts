import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { type Actor, one, rows } from '#kernel';
import { fileRow, type FileRow } from './testing/hr-file.js';
import { MergeDesk } from './testing/merge-desk.js';

const anna = fileRow({ Personeelsnummer: '1', Roepnaam: 'Anna', Achternaam: 'de Wit' });
const left = fileRow({
  Personeelsnummer: '2',
  Roepnaam: 'Noor',
  Achternaam: 'van Rijn',
  'E-mail': 'noor@demo-nv.example',
  'In dienst': '01-03-2015',
  'Uit dienst': '30-06-2020',
});
const led = fileRow({ Personeelsnummer: '3', Roepnaam: 'Teun', Achternaam: 'Bos', Leidinggevende: '9' });
const back = fileRow({
  Personeelsnummer: '9',
  Roepnaam: 'Noor',
  Achternaam: 'van Rijn-Smit',
  'E-mail': 'noor@demo-nv.example',
  'In dienst': '01-11-2026',
  Functie: 'Teamleider',
});

let database: TestDatabase;
let desk: MergeDesk;
let hr: Actor;

beforeEach(async () => {
  database = await testDatabase();
  desk = new MergeDesk(database.db);
  await desk.bringRows([anna, left]);
  hr = await desk.hr('1');
});
afterEach(() => database.close());

const bring = async (list: readonly FileRow[]): Promise<void> => {
  const view = await desk.bringRows(list);
  expect(view.state).toBe('applied');
};
const openMatch = async (): Promise<string> => {
  await desk.findMatches();
  const { open } = await desk.mergeReads.list(hr);
  expect(open).toHaveLength(1);
  return open[0]?.id ?? '';
};
const periodsOf = async (number: string) =>
  (await desk.show.show(hr, await desk.idOf(number))).employments.map(({ startsOn, endsOn, placements }) => [
    startsOn,
    endsOn,
    ...placements.map(({ seat, job }) => `${seat} ${job}`).sort(),
  ]);

describe('somebody who came back under another number', () => {
  beforeEach(() => bring([anna, left, led, back]));

  it('is put before HR with the reasons, and nothing happens by itself', async () => {
    await openMatch();
    const [match] = (await desk.mergeReads.list(hr)).open;
    expect(match).toMatchObject({
      kind: 'rehire',
      kept: { number: '2', periods: [{ startsOn: '2015-03-01', endsOn: '2020-06-30' }] },
      other: { number: '9' },
      evidence: ['same-given-name', 'same-mail', 'same-team', 'came-back'],
    });
    expect(match?.likelihood).toBe('almost-certain');
    expect(await periodsOf('2')).toHaveLength(1);
  });

  it('has one history after HR joined the two, under the name HR uses now', async () => {
    await desk.merges.merge(hr, await openMatch());
    expect(await periodsOf('2')).toEqual([
      ['2026-11-01', null, '1 Teamleider'],
      ['2015-03-01', '2020-06-30', '1 Medewerker'],
    ]);
    expect(await desk.show.show(hr, await desk.idOf('2'))).toMatchObject({
      name: 'Noor van Rijn-Smit',
      state: 'employed',
      formerNumbers: ['9'],
    });
    expect(await desk.show.show(hr, await desk.idOf('9'))).toMatchObject({
      mergedInto: await desk.idOf('2'),
      employments: [],
    });
    const found = await desk.show.list(hr, { q: '9', state: 'employed', limit: 10 });
    expect(found.items.map(({ number }) => number)).toEqual(['2']);
  });

  it('keeps leading, and stays one person when the file goes on using the new number', async () => {
    await desk.merges.merge(hr, await openMatch());
    const teun = await desk.facts('3', '2026-11-21');
    expect(teun).toMatchObject([{ manager_id: await desk.idOf('2') }]);
    const same = await desk.bringRows([anna, left, led, back], { dryRun: true });
    expect(same.result?.counts).toMatchObject({ joins: 0, leaves: 0, moves: 0, changes: 0, problems: 0 });
    // Also when HR's file no longer tells of what was before.
    const without = await desk.bringRows([anna, led, back], { dryRun: true });
    expect(without.result?.counts).toMatchObject({ joins: 0, leaves: 0, moves: 0, changes: 0, problems: 0 });
    await bring([anna, left, led, { ...back, Functie: 'Directeur' }]);
    expect((await periodsOf('2'))[0]).toEqual(['2026-11-01', null, '1 Directeur', '1 Teamleider']);
  });

  it('is exactly as before when HR parts the two again, and is not proposed a second time', async () => {
    const numbers = ['2', '3', '9'];
    const before = await desk.everything(numbers);
    const merge = await desk.merges.merge(hr, await openMatch());
    expect(await desk.everything(numbers)).not.toEqual(before);
    await desk.merges.undo(hr, merge);
    expect(await desk.everything(numbers)).toEqual(before);
    expect(await desk.findMatches()).toBe(0);
    await expect(desk.merges.undo(hr, merge)).rejects.toThrow('person-merge-undone');
  });

  it('keeps what came after the merge: the job goes back as it is by then, the new name stays', async () => {
    const merge = await desk.merges.merge(hr, await openMatch());
    await bring([anna, left, led, { ...back, Achternaam: 'van Rijn', Functie: 'Directeur' }]);
    await desk.merges.undo(hr, merge);
    expect(await periodsOf('9')).toEqual([['2026-11-01', null, '1 Directeur', '1 Teamleider']]);
    expect(await periodsOf('2')).toEqual([['2015-03-01', '2020-06-30', '1 Medewerker']]);
    expect(await desk.show.show(hr, await desk.idOf('2'))).toMatchObject({ name: 'Noor van Rijn' });
  });

  it('is told to the house, and stands in the audit of both records', async () => {
    const merge = await desk.merges.merge(hr, await openMatch());
    await desk.merges.undo(hr, merge);
    const ids = [await desk.idOf('2'), await desk.idOf('9')];
    const told = (await desk.events('person.changed')).filter(({ reason }) => reason === 'edit');
    expect(told).toEqual([
      { personIds: ids, reason: 'edit' },
      { personIds: ids, reason: 'edit' },
    ]);
    const audit = await rows<{ action: string; actor_id: string }>(
      database.db.read,
      `SELECT action, actor_id FROM audit_event WHERE subject_type = 'person' AND subject_id = ANY($1) AND action IN ('person.merged', 'person.parted') ORDER BY id`,
      [ids],
    );
    expect(audit.map(({ action }) => action)).toEqual([
      'person.merged',
      'person.merged',
      'person.parted',
      'person.parted',
    ]);
    expect(new Set(audit.map(({ actor_id: by }) => by))).toEqual(new Set([hr.personId]));
  });

  it('is decided once, by HR, and never about oneself', async () => {
    const match = await openMatch();
    await expect(desk.merges.merge({ ...hr, grants: [] }, match)).rejects.toMatchObject({ status: 403 });
    const self = { ...hr, personId: await desk.idOf('9') };
    await expect(desk.merges.merge(self, match)).rejects.toMatchObject({ status: 403 });
    await desk.merges.reject(hr, match);
    await expect(desk.merges.merge(hr, match)).rejects.toThrow('person-match-decided');
    expect(await desk.findMatches()).toBe(0);
    // HR may still name the two by hand.
    const again = await desk.merges.propose(hr, { number: '9', otherNumber: '2' });
    expect(await desk.mergeReads.match(hr, again)).toMatchObject({ likelihood: null, kept: { number: '2' } });
    await desk.merges.merge(hr, again);
    await expect(desk.merges.propose(hr, { number: '9', otherNumber: '1' })).rejects.toMatchObject({
      status: 422,
    });
  });
});

describe('somebody who stands in the file under two numbers at once', () => {
  const one_ = { ...left, 'Uit dienst': '' };
  const other = fileRow({
    Personeelsnummer: '9',
    Roepnaam: 'Noor',
    Achternaam: 'van Rijn',
    'E-mail': 'noor@demo-nv.example',
    'In dienst': '01-09-2014',
    Functie: 'Docent',
    Afdelingscode: 'OPS',
    Afdeling: 'Operatie',
    Afwezigheid: 'ziekte',
    'Afwezig vanaf': '02-11-2026',
  });
  beforeEach(() => bring([anna, one_, other]));

  it('gets one employment with two seats, and both back when the two are parted', async () => {
    const before = await desk.everything(['2', '9']);
    const match = await openMatch();
    expect(await desk.mergeReads.match(hr, match)).toMatchObject({
      kind: 'duplicate',
      kept: { number: '9' },
    });
    const merge = await desk.merges.merge(hr, match);
    expect(await periodsOf('9')).toEqual([['2014-09-01', null, '1 Docent', '2 Medewerker']]);
    expect(await desk.facts('9', '2026-11-21')).toHaveLength(2);
    const next = await desk.bringRows([anna, one_, other], { dryRun: true });
    expect(next.result?.counts).toMatchObject({ joins: 0, leaves: 0, problems: 0 });
    await desk.merges.undo(hr, merge);
    expect(await desk.everything(['2', '9'])).toEqual(before);
  });

  it('is refused as a whole when it is unclear which employment was which', async () => {
    // The file ended number 2 and began it anew; number 9 ran through both.
    const two = [
      { ...left, 'Uit dienst': '30-06-2020' },
      { ...left, 'In dienst': '01-01-2022', 'Uit dienst': '' },
    ];
    await bring([anna, ...two, { ...other, 'In dienst': '01-01-2016' }]);
    const match = await openMatch();
    const before = await desk.everything(['2', '9']);
    const shown = await desk.mergeReads.match(hr, match);
    expect(shown.kept.number).toBe('2');
    await expect(desk.merges.merge(hr, match)).rejects.toThrow('person-employments-tangled');
    expect(await desk.everything(['2', '9'])).toEqual(before);
    expect(await one(database.db.read, 'SELECT 1 FROM person_merge')).toBeUndefined();
  });
});
