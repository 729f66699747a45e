import { rows, type Tx } from '#kernel';
import type { Access, Reason } from './facility.js';
import type { DesiredAccess } from './facilities.schemas.js';

const IN_FORCE = `s.state IN ('valid', 'renewal', 'grace')`;
const ENDORSED = `(f.endorsement IS NULL OR f.endorsement = ANY(s.endorsements))`;

/**
 * The rule `accessTo` in SQL, for all people at work at once; a spec holds the two together, case by case. It reads
 * `f` (facility), `s` (`licence_standing`, the view that licences keep for others; no row: never held) and `g.pass`.
 */
export const DECISION = `
  CASE
    WHEN s.state IN ('suspended', 'revoked') THEN CASE WHEN f.safety_critical THEN 'limited' ELSE 'closed' END
    WHEN ${IN_FORCE} AND ${ENDORSED} THEN 'open'
    WHEN s.state = 'expired' AND f.safety_critical AND ${ENDORSED} THEN 'open'
    WHEN g.pass IS NOT NULL THEN 'open'
    WHEN s.state = 'permit' AND f.opens_on_permit THEN 'limited'
    ELSE 'closed'
  END AS access,
  CASE
    WHEN s.state IN ('suspended', 'revoked') THEN CASE WHEN f.safety_critical THEN 'safety-limited' ELSE s.state END
    WHEN ${IN_FORCE} AND ${ENDORSED} THEN CASE s.state WHEN 'valid' THEN 'holds' WHEN 'renewal' THEN 'renew-soon' ELSE 'in-grace' END
    WHEN s.state = 'expired' AND f.safety_critical AND ${ENDORSED} THEN 'safety-critical'
    WHEN g.pass IS NOT NULL THEN g.pass
    WHEN s.state = 'permit' THEN CASE WHEN f.opens_on_permit THEN 'on-permit' ELSE 'permit-not-enough' END
    WHEN s.state = 'expired' THEN 'expired'
    WHEN s.state IS NULL THEN 'never-held'
    ELSE 'endorsement-missing'
  END AS reason`;

/**
 * What everybody at work should have: people × facilities in use. Parameters: $1 the day, $2 the moment, $3 people
 * (null for all). Columns: person_id, facility_id, code, access, reason.
 */
export const WANTED = `
  SELECT p.person_id, f.id AS facility_id, f.code, f.safety_critical, ${DECISION}
  FROM (SELECT DISTINCT person_id FROM person_facts($1::date) WHERE $3::uuid[] IS NULL OR person_id = ANY($3)) p
  CROSS JOIN facility f
  LEFT JOIN licence_standing s ON s.person_id = p.person_id AND s.category = f.category
  LEFT JOIN (
    SELECT person_id, facility_id, max(kind) AS pass FROM facility_pass
    WHERE ended_at IS NULL AND opened_at <= $2::timestamptz AND until_at > $2::timestamptz
    GROUP BY person_id, facility_id) g ON g.person_id = p.person_id AND g.facility_id = f.id
  WHERE f.retired_at IS NULL`;

/** When it is asked: the day decides who is at work, the moment which passes hold. */
export interface Now {
  readonly on: string;
  readonly at: string;
}

export interface DesiredFilter {
  readonly facility?: string | undefined;
  readonly after?: { readonly personId: string; readonly facility: string } | undefined;
  readonly limit: number;
}

/** Who should have access to what: people at work × facilities in use, sorted by person and facility. */
export async function listDesired(tx: Tx, { on, at }: Now, filter: DesiredFilter): Promise<DesiredAccess[]> {
  return rows<DesiredAccess>(
    tx,
    `SELECT w.person_id AS "personId", w.code AS facility, w.access, w.reason FROM (${WANTED}) w
     WHERE ($4::text IS NULL OR w.code = $4) AND ($5::uuid IS NULL OR (w.person_id, w.code) > ($5::uuid, $6::text))
     ORDER BY w.person_id, w.code LIMIT $7`,
    [
      on,
      at,
      null,
      filter.facility ?? null,
      filter.after?.personId ?? null,
      filter.after?.facility ?? null,
      filter.limit,
    ],
  );
}

export interface AccessCount {
  readonly facilityId: string;
  readonly access: Access;
  readonly n: number;
}

/** How many people at work should have which access, per facility. */
export async function countDesired(tx: Tx, { on, at }: Now): Promise<AccessCount[]> {
  return rows<AccessCount>(
    tx,
    `SELECT w.facility_id AS "facilityId", w.access, count(*)::int AS n FROM (${WANTED}) w GROUP BY 1, 2`,
    [on, at, null],
  );
}

/** What one person has: what the rule gives now, and what is still open because it closes later. */
export interface Having {
  readonly facilityId: string;
  readonly access: Access;
  readonly reason: Reason;
  /** Closes then; null when nothing is planned. */
  readonly closesAt: Date | null;
  readonly isClosing: boolean;
}

/**
 * What one person may now, facility by facility. What the rule closes stays as it was until the planned moment. Nobody
 * who is not at work has anything.
 */
export async function listHaving(tx: Tx, personId: string, { on, at }: Now): Promise<Having[]> {
  return rows<Having>(
    tx,
    `SELECT w.facility_id AS "facilityId",
       CASE WHEN w.access = 'closed' AND a.closing THEN a.access ELSE w.access END AS access,
       w.reason, CASE WHEN w.access = 'closed' THEN a.closes_at END AS "closesAt",
       w.access = 'closed' AND coalesce(a.closing, false) AS "isClosing"
     FROM (${WANTED}) w
     LEFT JOIN (
       SELECT *, closes_at IS NULL OR closes_at > $2::timestamptz AS closing FROM facility_access WHERE person_id = $4::uuid
     ) a ON a.facility_id = w.facility_id`,
    [on, at, [personId], personId],
  );
}
