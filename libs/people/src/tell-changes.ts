import { batches, personChanged, personLeft } from '#events';
import { column, publish, rows, type Tx } from '#kernel';
import { mainFirst } from './people.queries.js';

/** Tells the house that HR facts of these people changed, in events of at most a thousand people. */
export async function tellChanged(
  tx: Tx,
  personIds: Iterable<string>,
  reason: 'import' | 'edit' | 'calendar',
): Promise<void> {
  await publish(
    tx,
    batches([...new Set(personIds)]).map((ids) => personChanged({ personIds: ids, reason })),
  );
}

/** Tells who left, per last day. */
export async function tellLeft(
  tx: Tx,
  left: readonly { readonly personId: string; readonly on: string }[],
): Promise<void> {
  const perDay = new Map<string, string[]>();
  for (const { personId, on } of left) perDay.set(on, [...(perDay.get(on) ?? []), personId]);
  await publish(
    tx,
    [...perDay].flatMap(([on, personIds]) =>
      batches(personIds).map((ids) => personLeft({ personIds: ids, on })),
    ),
  );
}

/** Sets the zone of these people to that of their main placement's site: today's, else the next, else the last. */
export async function refreshZones(tx: Tx, personIds: readonly string[], today: string): Promise<void> {
  if (personIds.length === 0) return;
  await rows(
    tx,
    `UPDATE person SET zone = main.zone
     FROM (SELECT DISTINCT ON (pl.person_id) pl.person_id, s.zone FROM placement pl JOIN site s ON s.id = pl.site_id
           WHERE pl.person_id = ANY($1::uuid[])
           ORDER BY pl.person_id, ${mainFirst('pl', '$2')}) main
     WHERE main.person_id = person.id AND person.zone <> main.zone`,
    [column(personIds, (id) => id), today],
  );
}

/**
 * People of these whose last day lies before the days that were already told at their place: the daily round will
 * not come past it again, so the import itself must tell.
 */
export function listLeftBefore(
  tx: Tx,
  personIds: readonly string[],
): Promise<{ personId: string; on: string }[]> {
  return rows(
    tx,
    `SELECT e.person_id AS "personId", max(upper(e.valid)) - 1 AS "on"
     FROM employment e JOIN person p ON p.id = e.person_id
     WHERE e.person_id = ANY($1::uuid[]) GROUP BY e.person_id, p.zone
     HAVING bool_and(NOT upper_inf(e.valid)) AND max(upper(e.valid)) <= (SELECT min(told_until) FROM site WHERE site.zone = p.zone)`,
    [personIds],
  );
}

/** People whose placement is in one of these teams or sites now or later. */
export async function listPlacedIn(
  tx: Tx,
  teamIds: readonly string[],
  siteIds: readonly string[],
  today: string,
): Promise<string[]> {
  if (teamIds.length === 0 && siteIds.length === 0) return [];
  const found = await rows<{ id: string }>(
    tx,
    `SELECT DISTINCT person_id AS id FROM placement
     WHERE (team_id = ANY($1::uuid[]) OR site_id = ANY($2::uuid[])) AND (upper_inf(valid) OR upper(valid) > $3::date)`,
    [teamIds, siteIds, today],
  );
  return found.map(({ id }) => id);
}
