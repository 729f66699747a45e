import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Explanation } from './due-date.js';
import { PolicyVersion } from './policy.entity.js';

/** This person must hold this category by this day, because of this version of this policy. */
@Entity('requirement')
@Check('requirement_state', `state IN ('open', 'satisfied', 'ended')`)
@Index('requirement_current', ['policyId', 'category', 'personId'], { unique: true, where: `state <> 'ended'` })
@Index('requirement_person', ['personId'])
@Index('requirement_due', ['dueOn'], { where: `state = 'open'` })
@ForeignKey(() => PolicyVersion, ['policyId', 'version'], ['policyId', 'version'], { name: 'requirement_version_fk' })
export class RequirementRow {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'requirement_pkey' }) id: string;
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
}

/** What happened to a requirement, in order; rows are only added. */
@Entity('requirement_change')
@Check('requirement_change_kind', `kind IN ('created', 'satisfied', 'reopened', 'redated', 'ended')`)
@Index('requirement_change_requirement', ['requirementId'])
export class RequirementChange {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'requirement_change_pkey' })
  id: string;
  @ForeignKey(() => RequirementRow, { name: 'requirement_change_requirement_fk' })
  @Column('uuid', { name: 'requirement_id' })
  requirementId: string;
  @Column('text') kind: 'created' | 'satisfied' | 'reopened' | 'redated' | 'ended';
  @Column('timestamptz') at: Date;
  @Column('integer') version: number;
  @Column('date', { name: 'due_on', nullable: true }) dueOn: string | null;
  @Column('text') reason: string;
}
