import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Proof from elsewhere that somebody handed in for a licence of their own; HR accepts or rejects it, with words. */
@Entity('licence_evidence_claim')
@Check('licence_evidence_claim_outcome', `outcome IN ('accepted', 'rejected')`)
@Check(
  'licence_evidence_claim_decided',
  '(outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_at IS NULL) AND (outcome IS NULL) = (answer IS NULL)',
)
@Check('licence_evidence_claim_other', 'decided_by <> person_id')
@Index('licence_evidence_claim_waiting_uq', ['personId', 'category'], {
  unique: true,
  where: 'outcome IS NULL',
})
@Index('licence_evidence_claim_person', ['personId'])
export class LicenceEvidenceClaim {
  @PrimaryColumn('uuid', {
    default: () => 'uuidv7()',
    primaryKeyConstraintName: 'licence_evidence_claim_pkey',
  })
  id: string;
  @ForeignKey('person', { name: 'licence_evidence_claim_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @Column('text') category: string;
  @Column('date', { name: 'obtained_on' }) obtainedOn: string;
  @Column('text') words: string;
  @Column('timestamptz', { name: 'submitted_at' }) submittedAt: Date;
  @Column('text', { nullable: true }) outcome: 'accepted' | 'rejected' | null;
  @Column('text', { nullable: true }) answer: string | null;
  @ForeignKey('person', { name: 'licence_evidence_claim_decider_fk' })
  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy: string | null;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt: Date | null;
}
