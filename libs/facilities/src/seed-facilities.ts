import { rows, type Tx } from '#kernel';
import type { SaveFacility } from './facilities.schemas.js';

const DEMO: readonly SaveFacility[] = [
  {
    code: 'laptop-vpn',
    nameNl: 'Laptop met VPN',
    nameEn: 'Laptop with VPN',
    owner: 'it-services',
    category: 'A',
    safetyCritical: false,
    opensOnPermit: true,
  },
  {
    code: 'mail-own-phone',
    nameNl: 'Werkmail op je eigen telefoon',
    nameEn: 'Work mail on your own phone',
    owner: 'security',
    category: 'A',
    safetyCritical: false,
    opensOnPermit: false,
  },
  {
    code: 'share-outside',
    nameNl: 'Bestanden delen met mensen buiten het bedrijf',
    nameEn: 'Sharing files with people outside the company',
    owner: 'security',
    category: 'A',
    safetyCritical: false,
    opensOnPermit: false,
  },
  {
    code: 'incident-line',
    nameNl: 'Alarmapp voor incidenten',
    nameEn: 'Incident alarm app',
    owner: 'facility-services',
    category: 'A',
    safetyCritical: true,
    opensOnPermit: true,
  },
];

/** The facilities of the demo company; those that are there already stay as they are. */
export async function seedFacilities(tx: Tx): Promise<void> {
  await rows(
    tx,
    `INSERT INTO facility (code, name_nl, name_en, owner, category, safety_critical, opens_on_permit)
     SELECT "code", "nameNl", "nameEn", "owner", "category", "safetyCritical", "opensOnPermit"
     FROM jsonb_to_recordset($1) AS d("code" text, "nameNl" text, "nameEn" text, "owner" text, "category" text,
       "safetyCritical" boolean, "opensOnPermit" boolean)
     ON CONFLICT (code) DO NOTHING`,
    [JSON.stringify(DEMO)],
  );
}
