import { rows, type RunSummary, type Tx } from '#kernel';
import { refreshZones, tellChanged, tellLeft } from './tell-changes.js';

/**
 * What the calendar does by itself: jobs, employments and absences that begin or end. Each time zone has its own
 * day, so each is told when its own midnight has passed, up to the day before which it was told already; days that
 * were missed are caught up with. `today` gives the local day of a zone.
 */
export async function tellDay(tx: Tx, today: (zone: string) => string, dry: boolean): Promise<RunSummary> {
  const zones = await rows<{ zone: string; told: string }>(
    tx,
    'SELECT zone, min(told_until) AS told FROM site GROUP BY zone ORDER BY zone',
  );
  let seen = 0;
  let changed = 0;
  for (const { zone, told } of zones) {
    const day = today(zone);
    if (day <= told) continue;
    const touched = await listTouched(tx, zone, told, day);
    const left = await listLeft(tx, zone, told, day);
    seen += touched.length;
    if (dry) continue;
    await refreshZones(tx, touched, day);
    await tellChanged(tx, touched, 'calendar');
    await tellLeft(tx, left);
    await rows(tx, 'UPDATE site SET told_until = $2 WHERE zone = $1 AND told_until < $2::date', [zone, day]);
    changed += touched.length;
  }
  return { seen, changed, skipped: seen - changed };
}

/** People for whom something began, or stopped holding, after `told` and up to `day`. */
async function listTouched(tx: Tx, zone: string, told: string, day: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    `SELECT DISTINCT p.id FROM person p JOIN (
       SELECT person_id, valid FROM placement UNION ALL
       SELECT person_id, valid FROM employment UNION ALL
       SELECT person_id, valid FROM absence) t ON t.person_id = p.id
     WHERE p.zone = $1 AND (lower(t.valid) > $2::date AND lower(t.valid) <= $3::date OR upper(t.valid) > $2::date AND upper(t.valid) <= $3::date)
     ORDER BY p.id`,
    [zone, told, day],
  );
  return found.map(({ id }) => id);
}

/** People whose employment ended in those days, and who have no other one on the day after. */
function listLeft(
  tx: Tx,
  zone: string,
  told: string,
  day: string,
): Promise<{ personId: string; on: string }[]> {
  return rows(
    tx,
    `SELECT e.person_id AS "personId", upper(e.valid) - 1 AS "on" FROM employment e JOIN person p ON p.id = e.person_id
     WHERE p.zone = $1 AND upper(e.valid) > $2::date AND upper(e.valid) <= $3::date
       AND NOT EXISTS (SELECT 1 FROM employment o WHERE o.person_id = e.person_id AND o.valid @> upper(e.valid))
     ORDER BY 1`,
    [zone, told, day],
  );
}
