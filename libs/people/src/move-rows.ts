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
  await rows(
    tx,
    `WITH moved AS (
       UPDATE ${table.table} AS own SET person_id = $2 WHERE own.person_id = $1 ${unlessTaken(table, '$2')}
       RETURNING jsonb_build_object(${key}) AS key)
     INSERT INTO person_moved_row (merge_id, table_name, row_key) SELECT $3, $4, key FROM moved`,
    [fromId, intoId, id, table.table],
  );
}

async function moveRowsBack(tx: Tx, { id, fromId, intoId }: Merge, table: MovingTable): Promise<void> {
  const same = table.key.map((name) => ` AND own.${name}::text = m.row_key ->> '${name}'`).join('');
  await rows(
    tx,
    `UPDATE ${table.table} AS own SET person_id = $1 FROM person_moved_row m
     WHERE own.person_id = $2 AND m.merge_id = $3 AND m.table_name = $4${same} ${unlessTaken(table, '$1')}`,
    [fromId, intoId, id, table.table],
  );
}

function unlessTaken({ table, key, collides }: MovingTable, person: string): string {
  if (collides === null) return '';
  const same = key.map((name) => `other.${name} = own.${name}`);
  const condition = collides === 'same-key' ? ['true', ...same].join(' AND ') : collides;
  return `AND NOT EXISTS (SELECT 1 FROM ${table} other WHERE other.person_id = ${person} AND ${condition})`;
}
