import { inThread } from '#kernel';
import { readHrFile, type ReadingChoice } from './import/read-file.js';
import { type PackedFile, unpackFile } from './packed-file.js';

export interface ReadTask {
  readonly bytes: Uint8Array;
  readonly choice: ReadingChoice;
}

type Read = ReturnType<typeof readHrFile>;
export type ReadAnswer = Extract<Read, { ok: false }> | { readonly ok: true; readonly value: PackedFile };

/** From so many bytes on a thread reads the file: a workbook of a few thousand people, a text of ten thousand. */
export const READ_APART_FROM = 1024 * 1024;

const THREAD = new URL('./read-apart.worker.js', import.meta.url);

/** `readHrFile`; a large file is read in a thread, for everybody else whom this process serves would wait for it. */
export async function readApart(bytes: Uint8Array, choice: ReadingChoice): Promise<Read> {
  if (bytes.length < READ_APART_FROM) return readHrFile(bytes, choice);
  const answer = await inThread<ReadAnswer>(THREAD, { bytes, choice } satisfies ReadTask);
  return answer.ok ? { ok: true, value: unpackFile(answer.value) } : answer;
}
