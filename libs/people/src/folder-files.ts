import { readdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Temporal } from 'temporal-polyfill';
import { errorCode } from './error-code.js';
import { sourceName } from './imports.schemas.js';

/** A file that changed this shortly ago may still be on its way. */
const SETTLED_MS = 10_000;
/** Hidden files, Excel's locks, and what programs call a file they are still sending. */
const NOT_YET = /^\.|^~\$|\.(?:tmp|part|filepart|crdownload|lock)$/i;
/** What the disk says of a file that a next try will not open either. */
const CLOSED = new Set(['EACCES', 'EPERM', 'EIO', 'EISDIR', 'ENAMETOOLONG']);

/** A file that lies in the folder of a source. */
export interface WaitingFile {
  readonly name: string;
  /** Name, size and time of its last change: another file of the same name reads differently. */
  readonly looks: string;
}

/** The folders whose name can be that of a source. */
export async function sourcesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  return entries
    .filter(
      (entry) =>
        entry.isDirectory() && !entry.name.startsWith('.') && sourceName.safeParse(entry.name).success,
    )
    .map(({ name }) => name)
    .sort();
}

/** Plain files, oldest name first; links are not followed. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

/** The files that have lain still long enough to be whole. */
export async function waitingIn(folder: string, now: Temporal.Instant): Promise<WaitingFile[]> {
  const settled: WaitingFile[] = [];
  for (const name of await filesIn(folder)) {
    if (NOT_YET.test(name)) continue;
    const { mtimeMs, size } = await stat(path.join(folder, name));
    // a clock that runs ahead elsewhere must not keep a file waiting for ever
    if (Math.abs(now.epochMilliseconds - mtimeMs) >= SETTLED_MS)
      settled.push({ name, looks: `${name} (${size}, ${mtimeMs})` });
  }
  return settled;
}

/** False when the file is gone: somebody else took it. */
export async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Whether the disk keeps a file from us: trying again changes nothing. */
export const isClosed = (error: unknown): boolean => CLOSED.has(errorCode(error) ?? '');

/** A moment as names of taken files begin: they sort by it. */
export const momentName = (at: Temporal.Instant): string =>
  at.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');

/** The name that a taken file came with. */
export const ownName = (name: string): string => name.split('-').slice(2).join('-').slice(0, 200);

/** Room for what is put before and behind it: a disk takes names of 255 bytes. */
export const shortened = (name: string): string =>
  Buffer.byteLength(name) <= 200 ? name : [...name].slice(-50).join('');
