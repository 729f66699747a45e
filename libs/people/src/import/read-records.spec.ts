import { openFile } from './open-file.js';
import { readRecords } from './read-records.js';

const tableOf = (value: unknown) => {
  const made = readRecords(JSON.stringify(value));
  if (!made.ok) throw new Error(made.refusal);
  return made.value;
};

describe('reading records from JSON', () => {
  it('makes columns of names, in the order in which they are met, and counts records from 1', () => {
    expect(tableOf([{ number: 1001, givenName: 'Anna' }, { number: '0002', hours: 28.5, night: true }])).toEqual({
      header: ['number', 'givenName', 'hours', 'night'],
      rows: [
        { row: 1, cells: ['1001', 'Anna', '', ''] },
        { row: 2, cells: ['0002', '', '28.5', 'true'] },
      ],
    }); // prettier-ignore
  });

  it('finds the list in the answer of a connector, and opens what lies inside a record', () => {
    const table = tableOf({
      success: true,
      data: [{ attributes: { id: { value: 7 }, days: [1, 2, 3] }, end: null }],
    });
    expect(table.header).toEqual(['attributes.id.value', 'attributes.days', 'end']);
    expect(table.rows[0]?.cells).toEqual(['7', '1 2 3', '']);
  });

  it('does not pretend to know a number that JSON rounds off', () => {
    const made = readRecords('[{"number": 12345678901234567890, "name": "x"}]');
    expect(made).toMatchObject({ value: { rows: [{ cells: ['1.2345678901234567e+19', 'x'] }] } });
  });

  it.each([
    ['text that breaks off', '[{"number": 1,', 'json-broken'],
    ['an object without a list', '{"number": 1}', 'json-without-records'],
    ['an empty list', '[]', 'json-without-records'],
    ['a list of lists', '{"rows": [[1, 2]]}', 'json-without-records'],
    ['records without a value', '[{"a": "", "b": null}]', 'no-rows'],
    [
      'too many columns',
      JSON.stringify([Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`c${n}`, 1]))]),
      'file-too-large',
    ],
  ])('refuses %s', (_name, text, refusal) => {
    expect(openFile(Buffer.from(text), {})).toEqual({ ok: false, refusal });
  });

  it('leaves text alone that only begins like JSON', () => {
    expect(openFile(Buffer.from('[nr];[naam]\n1;Anna\n'), {})).toMatchObject({ value: { format: 'csv' } });
  });
});
