import { invalidInput, rows, type Tx } from '#kernel';
import type { HrFile, ReadingChoice } from './import/read-file.js';
import { dropDiffs } from './import-rows.queries.js';
import { readRunFile } from './imports.queries.js';
import { importOver } from './people.problems.js';
import { readApart } from './read-apart.js';

/** One import at a time: each compares with the company as the one before left it. */
export async function lockImports(tx: Tx): Promise<void> {
  await rows(tx, `SELECT pg_advisory_xact_lock(hashtext('people.import'))`);
}

/** Puts runs away: their diffs and files go. */
export async function closeRuns(tx: Tx, ids: readonly string[]): Promise<void> {
  await dropDiffs(tx, ids);
  await rows(tx, `UPDATE import_run SET state = 'cancelled', file = NULL WHERE id = ANY($1::uuid[])`, [ids]);
}

/** The bytes of a run; 409 once they are gone. */
export async function fileOf(tx: Tx, id: string): Promise<Buffer> {
  const bytes = await readRunFile(tx, id);
  if (bytes === null) throw importOver();
  return bytes;
}

/** Reads a file, a large one in a thread, or refuses it with 422 and the reason. */
export async function readOrRefuse(bytes: Uint8Array, choice: ReadingChoice): Promise<HrFile> {
  const file = await readApart(bytes, choice);
  if (file.ok) return file.value;
  throw invalidInput([{ pointer: '/file', message: `people.refusal_${file.refusal.replaceAll('-', '_')}` }]);
}
