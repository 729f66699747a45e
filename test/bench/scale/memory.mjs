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

/**
 * Looks five times a second at `processes` (name: pid); `watch` adds more, `end()` gives the highest sum, and who held
 * what of it.
 */
export function watchMemory(processes) {
  const watched = { ...processes };
  let most = { megabytes: 0, parts: {} };
  const look = () => {
    const parts = Object.fromEntries(
      Object.entries(watched).map(([name, pid]) => [name, Math.round(megabytesOf(pid))]),
    );
    const megabytes = Object.values(parts).reduce((sum, each) => sum + each, 0);
    if (megabytes > most.megabytes) most = { megabytes, parts };
  };
  const timer = setInterval(look, LOOK_EVERY_MILLISECONDS);
  return {
    watch: (more) => void Object.assign(watched, more),
    end() {
      look();
      clearInterval(timer);
      return most;
    },
  };
}
