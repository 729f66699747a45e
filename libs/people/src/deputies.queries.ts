import { column, one, rows, type Tx } from '#kernel';
import type { Candidate, DeputyView, RelationItem } from './deputies.schemas.js';

/** Leaders whose place somebody takes on a day. */
export interface StandIn {
  readonly managerId: string;
  readonly name: string;
  /** Last day of it. */
  readonly until: string;
}

export function listStandIns(tx: Tx, personId: string, on: string): Promise<StandIn[]> {
  return rows(
    tx,
    `SELECT d.manager_id AS "managerId", m.display_name AS name, max(upper(d.valid) - 1)::text AS until
     FROM deputy d JOIN person m ON m.id = d.manager_id WHERE d.person_id = $1 AND d.valid @> $2::date
     GROUP BY d.manager_id, m.display_name ORDER BY m.display_name, d.manager_id`,
    [personId, on],
  );
}

const DEPUTY = `
  SELECT d.id, d.manager_id AS "managerId", m.display_name AS manager, d.person_id AS "deputyId", p.display_name AS deputy,
         lower(d.valid) AS "from", upper(d.valid) - 1 AS "until", a.display_name AS "appointedBy"
  FROM deputy d JOIN person m ON m.id = d.manager_id JOIN person p ON p.id = d.person_id LEFT JOIN person a ON a.id = d.appointed_by`;

/** Stand-ins of or by somebody; of everybody when `personId` is null. Newest first, two hundred at most. */
export function listDeputies(tx: Tx, personId: string | null): Promise<DeputyView[]> {
  return rows(
    tx,
    `${DEPUTY} WHERE $1::uuid IS NULL OR d.manager_id = $1 OR d.person_id = $1 ORDER BY lower(d.valid) DESC, d.id DESC LIMIT 200`,
    [personId],
  );
}

export function findDeputy(tx: Tx, id: string): Promise<DeputyView | undefined> {
  return one(tx, `${DEPUTY} WHERE d.id = $1 FOR UPDATE OF d`, [id]);
}

/** Whether somebody leads anybody themselves on a day: a stand-in does not pass on what they stand in for. */
export async function leadsDirectly(tx: Tx, personId: string, on: string): Promise<boolean> {
  const found = await one(tx, 'SELECT 1 FROM placement WHERE manager_id = $1 AND valid @> $2::date LIMIT 1', [
    personId,
    on,
  ]);
  return found !== undefined;
}

/** Colleagues near a leader: the people below, the own leader, and who else that leader leads. */
export function listCandidates(tx: Tx, managerId: string, on: string): Promise<Candidate[]> {
  return rows(
    tx,
    `WITH up AS (SELECT manager_id FROM placement WHERE person_id = $1 AND valid @> $2::date AND manager_id IS NOT NULL),
     near AS (
       SELECT person_id FROM placement WHERE manager_id = $1 AND valid @> $2::date
       UNION SELECT manager_id FROM up
       UNION SELECT pl.person_id FROM placement pl JOIN up ON pl.manager_id = up.manager_id WHERE pl.valid @> $2::date)
     SELECT p.id, p.display_name AS name FROM near JOIN person p ON p.id = near.person_id WHERE p.id <> $1 ORDER BY p.sort_name, p.id LIMIT 500`,
    [managerId, on],
  );
}

/** Gives undefined when the same two people already have a stand-in on one of these days. */
export async function insertDeputy(
  tx: Tx,
  deputy: { managerId: string; personId: string; from: string; until: string; by: string | null; at: string },
): Promise<string | undefined> {
  // The leader's row is the turnstile: two people who appoint at once come one after the other.
  await rows(tx, 'SELECT FROM person WHERE id = $1 FOR UPDATE', [deputy.managerId]);
  const added = await one<{ id: string }>(
    tx,
    `INSERT INTO deputy (manager_id, person_id, valid, appointed_by, appointed_at)
     SELECT $1, $2, daterange($3, $4, '[]'), $5, $6
     WHERE NOT EXISTS (SELECT 1 FROM deputy WHERE manager_id = $1 AND person_id = $2 AND valid && daterange($3, $4, '[]')) RETURNING id`,
    [deputy.managerId, deputy.personId, deputy.from, deputy.until, deputy.by, deputy.at],
  );
  return added?.id;
}

export async function shortenDeputy(
  tx: Tx,
  id: string,
  left: { from: string; until: string } | null,
  at: string,
): Promise<void> {
  if (left === null) await rows(tx, 'DELETE FROM deputy WHERE id = $1', [id]);
  else
    await rows(tx, `UPDATE deputy SET valid = daterange($2, $3, '[]'), ended_at = $4 WHERE id = $1`, [
      id,
      left.from,
      left.until,
      at,
    ]);
}

/** Who was led by these leaders on a day: one row per job, with the leader it names. */
export function listRelation(tx: Tx, managerIds: readonly string[], on: string): Promise<RelationItem[]> {
  return rows(
    tx,
    `SELECT p.id AS "personId", p.display_name AS name, pl.job, t.name AS team, lower(pl.valid) AS "from", upper(pl.valid) - 1 AS "until",
            pl.manager_id AS "managerId", m.display_name AS manager,
            ARRAY(SELECT o.display_name FROM placement other JOIN person o ON o.id = other.manager_id
                  WHERE other.person_id = p.id AND other.valid @> $2::date AND other.manager_id <> pl.manager_id ORDER BY 1) AS "alsoLedBy"
     FROM placement pl JOIN person p ON p.id = pl.person_id JOIN team t ON t.id = pl.team_id JOIN person m ON m.id = pl.manager_id
     WHERE pl.manager_id = ANY($1::uuid[]) AND pl.valid @> $2::date AND p.erased_at IS NULL ORDER BY m.sort_name, p.sort_name, pl.seat LIMIT 2000`,
    [column(managerIds, (id) => id), on],
  );
}
