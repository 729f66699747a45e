import { Temporal } from 'temporal-polyfill';
import type { SystemClock } from './clock.js';
import { type Db, one, rows } from './database.js';

/** Reads the demo clock's offset when a process begins; a database without tables, which a command is about to make, has none. */
export async function beginClock(db: Db, clock: SystemClock): Promise<void> {
  const made = await one<{ made: boolean }>(db.read, "SELECT to_regclass('setting') IS NOT NULL AS made");
  if (made?.made) await readClockOffset(db, clock);
}

/** Reads the demo clock's offset, so that every process tells the same time. */
async function readClockOffset(db: Db, clock: SystemClock): Promise<void> {
  const found = await one<{ value: number }>(
    db.read,
    "SELECT value FROM setting WHERE name = 'clock-offset'",
  );
  clock.shift(found?.value ?? 0);
}

/** Moves the product's time (demo and tests only); `null` returns to the machine's own. Other processes follow within seconds. */
export async function setClock(db: Db, clock: SystemClock, at: Temporal.Instant | null): Promise<void> {
  const offset = at === null ? 0 : at.epochMilliseconds - Temporal.Now.instant().epochMilliseconds;
  await rows(
    db.read,
    `INSERT INTO setting (name, value) VALUES ('clock-offset', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [JSON.stringify(offset)],
  );
  clock.shift(offset);
}

/** Keeps following the offset while the process lives. */
export function followClock(db: Db, clock: SystemClock, everyMilliseconds = 1000): () => void {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    // A missed look is made up for by the next one; a database that is gone shows itself elsewhere.
    void readClockOffset(db, clock)
      .catch(() => undefined)
      .finally(() => (busy = false));
  }, everyMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
