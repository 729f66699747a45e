import fc from 'fast-check';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { rows, type Tx } from '#kernel';
import { compareFile } from './compare-file.js';
import { checkRows } from './import/check-rows.js';
import { addDays } from './import/day.js';
import { FEEDS } from './import/feed.js';
import { followMerges } from './import/follow-merges.js';
import { planImport } from './import/plan-import.js';
import type { ImportPlan } from './import/plan.js';
import { mappedFields, readRows } from './import/read-rows.js';
import { ensureSource } from './imports.queries.js';
import { loadPeople, loadTree } from './load-company.js';
import { mergedNumbers } from './merges.queries.js';
import { loadFeed } from './missing.queries.js';
import { readOrRefuse } from './run-file.js';
import { fileRow, HEADER, type FileRow } from './testing/hr-file.js';
import { ImportDesk } from './testing/import-desk.js';

const TODAY = '2026-11-21';
const NUMBERS = ['1', '2', '3', '4', '5', '6'];
const DEFAULTS = { name: 'Hoofdvestiging', zone: 'Europe/Amsterdam', country: 'NL' };

let database: TestDatabase;
let desk: ImportDesk;
beforeEach(async () => {
  database = await testDatabase();
  desk = new ImportDesk(database.db);
});
afterEach(() => database.close());

/** A file against everybody, and against those whom it can change; with how many people each had to load. */
async function bothPlans(
  tx: Tx,
  text: string,
  today: string,
): Promise<{ whole: ImportPlan; part: ImportPlan; loaded: number }> {
  const source = await ensureSource(tx, 'HR');
  const { table, mapping, dates } = await readOrRefuse(Buffer.from(text), { dates: source.dates });
  const read = followMerges(readRows(table, mapping, dates), await mergedNumbers(tx));
  const feed = await loadFeed(tx, source);
  const given = {
    today,
    mapped: mappedFields(mapping),
    defaultSite: DEFAULTS.name,
    rows: table.rows.length,
    feed,
  };
  const everybody = await rows<{ number: string }>(tx, 'SELECT number FROM person');
  const company = {
    ...(await loadTree(tx)),
    people: await loadPeople(
      tx,
      everybody.map(({ number }) => number),
    ),
  };
  const whole = planImport(company, checkRows(read, mapping, company, DEFAULTS, today), given);
  const some = await compareFile(tx, read, { mapping, today, defaults: DEFAULTS, feed });
  const part = planImport(some.company, some.checked, given);
  return { whole, part, loaded: some.company.people.length };
}

async function startAnew(): Promise<void> {
  for (const table of [
    'import_part',
    'import_row',
    'import_before',
    'import_missing',
    'person_finding',
    'import_run',
  ])
    await rows(database.db.read, `DELETE FROM ${table}`);
  for (const table of ['placement', 'employment', 'absence', 'person', 'import_source', 'team', 'site'])
    await rows(database.db.read, `DELETE FROM ${table}`);
}

const dutch = (day: string): string => day.split('-').reverse().join('-');
const day = fc.constantFrom(-900, -400, -40, 0, 1, 30).map((count) => dutch(addDays(TODAY, count)));
const often = <T>(usual: T, ...others: T[]) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(usual) },
    { weight: 2, arbitrary: fc.constantFrom(...others) },
  );
const seldom = (other: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant('') }, { weight: 2, arbitrary: other });
/** Mostly the same from file to file, as HR's files are; now and then different, broken, or about somebody unknown. */
const row = fc.record({
  Personeelsnummer: often('', '9', '8'),
  Roepnaam: often('Bram', 'Noor', 'N"\\o{r,'),
  Achternaam: often('Janssen', 'de Wit', ''),
  'E-mail': often('', 'bram@example.com', 'geen adres'),
  'In dienst': often('01-03-2020', '01-03-2021', '01-12-2026', '31-02-2020'),
  'Uit dienst': seldom(day),
  'Uren per week': often('36', '24,5', '33,333', ''),
  Werkdagen: often('ma di wo do vr', 'ma di'),
  Functie: often('Planner', 'Inkoper'),
  'Functie vanaf': seldom(day),
  Afdelingscode: often('FIN', 'OPS'),
  'Valt onder': often('', 'OPS'),
  Locatie: often('Amsterdam', 'Gent', ''),
  Leidinggevende: fc.constantFrom('', '', '1', '2', '3', '6', '7', '9'),
  Afwezigheid: seldom(fc.constant('ziekte')),
  'Afwezig vanaf': seldom(day),
  'Afwezig t/m': seldom(day),
  Taal: often('', 'nl', 'en'),
  Schaal: often('', '8', '9'),
});
const LEFT_OUT = [
  ...[[], [], [], ['E-mail'], ['Locatie', 'Land', 'Tijdzone'], ['Leidinggevende'], ['Uren per week', 'Werkdagen']],
  ...[['Afwezigheid', 'Afwezig vanaf', 'Afwezig t/m'], ['Taal'], ['Schaal']],
]; // prettier-ignore
const step = fc.record({
  days: fc.constantFrom(0, 1, 45),
  about: fc.oneof(fc.constant(NUMBERS), fc.subarray(NUMBERS, { minLength: 1 })),
  changed: fc.array(row, { minLength: 0, maxLength: 2 }),
  twice: fc.option(row, { freq: 2 }),
  leftOut: fc.constantFrom(...LEFT_OUT),
  feed: fc.constantFrom(...FEEDS, 'everybody' as const),
  endsAfter: fc.constantFrom(1, 1, 2),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Cells = FileRow & { Taal?: string; Schaal?: string };

/** The file of one step: who was told before is told again, but for a few rows that changed. */
function nextFile(told: Map<string, Cells>, { about, changed, twice, leftOut }: Step): string {
  const [first = '1'] = about;
  changed.forEach((cells, index) => {
    const number = about[index % about.length] ?? first;
    told.set(number, { ...cells, Personeelsnummer: cells.Personeelsnummer || number });
  });
  const list: Cells[] = about.map((number) => ({
    ...fileRow({ Functie: 'Planner', Personeelsnummer: number }),
    ...told.get(number),
  }));
  if (twice) list.push({ ...fileRow({ Personeelsnummer: first }), ...twice, Personeelsnummer: first });
  const columns = ([...HEADER, 'Taal', 'Schaal'] as const).filter((column) => !leftOut.includes(column));
  return [columns, ...list.map((cells) => columns.map((column) => cells[column] ?? ''))]
    .map((cells) => cells.join(';'))
    .join('\r\n');
}

describe('a file compared with those whom it can change', () => {
  it('has the plan that it has when it is compared with everybody, for random companies and files', async () => {
    const seen = { people: 0, loaded: 0, leaves: 0, problems: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        await startAnew();
        const told = new Map<string, Cells>();
        let today = TODAY;
        for (const one of steps) {
          today = addDays(today, one.days);
          desk.clock.set(`${today}T09:00:00Z`);
          const text = nextFile(told, one);
          await rows(
            database.db.read,
            `INSERT INTO import_source (name, feed, ends_after) VALUES ('HR', $1, $2)
             ON CONFLICT (name) DO UPDATE SET feed = excluded.feed, ends_after = excluded.ends_after`,
            [one.feed, one.endsAfter],
          );
          const { whole, part, loaded } = await database.db.transaction((tx) => bothPlans(tx, text, today));
          expect(part).toEqual(whole);
          seen.people += await desk.count('person');
          seen.loaded += loaded;
          seen.leaves += whole.counts.leaves;
          seen.problems += whole.counts.problems;
          await desk.bring(text, { leaveBroken: true });
        }
      }),
      { numRuns: Number(process.env['COMPARISONS'] ?? 40) },
    );
    expect(seen.loaded).toBeLessThan(seen.people / 2);
    expect(Math.min(seen.leaves, seen.problems)).toBeGreaterThan(0);
  }, 600_000);
});
