import { readFileSync } from 'node:fs';
import path from 'node:path';
import { applyPlan } from '../testing/apply-plan.js';
import { fileOf } from '../testing/hr-file.js';
import { companyRows, mutatedFile } from '../testing/mutate.js';
import { checkRows } from './check-rows.js';
import { EMPTY_COMPANY, type Company } from './company.js';
import { planImport } from './plan-import.js';
import { isEmptyPlan } from './plan-import.js';
import { REASONS } from './problem.js';
import type { FileRefusal } from './open-file.js';
import { readHrFile } from './read-file.js';
import { mappedFields, readRows } from './read-rows.js';

const TODAY = '2026-11-22';
const DEFAULTS = { name: 'Hoofdvestiging', zone: 'Europe/Amsterdam', country: 'NL' };
const COUNT = 1000;

type Outcome =
  | { readonly kind: 'refused'; readonly refusal: FileRefusal }
  | { readonly kind: 'columns' }
  | {
      readonly kind: 'planned';
      readonly after: Company;
      readonly problems: number;
      readonly changes: boolean;
    };

/** The whole way of a file, from bytes to the company as it would stand; throws on anything half. */
function bring(company: Company, bytes: Uint8Array): Outcome {
  const file = readHrFile(bytes, {});
  if (!file.ok) return { kind: 'refused', refusal: file.refusal };
  const { table, mapping, missing, dates } = file.value;
  if (missing.length > 0) return { kind: 'columns' };
  const checked = checkRows(readRows(table, mapping, dates), mapping, company, DEFAULTS, TODAY);
  const given = { today: TODAY, mapped: mappedFields(mapping), defaultSite: DEFAULTS.name, rows: table.rows.length }; // prettier-ignore
  const plan = planImport(company, checked, given);
  const used = new Set([...checked.people.values()].flatMap((rows) => rows.map(({ row }) => row)));
  const aside = new Set(checked.problems.map(({ row }) => row));
  for (const { row } of table.rows)
    if (used.has(row) === aside.has(row)) throw new Error(`row ${row} is ${used.has(row) ? 'both used and set aside' : 'lost'}`); // prettier-ignore
  for (const { column, reason } of checked.problems) {
    if (!REASONS.includes(reason)) throw new Error(`unknown reason ${reason}`);
    if (column !== null && !table.header.includes(column)) throw new Error(`unknown column ${column}`);
  }
  const after = applyPlan(company, plan);
  // the same file once more must find nothing to do: it was applied whole
  const rows = checkRows(readRows(table, mapping, dates), mapping, after, DEFAULTS, TODAY);
  const again = planImport(after, rows, given);
  if (!isEmptyPlan(again)) throw new Error(`a second time ${JSON.stringify(again.people.slice(0, 2))}`);
  return { kind: 'planned', after, problems: checked.problems.length, changes: !isEmptyPlan(plan) };
}

/** What PostgreSQL would refuse: ranges that end before they begin or overlap, texts it can't hold. */
function faultsOf({ people }: Company): string[] {
  return people.flatMap(({ number, employments, absences, givenName, familyName, email }) => {
    const stretches = [employments, absences, ...employments.map(({ placements }) => placements)].flat();
    const wrong = stretches.filter(({ startsOn, endsOn }) => !/^\d{4}-\d\d-\d\d$/.test(startsOn) || (endsOn !== null && endsOn < startsOn)); // prettier-ignore
    const overlaps = employments.some((one, index) =>
      employments.some((other, at) => at > index && one.startsOn <= (other.endsOn ?? '9999') && other.startsOn <= (one.endsOn ?? '9999')),
    ); // prettier-ignore
    const texts = [number, givenName, familyName, email ?? ''].some((text) => /\u0000|\p{Surrogate}/u.test(text)); // prettier-ignore
    return wrong.length > 0 || overlaps || texts ? [number] : [];
  });
}

describe('a thousand mutated HR files', () => {
  const base = bring(EMPTY_COMPANY, Buffer.from(fileOf(companyRows())));
  if (base.kind !== 'planned') throw new Error('the file they are made from is whole');
  const outcomes: Outcome[] = [];

  it('are each applied whole, or refused, or have their rows set aside with row, column and reason', () => {
    const failures: string[] = [];
    for (let seed = 1; seed <= COUNT; seed++) {
      const { bytes, story } = mutatedFile(seed);
      try {
        const outcome = bring(base.after, bytes);
        outcomes.push(outcome);
        if (outcome.kind === 'planned' && faultsOf(outcome.after).length > 0)
          failures.push(`${story}: impossible facts of ${faultsOf(outcome.after).join(', ')}`);
      } catch (error) {
        failures.push(`${story}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    expect(failures).toEqual([]);
    expect(outcomes).toHaveLength(COUNT);
  }, 120_000);

  it('meet every outcome often: none of them is an empty promise', () => {
    const count = (test: (outcome: Outcome) => boolean): number => outcomes.filter(test).length;
    expect(count(({ kind }) => kind === 'refused')).toBeGreaterThan(50);
    expect(count(({ kind }) => kind === 'columns')).toBeGreaterThan(50);
    expect(count((one) => one.kind === 'planned' && one.problems > 0)).toBeGreaterThan(200);
    expect(count((one) => one.kind === 'planned' && one.problems === 0 && one.changes)).toBeGreaterThan(50);
  });

  it('are refused with a sentence in both languages', () => {
    for (const language of ['nl', 'en']) {
      const words = JSON.parse(
        readFileSync(path.join(__dirname, `../i18n/${language}.json`), 'utf8'),
      ) as Record<string, string>;
      const refusals = outcomes.flatMap((one) => (one.kind === 'refused' ? [one.refusal] : []));
      for (const refusal of new Set(refusals))
        expect(words[`people.refusal_${refusal.replaceAll('-', '_')}`]).toBeTruthy();
      for (const reason of REASONS)
        expect(words[`people.reason_${reason.replaceAll('-', '_')}`]).toBeTruthy();
    }
  });
});
