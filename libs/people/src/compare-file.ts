import { setImmediate as letOthersGo } from 'node:timers/promises';
import type { Tx } from '#kernel';
import {
  countPeople,
  listDiffering,
  listKnown,
  listMissing,
  type PlainPerson,
} from './compare-people.queries.js';
import { checkRows, type CheckedFile, type SiteDefaults } from './import/check-rows.js';
import type { Company, KnownPerson } from './import/company.js';
import type { FeedRules } from './import/feed.js';
import type { ColumnMapping } from './import/fields.js';
import { plainFacts, plainText } from './import/plain-facts.js';
import type { RowContext } from './import/plan-person.js';
import { mappedFields, type RowsRead } from './import/read-rows.js';
import { loadPeople, loadTree } from './load-company.js';

interface Given {
  readonly mapping: ColumnMapping;
  readonly today: string;
  readonly defaults: SiteDefaults;
  readonly feed: FeedRules;
}

/**
 * Checks a file, and loads of the company whom it can change: who differs from their row, who has several rows, and
 * whose job ends because the file does not name them. A plan of these is the plan of everybody (`compare-file.spec`).
 */
export async function compareFile(
  tx: Tx,
  read: RowsRead,
  given: Given,
): Promise<{ company: Company; checked: CheckedFile }> {
  const named = new Set(read.rows.map(({ number }) => number));
  for (const { number } of read.problems) if (number !== null) named.add(number);
  const { known, employed } = await countPeople(tx, given.today);
  const leaders = new Set<string>();
  for (const { managerNumber } of read.rows)
    if (managerNumber !== null && !named.has(managerNumber)) leaders.add(managerNumber);
  const others = { numbers: new Set(await listKnown(tx, [...leaders])), headcount: employed };
  const frame = { ...(await loadTree(tx)), others };
  await letOthersGo();
  const checked = await checkAgainst(tx, read, frame, named, given);
  await letOthersGo();
  const { unchanged, open } = await sift(tx, checked, known, given);
  for (const number of unchanged) others.numbers.add(number);
  const { feed, own } = given.feed;
  const missing =
    feed === 'partial' ? [] : await listMissing(tx, named, given.today, feed === 'own' ? own : null);
  await letOthersGo();
  return { company: { ...frame, people: await loadPeople(tx, [...open, ...missing]) }, checked };
}

/**
 * The rules between rows look at the leaders of people whose rows are set aside, and of nobody else who is known. Who
 * that is shows only while they are looked at, so they are looked at until everybody set aside was there from the
 * beginning; a chain of them is cut short by loading everybody the file names.
 */
async function checkAgainst(
  tx: Tx,
  read: RowsRead,
  frame: Omit<Company, 'people'>,
  named: ReadonlySet<string>,
  { mapping, defaults, today }: Given,
): Promise<CheckedFile> {
  const loaded = new Set(read.problems.flatMap(({ number }) => (number === null ? [] : [number])));
  const people: KnownPerson[] = await loadPeople(tx, [...loaded]);
  for (let round = 1; ; round += 1) {
    const checked = checkRows(read, mapping, { ...frame, people }, defaults, today);
    const fresh = (numbers: ReadonlySet<string>): string[] =>
      [...numbers].filter((number) => !loaded.has(number));
    let wanted = fresh(checked.heldNumbers);
    if (wanted.length === 0) return checked;
    if (round >= ROUNDS) wanted = fresh(named);
    for (const number of wanted) loaded.add(number);
    people.push(...(await loadPeople(tx, wanted)));
  }
}
const ROUNDS = 2;

/** Parts the people of a file into those who stand as their row says, and those whom only a plan can tell about. */
async function sift(
  tx: Tx,
  { people, managersSetAside }: CheckedFile,
  known: number,
  { mapping, defaults, today }: Given,
): Promise<{ unchanged: string[]; open: string[] }> {
  // Nearly everybody is new: there is nothing to compare them with.
  if (2 * known < people.size) return { unchanged: [], open: [...people.keys()] };
  const mapped = mappedFields(mapping);
  const context: RowContext = { mapped, managersSetAside, defaultSite: defaults.name };
  const facts = plainFacts(mapped);
  const plain: PlainPerson[] = [];
  const open: string[] = [];
  for (const [number, [row, second]] of people) {
    if (row === undefined || second !== undefined || row.absence !== null) open.push(number);
    else plain.push({ number, text: plainText(row, facts, context), language: row.language });
  }
  if (plain.length === 0) return { unchanged: [], open };
  const withAbsences = mapped.has('absenceFrom');
  const differing = new Set(await listDiffering(tx, plain, { facts, withAbsences, today }));
  open.push(...differing);
  return { unchanged: plain.flatMap(({ number }) => (differing.has(number) ? [] : [number])), open };
}
