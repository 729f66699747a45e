// One start per data folder.
import fs from 'node:fs';
import path from 'node:path';

const lockOf = (folder) => path.join(folder, 'start.lock');

/** When a process started, so that a reused process id is not mistaken for it. Linux only; elsewhere the id must do. */
function startedAt(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isAlive({ pid, started }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  return startedAt(pid) === started;
}

/** The id of the living process that holds the folder's lock, if any. */
export const lockHolder = (folder) => holderOf(lockOf(folder));

function holderOf(file) {
  try {
    const holder = JSON.parse(fs.readFileSync(file, 'utf8'));
    return holder.pid && isAlive(holder) ? holder.pid : undefined;
  } catch {
    // No lock, or one that says nothing: nobody's.
    return undefined;
  }
}

const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);

/**
 * Takes the folder's lock, or throws with the id of the process that holds it. A lock that a killed process left behind
 * is taken over, by one process at a time. Locks appear complete (a link to a finished file), so that nobody misreads one.
 */
export function takeLock(folder) {
  fs.mkdirSync(folder, { recursive: true });
  const file = lockOf(folder);
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, JSON.stringify({ pid: process.pid, started: startedAt(process.pid) }));
  try {
    for (let attempt = 0; attempt < 400; attempt += 1) {
      if (link(draft, file)) {
        return () => {
          if (holderOf(file) === process.pid) fs.rmSync(file, { force: true });
        };
      }
      const holder = holderOf(file);
      if (holder) throw new Error(`Vaardig already runs on ${folder} (process ${holder}).`);
      removeLeftOver(file, draft);
      pause();
    }
  } finally {
    fs.rmSync(draft, { force: true });
  }
  throw new Error(`The lock ${file} could not be taken.`);
}

/** Only who holds the second lock may remove the first, and looks once more before doing so. */
function removeLeftOver(file, draft) {
  const second = `${file}.takeover`;
  if (link(draft, second)) {
    if (!holderOf(file)) fs.rmSync(file, { force: true });
    fs.rmSync(second, { force: true });
  } else if (fs.existsSync(second) && !holderOf(second)) {
    fs.rmSync(second, { force: true });
  }
}

function link(draft, file) {
  try {
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}
