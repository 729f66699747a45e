import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** New dates for a licence that somebody proposed; a second person confirms or rejects them. */
@Entity('licence_correction')
@Check('licence_correction_outcome', `outcome IN ('confirmed', 'rejected')`)
@Check('licence_correction_dates', 'valid_from <= valid_until')
@Check(
  'licence_correction_decided',
  '(outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_at IS NULL)',
)
@Check(
  'licence_correction_second_person',
  `outcome IS DISTINCT FROM 'confirmed' OR decided_by <> proposed_by`,
)
@Index('licence_correction_waiting_uq', ['licenceId'], { unique: true, where: 'outcome IS NULL' })
@Index('licence_correction_person', ['personId'])
export class LicenceCorrection {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'licence_correction_pkey' })
  id: string;
  @ForeignKey('licence', { name: 'licence_correction_licence_fk' })
  @Column('uuid', { name: 'licence_id' })
  licenceId: string;
  @ForeignKey('person', { name: 'licence_correction_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @Column('date', { name: 'valid_from' }) validFrom: string;
  @Column('date', { name: 'valid_until' }) validUntil: string;
  @Column('text') reason: string;
  @ForeignKey('person', { name: 'licence_correction_proposer_fk' })
  @Column('uuid', { name: 'proposed_by' })
  proposedBy: string;
  @Column('timestamptz', { name: 'proposed_at' }) proposedAt: Date;
  @ForeignKey('person', { name: 'licence_correction_decider_fk' })
  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy: string | null;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt: Date | null;
  @Column('text', { nullable: true }) outcome: 'confirmed' | 'rejected' | null;
}

/** What a licence may allow beyond its category; HR keeps the list. */
@Entity('endorsement')
export class Endorsement {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'endorsement_pkey' }) code: string;
  @Column('text') category: string;
  @Column('text', { name: 'name_nl' }) nameNl: string;
  @Column('text', { name: 'name_en' }) nameEn: string;
  @Column('timestamptz', { name: 'retired_at', nullable: true }) retiredAt: Date | null;
}

/** What the nightly check of the ledger found. */
@Entity('licence_ledger_check')
export class LicenceLedgerCheck {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'licence_ledger_check_pkey',
  })
  id: string;
  @Column('timestamptz') at: Date;
  @Column('boolean') ok: boolean;
  @Column('integer') lines: number;
  @Column('integer') licences: number;
  @Column('jsonb') faults: unknown;
}

/** A report of who held what on a day, made in the background. */
@Entity('licence_export')
@Check('licence_export_state', `state IN ('waiting', 'running', 'done')`)
@Check('licence_export_format', `format IN ('csv', 'xlsx')`)
export class LicenceExport {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'licence_export_pkey' })
  id: string;
  @ForeignKey('person', { name: 'licence_export_asker_fk' })
  @Column('uuid', { name: 'asked_by' })
  askedBy: string;
  @Column('timestamptz', { name: 'asked_at' }) askedAt: Date;
  @Column('date', { name: 'on_date' }) onDate: string;
  @Column('text') language: string;
  @Column('text') state: 'waiting' | 'running' | 'done';
  @Column('integer', { default: 0 }) done: number;
  @Column('integer', { nullable: true }) total: number | null;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt: Date | null;
  @Column('text') format: 'csv' | 'xlsx';
  @Column('bytea', { nullable: true }) file: Buffer | null;
}
