import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** An exam that a person should look at, why, and what that person saw. Nothing follows from it by itself. */
@Entity('attempt_flag')
@Check('attempt_flag_reason', 'rapid IS NOT NULL OR person_fit IS NOT NULL')
@Check('attempt_flag_inspected', '(inspected_at IS NULL) = (note IS NULL)')
@Index('attempt_flag_waiting', ['flaggedAt'], { where: 'inspected_at IS NULL' })
export class AttemptFlag {
  @ForeignKey('attempt', { name: 'attempt_flag_attempt_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'attempt_id', primaryKeyConstraintName: 'attempt_flag_pkey' })
  attemptId: string;
  @Column('timestamptz', { name: 'flagged_at' }) flaggedAt: Date;
  /** Answers that came too quickly to have read the question; null when that was no reason. */
  @Column('integer', { nullable: true }) rapid: number | null;
  @Column('integer') answered: number;
  /** The index l_z* of person fit; null when that was no reason. */
  @Column('double precision', { name: 'person_fit', nullable: true }) personFit: number | null;
  @Column('timestamptz', { name: 'inspected_at', nullable: true }) inspectedAt: Date | null;
  @ForeignKey('person', { name: 'attempt_flag_inspected_by_fk' })
  @Column('uuid', { name: 'inspected_by', nullable: true })
  inspectedBy: string | null;
  @Column('text', { nullable: true }) note: string | null;
}
