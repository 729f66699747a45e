import iconv from 'iconv-lite';
import { writeZip } from '#files';
import { EXPORTS, PERSONIO_ANSWER } from './exports.js';
import { fileOf, fileRow, type FileRow } from './hr-file.js';
import { workbookOf } from './workbook.js';

/** Throws of a die that are the same for the same seed (mulberry32). */
export function diceOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
type Dice = ReturnType<typeof diceOf>;

const pick = <T>(dice: Dice, list: readonly T[]): T => list[dice(list.length)] as T;

/** A company of forty in four teams, with a leader per team, somebody away, and two who have two jobs. */
export function companyRows(): FileRow[] {
  const rows = Array.from({ length: 40 }, (_, index) => {
    const team = index % 4;
    return fileRow({
      Personeelsnummer: String(2000 + index),
      Roepnaam: ['Zoë', 'Bram', 'Chaïma', 'José'][team] ?? '',
      Achternaam: `de Wit-${index}`,
      'E-mail': `p${index}@example.nl`,
      Afdelingscode: `T${team}`,
      Afdeling: `Team ${team}`,
      'Valt onder': team === 0 ? '' : 'T0',
      Leidinggevende: index < 4 ? '' : String(2000 + team),
      ...(index === 9 ? { Afwezigheid: 'ziek', 'Afwezig vanaf': '01-11-2026' } : {}),
    });
  });
  const second = rows.slice(20, 22).map((row) => ({ ...row, Functie: 'Receptionist', Afdelingscode: 'T3', Afdeling: 'Team 3' })); // prettier-ignore
  return [...rows, ...second];
}

/** Values that spreadsheets, people and attackers leave in cells. */
const NASTY = [
  '', ' ', '0', '-1', '1,23E+05', '1.5E-10', '#N/B', '#REF!', '=1+1', '=cmd|calc', '+31', '-', '@x', '="007"', "'=x", 'null', 'NaN', 'undefined',
  '__proto__', 'constructor', 'toString', '31-02-2026', '29-02-2027', '01-01-1899', '31-12-2199', '31-12-9999', '46387', '99999', '20261231', '2026-12-31T23:00:00Z',
  '03/04/2026', '1e309', '60,01', '0,5', '99999999999999999999', 'x'.repeat(201), 'x'.repeat(5000), 'é'.repeat(200), '\u202e1002', '1002\u200b', '\u0007', '\u007f', '😀',
  '\ud800', '"', '""', 'a"b', "Robert'); DROP TABLE person;--", '<script>alert(1)</script>', '{{x}}', '../../etc/passwd', 'a\nb', 'a\tb', 'ja', 'ma-zo', '1234567', 'zz@', 'a@b.c',
  'Europe/Kyiv', 'Europe/Utrecht', 'XX', 'Nederland', 'sabbatical', '2000', '2001', '2039', 'T0', 'T3',
] as const; // prettier-ignore

type Grid = string[][];

/** Changes to rows, columns and cells, as HR people and export settings make them. */
const GRID_CHANGES: readonly ((grid: Grid, dice: Dice) => void)[] = [
  (grid, dice) => grid.splice(dice(grid.length), 1),
  (grid, dice) => grid.splice(dice(grid.length), 0, [...pick(dice, grid)]),
  (grid, dice) => grid.splice(1 + dice(grid.length - 1), dice(grid.length)),
  (grid, dice) => grid.splice(dice(grid.length), 0, ['Totaal', String(grid.length)]),
  (grid) => grid.unshift(['Export medewerkers'], []),
  (grid, dice) => dropColumn(grid, dice(grid[0]?.length ?? 1)),
  (grid, dice) => swapColumns(grid, dice),
  (grid, dice) => void (grid[0] && (grid[0][dice(grid[0].length)] = pick(dice, NASTY))),
  (grid, dice) => void (grid[0] && (grid[0][dice(grid[0].length)] = pick(dice, grid[0]))),
  (grid, dice) => pick(dice, grid).pop(),
  (grid, dice) => pick(dice, grid).push(pick(dice, NASTY)),
  (grid, dice) => pick(dice, grid).splice(dice(5), 0, 'verschoven'),
  (grid, dice) => {
    const column = dice(grid[0]?.length ?? 1);
    for (const row of grid.slice(1)) row[column] = pick(dice, NASTY);
  },
  ...Array.from({ length: 12 }, () => (grid: Grid, dice: Dice) => {
    const row = pick(dice, grid.slice(1).length > 0 ? grid.slice(1) : grid);
    row[dice(Math.max(row.length, 1))] = pick(dice, NASTY);
  }),
  (grid, dice) => {
    const [one, other] = [pick(dice, grid), pick(dice, grid)];
    const column = dice(Math.max(Math.min(one.length, other.length), 1));
    [one[column], other[column]] = [other[column] ?? '', one[column] ?? ''];
  },
];

function dropColumn(grid: Grid, column: number): void {
  for (const row of grid) row.splice(column, 1);
}

function swapColumns(grid: Grid, dice: Dice): void {
  const [one, other] = [dice(grid[0]?.length ?? 1), dice(grid[0]?.length ?? 1)];
  for (const row of grid) [row[one], row[other]] = [row[other] ?? '', row[one] ?? ''];
}

const quoted = (cell: string): string =>
  /[";,\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** Ways of writing a grid to bytes. */
const WRITINGS: readonly ((grid: Grid, dice: Dice) => Buffer)[] = [
  (grid) => Buffer.from(textOf(grid, ';')),
  (grid) => Buffer.from(`\ufeff${textOf(grid, ',')}`),
  (grid) => Buffer.from(`sep=|\r\n${textOf(grid, '|')}`),
  (grid, dice) =>
    Buffer.from(grid.map((row) => row.join(pick(dice, [';', ',', '\t']))).join(pick(dice, ['\n', '\r', '\r\n', '\n\n']))), // prettier-ignore
  (grid) => iconv.encode(textOf(grid, ';'), 'windows-1252'),
  (grid) => iconv.encode(textOf(grid, '\t'), 'utf-16le', { addBOM: true }),
  (grid) => iconv.encode(textOf(grid, ';'), 'utf-16be', { addBOM: true }),
  (grid) => iconv.encode(textOf(grid, '\t'), 'utf-16le'),
  (grid) => workbookOf({ Leeg: [], Mensen: grid.map(withoutControls) }, { hidden: ['Leeg'] }),
  (grid) => workbookOf({ Mensen: grid.map(withoutControls) }),
  (grid) => Buffer.from(JSON.stringify(recordsOf(grid))),
  (grid) => Buffer.from(JSON.stringify({ rows: recordsOf(grid), skip: 0 })),
];

const textOf = (grid: Grid, delimiter: string): string =>
  grid.map((row) => row.map(quoted).join(delimiter)).join('\r\n');

/** XML has no words for control signs, so a workbook can't hold them. */
const withoutControls = (row: readonly string[]): string[] =>
  row.map((cell) => cell.replace(/[\u0000-\u0008\u000b-\u001f\ud800-\udfff]/g, '?'));

function recordsOf([names = [], ...rows]: Grid): Record<string, unknown>[] {
  return rows.map((row) => Object.fromEntries(row.map((cell, index) => [names[index] ?? `x${index}`, cell])));
}

/** Damage to bytes, as disks, mail servers and attackers do it. */
const BYTE_CHANGES: readonly ((bytes: Buffer, dice: Dice) => Buffer)[] = [
  ...Array.from({ length: 3 }, () => (bytes: Buffer, dice: Dice) => {
    for (let times = 1 + dice(20); times > 0; times--) bytes[dice(bytes.length)] = dice(256);
    return bytes;
  }),
  (bytes, dice) => bytes.subarray(0, dice(bytes.length)),
  (bytes, dice) => bytes.subarray(dice(bytes.length)),
  (bytes, dice) => {
    const at = dice(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(dice(bytes.length))]);
  },
  (bytes, dice) => Buffer.concat([bytes, bytes.subarray(0, dice(bytes.length))]),
  (bytes, dice) => Buffer.concat([Buffer.from([dice(256), dice(256), dice(256), dice(256)]), bytes]),
  (bytes) => Buffer.from(bytes.map((_, index) => bytes[index ^ 1] ?? 0)),
  (bytes) => iconv.encode(iconv.decode(bytes, 'windows-1252'), 'utf-8'),
  (bytes) => iconv.encode(iconv.decode(bytes, 'utf-8'), 'utf-16le'),
  (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes]),
  (bytes) => writeZip([{ name: 'xl/workbook.xml', bytes }]),
];

export interface MutatedFile {
  readonly bytes: Buffer;
  /** Which changes were made, to find it again. */
  readonly story: string;
}

/** The file that belongs to a seed: a company of forty or an export of a known system, changed once to four times. */
export function mutatedFile(seed: number): MutatedFile {
  const dice = diceOf(seed);
  const source = dice(8);
  const grid =
    source < 6 ? gridOf(fileOf(companyRows())) : gridOf(EXPORTS[pick(dice, ['afas', 'workday'] as const)]);
  const steps: string[] = [];
  for (let times = dice(4); times > 0; times--) {
    const at = dice(GRID_CHANGES.length);
    if (grid.length > 0) GRID_CHANGES[at]?.(grid, dice);
    steps.push(`rows ${at}`);
  }
  // a change far to the right leaves holes before it
  const whole = grid.map((row) => Array.from(row, (cell: string | undefined) => cell ?? ''));
  const writing = dice(WRITINGS.length);
  let bytes = source === 7 && dice(4) === 0 ? Buffer.from(JSON.stringify(PERSONIO_ANSWER)) : (WRITINGS[writing]?.(whole, dice) ?? Buffer.alloc(0)); // prettier-ignore
  steps.push(`written ${writing}`);
  if (dice(2) === 0 && bytes.length > 0) {
    const at = dice(BYTE_CHANGES.length);
    bytes = Buffer.from(BYTE_CHANGES[at]?.(bytes, dice) ?? bytes);
    steps.push(`bytes ${at}`);
  }
  return { bytes, story: `seed ${seed}: ${steps.join(', ')}` };
}

const gridOf = (text: string): Grid =>
  text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(line.includes(';') ? ';' : ','));
