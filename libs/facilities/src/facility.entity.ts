import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Access, Owner } from './facility.js';
import {
  FacilityActual,
  FacilityDelivery,
  FacilityMessage,
  FacilitySubscription,
} from './gatekeeper.entity.js';

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
  /** The endorsement that the licence must carry too; null when the category is enough. */
  @Column('text', { nullable: true }) endorsement: string | null;
  /** What "limited" means here, in words; '' when nothing is said. */
  @Column('text', { name: 'limits_nl', default: '' }) limitsNl: string;
  @Column('text', { name: 'limits_en', default: '' }) limitsEn: string;
}

/** Access for another reason than a licence: a waiver that HR gave, or glass that the person broke in need. */
@Entity('facility_pass')
@Check('facility_pass_kind', `kind IN ('waiver', 'break-glass')`)
@Check('facility_pass_verdict', `verdict IN ('justified', 'not-justified')`)
@Check('facility_pass_times', 'opened_at < until_at')
@Check('facility_pass_self', `kind <> 'waiver' OR opened_by <> person_id`)
@Check('facility_pass_own_glass', `kind <> 'break-glass' OR opened_by = person_id`)
@Check(
  'facility_pass_review',
  '(verdict IS NULL) = (reviewed_at IS NULL) AND reviewed_by IS DISTINCT FROM person_id',
)
@Index('facility_pass_glass_uq', ['personId', 'facilityId'], {
  unique: true,
  where: `kind = 'break-glass' AND verdict IS NULL`,
})
@Index('facility_pass_person', ['personId', 'facilityId'])
@Index('facility_pass_until', ['untilAt'], { where: 'ended_at IS NULL' })
export class FacilityPass {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'facility_pass_pkey' })
  id: string;
  @ForeignKey('person', { name: 'facility_pass_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @ForeignKey('facility', { name: 'facility_pass_facility_fk' })
  @Column('uuid', { name: 'facility_id' })
  facilityId: string;
  @Column('text') kind: 'waiver' | 'break-glass';
  @Column('text') reason: string;
  @ForeignKey('person', { name: 'facility_pass_opener_fk' })
  @Column('uuid', { name: 'opened_by' })
  openedBy: string;
  @Column('timestamptz', { name: 'opened_at' }) openedAt: Date;
  @Column('timestamptz', { name: 'until_at' }) untilAt: Date;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt: Date | null;
  @ForeignKey('person', { name: 'facility_pass_reviewer_fk' })
  @Column('uuid', { name: 'reviewed_by', nullable: true })
  reviewedBy: string | null;
  @Column('timestamptz', { name: 'reviewed_at', nullable: true }) reviewedAt: Date | null;
  @Column('text', { nullable: true }) verdict: 'justified' | 'not-justified' | null;
  @Column('text', { default: '' }) note: string;
}

/** What gatekeepers were last told somebody may; a row means open or limited. */
@Entity('facility_access')
@Check('facility_access_access', `access IN ('open', 'limited')`)
@Check('facility_access_planned', 'closes_at IS NULL OR closing_for IS NOT NULL')
@Index('facility_access_closing', ['closesAt'], { where: 'closing_for IS NOT NULL' })
export class FacilityAccess {
  @ForeignKey('person', { name: 'facility_access_person_fk' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'facility_access_pkey' })
  personId: string;
  @ForeignKey('facility', { name: 'facility_access_facility_fk' })
  @PrimaryColumn('uuid', { name: 'facility_id', primaryKeyConstraintName: 'facility_access_pkey' })
  facilityId: string;
  @Column('text') access: Access;
  @Column('text') reason: string;
  @Column('timestamptz') since: Date;
  /** Why it is about to close; null while it isn't. */
  @Column('text', { name: 'closing_for', nullable: true }) closingFor: string | null;
  /** The start of a working day of the person; null while nobody knows when that is. */
  @Column('timestamptz', { name: 'closes_at', nullable: true }) closesAt: Date | null;
}

export const FACILITIES_ENTITIES = [
  FacilityRow,
  FacilityPass,
  FacilityAccess,
  FacilityMessage,
  FacilitySubscription,
  FacilityDelivery,
  FacilityActual,
];
