// One start per data folder.
import fs from 'node:fs';
import path from 'node:path';

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

/**
 * Takes the folder's lock, or throws with the id of the process that holds it. A lock that a killed process left behind
 * is taken over.
 */
export function takeLock(folder) {
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'start.lock');
  const mine = JSON.stringify({ pid: process.pid, started: startedAt(process.pid) });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      fs.writeFileSync(file, mine, { flag: 'wx' });
      return () => fs.rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      let holder = { pid: 0, started: '' };
      try {
        holder = JSON.parse(fs.readFileSync(file, 'utf8'));
      } catch {
        // Half-written by a process that died in the middle: nobody's lock.
      }
      if (holder.pid && isAlive(holder)) {
        throw Object.assign(new Error(`Vaardig already runs on ${folder} (process ${holder.pid}).`), { locked: true });
      }
      fs.rmSync(file, { force: true });
    }
  }
  throw new Error(`The lock ${file} could not be taken.`);
}
