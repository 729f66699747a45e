import { one, rows, type Tx } from '#kernel';
import type { FacilityView, SaveFacility } from './facilities.schemas.js';

interface FacilitySql {
  id: string;
  code: string;
  name_nl: string;
  name_en: string;
  owner: FacilityView['owner'];
  category: string;
  safety_critical: boolean;
  opens_on_permit: boolean;
  endorsement: string | null;
  limits_nl: string;
  limits_en: string;
}

const COLUMNS =
  'f.id, f.code, f.name_nl, f.name_en, f.owner, f.category, f.safety_critical, f.opens_on_permit, f.endorsement, f.limits_nl, f.limits_en';

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
    `INSERT INTO facility AS f (code, name_nl, name_en, owner, category, safety_critical, opens_on_permit,
       endorsement, limits_nl, limits_en)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING ${COLUMNS}`,
    values(input),
  );
  return toView(row as FacilitySql);
}

export async function updateFacility(tx: Tx, id: string, input: SaveFacility): Promise<FacilityView> {
  const [row] = await rows<FacilitySql>(
    tx,
    `UPDATE facility AS f SET code = $1, name_nl = $2, name_en = $3, owner = $4, category = $5, safety_critical = $6,
       opens_on_permit = $7, endorsement = $8, limits_nl = $9, limits_en = $10
     WHERE f.id = $11 RETURNING ${COLUMNS}`,
    [...values(input), id],
  );
  return toView(row as FacilitySql);
}

export async function retireFacility(tx: Tx, id: string, at: string): Promise<void> {
  await rows(tx, 'UPDATE facility SET retired_at = $2 WHERE id = $1', [id, at]);
  await rows(tx, 'DELETE FROM facility_access WHERE facility_id = $1', [id]);
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
    input.endorsement ?? null,
    input.limitsNl ?? '',
    input.limitsEn ?? '',
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
    endorsement: row.endorsement,
    limits: { nl: row.limits_nl, en: row.limits_en },
  };
}
