import { readDay, type Day, type FirstPart } from './day.js';
import { FIELDS, FIELD_KEYS, type ColumnMapping, type Field } from './fields.js';
import { kindOf, type Reason, type RowProblem } from './problem.js';
import type { Table, TableRow } from './table.js';
import { splitFamilyName, splitFullName } from './person-name.js';
import * as read from './read-value.js';
import type { AbsenceType, Language } from './read-value.js';

/** One row of the file, read and valid by itself: a person in a job during a stretch of time. */
export interface PersonRow {
  readonly row: number;
  readonly number: string;
  readonly givenName: string;
  readonly infix: string | null;
  readonly familyName: string;
  readonly email: string | null;
  readonly language: Language | null;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  readonly contract: string | null;
  readonly weeklyHours: number | null;
  readonly workingDays: readonly number[];
  readonly nightShift: boolean;
  readonly job: string;
  readonly grade: string | null;
  readonly placementFrom: Day | null;
  readonly placementUntil: Day | null;
  readonly teamCode: string;
  readonly teamName: string | null;
  readonly teamParent: string | null;
  readonly site: string | null;
  readonly country: string | null;
  readonly zone: string | null;
  readonly managerNumber: string | null;
  readonly absence: {
    readonly type: AbsenceType;
    readonly startsOn: Day;
    readonly endsOn: Day | null;
  } | null;
}

export interface RowsRead {
  readonly rows: readonly PersonRow[];
  readonly problems: readonly RowProblem[];
}

/** Monday to Friday: what a row without a schedule works. */
const OFFICE_WEEK: readonly number[] = [1, 2, 3, 4, 5];
const LONGEST_TEXT = 200;
const LONGEST_NUMBER = 40;
const LONGEST_GRADE = 20;
/**
 * The replacement sign means the bytes were not what the encoding promised; control signs and halves of a pair are
 * never HR's, and no database takes them.
 */
const UNREADABLE = /[\ufffd\u0000-\u001f\u007f]|\p{Surrogate}/u;
/** What stands in a cell whose formula failed, in Excel's English and Dutch. */
const EXCEL_ERROR =
  /^#(?:N\/[AB]|REF!|VERW!|VALUE!|WAARDE!|NAME\?|NAAM\?|DIV\/0!|DEEL\/0!|NUM!|GETAL!|NULL!|LEEG!|SPILL!|CALC!)$/i;
/** 1,23E+05: Excel took a number for a quantity and threw digits away, so nobody can tell whose it was. */
const SCIENTIFIC = /^-?\d(?:[.,]\d+)?E[-+]\d{2,3}$/i;
/** Numbers and codes by which people and teams are known. */
const isKey = (field: Field): boolean =>
  field === 'number' || field === 'managerNumber' || field === 'teamCode' || field === 'teamParent';

/**
 * Reads each row by the column mapping, into a typed row or into problems: never half, never skipped in silence. All
 * problems of a row are told at once. Fields without a column, and empty optional cells, get null (or the default
 * named at the field). Rules between rows come after this, in `checkRows`.
 */
export function readRows(table: Table, mapping: ColumnMapping, dates: FirstPart = 'day'): RowsRead {
  const places = placesOf(table.header, mapping);
  const reader = new RowReader(places, mapping, table.header.length, dates);
  const rows: PersonRow[] = [];
  for (const tableRow of table.rows) {
    const row = reader.read(tableRow);
    if (row) rows.push(row);
  }
  return { rows, problems: reader.problems };
}

type Places = Partial<Record<Field, number>>;

function placesOf(header: readonly string[], mapping: ColumnMapping): Places {
  const places: Places = {};
  for (const field of FIELD_KEYS) {
    const at = header.indexOf(mapping[field] ?? '\u0000');
    if (at >= 0) places[field] = at;
  }
  return places;
}

/** Reads row after row; the problems of all of them gather in `problems`. */
class RowReader {
  readonly problems: RowProblem[] = [];
  private source: TableRow = { row: 0, cells: [] };
  private number: string | null = null;

  constructor(
    private readonly places: Places,
    private readonly mapping: ColumnMapping,
    private readonly width: number,
    private readonly dates: FirstPart,
  ) {}

  read({ row: place, cells }: TableRow): PersonRow | undefined {
    this.source = { row: place, cells };
    this.number = null;
    const before = this.problems.length;
    if (!this.hasRightWidth()) return undefined;
    const number = this.personNumber();
    const { givenName, infix, familyName } = this.name();
    const { startsOn, endsOn, placementFrom, placementUntil } = this.employmentDays();
    const row = {
      row: this.source.row,
      number,
      givenName,
      infix,
      familyName,
      email: this.optional('email', read.readEmail),
      language: this.optional('language', read.readLanguage),
      startsOn,
      endsOn,
      placementFrom,
      placementUntil,
      contract: this.text('contract'),
      weeklyHours: this.hours(),
      workingDays: this.optional('workingDays', read.readWorkingDays) ?? OFFICE_WEEK,
      nightShift: this.optional('nightShift', read.readYesNo) ?? false,
      job: this.needed('job'),
      grade: this.grade(),
      ...this.team(),
      site: this.text('site'),
      country: this.optional('country', read.readCountry),
      zone: this.optional('zone', read.readZone),
      managerNumber: this.text('managerNumber'),
      absence: this.absence(),
    };
    return this.problems.length === before ? row : undefined;
  }

  /** A number that can't be trusted names nobody: the row's person stays unknown. */
  private personNumber(): string {
    const before = this.problems.length;
    const number = this.needed('number');
    if (number.length > LONGEST_NUMBER) this.refuse('number', 'value-too-long');
    if (this.problems.length === before) this.number = number;
    return number;
  }

  /** A row of another width can't be trusted in any cell, not even its number. Empty cells at the end do no harm. */
  private hasRightWidth(): boolean {
    const { cells, row } = this.source;
    const tooLong = cells.slice(this.width).some((cell) => cell.trim() !== '');
    if (cells.length >= this.width && !tooLong) return true;
    const reason = tooLong ? 'row-too-long' : 'row-too-short';
    this.problems.push({ row, column: null, field: null, kind: 'empty', reason, number: null });
    return false;
  }

  private name(): Pick<PersonRow, 'givenName' | 'infix' | 'familyName'> {
    if (this.places.givenName === undefined || this.places.familyName === undefined) {
      const full = this.needed('fullName');
      const parts = full === '' ? undefined : splitFullName(full);
      if (parts?.ok) return parts.value;
      if (parts) this.refuse('fullName', parts.reason);
      return { givenName: '', infix: null, familyName: '' };
    }
    const givenName = this.needed('givenName');
    const family = splitFamilyName(this.needed('familyName'));
    return { givenName, infix: this.text('infix') ?? family.infix, familyName: family.familyName };
  }

  private employmentDays(): Pick<PersonRow, 'startsOn' | 'endsOn' | 'placementFrom' | 'placementUntil'> {
    const startsOn = this.needed('startsOn') === '' ? null : this.day('startsOn');
    const endsOn = this.day('endsOn');
    const placementFrom = this.day('placementFrom');
    const placementUntil = this.day('placementUntil');
    if (startsOn !== null && endsOn !== null && endsOn < startsOn) this.refuse('endsOn', 'ends-before-start');
    if (placementFrom !== null && endsOn !== null && placementFrom > endsOn) {
      this.refuse('placementFrom', 'placement-outside-employment');
    }
    const from = placementFrom ?? startsOn;
    if (placementUntil !== null && from !== null && placementUntil < from) {
      this.refuse('placementUntil', 'placement-outside-employment');
    }
    return { startsOn: startsOn ?? '', endsOn, placementFrom, placementUntil };
  }

  private team(): Pick<PersonRow, 'teamCode' | 'teamName' | 'teamParent'> {
    const teamName = this.text('teamName');
    const coded = this.places.teamCode !== undefined;
    const teamCode = coded ? this.needed('teamCode') : this.needed('teamName');
    const parent = this.text('teamParent');
    return { teamCode, teamName, teamParent: parent === teamCode ? null : parent };
  }

  private grade(): string | null {
    const grade = this.text('grade');
    if (grade !== null && grade.length > LONGEST_GRADE) this.refuse('grade', 'value-too-long');
    return grade;
  }

  private hours(): number | null {
    const hours = this.optional('weeklyHours', read.readNumber);
    if (hours !== null && hours > 60) {
      this.refuse('weeklyHours', 'hours-out-of-range');
      return null;
    }
    return hours;
  }

  private absence(): PersonRow['absence'] {
    const type = this.optional('absenceType', read.readAbsenceType);
    const startsOn = this.day('absenceFrom');
    const endsOn = this.day('absenceUntil');
    if (
      this.cell('absenceType') === '' &&
      this.cell('absenceFrom') === '' &&
      this.cell('absenceUntil') === ''
    )
      return null;
    if (this.cell('absenceFrom') === '') this.refuse('absenceFrom', 'absence-incomplete');
    if (startsOn !== null && endsOn !== null && endsOn < startsOn)
      this.refuse('absenceUntil', 'absence-ends-before-start');
    return startsOn === null ? null : { type: type ?? 'other', startsOn, endsOn };
  }

  private day(field: Field): Day | null {
    const text = this.cell(field);
    if (text === '') return null;
    const day = readDay(text, this.dates);
    if (day === undefined) this.refuse(field, 'date-unreadable');
    return day ?? null;
  }

  private needed(field: Field): string {
    const text = this.cell(field);
    if (text === '') this.refuse(field, 'value-missing');
    else this.checkText(field, text);
    return text;
  }

  private text(field: Field): string | null {
    const text = this.cell(field);
    if (text === '') return null;
    this.checkText(field, text);
    return text;
  }

  private checkText(field: Field, text: string): void {
    if (text.length > LONGEST_TEXT) this.refuse(field, 'value-too-long');
    if (UNREADABLE.test(text)) this.refuse(field, 'characters-unreadable');
    if (EXCEL_ERROR.test(text)) this.refuse(field, 'excel-error');
    if (isKey(field) && SCIENTIFIC.test(text)) this.refuse(field, 'number-scientific');
  }

  private optional<T>(field: Field, reader: (text: string) => read.Read<T>): T | null {
    const text = this.cell(field);
    if (text === '') return null;
    const result = reader(text);
    if (result.ok && !UNREADABLE.test(text)) return result.value;
    this.refuse(field, result.ok ? 'characters-unreadable' : result.reason);
    return null;
  }

  private cell(field: Field): string {
    const place = this.places[field];
    const text = place === undefined ? '' : (this.source.cells[place] ?? '');
    return text === '' ? text : read.tidy(text);
  }

  private refuse(field: Field, reason: Reason): void {
    const column = this.mapping[field] ?? null;
    const { row } = this.source;
    this.problems.push({ row, column, field, kind: kindOf(this.cell(field)), reason, number: this.number });
  }
}

/** Names of the fields in use, for "these are compared, the rest is left alone". */
export function mappedFields(mapping: ColumnMapping): ReadonlySet<Field> {
  return new Set(FIELD_KEYS.filter((field) => mapping[field] !== undefined && field in FIELDS));
}
