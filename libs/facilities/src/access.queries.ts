import { rows, type Tx } from '#kernel';
import { type Now, WANTED } from './desired.queries.js';

interface Title {
  readonly nl: string;
  readonly en: string;
}

/** An access that the rule has closed and that waits for the day on which it may close. */
export interface Closing {
  readonly personId: string;
  readonly facilityId: string;
  readonly category: string;
  readonly name: Title;
  readonly reason: string;
}

export interface Reconciled {
  /** Opened, limited or given another reason. */
  readonly opened: number;
  readonly closed: number;
  /** Was about to close and stays open. */
  readonly kept: readonly { personId: string; facilityId: string }[];
  /** Needs a day on which it closes. */
  readonly unplanned: readonly Closing[];
}

/** Closings that get their day in one run; the next run takes the others. */
const MOST_PLANNED = 20_000;

// One snapshot, one statement: what is wanted beside what gatekeepers were told. Broken glass and the access of who left
// close at once, everything else at its planned moment. A safety-critical facility that was open is limited instead.
const RECONCILE = `
  WITH want AS MATERIALIZED (
    SELECT w.person_id, w.facility_id,
      CASE WHEN w.access = 'closed' AND w.safety_critical AND a.person_id IS NOT NULL THEN 'limited' ELSE w.access END AS access,
      CASE WHEN w.access = 'closed' AND w.safety_critical AND a.person_id IS NOT NULL THEN 'safety-limited' ELSE w.reason END AS reason
    FROM (${WANTED}) w LEFT JOIN facility_access a ON a.person_id = w.person_id AND a.facility_id = w.facility_id),
  changed AS (
    INSERT INTO facility_access AS a (person_id, facility_id, access, reason, since)
    SELECT person_id, facility_id, access, reason, $2::timestamptz FROM want WHERE access <> 'closed'
    ON CONFLICT ON CONSTRAINT facility_access_pkey DO UPDATE SET access = EXCLUDED.access, reason = EXCLUDED.reason,
      since = CASE WHEN a.access = EXCLUDED.access THEN a.since ELSE EXCLUDED.since END, closing_for = NULL, closes_at = NULL
    WHERE (a.access, a.reason) IS DISTINCT FROM (EXCLUDED.access, EXCLUDED.reason) OR a.closing_for IS NOT NULL
    RETURNING person_id, facility_id, access, reason),
  shut AS (
    SELECT a.person_id, a.facility_id, coalesce(w.reason, 'left') AS reason
    FROM facility_access a LEFT JOIN want w ON w.person_id = a.person_id AND w.facility_id = a.facility_id
    JOIN facility f ON f.id = a.facility_id AND f.retired_at IS NULL
    WHERE ($3::uuid[] IS NULL OR a.person_id = ANY($3))
      AND (w.person_id IS NULL OR w.access = 'closed' AND (a.closes_at <= $2::timestamptz OR a.reason = 'break-glass'))),
  gone AS (
    DELETE FROM facility_access a USING shut s WHERE a.person_id = s.person_id AND a.facility_id = s.facility_id
    RETURNING a.person_id, a.facility_id, s.reason),
  told AS (
    INSERT INTO facility_message (person_id, facility_id, access, reason, at)
    SELECT c.person_id, c.facility_id, c.access, c.reason, $2::timestamptz
    FROM changed c LEFT JOIN facility_access old ON old.person_id = c.person_id AND old.facility_id = c.facility_id
    WHERE old.access IS DISTINCT FROM c.access
    UNION ALL
    SELECT person_id, facility_id, 'closed', reason, $2::timestamptz FROM gone
    RETURNING seq, facility_id),
  sent AS (
    INSERT INTO facility_delivery (message_seq, subscription_id, state, next_at)
    SELECT t.seq, s.id, 'pending', $2::timestamptz FROM told t JOIN facility f ON f.id = t.facility_id
    JOIN facility_subscription s ON s.paused_at IS NULL AND (s.facilities = '{}' OR f.code = ANY(s.facilities)))
  SELECT 'opened' AS what, NULL::uuid AS "personId", NULL::uuid AS "facilityId", NULL AS reason, count(*)::int AS n FROM changed
  UNION ALL SELECT 'closed', NULL, NULL, NULL, count(*)::int FROM gone
  UNION ALL
    SELECT 'kept', c.person_id, c.facility_id, NULL, 0
    FROM changed c JOIN facility_access old ON old.person_id = c.person_id AND old.facility_id = c.facility_id
    WHERE old.closing_for IS NOT NULL
  UNION ALL (
    SELECT 'unplanned', a.person_id, a.facility_id, w.reason, 0
    FROM facility_access a JOIN want w ON w.person_id = a.person_id AND w.facility_id = a.facility_id
    WHERE w.access = 'closed' AND a.closes_at IS NULL AND a.reason <> 'break-glass'
    LIMIT ${MOST_PLANNED})`;

/**
 * Brings what gatekeepers were told in line with what the rule wants, for these people or for everybody (null), and
 * writes a message for each change. Running it again changes nothing.
 */
export async function reconcileAccess(
  tx: Tx,
  { on, at }: Now,
  personIds: readonly string[] | null,
): Promise<Reconciled> {
  const found = await rows<{
    what: string;
    personId: string;
    facilityId: string;
    reason: string;
    n: number;
  }>(tx, RECONCILE, [on, at, personIds]);
  const names = await facilityNames(tx);
  const of = (what: string) => found.filter((row) => row.what === what);
  return {
    opened: of('opened')[0]?.n ?? 0,
    closed: of('closed')[0]?.n ?? 0,
    kept: of('kept').map(({ personId, facilityId }) => ({ personId, facilityId })),
    unplanned: of('unplanned').flatMap(({ personId, facilityId, reason }) => {
      const facility = names.get(facilityId);
      return facility ? [{ personId, facilityId, reason, ...facility }] : [];
    }),
  };
}

async function facilityNames(tx: Tx): Promise<Map<string, { name: Title; category: string }>> {
  const found = await rows<{ id: string; nl: string; en: string; category: string }>(
    tx,
    'SELECT id, name_nl AS nl, name_en AS en, category FROM facility WHERE retired_at IS NULL',
  );
  return new Map(found.map(({ id, nl, en, category }) => [id, { name: { nl, en }, category }]));
}

export interface PlannedClosing extends Closing {
  /** Null while nobody knows when the person works again. */
  readonly closesAt: string | null;
}

/** Writes down when these will close. */
export async function planClosings(tx: Tx, planned: readonly PlannedClosing[]): Promise<void> {
  await rows(
    tx,
    `UPDATE facility_access a SET closing_for = p.reason, closes_at = p.closes_at
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[]) AS p(person_id, facility_id, reason, closes_at)
     WHERE a.person_id = p.person_id AND a.facility_id = p.facility_id`,
    [
      planned.map(({ personId }) => personId),
      planned.map(({ facilityId }) => facilityId),
      planned.map(({ reason }) => reason),
      planned.map(({ closesAt }) => closesAt),
    ],
  );
}

/** An access that will close: on a planned moment, or when the licence it rests on has run out. */
export interface Coming extends Closing {
  readonly closesAt: Date | null;
  /** The last day on which the licence opens it; null when the moment is planned. */
  readonly openUntil: string | null;
}

/** Closings of the next `days` days: those with a moment, and those that a last day makes foreseeable. */
export function listComing(tx: Tx, { on, at }: Now, days: number): Promise<Coming[]> {
  return rows<Coming>(
    tx,
    `SELECT a.person_id AS "personId", f.id AS "facilityId", f.category, a.reason,
       jsonb_build_object('nl', f.name_nl, 'en', f.name_en) AS name, a.closes_at AS "closesAt",
       CASE WHEN a.closes_at IS NULL THEN s.grace_until END AS "openUntil"
     FROM facility_access a
     JOIN facility f ON f.id = a.facility_id AND f.retired_at IS NULL AND NOT f.safety_critical
     LEFT JOIN licence_standing s ON s.person_id = a.person_id AND s.category = f.category
     WHERE a.closes_at BETWEEN $2::timestamptz AND $2::timestamptz + make_interval(days => $3)
        OR a.closing_for IS NULL AND a.reason IN ('holds', 'renew-soon', 'in-grace', 'on-permit')
          AND s.state IN ('permit', 'valid', 'renewal', 'grace') AND s.grace_until BETWEEN $1::date AND $1::date + $3::int
     ORDER BY a.person_id, f.id`,
    [on, at, days],
  );
}
