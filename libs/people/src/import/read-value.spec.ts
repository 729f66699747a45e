import { addDays, readDay } from './day.js';
import { splitFamilyName, splitFullName } from './person-name.js';
import * as read from './read-value.js';

const value = <T>(result: read.Read<T>): T | string => (result.ok ? result.value : result.reason);

describe('reading a day', () => {
  it.each([
    ['31-12-2026', '2026-12-31'],
    ['2026-12-31', '2026-12-31'],
    ['31/12/2026', '2026-12-31'],
    ['1-2-2026', '2026-02-01'],
    ['1.2.2026', '2026-02-01'],
    ['29-02-2028', '2028-02-29'],
    ['01-02-2026 00:00:00', '2026-02-01'],
  ])('understands %s', (text, day) => expect(readDay(text)).toBe(day));

  it.each([
    '29-02-2027',
    '31-11-2026',
    '00-01-2026',
    '12/31/2026',
    '31-12-26',
    '1899-12-31',
    'morgen',
    '31-12-2026 14:30',
  ])('refuses %s instead of guessing', (text) => expect(readDay(text)).toBeUndefined());

  it('steps over 29 February and the end of a year', () => {
    expect([addDays('2028-02-28', 1), addDays('2027-02-28', 1), addDays('2027-01-01', -1)]).toEqual([
      '2028-02-29',
      '2027-03-01',
      '2026-12-31',
    ]);
  });
});

describe('reading values', () => {
  it.each([
    ['32', 32],
    ['37,5', 37.5],
    ['28.50', 28.5],
    ['1.234', 'number-unreadable'],
    ['32 uur', 'number-unreadable'],
    ['-8', 'number-unreadable'],
  ])('takes %s for %s hours', (text, hours) => expect(value(read.readNumber(text))).toBe(hours));

  it.each([
    ['ma di wo', [1, 2, 3]],
    ['ma, wo en vr', [1, 3, 5]],
    ['Ma-Do', [1, 2, 3, 4]],
    ['ma t/m vr', [1, 2, 3, 4, 5]],
    ['vr-ma', [1, 5, 6, 7]],
    ['mon/tue', [1, 2]],
    ['12345', [1, 2, 3, 4, 5]],
    ['zo ma di wo', [1, 2, 3, 7]],
    ['ma di di', [1, 2]],
    ['89', 'days-unreadable'],
    ['ma en feestdag', 'days-unreadable'],
    ['ma-', 'days-unreadable'],
  ])('takes %s for the days %j', (text, days) => expect(value(read.readWorkingDays(text))).toEqual(days));

  it.each([
    ['ja', true],
    ['N', false],
    ['x', true],
    ['ONWAAR', false],
    ['', false],
    ['soms', 'yes-no-unreadable'],
  ])('takes %j for %s', (text, answer) => expect(value(read.readYesNo(text))).toBe(answer));

  it.each([
    ['Nederland', 'NL'],
    ['curaçao', 'CW'],
    ['Curacao', 'CW'],
    ['Portugal', 'PT'],
    ['nl', 'NL'],
    ['Belgium', 'BE'],
    ['Atlantis', 'country-unknown'],
  ])('takes %s for country %s', (text, code) => expect(value(read.readCountry(text))).toBe(code));

  it('knows time zones from wishes', () => {
    expect(value(read.readZone('America/Curacao'))).toBe('America/Curacao');
    expect(value(read.readZone('Europe/Rotterdam'))).toBe('zone-unknown');
    expect(value(read.readZone('UTC+1'))).toBe('zone-unknown');
  });

  it.each([
    ['anna@demo-nv.example', true],
    ['anna@', false],
    ['anna demo@x.nl', false],
    ['a@b@c.nl', false],
    ['anna@localhost', false],
  ])('judges the address %s: %s', (text, good) => expect(read.readEmail(text).ok).toBe(good));

  it.each([
    ['de Wit', 'de', 'Wit'],
    ['van der Laan', 'van der', 'Laan'],
    ["in 't Veld", "in 't", 'Veld'],
    ['El Idrissi', null, 'El Idrissi'],
    ['dos Santos', null, 'dos Santos'],
    ['Ten Cate', null, 'Ten Cate'],
    ['de', null, 'de'],
  ])('sorts %s by its family name', (text, infix, familyName) =>
    expect(splitFamilyName(text)).toEqual({ infix, familyName }),
  );

  it.each([
    ['Anna de Wit', { givenName: 'Anna', infix: 'de', familyName: 'Wit' }],
    ['Wit, Anna de', { givenName: 'Anna', infix: 'de', familyName: 'Wit' }],
    ['de Wit, Anna', { givenName: 'Anna', infix: 'de', familyName: 'Wit' }],
    ['Jan Willem van den Berg', { givenName: 'Jan Willem', infix: 'van den', familyName: 'Berg' }],
    ['Chaima El Idrissi', { givenName: 'Chaima', infix: null, familyName: 'El Idrissi' }],
    ['Cher', 'value-missing'],
  ])('splits the full name %s', (text, parts) => expect(value(splitFullName(text))).toEqual(parts));
});
