import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Explanation } from './due-date.js';

/** This person must hold this category by this day, because of this version of this policy. */
@Entity('requirement')
@Check('requirement_state', `state IN ('open', 'satisfied', 'ended')`)
@Index('requirement_current', ['policyId', 'category', 'personId'], {
  unique: true,
  where: `state <> 'ended'`,
})
// All that a team's page shows of a requirement, in the order in which it chooses.
@Index('requirement_person', ['personId', 'category', 'state', 'dueOn', 'id', 'policyId', 'nightShift'])
@Index('requirement_due', ['dueOn'], { where: `state = 'open'` })
@Index('requirement_ended', ['policyId', 'endedOn'], { where: `state = 'ended'` })
@Index('requirement_access', ['accessEndsOn'], {
  where: `state = 'open' AND NOT access_ended AND access_ends_on IS NOT NULL`,
})
export class RequirementRow {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'requirement_pkey' })
  id: string;
  @Column('uuid', { name: 'policy_id' }) policyId: string;
  /** The version that last decided about it. */
  @Column('integer') version: number;
  @ForeignKey('person', { name: 'requirement_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @Column('text') category: string;
  @Column('text') state: 'open' | 'satisfied' | 'ended';
  /** The day the person was first seen in the audience. */
  @Column('date', { name: 'joined_on' }) joinedOn: string;
  /** The day a licence that satisfied it was lost again. */
  @Column('date', { name: 'lost_on', nullable: true }) lostOn: string | null;
  /** Null while an absence without a known end keeps the clock still. */
  @Column('date', { name: 'due_on', nullable: true }) dueOn: string | null;
  @Column('jsonb') explanation: Explanation;
  /** The last stage that was told: 30, 7 or 1 days before, 0 for overdue. */
  @Column('smallint', { nullable: true }) told: number | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  /** The day the proof was earned that has to be renewed; only while that is what is asked. */
  @Column('date', { name: 'proof_on', nullable: true }) proofOn: string | null;
  /** The day somebody came back into the audience soon after leaving it; what was begun then goes on. */
  @Column('date', { name: 'rejoined_on', nullable: true }) rejoinedOn: string | null;
  @Column('date', { name: 'ended_on', nullable: true }) endedOn: string | null;
  /** The working day on which access ends when the due day is let pass. */
  @Column('date', { name: 'access_ends_on', nullable: true }) accessEndsOn: string | null;
  /** Whether that has been told. */
  @Column('boolean', { name: 'access_ended', default: false }) accessEnded: boolean;
  /** Works at night: the due day ends when the night that begins on it is over. */
  @Column('boolean', { name: 'night_shift', default: false }) nightShift: boolean;
}

/** What happened to a requirement after it was made, in order; rows are only added. */
@Entity('requirement_change')
@Check('requirement_change_kind', `kind IN ('satisfied', 'reopened', 'redated', 'ended')`)
@Index('requirement_change_requirement', ['requirementId'])
export class RequirementChange {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'requirement_change_pkey',
  })
  id: string;
  @ForeignKey(() => RequirementRow, { name: 'requirement_change_requirement_fk' })
  @Column('uuid', { name: 'requirement_id' })
  requirementId: string;
  @Column('text') kind: 'satisfied' | 'reopened' | 'redated' | 'ended';
  @Column('timestamptz') at: Date;
  @Column('integer') version: number;
  @Column('date', { name: 'due_before', nullable: true }) dueBefore: string | null;
  @Column('date', { name: 'due_on', nullable: true }) dueOn: string | null;
  @Column('text') reason: string;
  /** What was so before: with it any day in the past can be told. Null in rows from before this was kept. */
  @Column('text', { name: 'state_before', nullable: true }) stateBefore: 'open' | 'satisfied' | null;
  @Column('jsonb', { name: 'explanation_before', nullable: true }) explanationBefore: Explanation | null;
}
