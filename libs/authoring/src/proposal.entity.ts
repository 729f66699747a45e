import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ProposedOption } from './proposal.js';

/** A question that a colleague thought of, in their own language; an author approves or declines it. */
@Entity('authoring_proposal')
@Check('authoring_proposal_outcome', `outcome IN ('approved', 'declined')`)
@Check(
  'authoring_proposal_decided',
  '(outcome IS NULL) = (decided_at IS NULL) AND (outcome IS NULL) = (answer IS NULL)',
)
@Index('authoring_proposal_person', ['personId', 'proposedAt'])
export class AuthoringProposal {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'authoring_proposal_pkey' })
  id: string;
  @ForeignKey('person', { name: 'authoring_proposal_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @Column('text') skill: string;
  @Column('text') language: 'nl' | 'en';
  @Column('text') stem: string;
  /** The right one first; they are shuffled when they are asked. */
  @Column('jsonb') options: readonly ProposedOption[];
  @Column('timestamptz', { name: 'proposed_at' }) proposedAt: Date;
  @Column('text', { nullable: true }) outcome: 'approved' | 'declined' | null;
  @Column('text', { nullable: true }) answer: string | null;
  @ForeignKey('person', { name: 'authoring_proposal_decider_fk' })
  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy: string | null;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt: Date | null;
}
