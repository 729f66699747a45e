import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { one, rows } from '#kernel';
import { erasePerson, exportPerson } from './people.erasure.js';
import { PeopleReads } from './people.reads.js';
import { tellDay } from './tell-day.js';
import { fileRow } from './testing/hr-file.js';
import { demoFile, ImportDesk } from './testing/import-desk.js';
import { publicHolidays } from './work-calendar.js';

let database: TestDatabase;
let desk: ImportDesk;

beforeAll(async () => {
  database = await testDatabase();
  desk = new ImportDesk(database.db);
  await desk.bring(demoFile());
});
afterAll(() => database.close());

const ids = (numbers: string[]): Promise<string[]> => Promise.all(numbers.map((number) => desk.idOf(number)));

describe('who leads whom', () => {
  it('lists direct reports and everybody below', async () => {
    const bram = await desk.idOf('1002');
    const direct = await desk.people.listReports(database.db.read, bram, '2026-11-21', 'direct');
    const all = await desk.people.listReports(database.db.read, bram, '2026-11-21', 'all');
    expect(direct).toEqual(expect.arrayContaining(await ids(['1003', '1004', '1006', '1038', '1039'])));
    expect(all).toEqual(expect.arrayContaining([...direct, ...(await ids(['1040']))]));
    expect(all.length).toBeGreaterThan(direct.length);
    expect(all).not.toContain(bram);
  });

  it('asks upwards: a leader of a leader leads, a colleague does not, nobody leads themselves', async () => {
    const [chaima, bram, pieter, daan] = await ids(['1003', '1002', '1014', '1004']);
    const leads = (one: string, other: string, on = '2026-11-21') =>
      desk.people.isManagerOf(database.db.read, one, other, on);
    expect(await leads(bram as string, chaima as string)).toBe(true);
    expect(await leads(pieter as string, chaima as string)).toBe(true);
    expect(await leads(daan as string, chaima as string)).toBe(false);
    expect(await leads(chaima as string, bram as string)).toBe(false);
    expect(await leads(bram as string, bram as string)).toBe(false);
    expect(await leads(bram as string, chaima as string, '2026-08-31')).toBe(false); // before she started
  });

  it('gets out of a circle that slipped in', async () => {
    const [a, b] = await ids(['1041', '1042']);
    await rows(database.db.read, 'UPDATE placement SET manager_id = $2 WHERE person_id = $1', [a, b]);
    await rows(database.db.read, 'UPDATE placement SET manager_id = $2 WHERE person_id = $1', [b, a]);
    expect(await desk.people.listReports(database.db.read, a as string, '2026-11-21', 'all')).toContain(b);
    expect(await desk.people.isManagerOf(database.db.read, a as string, b as string, '2026-11-21')).toBe(
      true,
    );
  });
});

describe('the main job', () => {
  it('is the one in the first seat, however new the second one is', async () => {
    const reads = new PeopleReads(database.db, desk.clock);
    expect(await reads.show(desk.machine, await desk.idOf('1010'))).toMatchObject({
      job: 'Receptioniste',
      state: 'employed',
    });
    expect(await reads.show(desk.machine, await desk.idOf('1044'))).toMatchObject({
      state: 'coming',
      site: 'Lissabon',
    });
    expect(await reads.show(desk.machine, await desk.idOf('1050'))).toMatchObject({ state: 'left' });
    expect(await reads.show(desk.machine, await desk.idOf('1009'))).toMatchObject({ job: 'Planner' });
  });
});

describe('the work calendar', () => {
  it('knows schedules, zones, absences and the public holidays of each country', async () => {
    const [daan, emilia, femke, giovanni, jolanda] = await ids(['1004', '1005', '1006', '1007', '1010']);
    const calendars = await desk.people.workCalendar(
      database.db.read,
      [daan, emilia, femke, giovanni, jolanda] as string[],
      '2026-11-21',
      '2027-12-31',
    );
    expect(calendars.get(daan as string)).toMatchObject({
      zone: 'Europe/Amsterdam',
      workingDays: [1, 2, 3],
      absences: [],
    });
    expect(calendars.get(femke as string)?.absences).toEqual([
      { from: '2026-09-07', to: '2027-02-28', type: 'parental' },
    ]);
    expect(calendars.get(jolanda as string)?.workingDays).toEqual([1, 2, 3, 4]);
    const days = (id: string | undefined) =>
      calendars.get(id as string)?.holidays.map((day) => day.toString());
    expect(days(daan)).toContain('2027-04-27'); // King's Day
    expect(days(emilia)).toContain('2026-12-01'); // Restauração da Independência
    expect(days(giovanni)).toContain('2027-07-02'); // Dia di Himno i Bandera
    expect(days(emilia)).not.toContain('2027-04-27');
    expect(calendars.get(daan as string)?.holidays).toBe(calendars.get(femke as string)?.holidays);
  });

  it('gives a future starter the schedule to come, and leaves out whoever has none', async () => {
    const starter = await desk.idOf('1044');
    const stranger = await desk.people.addPerson(database.db.read, {
      number: '9001',
      givenName: 'Vera',
      familyName: 'van Os',
      email: null,
      language: 'nl',
      zone: 'Europe/Amsterdam',
    });
    const calendars = await desk.people.workCalendar(
      database.db.read,
      [starter, stranger],
      '2026-11-21',
      '2027-03-01',
    );
    expect(calendars.get(starter)?.zone).toBe('Europe/Lisbon');
    expect(calendars.has(stranger)).toBe(false);
  });

  it('has no holidays for a country it does not know', () => {
    expect(publicHolidays('AQ', '2027-01-01', '2027-12-31')).toEqual([]);
    expect(publicHolidays('NL', '2028-12-25', '2029-01-01').map(String)).toEqual([
      '2028-12-25',
      '2028-12-26',
      '2029-01-01',
    ]);
  });
});

describe('somebody outside any HR file', () => {
  it('can be added once, and is taken over when a file names the number', async () => {
    const input = {
      number: '9002',
      givenName: 'Vera',
      familyName: 'van Os',
      email: null,
      language: 'nl' as const,
      zone: 'Europe/Amsterdam',
    };
    const id = await desk.people.addPerson(database.db.read, input);
    await expect(desk.people.addPerson(database.db.read, input)).rejects.toMatchObject({
      message: 'person-number-taken',
    });
    expect(await desk.people.getPerson(database.db.read, id)).toMatchObject({
      displayName: 'Vera van Os',
      familyName: 'van Os',
      initials: 'VO',
      siteId: null,
      country: 'NL',
    });
    const own = new ImportDesk((await fresh()).db);
    await own.people.addPerson(own.db.read, input);
    await own.bringRows([fileRow({ Personeelsnummer: '9002', Roepnaam: 'Vera', Achternaam: 'van Os' })]);
    expect(await own.count('person')).toBe(1);
    expect(await own.facts('9002', '2026-11-21')).toHaveLength(1);
  });

  it('gets 404 for an id nobody has', async () => {
    await expect(
      desk.people.getPerson(database.db.read, '00000000-0000-7000-8000-000000000000'),
    ).rejects.toMatchObject({ message: 'not-found' });
  });
});

const others: TestDatabase[] = [];
const fresh = async (): Promise<TestDatabase> => {
  const made = await testDatabase();
  others.push(made);
  return made;
};
afterAll(() => Promise.all(others.map((other) => other.close())));

describe('what the calendar does by itself', () => {
  const told = async (own: ImportDesk, at: string, dry = false) => {
    own.clock.set(at);
    return own.db.transaction((tx) => tellDay(tx, (zone) => own.clock.today(zone).toString(), dry));
  };
  const company = async (): Promise<ImportDesk> => {
    const own = new ImportDesk((await fresh()).db);
    await own.bringRows([
      fileRow({ Personeelsnummer: '1', 'Uit dienst': '30-11-2026' }),
      fileRow({ Personeelsnummer: '2', 'In dienst': '01-12-2026' }),
      fileRow({
        Personeelsnummer: '3',
        Locatie: 'Willemstad',
        Land: 'Curaçao',
        Tijdzone: 'America/Curacao',
        'Uit dienst': '30-11-2026',
      }),
      fileRow({
        Personeelsnummer: '4',
        Afwezigheid: 'zorgverlof',
        'Afwezig vanaf': '01-12-2026',
        'Afwezig t/m': '02-12-2026',
      }),
      fileRow({ Personeelsnummer: '5' }),
    ]);
    await rows(own.db.read, 'DELETE FROM outbox');
    return own;
  };
  const numbers = async (own: ImportDesk, name: string): Promise<string[]> => {
    const personIds = (await own.events(name)).flatMap(({ personIds: list }) => list as string[]);
    return (
      await rows<{ number: string }>(
        own.db.read,
        'SELECT number FROM person WHERE id = ANY($1) ORDER BY number',
        [personIds],
      )
    ).map(({ number }) => number);
  };

  it('tells starters and leavers of the day once, each place at its own midnight', async () => {
    const own = await company();
    expect(await told(own, '2026-11-30T22:30:00Z')).toMatchObject({ seen: 0 }); // 23:30 in Amsterdam
    expect(await told(own, '2026-11-30T23:10:00Z', true)).toMatchObject({ seen: 3, changed: 0, skipped: 3 });
    expect(await told(own, '2026-11-30T23:10:00Z')).toMatchObject({ changed: 3 });
    expect(await numbers(own, 'person.left')).toEqual(['1']);
    expect(await numbers(own, 'person.changed')).toEqual(['1', '2', '4']);
    expect(await told(own, '2026-12-01T00:10:00Z')).toMatchObject({ seen: 0 });
    expect(await told(own, '2026-12-01T04:10:00Z')).toMatchObject({ changed: 1 }); // midnight in Willemstad
    expect(await numbers(own, 'person.left')).toEqual(['1', '3']);
  });

  it('catches up with days on which nothing ran', async () => {
    const own = await company();
    await told(own, '2026-12-20T12:00:00Z');
    expect(await numbers(own, 'person.left')).toEqual(['1', '3']);
    expect(await numbers(own, 'person.changed')).toEqual(['1', '2', '3', '4']);
  });

  it('follows somebody to the zone of a new site on the day of the move', async () => {
    const own = new ImportDesk((await fresh()).db);
    const stays = fileRow({ Personeelsnummer: '1' });
    await own.bringRows([
      stays,
      fileRow({ Personeelsnummer: '2' }),
      fileRow({ Personeelsnummer: '3', Locatie: 'Lissabon', Land: 'Portugal', Tijdzone: 'Europe/Lisbon' }),
    ]);
    await own.bringRows([
      stays,
      fileRow({
        Personeelsnummer: '2',
        Locatie: 'Lissabon',
        Land: 'Portugal',
        Tijdzone: 'Europe/Lisbon',
        'Functie vanaf': '01-12-2026',
      }),
      fileRow({ Personeelsnummer: '3', Locatie: 'Lissabon', Land: 'Portugal', Tijdzone: 'Europe/Lisbon' }),
    ]);
    const zone = async () =>
      (await one<{ zone: string }>(own.db.read, `SELECT zone FROM person WHERE number = '2'`))?.zone;
    expect(await zone()).toBe('Europe/Amsterdam');
    await told(own, '2026-12-01T12:00:00Z');
    expect(await zone()).toBe('Europe/Lisbon');
  });
});

describe('forgetting somebody', () => {
  it('hands out everything first, then keeps a nameless person whose achievements can stay', async () => {
    const id = await desk.idOf('1006');
    expect(await exportPerson(database.db.read, id)).toMatchObject({
      person: { number: '1006', familyName: 'Wouters' },
      employments: [{ startsOn: '2017-11-01' }],
      absences: [{ type: 'parental' }],
      changes: [{ kind: 'joins' }],
    });
    await database.db.transaction((tx) => erasePerson(tx, id, '2026-11-21T09:00:00Z'));
    const left = JSON.stringify([
      await rows(database.db.read, 'SELECT * FROM person WHERE id = $1', [id]),
      await rows(database.db.read, 'SELECT * FROM import_row WHERE person_id = $1', [id]),
      await rows(database.db.read, 'SELECT * FROM absence WHERE person_id = $1', [id]),
    ]);
    expect(left).toContain(id);
    for (const trace of ['Femke', 'Wouters', '1006', 'wouters', 'parental'])
      expect(left).not.toContain(trace);
  });
});
