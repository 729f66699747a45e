import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Terms, ValidityRule } from './expiry.js';
import { LicenceEvidenceClaim } from './evidence-claim.entity.js';
import { Endorsement, LicenceCorrection, LicenceExport, LicenceLedgerCheck } from './desk.entity.js';
import type { Counting } from './counting.js';
import type { Appeal, LicenceEvent, LicenceState } from './licence.js';

/** Today's picture of each licence; the ledger decides, this is its fold. */
@Entity('licence')
@Check('licence_state', `state IN ('permit', 'valid', 'renewal', 'grace', 'expired', 'suspended', 'revoked')`)
@Check('licence_memory_band', `memory_band IN ('green', 'amber', 'red')`)
@Check('licence_refresh', `refresh_by IS NULL OR state IN ('valid', 'renewal', 'grace', 'suspended')`)
@Check('licence_dates', 'valid_from <= valid_until AND valid_until <= grace_until')
@Check('licence_ended', `(ended_on IS NOT NULL) = (state IN ('expired', 'revoked'))`)
@Index('licence_open_uq', ['personId', 'category'], {
  unique: true,
  where: `state NOT IN ('expired', 'revoked')`,
})
@Index('licence_number_uq', ['number'], { unique: true })
@Index('licence_code_uq', ['verificationCode'], { unique: true })
@Index('licence_person', ['personId', 'category'])
@Index('licence_due', ['nextChangeOn'])
@Index('licence_supervised', ['supervisorId'], { where: 'supervisor_id IS NOT NULL' })
@Index('licence_appealed', ['id'], { where: `appeal ->> 'outcome' = 'open'` })
@Index('licence_fading', ['memorySince'], { where: `memory_band = 'amber'` })
@Index('licence_refreshing', ['refreshBy'], { where: 'refresh_by IS NOT NULL' })
@Index('licence_expiring', ['validUntil'], { where: `state IN ('valid', 'renewal')` })
export class LicenceRow {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'licence_pkey' }) id: string;
  @ForeignKey('person', { name: 'licence_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @Column('text') category: string;
  @Column('text') number: string;
  @Column('text') state: LicenceState;
  @Column('date', { name: 'issued_on' }) issuedOn: string;
  @Column('date', { name: 'granted_on', nullable: true }) grantedOn: string | null;
  @Column('date', { name: 'valid_from' }) validFrom: string;
  @Column('date', { name: 'valid_until' }) validUntil: string;
  @Column('date', { name: 'renewal_opens_on', nullable: true }) renewalOpensOn: string | null;
  @Column('date', { name: 'grace_until' }) graceUntil: string;
  @Column('smallint', { name: 'anchor_day', nullable: true }) anchorDay: number | null;
  @Column('date', { name: 'continues_from', nullable: true }) continuesFrom: string | null;
  @Column('jsonb', { nullable: true }) terms: Terms | null;
  @Column('integer') periods: number;
  @Column('date', { name: 'suspended_on', nullable: true }) suspendedOn: string | null;
  /** Last day of the refresh exam that is open; stays while the licence is on hold. */
  @Column('date', { name: 'refresh_by', nullable: true }) refreshBy: string | null;
  @Column('date', { name: 'ended_on', nullable: true }) endedOn: string | null;
  /** How the last day was found, see `counting.ts`. */
  @Column('jsonb', { nullable: true }) counted: Counting | null;
  /** Who guides the holder of a learner's permit. */
  @ForeignKey('person', { name: 'licence_supervisor_fk' })
  @Column('uuid', { name: 'supervisor_id', nullable: true })
  supervisorId: string | null;
  @Column('text', { array: true, default: () => "'{}'" }) endorsements: string[];
  @Column('jsonb', { nullable: true }) appeal: Appeal | null;
  @Column('text', { name: 'verification_code', nullable: true }) verificationCode: string | null;
  /** First day on which the clock moves this licence, in the holder's zone. */
  @Column('date', { name: 'next_change_on', nullable: true }) nextChangeOn: string | null;
  /** The last day and the number of days that "expiring" was told for; keeps the notice from going out twice. */
  @Column('date', { name: 'noticed_until', nullable: true }) noticedUntil: string | null;
  @Column('smallint', { name: 'noticed_days', nullable: true }) noticedDays: number | null;
  @Column('bigint', { name: 'last_seq' }) lastSeq: string;
  /** What was last told of the holder's memory, for licences with upkeep only; no number is kept here. */
  @Column('text', { name: 'memory_band', nullable: true }) memoryBand: 'green' | 'amber' | 'red' | null;
  @Column('date', { name: 'memory_since', nullable: true }) memorySince: string | null;
  @Column('text', { name: 'memory_skill', nullable: true }) memorySkill: string | null;
  /** The last day on which the holder was asked to practise or to take the refresh exam. */
  @Column('date', { name: 'prompted_on', nullable: true }) promptedOn: string | null;
}

/** The rule that HR chose for a category in place of the one in its courses; new periods follow it. */
@Entity('licence_rule')
@Check('licence_rule_rule', `rule IN ('from-completion', 'from-previous-expiry', 'fixed-date', 'upkeep')`)
@Check('licence_rule_months', 'months BETWEEN 1 AND 120')
export class LicenceRule {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'licence_rule_pkey' }) category: string;
  @Column('text') rule: ValidityRule;
  @Column('integer') months: number;
  @Column('timestamptz', { name: 'chosen_at' }) chosenAt: Date;
}

/** The append-only ledger. A trigger refuses UPDATE, DELETE and TRUNCATE. */
@Entity('licence_change')
@Index('licence_change_licence', ['licenceId', 'seq'])
@Index('licence_change_person', ['personId'])
@Index('licence_change_attempt_uq', ['attemptId'], { unique: true })
export class LicenceChange {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'licence_change_pkey' }) seq: string;
  @ForeignKey(() => LicenceRow, { name: 'licence_change_licence_fk' })
  @Column('uuid', { name: 'licence_id' })
  licenceId: string;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('text') kind: string;
  @Column('jsonb') event: LicenceEvent;
  /** The exam behind the event, apart so that one exam can count only once. */
  @Column('uuid', { name: 'attempt_id', nullable: true }) attemptId: string | null;
  @Column('text') actor: string;
  @Column('timestamptz') at: Date;
  @Column('text', { name: 'prev_hash' }) prevHash: string;
  @Column('text') hash: string;
}

/** The end of the chain; locked by every writer, so that lines are tied one after the other. */
@Entity('licence_ledger_head')
export class LicenceLedgerHead {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'licence_ledger_head_pkey' }) name: string;
  @Column('bigint') seq: string;
  @Column('text') hash: string;
}

/** HR's words for a suspension or revocation: outside the ledger, so they can be erased; the ledger has their digest. */
@Entity('licence_reason')
@Index('licence_reason_person', ['personId'])
export class LicenceReason {
  @ForeignKey(() => LicenceChange, { name: 'licence_reason_change_fk' })
  @PrimaryColumn('bigint', { name: 'change_seq', primaryKeyConstraintName: 'licence_reason_pkey' })
  changeSeq: string;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('text') salt: string;
  @Column('text') reason: string;
}

export const LICENCES_ENTITIES = [
  LicenceRow,
  LicenceChange,
  LicenceLedgerHead,
  LicenceReason,
  LicenceRule,
  LicenceCorrection,
  LicenceEvidenceClaim,
  Endorsement,
  LicenceLedgerCheck,
  LicenceExport,
];
