/** A file that was read, in the few large pieces in which it passes from one thread to another quickly. */
import type { HrFile } from './import/read-file.js';
import type { TableRow } from './import/table.js';

export interface PackedFile {
  /** All but the rows. */
  readonly rest: Omit<HrFile, 'table'> & { readonly header: readonly string[] };
  /** The cells of all rows, one behind the other. */
  readonly text: string;
  /** How long each cell is, in UTF-16 units. */
  readonly lengths: Uint32Array<ArrayBuffer>;
  /** Per row its number and how many cells it has. */
  readonly shape: Uint32Array<ArrayBuffer>;
}

/** Two and a half million small texts cost seconds to copy one by one; as one text and its lengths they don't. */
export function packFile({ table, ...rest }: HrFile): PackedFile {
  const shape = new Uint32Array(2 * table.rows.length);
  const lengths = new Uint32Array(table.rows.reduce((sum, { cells }) => sum + cells.length, 0));
  const parts: string[] = [];
  let at = 0;
  for (const [index, { row, cells }] of table.rows.entries()) {
    shape.set([row, cells.length], 2 * index);
    for (const cell of cells) lengths[at++] = cell.length;
    parts.push(cells.join(''));
  }
  return { rest: { ...rest, header: table.header }, text: parts.join(''), lengths, shape };
}

/** The file again, equal to the one that was packed; the cells of a row are cut out when somebody looks at it. */
export function unpackFile({ rest: { header, ...rest }, text, lengths, shape }: PackedFile): HrFile {
  const rows: TableRow[] = [];
  let cell = 0;
  let from = 0;
  for (let index = 0; index < shape.length; index += 2) {
    const end = cell + (shape[index + 1] ?? 0);
    rows.push(new PackedRow(shape[index] ?? 0, { text, lengths, from, cell, end }));
    for (; cell < end; cell += 1) from += lengths[cell] ?? 0;
  }
  return { ...rest, table: { header, rows } };
}

/** A row that holds no texts of its own: of a hundred thousand, two and a half million would fill the memory. */
class PackedRow implements TableRow {
  readonly #place: Pick<PackedFile, 'text' | 'lengths'> & { from: number; cell: number; end: number };

  constructor(
    readonly row: number,
    place: Pick<PackedFile, 'text' | 'lengths'> & { from: number; cell: number; end: number },
  ) {
    this.#place = place;
  }

  get cells(): readonly string[] {
    const { text, lengths, from, cell, end } = this.#place;
    const cells: string[] = [];
    let start = from;
    for (let at = cell; at < end; at += 1) {
      const stop = start + (lengths[at] ?? 0);
      cells.push(text.slice(start, stop));
      start = stop;
    }
    return cells;
  }
}
