import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Owner } from './facility.js';

/** A service, device or right that takes a licence. */
@Entity('facility')
@Check('facility_owner', `owner IN ('it-services', 'security', 'hr', 'facility-services')`)
@Index('facility_code_uq', ['code'], { unique: true })
export class FacilityRow {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'facility_pkey' }) id: string;
  @Column('text') code: string;
  @Column('text', { name: 'name_nl' }) nameNl: string;
  @Column('text', { name: 'name_en' }) nameEn: string;
  @Column('text') owner: Owner;
  @Column('text') category: string;
  @Column('boolean', { name: 'safety_critical' }) safetyCritical: boolean;
  @Column('boolean', { name: 'opens_on_permit' }) opensOnPermit: boolean;
  /** Since then it takes no licence any more; kept for the record. */
  @Column('timestamptz', { name: 'retired_at', nullable: true }) retiredAt: Date | null;
}

export const FACILITIES_ENTITIES = [FacilityRow];
