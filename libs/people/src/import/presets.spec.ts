import { EXPORTS, PERSONIO_ANSWER } from '../testing/exports.js';
import { workbookOf } from '../testing/workbook.js';
import { checkRows } from './check-rows.js';
import { EMPTY_COMPANY } from './company.js';
import { PRESET_KEYS, PRESETS, type PresetKey } from './presets.js';
import { readHrFile, type ReadingChoice } from './read-file.js';
import { readRows } from './read-rows.js';

const DEFAULTS = { name: 'Hoofdvestiging', zone: 'Europe/Amsterdam', country: 'NL' };

const peopleOf = (bytes: Uint8Array, choice: ReadingChoice) => {
  const file = readHrFile(bytes, choice);
  if (!file.ok) throw new Error(file.refusal);
  const { table, mapping, mappedBy, missing, dates } = file.value;
  const checked = checkRows(readRows(table, mapping, dates), mapping, EMPTY_COMPANY, DEFAULTS, '2026-11-22');
  return {
    mappedBy,
    missing,
    mapping,
    problems: checked.problems,
    people: [...checked.people.values()].flat(),
  };
};

/** American dates must be said once per source; nothing in a file tells. */
const choiceOf = (key: PresetKey): ReadingChoice => (key === 'bamboohr' ? { dates: 'month' } : {});

describe.each(PRESET_KEYS)('an export of %s', (key) => {
  const read = () => peopleOf(Buffer.from(EXPORTS[key]), choiceOf(key));

  it('is recognised by its columns and read without anybody choosing one', () => {
    expect(read()).toMatchObject({ mappedBy: key, missing: [], problems: [] });
  });

  it('tells the same three people as every other system: who leads whom, since when, until when', () => {
    const [ilse, omar, sanne] = read().people;
    expect(ilse).toMatchObject({ givenName: 'Ilse', infix: 'van', familyName: 'Dam', startsOn: '2015-02-01', endsOn: null, managerNumber: null, site: 'Ede' }); // prettier-ignore
    expect(omar).toMatchObject({ familyName: 'Haddad', startsOn: '2019-03-15', managerNumber: ilse?.number, absence: { type: 'sick', startsOn: '2026-11-01', endsOn: null } }); // prettier-ignore
    expect(sanne).toMatchObject({ givenName: 'Sanne', startsOn: '2021-09-01', endsOn: '2026-12-31', managerNumber: ilse?.number }); // prettier-ignore
    expect(omar?.teamCode).toBe(sanne?.teamCode);
  });

  it('never takes a name of a leader for a number', () => {
    const columns = Object.values(read().mapping);
    for (const column of PRESETS[key].leaveAlone) expect(columns).not.toContain(column);
  });
});

describe('presets', () => {
  it('keep zeros in front of an AFAS number', () => {
    expect(peopleOf(Buffer.from(EXPORTS.afas), {}).people.map(({ number }) => number)).toEqual(['000101', '000102', '000103']); // prettier-ignore
  });

  it('read the answer of a Personio connector as its export', () => {
    const read = peopleOf(Buffer.from(JSON.stringify(PERSONIO_ANSWER)), {});
    expect(read).toMatchObject({ mappedBy: 'personio', missing: [], problems: [] });
    expect(read.people.map(({ number, managerNumber, teamCode }) => [number, managerNumber, teamCode])).toEqual([
      ['101', null, 'Care'], ['102', '101', 'Care'], ['103', '101', 'Care'],
    ]); // prettier-ignore
  });

  it('read a Workday report as a workbook, with its title above the names', () => {
    const lines = EXPORTS.workday.split('\r\n').map((line) => line.split(','));
    const read = peopleOf(workbookOf({ Report: lines }), {});
    expect(read).toMatchObject({ mappedBy: 'workday', missing: [], problems: [] });
    expect(read.people).toHaveLength(3);
  });

  it('give way to what HR chose for the source', () => {
    const remembered = { number: 'Supervisor EID', job: 'Department' };
    const read = peopleOf(Buffer.from(EXPORTS.bamboohr), { remembered, dates: 'month' });
    expect(read.mappedBy).toBe('remembered');
    expect(read.mapping).toMatchObject({
      number: 'Supervisor EID',
      job: 'Department',
      familyName: 'Last Name',
    });
  });

  it('hold when HR says which system it is, although its columns do not tell', () => {
    const text = 'Employee #;Full Name;Hire Date;Job Title;Department\n7;Anna Wit;01-02-2020;Nurse;Care\n';
    expect(peopleOf(Buffer.from(text), {})).toMatchObject({ mappedBy: 'names', missing: ['number'] });
    expect(peopleOf(Buffer.from(text), { preset: 'bamboohr' })).toMatchObject({ mappedBy: 'bamboohr', missing: [], problems: [] }); // prettier-ignore
  });

  it('name every column once per system', () => {
    for (const key of PRESET_KEYS)
      for (const names of Object.values(PRESETS[key].columns)) expect(new Set(names).size).toBe(names.length);
  });
});
