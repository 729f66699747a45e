import { applyPlan } from '../testing/apply-plan.js';
import { type Column, fileOf, fileRow, planText } from '../testing/hr-file.js';
import { EMPTY_COMPANY } from './company.js';
import type { Reason } from './problem.js';

const TODAY = '2026-11-21';
const anna = fileRow({ Personeelsnummer: '1001', Roepnaam: 'Anna', Achternaam: 'de Wit' });
const bram = fileRow({ Personeelsnummer: '1002' });

const problemsOf = (text: string, company = EMPTY_COMPANY) => planText(company, text, TODAY).problems;

describe('a row that is wrong by itself', () => {
  it.each<[Reason, Column, string]>([
    ['value-missing', 'Personeelsnummer', ''],
    ['value-missing', 'Achternaam', ''],
    ['value-missing', 'Functie', ''],
    ['value-missing', 'Afdelingscode', ''],
    ['value-too-long', 'Personeelsnummer', '1'.repeat(41)],
    ['date-unreadable', 'In dienst', '31-11-2026'],
    ['ends-before-start', 'Uit dienst', '01-03-2019'],
    ['placement-outside-employment', 'Functie vanaf', '01-01-2030'],
    ['number-unreadable', 'Uren per week', 'veel'],
    ['hours-out-of-range', 'Uren per week', '168'],
    ['days-unreadable', 'Werkdagen', 'even weken'],
    ['email-invalid', 'E-mail', 'anna@'],
    ['country-unknown', 'Land', 'Neverland'],
    ['zone-unknown', 'Tijdzone', 'Europe/Rotterdam'],
    ['absence-type-unknown', 'Afwezigheid', 'fietsen'],
    ['characters-unreadable', 'Roepnaam', 'Zo\ufffd'],
    ['manager-unknown', 'Leidinggevende', '9999'],
    ['manager-self', 'Leidinggevende', '1002'],
  ])('is set aside for %s in %s, and says so without repeating the value', (reason, column, value) => {
    const fixed = column === 'Uit dienst' || column === 'Functie vanaf' ? { 'Uit dienst': '01-06-2021' } : {};
    const text = fileOf([anna, { ...bram, ...fixed, [column]: value }]);
    const problem = problemsOf(text).find((found) => found.reason === reason);
    expect(problem).toMatchObject({ row: 3, column });
    if (value !== '')
      expect(Object.values(problem ?? {})).not.toContain(value === '1002' ? 'Janssen' : `${value} `);
    expect(planText(EMPTY_COMPANY, text, TODAY).people.map(({ number }) => number)).toEqual(['1001']);
  });

  it('tells everything that is wrong with it at once', () => {
    const text = fileOf([anna, { ...bram, 'In dienst': 'gisteren', 'Uren per week': 'x', 'E-mail': 'geen' }]);
    expect(problemsOf(text).map(({ reason }) => reason)).toEqual(
      ['email-invalid', 'date-unreadable', 'number-unreadable'].sort(byReading),
    );
  });

  it('is not trusted in any cell when it is cut off', () => {
    const text = `${fileOf([anna])}1002;Bram;Jans`;
    expect(problemsOf(text)).toEqual([
      { row: 3, column: null, field: null, kind: 'empty', reason: 'row-too-short', number: null },
    ]);
  });

  it('needs a start for an absence', () => {
    expect(problemsOf(fileOf([{ ...anna, Afwezigheid: 'ziekte' }]))).toMatchObject([
      { column: 'Afwezig vanaf', reason: 'absence-incomplete' },
    ]);
  });
});

// the reader goes through a row in its own order; the spec only minds that all three are told
const byReading = (one: string, other: string): number => ORDER.indexOf(one) - ORDER.indexOf(other);
const ORDER = ['date-unreadable', 'email-invalid', 'number-unreadable'];

describe('rows that contradict each other', () => {
  it('takes a repeated row once, and leaves the whole person alone', () => {
    const plan = planText(EMPTY_COMPANY, fileOf([anna, bram, bram]), TODAY);
    expect(plan.problems.map(({ row, reason }) => [row, reason])).toEqual([
      [3, 'other-row-set-aside'],
      [4, 'duplicate-row'],
    ]);
    expect(plan.people.map(({ number }) => number)).toEqual(['1001']);
  });

  it('sees two people on one number', () => {
    const text = fileOf([
      anna,
      bram,
      fileRow({
        Personeelsnummer: '1002',
        Roepnaam: 'Chaima',
        Achternaam: 'El Idrissi',
        Functie: 'Controller',
      }),
    ]);
    expect(problemsOf(text).map(({ row, reason }) => [row, reason])).toContainEqual([4, 'person-differs']);
  });

  it('allows two people with one e-mail address: e-mail is never a key', () => {
    const shared = { 'E-mail': 'balie@demo-nv.example' };
    expect(
      problemsOf(
        fileOf([
          { ...anna, ...shared },
          { ...bram, ...shared },
        ]),
      ),
    ).toEqual([]);
  });

  it('keeps teams a tree', () => {
    const text = fileOf([
      { ...anna, Afdelingscode: 'A', 'Valt onder': 'B' },
      { ...bram, Afdelingscode: 'B', 'Valt onder': 'A' },
      fileRow({ Personeelsnummer: '1003', Afdelingscode: 'C', 'Valt onder': 'X' }),
      fileRow({ Personeelsnummer: '1004', Afdelingscode: 'C', 'Valt onder': 'Y' }),
    ]);
    expect(problemsOf(text).map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'team-cycle'],
      [3, 'team-cycle'],
      [5, 'team-parent-differs'],
    ]);
  });

  it('makes a new team of a code with a name or a parent, and sets a bare code aside that nobody knows', () => {
    const bare = { ...bram, Afdelingscode: 'FNI', Afdeling: '' };
    const plan = planText(EMPTY_COMPANY, fileOf([anna, bare]), TODAY);
    expect(plan.problems).toMatchObject([{ row: 3, column: 'Afdelingscode', reason: 'team-unknown' }]);
    expect(plan.teams.map(({ code }) => code)).toEqual(['FIN']);
    const known = applyPlan(EMPTY_COMPANY, planText(EMPTY_COMPANY, fileOf([anna, bram]), TODAY));
    expect(problemsOf(fileOf([anna, bare]), known)).toMatchObject([{ reason: 'team-unknown' }]);
    expect(problemsOf(fileOf([{ ...anna, Afdeling: '' }]), known)).toEqual([]);
    expect(problemsOf(fileOf([anna, { ...bare, 'Valt onder': 'FIN' }]), known)).toEqual([]);
    const codes = 'Personeelsnummer;Roepnaam;Achternaam;In dienst;Functie;Afdelingscode\r\n1002;Bram;Janssen;01-03-2020;Medewerker;FNI\r\n'; // prettier-ignore
    expect(problemsOf(codes)).toEqual([]);
    expect(problemsOf(codes, known)).toMatchObject([{ reason: 'team-unknown' }]);
  });

  it('keeps one time zone per site', () => {
    const text = fileOf([anna, { ...bram, Tijdzone: 'Europe/Lisbon' }]);
    expect(problemsOf(text)).toMatchObject([{ row: 3, column: 'Tijdzone', reason: 'site-differs' }]);
  });
});

describe('leaders', () => {
  const led = (number: string, leader: string) =>
    fileRow({ Personeelsnummer: number, Leidinggevende: leader });

  it('sets aside everybody in a circle, and nobody else', () => {
    const text = fileOf([
      led('1', ''),
      led('2', '1'),
      led('3', '5'),
      led('4', '3'),
      led('5', '4'),
      led('6', '5'),
    ]);
    expect(problemsOf(text).map(({ row, reason }) => [row, reason])).toEqual([
      [4, 'manager-cycle'],
      [5, 'manager-cycle'],
      [6, 'manager-cycle'],
    ]);
  });

  it('lets people whose leader was set aside in without a leader, and says so', () => {
    const plan = planText(
      EMPTY_COMPANY,
      fileOf([led('1', ''), { ...led('2', '1'), 'E-mail': 'kapot' }, led('3', '2')]),
      TODAY,
    );
    expect(plan.people.map(({ number }) => number)).toEqual(['1', '3']);
    expect(plan.people[1]?.employments[0]?.placements[0]?.facts.managerNumber).toBeNull();
    expect(plan.managersSetAside).toEqual(['2']);
  });

  it('sees a circle that closes through somebody whose own row was set aside', () => {
    const before = planText(EMPTY_COMPANY, fileOf([led('1', ''), led('2', '1'), led('3', '2')]), TODAY);
    const company = applyPlan(EMPTY_COMPANY, before);
    // 2 now says it is led by 3, while the broken row of 3 leaves 3 led by 2
    const text = fileOf([led('1', ''), led('2', '3'), { ...led('3', '1'), 'E-mail': 'kapot' }]);
    expect(problemsOf(text, company).map(({ row, reason }) => [row, reason])).toContainEqual([
      3,
      'manager-cycle',
    ]);
  });

  it('does not mind that somebody used to lead their own later leader', () => {
    const text = fileOf([
      { ...led('1', '2'), 'In dienst': '01-01-2015', 'Uit dienst': '31-12-2018' },
      led('2', '1'),
      { ...led('1', ''), 'In dienst': '01-01-2021', Functie: 'Directeur' },
    ]);
    expect(problemsOf(text)).toEqual([]);
  });

  it('walks a chain of a hundred thousand leaders', () => {
    const rows = Array.from({ length: 100_000 }, (_, index) =>
      led(String(index + 1), index === 0 ? '' : String(index)),
    );
    expect(problemsOf(fileOf(rows))).toEqual([]);
  });
});
