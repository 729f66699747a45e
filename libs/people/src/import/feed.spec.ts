import { applyPlan } from '../testing/apply-plan.js';
import { fileOf, fileRow } from '../testing/hr-file.js';
import { checkRows } from './check-rows.js';
import { EMPTY_COMPANY, type Company } from './company.js';
import { FULL_FEED, type FeedRules } from './feed.js';
import { planImport } from './plan-import.js';
import { readHrFile } from './read-file.js';
import { mappedFields, readRows } from './read-rows.js';

const TODAY = '2026-11-22';
const DEFAULTS = { name: 'Hoofdvestiging', zone: 'Europe/Amsterdam', country: 'NL' };
const row = (number: string) => fileRow({ Personeelsnummer: number });

function plan(company: Company, text: string, feed?: FeedRules) {
  const file = readHrFile(Buffer.from(text), {});
  if (!file.ok) throw new Error(file.refusal);
  const { table, mapping } = file.value;
  const checked = checkRows(readRows(table, mapping), mapping, company, DEFAULTS, TODAY);
  const given = { today: TODAY, mapped: mappedFields(mapping), defaultSite: DEFAULTS.name, rows: table.rows.length }; // prettier-ignore
  return planImport(company, checked, feed ? { ...given, feed } : given);
}

const company = applyPlan(EMPTY_COMPANY, plan(EMPTY_COMPANY, fileOf([row('1'), row('2'), row('3')])));
const idOf = (number: string): string => company.people.find((person) => person.number === number)?.id ?? '';
const outcome = (feed: FeedRules, text = fileOf([row('1')])) => {
  const { people, waitingLeaves, heldLeaves } = plan(company, text, feed);
  return {
    leaves: people.map(({ number }) => number),
    waits: waitingLeaves.map(({ number, counted }) => [number, counted]),
    held: heldLeaves.map(({ number }) => number),
  };
};

describe('what it means that somebody is missing from a file', () => {
  it('ends their job at once in a file of everybody', () => {
    expect(outcome(FULL_FEED)).toEqual({ leaves: ['2', '3'], waits: [], held: [] });
  });

  it('means nothing in a file of changes', () => {
    expect(outcome({ ...FULL_FEED, feed: 'partial' })).toEqual({ leaves: [], waits: [], held: [] });
  });

  it('ends the jobs of the source’s own people only, where sources stand beside each other', () => {
    expect(outcome({ ...FULL_FEED, feed: 'own', own: new Set([idOf('3')]) })).toEqual({ leaves: ['3'], waits: [], held: [] }); // prettier-ignore
  });

  it('waits until somebody was missing often enough in a row', () => {
    const feed = { ...FULL_FEED, endsAfter: 3, missed: new Map([[idOf('2'), 2], [idOf('3'), 1]]) }; // prettier-ignore
    expect(outcome(feed)).toEqual({ leaves: ['2'], waits: [['3', true]], held: [] });
  });

  it('holds back whoever a row without a number may be, and does not count that file', () => {
    const feed = { ...FULL_FEED, endsAfter: 3, missed: new Map([[idOf('2'), 2]]) };
    expect(outcome(feed, fileOf([row('1'), row('')]))).toEqual({ leaves: [], waits: [['3', false]], held: ['2'] }); // prettier-ignore
  });

  it('still changes and adds people whose rows are there', () => {
    const text = fileOf([{ ...row('2'), Functie: 'Teamleider' }, row('9')]);
    const { counts } = plan(company, text, { ...FULL_FEED, feed: 'partial' });
    expect(counts).toMatchObject({ joins: 1, moves: 1, leaves: 0 });
  });
});
