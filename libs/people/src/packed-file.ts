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

/** The file again, equal to the one that was packed. */
export function unpackFile({ rest: { header, ...rest }, text, lengths, shape }: PackedFile): HrFile {
  const rows: TableRow[] = [];
  let cell = 0;
  let from = 0;
  for (let index = 0; index < shape.length; index += 2) {
    const cells: string[] = [];
    for (let end = cell + (shape[index + 1] ?? 0); cell < end; cell += 1) {
      const to = from + (lengths[cell] ?? 0);
      cells.push(text.slice(from, to));
      from = to;
    }
    rows.push({ row: shape[index] ?? 0, cells });
  }
  return { ...rest, table: { header, rows } };
}
