// The most memory that some processes held together at one moment.
import fs from 'node:fs';

const LOOK_EVERY_MILLISECONDS = 200;

/** Resident megabytes of a process; none when it has ended. */
function megabytesOf(pid) {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error;
    return 0;
  }
}

/** Looks five times a second at the sum over `pids`; `end()` gives the highest. */
export function watchMemory(pids) {
  let most = 0;
  const look = () => {
    most = Math.max(
      most,
      pids.reduce((sum, pid) => sum + megabytesOf(pid), 0),
    );
  };
  const timer = setInterval(look, LOOK_EVERY_MILLISECONDS);
  return {
    end() {
      look();
      clearInterval(timer);
      return Math.round(most);
    },
  };
}
