import { one, rows, type Tx } from '#kernel';
import { listPlacedIn, tellChanged } from './tell-changes.js';

/** A free day that the employer gave at a site, beside the country's public holidays. */
export interface FreeDayView {
  siteId: string;
  siteName: string;
  /** 'YYYY-MM-DD' */
  day: string;
  name: string;
}

/** The days from a day on, the first one first. */
export function listFreeDays(tx: Tx, from: string): Promise<FreeDayView[]> {
  return rows(
    tx,
    `SELECT f.site_id AS "siteId", s.name AS "siteName", f.day::text AS day, f.name FROM free_day f JOIN site s ON s.id = f.site_id
     WHERE f.day >= $1::date ORDER BY f.day, s.name LIMIT 500`,
    [from],
  );
}

/**
 * Adds a day, or gives it another name, and tells of everybody who works at that site: their counts change.
 * False when there is no such site.
 */
export async function giveFreeDay(
  tx: Tx,
  given: Omit<FreeDayView, 'siteName'>,
  today: string,
): Promise<boolean> {
  const site = await one(tx, 'SELECT 1 FROM site WHERE id = $1', [given.siteId]);
  if (!site) return false;
  await rows(
    tx,
    `INSERT INTO free_day (site_id, day, name) VALUES ($1, $2, $3) ON CONFLICT (site_id, day) DO UPDATE SET name = excluded.name`,
    [given.siteId, given.day, given.name],
  );
  await tellChanged(tx, await listPlacedIn(tx, [], [given.siteId], today), 'edit');
  return true;
}

/** Takes a day back; false when it was not there. */
export async function takeFreeDay(tx: Tx, siteId: string, day: string, today: string): Promise<boolean> {
  const taken = await one(tx, 'DELETE FROM free_day WHERE site_id = $1 AND day = $2 RETURNING 1', [
    siteId,
    day,
  ]);
  if (!taken) return false;
  await tellChanged(tx, await listPlacedIn(tx, [], [siteId], today), 'edit');
  return true;
}

/**
 * People for whom a job, an employment or an absence began after one day and up to another, or stopped holding by
 * then: for whoever must look again because of the date alone.
 */
export async function listTouchedBetween(tx: Tx, after: string, until: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    `SELECT DISTINCT person_id AS id FROM (
       SELECT person_id, valid FROM placement UNION ALL SELECT person_id, valid FROM employment UNION ALL SELECT person_id, valid FROM absence) t
     WHERE lower(t.valid) > $1::date AND lower(t.valid) <= $2::date OR upper(t.valid) > $1::date AND upper(t.valid) <= $2::date
     ORDER BY 1`,
    [after, until],
  );
  return found.map(({ id }) => id);
}
