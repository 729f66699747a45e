import { type Merge, type MergedTable, type Merging, rows, type Tx } from '#kernel';

type MovingTable = Extract<MergedTable, { key: readonly string[] }>;

/** Carries out what every lib declared for a merge; rows that moved are remembered, so that exactly they can go back. */
export async function moveEverything(tx: Tx, merge: Merge, mergings: Iterable<Merging>): Promise<void> {
  for (const merging of mergings) {
    await merging.merge?.(tx, merge);
    for (const table of merging.tables) if ('key' in table) await moveRows(tx, merge, table);
  }
}

/** The same, back. What came to the kept record after the merge stays with it. */
export async function moveEverythingBack(tx: Tx, merge: Merge, mergings: Iterable<Merging>): Promise<void> {
  for (const merging of mergings) {
    await merging.undo?.(tx, merge);
    for (const table of merging.tables) if ('key' in table) await moveRowsBack(tx, merge, table);
  }
}

async function moveRows(tx: Tx, { id, fromId, intoId }: Merge, table: MovingTable): Promise<void> {
  const key = table.key.map((name) => `'${name}', own.${name}`).join(', ');
  const column = columnOf(table);
  await rows(
    tx,
    `WITH moved AS (
       UPDATE ${table.table} AS own SET ${column} = $2 WHERE own.${column} = $1 ${unlessTaken(table, '$2')}
       RETURNING jsonb_build_object(${key}) AS key)
     INSERT INTO person_moved_row (merge_id, table_name, row_key) SELECT $3, $4, key FROM moved`,
    [fromId, intoId, id, nameOf(table)],
  );
}

async function moveRowsBack(tx: Tx, { id, fromId, intoId }: Merge, table: MovingTable): Promise<void> {
  const same = table.key.map((name) => ` AND own.${name}::text = m.row_key ->> '${name}'`).join('');
  const column = columnOf(table);
  await rows(
    tx,
    `UPDATE ${table.table} AS own SET ${column} = $1 FROM person_moved_row m
     WHERE own.${column} = $2 AND m.merge_id = $3 AND m.table_name = $4${same} ${unlessTaken(table, '$1')}`,
    [fromId, intoId, id, nameOf(table)],
  );
}

const columnOf = ({ column = 'person_id' }: MovingTable): string => column;
/** As moved rows are remembered: a row may be moved once for each of its columns. */
const nameOf = ({ table, column }: MovingTable): string =>
  column === undefined ? table : `${table}.${column}`;

function unlessTaken(table: MovingTable, person: string): string {
  const apart = table.apart === undefined ? '' : `AND own.${table.apart} IS DISTINCT FROM ${person}::uuid`;
  if (table.collides === null) return apart;
  const same = table.key.map((name) => `other.${name} = own.${name}`);
  const condition = table.collides === 'same-key' ? ['true', ...same].join(' AND ') : table.collides;
  const taken = `SELECT 1 FROM ${table.table} other WHERE other.${columnOf(table)} = ${person} AND ${condition}`;
  return `${apart} AND NOT EXISTS (${taken})`;
}
