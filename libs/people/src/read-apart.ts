import { inThread } from '#kernel';
import { readHrFile, type ReadingChoice } from './import/read-file.js';
import { type PackedFile, unpackFile } from './packed-file.js';

export interface ReadTask {
  readonly bytes: Uint8Array;
  readonly choice: ReadingChoice;
}

type Read = ReturnType<typeof readHrFile>;
export type ReadAnswer = Extract<Read, { ok: false }> | { readonly ok: true; readonly value: PackedFile };

/**
 * From so many bytes on a thread reads the file: a workbook of ten thousand people, a text of thirty thousand, about a
 * quarter of a second each. Below that the thread itself, which takes as long to begin, would cost more than it saves.
 */
export const READ_APART_FROM = { workbook: 2 ** 20, text: 3 * 2 ** 20 };

/** A workbook is a zip file, and grows tenfold when it is opened. */
const isPacked = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

const THREAD = new URL('./read-apart.worker.js', import.meta.url);

/** `readHrFile`; a large file is read in a thread, for everybody else whom this process serves would wait for it. */
export async function readApart(bytes: Uint8Array, choice: ReadingChoice): Promise<Read> {
  if (bytes.length < READ_APART_FROM[isPacked(bytes) ? 'workbook' : 'text']) return readHrFile(bytes, choice);
  const answer = await inThread<ReadAnswer>(THREAD, { bytes, choice } satisfies ReadTask);
  return answer.ok ? { ok: true, value: unpackFile(answer.value) } : answer;
}
