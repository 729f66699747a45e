import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PolicyRow } from './policy.entity.js';
import type { WaiverKind, WaiverState } from './waiver.js';

/** One person is let off what a policy asks until a day, or gets a later day: for a reason, by two people. */
@Entity('waiver')
@Check('waiver_kind', `kind IN ('waiver', 'extension')`)
@Check('waiver_state', `state IN ('asked', 'granted', 'refused', 'withdrawn')`)
@Index('waiver_policy', ['policyId', 'personId'], { where: `state = 'granted'` })
@Index('waiver_person', ['personId'])
@Index('waiver_asked', ['askedAt'], { where: `state = 'asked'` })
export class WaiverRow {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'waiver_pkey' }) id: string;
  @ForeignKey(() => PolicyRow, { name: 'waiver_policy_fk' })
  @Column('uuid', { name: 'policy_id' })
  policyId: string;
  @ForeignKey('person', { name: 'waiver_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @Column('text') kind: WaiverKind;
  /** Last day of the waiver, or the new due day. */
  @Column('date') until: string;
  @Column('text') reason: string;
  @Column('text', { default: 'asked' }) state: WaiverState;
  @ForeignKey('person', { name: 'waiver_asker_fk' })
  @Column('uuid', { name: 'asked_by', nullable: true })
  askedBy: string | null;
  @Column('timestamptz', { name: 'asked_at' }) askedAt: Date;
  @ForeignKey('person', { name: 'waiver_decider_fk' })
  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy: string | null;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt: Date | null;
  @ForeignKey('person', { name: 'waiver_ender_fk' })
  @Column('uuid', { name: 'ended_by', nullable: true })
  endedBy: string | null;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt: Date | null;
}
