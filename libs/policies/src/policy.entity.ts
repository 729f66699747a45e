import type { Rule } from '#audiences';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { DueRule } from './due-rule.js';
import type { PolicyDraft, RuleTests } from './policy-draft.js';
import type { ApplyTo, Steps } from './policy-steps.js';
import type { PolicyState } from './policy.js';

type BothLanguages = { nl: string; en: string };

/** A policy: its draft, its state and the number of the version in force. */
@Entity('policy')
@Check('policy_state', `state IN ('draft', 'published', 'paused')`)
@Check('policy_proposed_step', `proposed_step IN ('publish', 'resume', 'undo')`)
@Check('policy_proposed', '(proposed_step IS NULL) = (proposed_at IS NULL)')
@Check('policy_in_force', `state = 'draft' OR version > 0`)
export class PolicyRow {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'policy_pkey' }) id: string;
  @Column('text', { default: 'draft' }) state: PolicyState;
  @Column('integer', { default: 0 }) version: number;
  /** The builder's fields as HR left them, complete or not. */
  @Column('jsonb') draft: PolicyDraft;
  @Column('boolean', { name: 'has_changes', default: true }) hasChanges: boolean;
  @Column('date', { name: 'resumed_on', nullable: true }) resumedOn: string | null;
  @ForeignKey('person', { name: 'policy_creator_fk' })
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'changed_at' }) changedAt: Date;
  /** What waits for a second person from HR. */
  @Column('text', { name: 'proposed_step', nullable: true }) proposedStep:
    'publish' | 'resume' | 'undo' | null;
  @ForeignKey('person', { name: 'policy_proposer_fk' })
  @Column('uuid', { name: 'proposed_by', nullable: true })
  proposedBy: string | null;
  @Column('timestamptz', { name: 'proposed_at', nullable: true }) proposedAt: Date | null;
}

/** What was published, word for word. A trigger refuses UPDATE, DELETE and TRUNCATE. */
@Entity('policy_version')
@Check('policy_version_apply_to', `apply_to IN ('new', 'renewal', 'now')`)
export class PolicyVersion {
  @ForeignKey(() => PolicyRow, { name: 'policy_version_policy_fk' })
  @PrimaryColumn('uuid', { name: 'policy_id', primaryKeyConstraintName: 'policy_version_pkey' })
  policyId: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'policy_version_pkey' }) version: number;
  @Column('text') category: string;
  @Column('jsonb') rule: Rule;
  @Column('jsonb') due: DueRule;
  @Column('jsonb') title: BothLanguages;
  @Column('jsonb') sentence: BothLanguages;
  @Column('jsonb') because: BothLanguages;
  /** The day from which the due rule counts; a version that leaves category and due rule alone keeps it. */
  @Column('date') since: string;
  /** The version that an undo brought back. */
  @Column('integer', { name: 'copy_of', nullable: true }) copyOf: number | null;
  @ForeignKey('person', { name: 'policy_version_publisher_fk' })
  @Column('uuid', { name: 'published_by', nullable: true })
  publishedBy: string | null;
  @Column('timestamptz', { name: 'published_at' }) publishedAt: Date;
  /** A proof must be younger than this many months. */
  @Column('smallint', { name: 'renew_months', nullable: true }) renewMonths: number | null;
  /** The day from which these months are asked. */
  @Column('date', { name: 'renew_since', nullable: true }) renewSince: string | null;
  @Column('jsonb')
  steps: Steps;
  /** Whom the change concerned: who comes in, who renews, or everybody. */
  @Column('text', { name: 'apply_to' }) applyTo: ApplyTo;
  @Column('jsonb') tests: RuleTests;
  /** The day of publication at the head office. */
  @Column('date', { name: 'published_on', nullable: true }) publishedOn: string | null;
  /** The other one of the two people, when two were needed. */
  @ForeignKey('person', { name: 'policy_version_proposer_fk' })
  @Column('uuid', { name: 'proposed_by', nullable: true })
  proposedBy: string | null;
}

/** How many people a policy asks, how many hold the licence and how many are late, once a day. */
@Entity('policy_snapshot')
export class PolicySnapshot {
  @ForeignKey(() => PolicyRow, { name: 'policy_snapshot_policy_fk' })
  @PrimaryColumn('uuid', { name: 'policy_id', primaryKeyConstraintName: 'policy_snapshot_pkey' })
  policyId: string;
  @PrimaryColumn('date', { name: 'taken_on', primaryKeyConstraintName: 'policy_snapshot_pkey' })
  takenOn: string;
  @Column('integer') asked: number;
  @Column('integer', { name: 'in_order' }) inOrder: number;
  @Column('integer') overdue: number;
}
