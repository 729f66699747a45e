import fs from 'node:fs';
import path from 'node:path';
import iconv from 'iconv-lite';
import { projectRoot } from '#kernel';

type Cells = Readonly<Record<string, string>>;

/** An HR export as a Dutch Excel writes it: semicolons, Windows-1252, one row per employment or placement. */
export class HrFile {
  private constructor(
    private readonly header: readonly string[],
    private readonly rows: readonly (readonly string[])[],
  ) {}

  static read(bytes: Buffer): HrFile {
    const [header = '', ...rows] = iconv
      .decode(bytes, 'windows-1252')
      .split('\r\n')
      .filter((line) => line !== '');
    return new HrFile(
      header.split(';'),
      rows.map((row) => row.split(';')),
    );
  }

  /** How many rows stand below the header. */
  get length(): number {
    return this.rows.length;
  }

  numberAt(row: number): string {
    return this.rows[row]?.[0] ?? '';
  }

  /** The same file with other cells in every row of this person. */
  with(number: string, cells: Cells): HrFile {
    if (!this.rows.some(([own]) => own === number))
      throw new Error(`Nobody in the file has number ${number}.`);
    return this.mapped((row) => (row[0] === number ? this.changed(row, cells) : row));
  }

  /** The same file with other cells in one row, counted from 0. */
  withRow(index: number, cells: Cells): HrFile {
    return this.mapped((row, at) => (at === index ? this.changed(row, cells) : row));
  }

  /** The same file with one row more, like this person's first but for these cells. */
  adding(like: string, cells: Cells): HrFile {
    const row = this.rows.find(([own]) => own === like);
    if (!row) throw new Error(`Nobody in the file has number ${like}.`);
    return new HrFile(this.header, [...this.rows, this.changed(row, cells)]);
  }

  without(...numbers: string[]): HrFile {
    return new HrFile(
      this.header,
      this.rows.filter(([own = '']) => !numbers.includes(own)),
    );
  }

  /** Only these people; who was led by somebody else is led by nobody now. */
  only(numbers: readonly string[]): HrFile {
    const manager = this.header.indexOf('Leidinggevende');
    return new HrFile(
      this.header,
      this.rows
        .filter(([own = '']) => numbers.includes(own))
        .map((row) => row.map((cell, column) => (column === manager && !numbers.includes(cell) ? '' : cell))),
    );
  }

  /** The first so many rows: a file of which the rest got lost on the way. */
  cutAfter(rows: number): HrFile {
    return new HrFile(this.header, this.rows.slice(0, rows));
  }

  toBytes(): Buffer {
    const lines = [this.header, ...this.rows].map((cells) => cells.join(';'));
    return iconv.encode(`${lines.join('\r\n')}\r\n`, 'windows-1252');
  }

  private mapped(change: (row: readonly string[], index: number) => readonly string[]): HrFile {
    return new HrFile(this.header, this.rows.map(change));
  }

  private changed(row: readonly string[], cells: Cells): string[] {
    const unknown = Object.keys(cells).filter((column) => !this.header.includes(column));
    if (unknown.length > 0) throw new Error(`The file has no column ${unknown.join(', ')}.`);
    return this.header.map((column, index) => cells[column] ?? row[index] ?? '');
  }
}

export function demoFile(name: 'demo-nv.csv' | 'demo-nv-next-month.csv'): HrFile {
  return HrFile.read(fs.readFileSync(path.join(projectRoot(), 'libs', 'people', 'demo', name)));
}
