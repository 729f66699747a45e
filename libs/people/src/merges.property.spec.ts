import fc from 'fast-check';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { type Actor, Problem, rows } from '#kernel';
import { addDays } from './import/day.js';
import { fileOf, fileRow } from './testing/hr-file.js';
import { MergeDesk } from './testing/merge-desk.js';

const TODAY = '2026-11-21';
const NUMBERS = ['1', '2', '3'] as const;

let database: TestDatabase;
let desk: MergeDesk;
let hr: Actor;
beforeAll(async () => {
  database = await testDatabase();
  desk = new MergeDesk(database.db);
  hr = { ...desk.machine, personId: null };
});
afterAll(() => database.close());

const day = fc
  .integer({ min: -900, max: 300 })
  .map((count) => addDays(TODAY, count).split('-').reverse().join('-'));
const optionalDay = fc.option(day, { nil: '' });
const row = fc.record({
  Personeelsnummer: fc.constantFrom(...NUMBERS),
  'In dienst': day,
  'Uit dienst': optionalDay,
  Functie: fc.constantFrom('Planner', 'Inkoper'),
  Afdelingscode: fc.constantFrom('FIN', 'OPS'),
  Leidinggevende: fc.constantFrom('', '1', '2', '3'),
  Afwezigheid: fc.constantFrom('', 'ziekte'),
  'Afwezig vanaf': optionalDay,
});
const company = fc.array(row, { minLength: 3, maxLength: 6 });

/** Nobody twice in one seat, nobody twice employed, no job outside its employment, on any day. */
async function faults(): Promise<unknown[]> {
  return rows(
    database.db.read,
    `SELECT 'two employments' AS fault FROM employment a JOIN employment b ON a.id < b.id AND a.person_id = b.person_id AND a.valid && b.valid
     UNION ALL SELECT 'two in a seat' FROM placement a JOIN placement b ON a.id < b.id AND a.employment_id = b.employment_id AND a.seat = b.seat AND a.valid && b.valid
     UNION ALL SELECT 'job outside employment' FROM placement pl JOIN employment e ON e.id = pl.employment_id WHERE NOT pl.valid <@ e.valid
     UNION ALL SELECT 'absent twice' FROM absence a JOIN absence b ON a.id < b.id AND a.person_id = b.person_id AND a.type = b.type AND a.valid && b.valid
     UNION ALL SELECT 'closed but working' FROM placement pl JOIN person p ON p.id = pl.person_id WHERE p.merged_into IS NOT NULL`,
  );
}

async function startAnew(): Promise<void> {
  for (const table of [
    ...['person_moved_row', 'person_merge', 'person_match', 'person_finding', 'import_row', 'import_run'],
    ...['placement', 'employment', 'absence', 'person', 'import_source'],
  ])
    await rows(database.db.read, `DELETE FROM ${table}`);
}

describe('random companies in which HR joins any two numbers', () => {
  it('stay sound, are read alike by the next file, and are exactly as before when the two are parted', async () => {
    let joined = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        company,
        company,
        fc.shuffledSubarray([...NUMBERS], { minLength: NUMBERS.length }),
        async (first, second, order) => {
          await startAnew();
          for (const cells of [first, second])
            await desk.bring(fileOf(cells.map((one) => fileRow(one))), { leaveBroken: true });
          const known = await rows<{ number: string }>(database.db.read, 'SELECT number FROM person');
          const [number, otherNumber] = order.filter((one) => known.some((person) => person.number === one));
          if (number === undefined || otherNumber === undefined) return;
          const before = await desk.everything(NUMBERS);
          try {
            const merge = await desk.merges.merge(hr, await desk.merges.propose(hr, { number, otherNumber }));
            joined += 1;
            expect(await faults()).toEqual([]);
            await desk.merges.undo(hr, merge);
          } catch (error) {
            if (!(error instanceof Problem)) throw error;
            expect(error.message).toContain('person-employments-tangled');
            refused += 1;
          }
          expect(await faults()).toEqual([]);
          expect(await desk.everything(NUMBERS)).toEqual(before);

          // Joined for good: the file that uses both numbers settles in one run, and then changes nothing.
          const match = await desk.merges.propose(hr, { number, otherNumber });
          const text = fileOf(second.map((one) => fileRow(one)));
          try {
            await desk.merges.merge(hr, match);
          } catch (error) {
            if (!(error instanceof Problem)) throw error;
            return;
          }
          const settled = await desk.bring(text, { leaveBroken: true });
          if (settled.state !== 'applied') return;
          expect(await faults()).toEqual([]);
          const again = await desk.bring(text, { dryRun: true });
          expect(again.result?.counts).toMatchObject({
            joins: 0,
            leaves: 0,
            moves: 0,
            changes: 0,
            absences: 0,
          });
        },
      ),
      { numRuns: Number(process.env['MERGES'] ?? 40) },
    );
    expect(joined).toBeGreaterThan(refused);
  }, 600_000);
});
