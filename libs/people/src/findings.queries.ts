import { one, rows, type Tx } from '#kernel';
import { FINDING_KINDS, type FindingKind, LONG_ABSENCE_DAYS } from './finding-kinds.js';

/**
 * One statement per kind over `$1` = the day and `$2` = the name of the stand-in site; each gives key, person_id,
 * run_id and details. Everybody is looked at in sets.
 */
const LOOKS: Readonly<Record<FindingKind, string>> = {
  'import-row': `
    SELECT concat_ws('/', source_id, which, column_name, reason), person_id, run_id,
           jsonb_build_object('row', min(row_number), 'column', column_name, 'reason', reason, 'number', number)
    FROM (SELECT r.source_id, w.run_id, p.id AS person_id, w.number, coalesce(w.number, 'row ' || w.row_number) AS which,
                 w.row_number, w.column_name, w.reason
          FROM last_run r JOIN import_row w ON w.run_id = r.id AND w.kind = 'problems' LEFT JOIN person p ON p.number = w.number) broken
    GROUP BY source_id, run_id, person_id, number, which, column_name, reason`,
  'import-held': `
    SELECT concat_ws('/', r.source_id, w.person_id), w.person_id, w.run_id, '{}'::jsonb
    FROM last_run r JOIN import_row w ON w.run_id = r.id AND w.kind = 'held' WHERE w.person_id IS NOT NULL`,
  'manager-circle': `
    SELECT begun::text, begun, NULL::uuid, '{}'::jsonb FROM climb WHERE at = begun GROUP BY begun`,
  'manager-self': `
    SELECT person_id::text, person_id, NULL::uuid, '{}'::jsonb FROM job WHERE manager_id = person_id GROUP BY person_id`,
  'manager-gone': `
    SELECT concat_ws('/', j.person_id, j.manager_id), j.person_id, NULL::uuid, jsonb_build_object('manager', j.manager_id)
    FROM job j WHERE j.manager_id IS NOT NULL AND j.manager_id <> j.person_id
      AND NOT EXISTS (SELECT 1 FROM employment e WHERE e.person_id = j.manager_id AND (e.valid @> $1::date) IS TRUE)
    GROUP BY j.person_id, j.manager_id`,
  'no-placement': `
    SELECT e.person_id::text, e.person_id, NULL::uuid, '{}'::jsonb
    FROM employment e JOIN person p ON p.id = e.person_id AND p.merged_into IS NULL
    WHERE e.valid @> $1::date AND NOT EXISTS (SELECT 1 FROM job j WHERE j.person_id = e.person_id)`,
  'no-manager': `
    SELECT j.person_id::text, j.person_id, NULL::uuid, '{}'::jsonb FROM job j
    WHERE NOT EXISTS (SELECT 1 FROM job led WHERE led.manager_id = j.person_id)
    GROUP BY j.person_id HAVING bool_and(j.manager_id IS NULL)`,
  'stand-in-site': `
    SELECT j.person_id::text, j.person_id, NULL::uuid, '{}'::jsonb FROM job j JOIN site s ON s.id = j.site_id AND s.name = $2
    WHERE (SELECT count(*) FROM site) > 1 GROUP BY j.person_id`,
  'no-mail': `
    SELECT p.id::text, p.id, NULL::uuid, '{}'::jsonb FROM person p
    WHERE p.email IS NULL AND p.erased_at IS NULL AND EXISTS (SELECT 1 FROM job j WHERE j.person_id = p.id)`,
  'shared-mail': `
    SELECT p.id::text, p.id, NULL::uuid, jsonb_build_object('people', users.n)
    FROM (SELECT lower(email) AS mail, count(*) AS n FROM person q
          WHERE q.email IS NOT NULL AND EXISTS (SELECT 1 FROM job j WHERE j.person_id = q.id) GROUP BY 1 HAVING count(*) > 1) users
    JOIN person p ON lower(p.email) = users.mail AND EXISTS (SELECT 1 FROM job j WHERE j.person_id = p.id)`,
  'absence-without-end': `
    SELECT a.id::text, a.person_id, NULL::uuid, jsonb_build_object('since', lower(a.valid), 'type', a.type)
    FROM absence a WHERE upper_inf(a.valid) AND lower(a.valid) < $1::date - ${LONG_ABSENCE_DAYS}
      AND EXISTS (SELECT 1 FROM job j WHERE j.person_id = a.person_id)`,
  'two-records': `
    SELECT m.id::text, m.other_id, NULL::uuid, jsonb_build_object('match', m.id) FROM person_match m WHERE m.state = 'open'`,
};

const FOUND = Object.entries(LOOKS)
  .map(([kind, look]) => `SELECT '${kind}', found.* FROM (${look}) found (key, person_id, run_id, details)`)
  .join('\n    UNION ALL\n    ');

/**
 * Looks at all records once: what is new is written down for its owner, what is no longer there is mended, what is
 * still there keeps its owner and the day it was found. One statement.
 */
export async function lookAtData(
  tx: Tx,
  look: { today: string; standInSite: string; now: string; dry: boolean },
): Promise<{ open: number; added: number; mended: number }> {
  const counted = await one<{ open: number; added: number; mended: number }>(
    tx,
    `WITH RECURSIVE last_run AS MATERIALIZED (
       SELECT DISTINCT ON (source_id) id, source_id FROM import_run WHERE state = 'applied' ORDER BY source_id, applied_at DESC, id DESC),
     job AS MATERIALIZED (
       SELECT person_id, manager_id, site_id FROM placement WHERE valid @> $1::date),
     up AS MATERIALIZED (
       SELECT DISTINCT person_id, manager_id FROM job j
       WHERE manager_id <> person_id AND EXISTS (SELECT 1 FROM job led WHERE led.manager_id = j.person_id)),
     climb (begun, at) AS (
       SELECT person_id, manager_id FROM up
       UNION
       SELECT climb.begun, up.manager_id FROM climb JOIN up ON up.person_id = climb.at WHERE climb.at <> climb.begun),
     found (kind, key, person_id, run_id, details) AS MATERIALIZED (
       ${FOUND}),
     mended AS (
       UPDATE person_finding f SET mended_at = $3 WHERE f.mended_at IS NULL AND NOT $4
         AND NOT EXISTS (SELECT 1 FROM found WHERE found.kind = f.kind AND found.key = f.key) RETURNING 1),
     kept AS (
       UPDATE person_finding f SET details = found.details, run_id = found.run_id, person_id = found.person_id FROM found
       WHERE f.mended_at IS NULL AND found.kind = f.kind AND found.key = f.key AND NOT $4
         AND (f.details, f.run_id, f.person_id) IS DISTINCT FROM (found.details, found.run_id, found.person_id)),
     added AS (
       INSERT INTO person_finding (kind, key, person_id, run_id, details, owner_id, found_at)
       SELECT found.kind, found.key, found.person_id, found.run_id, found.details, o.owner_id, $3
       FROM found LEFT JOIN data_owner o ON o.kind = found.kind
       WHERE NOT $4 AND NOT EXISTS (SELECT 1 FROM person_finding f WHERE f.mended_at IS NULL AND f.kind = found.kind AND f.key = found.key)
       -- In the order of the file: the list goes by id.
       ORDER BY (found.details ->> 'row')::int NULLS LAST, found.key
       RETURNING 1)
     SELECT (SELECT count(*)::int FROM found) AS open, (SELECT count(*)::int FROM added) AS added, (SELECT count(*)::int FROM mended) AS mended`,
    [look.today, look.standInSite, look.now, look.dry],
  );
  return counted ?? { open: 0, added: 0, mended: 0 };
}

export interface FindingGroup {
  readonly kind: FindingKind;
  readonly count: number;
  readonly ownerId: string | null;
  readonly owner: string | null;
}

export function listGroups(tx: Tx): Promise<FindingGroup[]> {
  return rows(
    tx,
    `SELECT f.kind, count(*)::int AS count, o.owner_id AS "ownerId", p.display_name AS owner
     FROM person_finding f LEFT JOIN data_owner o ON o.kind = f.kind LEFT JOIN person p ON p.id = o.owner_id
     WHERE f.mended_at IS NULL GROUP BY f.kind, o.owner_id, p.display_name`,
  );
}

export interface FindingDetails {
  readonly row?: number;
  readonly column?: string | null;
  readonly reason?: string;
  readonly number?: string | null;
  readonly manager?: string;
  readonly people?: number;
  readonly since?: string;
  readonly type?: string;
  readonly match?: string;
}

/** Where a page of findings begins. */
export interface FindingKey {
  readonly kind: string;
  readonly id: string;
}

export interface StoredFinding {
  readonly id: string;
  readonly kind: FindingKind;
  readonly personId: string | null;
  readonly name: string | null;
  readonly number: string | null;
  readonly runId: string | null;
  readonly details: FindingDetails;
  readonly manager: string | null;
  readonly ownerId: string | null;
  readonly owner: string | null;
  readonly foundAt: Date;
}

/** Open findings of a kind (of all kinds when it is null), the gravest kind first, then the oldest; `after` is the last one shown before. */
export function listFindings(
  tx: Tx,
  query: { kind: string | null; owner: string | null; after: FindingKey | null; limit: number },
): Promise<StoredFinding[]> {
  return rows(
    tx,
    `SELECT f.id, f.kind, f.person_id AS "personId", p.display_name AS name, coalesce(p.number, f.details ->> 'number') AS number, f.run_id AS "runId",
            f.details, m.display_name AS manager, f.owner_id AS "ownerId", o.display_name AS owner, f.found_at AS "foundAt"
     FROM person_finding f LEFT JOIN person p ON p.id = f.person_id LEFT JOIN person o ON o.id = f.owner_id
     LEFT JOIN person m ON m.id = (f.details ->> 'manager')::uuid
     WHERE f.mended_at IS NULL AND ($1::text IS NULL OR f.kind = $1) AND ($2::uuid IS NULL OR f.owner_id = $2) AND ($3::uuid IS NULL OR (array_position($5::text[], f.kind), f.id) > (array_position($5::text[], $6::text), $3))
     ORDER BY array_position($5::text[], f.kind), f.id LIMIT $4`,
    [
      query.kind,
      query.owner,
      query.after?.id ?? null,
      query.limit,
      [...FINDING_KINDS],
      query.after?.kind ?? null,
    ],
  );
}

/** When the records were looked at last, and how many findings were mended in the seven days before `now`. */
export async function countMended(tx: Tx, now: string): Promise<number> {
  const found = await one<{ n: number }>(
    tx,
    `SELECT count(*)::int AS n FROM person_finding WHERE mended_at > $1::timestamptz - interval '7 days'`,
    [now],
  );
  return found?.n ?? 0;
}

/** Gives a finding to somebody; false when it is mended already or never was. */
export async function setFindingOwner(tx: Tx, id: string, ownerId: string | null): Promise<boolean> {
  const set = await one(
    tx,
    'UPDATE person_finding SET owner_id = $2 WHERE id = $1 AND mended_at IS NULL RETURNING 1',
    [id, ownerId],
  );
  return set !== undefined;
}

/** Gives a kind to somebody: the open ones that are nobody's, or were the former owner's, and all to come. */
export async function setKindOwner(tx: Tx, kind: string, ownerId: string): Promise<void> {
  await rows(
    tx,
    `UPDATE person_finding SET owner_id = $2
     WHERE kind = $1 AND mended_at IS NULL AND (owner_id IS NULL OR owner_id = (SELECT owner_id FROM data_owner WHERE kind = $1))`,
    [kind, ownerId],
  );
  await rows(
    tx,
    'INSERT INTO data_owner (kind, owner_id) VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET owner_id = excluded.owner_id',
    [kind, ownerId],
  );
}
