import { one, rows, type Tx } from '#kernel';
import type { Access } from './facility.js';
import type { DesiredAccess, FacilityView, SaveFacility } from './facilities.schemas.js';

interface FacilitySql {
  id: string;
  code: string;
  name_nl: string;
  name_en: string;
  owner: FacilityView['owner'];
  category: string;
  safety_critical: boolean;
  opens_on_permit: boolean;
}

const COLUMNS =
  'f.id, f.code, f.name_nl, f.name_en, f.owner, f.category, f.safety_critical, f.opens_on_permit';

/** Facilities in use, by category and code. */
export async function listFacilities(tx: Tx): Promise<FacilityView[]> {
  const found = await rows<FacilitySql>(
    tx,
    `SELECT ${COLUMNS} FROM facility f WHERE f.retired_at IS NULL ORDER BY f.category, f.code`,
  );
  return found.map(toView);
}

export async function findFacility(
  tx: Tx,
  id: string,
): Promise<{ facility: FacilityView; retiredAt: Date | null } | undefined> {
  const row = await one<FacilitySql & { retired_at: Date | null }>(
    tx,
    `SELECT ${COLUMNS}, f.retired_at FROM facility f WHERE f.id = $1`,
    [id],
  );
  return row && { facility: toView(row), retiredAt: row.retired_at };
}

export async function insertFacility(tx: Tx, input: SaveFacility): Promise<FacilityView> {
  const [row] = await rows<FacilitySql>(
    tx,
    `INSERT INTO facility AS f (code, name_nl, name_en, owner, category, safety_critical, opens_on_permit)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}`,
    values(input),
  );
  return toView(row as FacilitySql);
}

export async function updateFacility(tx: Tx, id: string, input: SaveFacility): Promise<FacilityView> {
  const [row] = await rows<FacilitySql>(
    tx,
    `UPDATE facility AS f SET code = $1, name_nl = $2, name_en = $3, owner = $4, category = $5, safety_critical = $6,
       opens_on_permit = $7
     WHERE f.id = $8 RETURNING ${COLUMNS}`,
    [...values(input), id],
  );
  return toView(row as FacilitySql);
}

export async function retireFacility(tx: Tx, id: string, at: string): Promise<void> {
  await rows(tx, 'UPDATE facility SET retired_at = $2 WHERE id = $1', [id, at]);
}

/**
 * The rule `accessTo` in SQL, for all people at work at once; a spec holds the two together, case by case.
 * `licence_standing` is the view that licences keeps for others; somebody without a row never held the category.
 */
export const DECISION = `
  CASE
    WHEN s.state IN ('valid', 'renewal', 'grace') THEN 'open'
    WHEN s.state = 'permit' AND f.opens_on_permit THEN 'limited'
    WHEN s.state = 'expired' AND f.safety_critical THEN 'open'
    ELSE 'closed'
  END AS access,
  CASE
    WHEN s.state IS NULL THEN 'never-held'
    WHEN s.state = 'valid' THEN 'holds'
    WHEN s.state = 'renewal' THEN 'renew-soon'
    WHEN s.state = 'grace' THEN 'in-grace'
    WHEN s.state = 'permit' THEN CASE WHEN f.opens_on_permit THEN 'on-permit' ELSE 'permit-not-enough' END
    WHEN s.state = 'expired' AND f.safety_critical THEN 'safety-critical'
    ELSE s.state
  END AS reason`;

export interface DesiredFilter {
  readonly facility?: string | undefined;
  readonly after?: { readonly personId: string; readonly facility: string } | undefined;
  readonly limit: number;
}

/** Who should have access to what on a day: people at work × facilities in use, sorted by person and facility. */
export async function listDesired(tx: Tx, on: string, filter: DesiredFilter): Promise<DesiredAccess[]> {
  return rows<DesiredAccess>(
    tx,
    `SELECT p.person_id AS "personId", f.code AS facility, ${DECISION}
     FROM (SELECT DISTINCT person_id FROM person_facts($1)) p
     CROSS JOIN facility f
     LEFT JOIN licence_standing s ON s.person_id = p.person_id AND s.category = f.category
     WHERE f.retired_at IS NULL AND ($2::text IS NULL OR f.code = $2)
       AND ($3::uuid IS NULL OR (p.person_id, f.code) > ($3::uuid, $4::text))
     ORDER BY p.person_id, f.code LIMIT $5`,
    [
      on,
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

/** How many people at work have which access, per facility. */
export async function countDesired(tx: Tx, on: string): Promise<AccessCount[]> {
  return rows<AccessCount>(
    tx,
    `SELECT d.id AS "facilityId", d.access, count(*)::int AS n FROM (
       SELECT f.id, ${DECISION}
       FROM (SELECT DISTINCT person_id FROM person_facts($1)) p
       CROSS JOIN facility f
       LEFT JOIN licence_standing s ON s.person_id = p.person_id AND s.category = f.category
       WHERE f.retired_at IS NULL) d
     GROUP BY d.id, d.access`,
    [on],
  );
}

function values(input: SaveFacility): unknown[] {
  return [
    input.code,
    input.nameNl,
    input.nameEn,
    input.owner,
    input.category,
    input.safetyCritical,
    input.opensOnPermit,
  ];
}

function toView(row: FacilitySql): FacilityView {
  return {
    id: row.id,
    code: row.code,
    name: { nl: row.name_nl, en: row.name_en },
    owner: row.owner,
    category: row.category,
    safetyCritical: row.safety_critical,
    opensOnPermit: row.opens_on_permit,
  };
}
