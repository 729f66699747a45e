import type { Grade } from '#assessment';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

export type WeightsState = 'candidate' | 'declined' | 'active' | 'retired';

/** Weights of the memory model, fitted on reviews and judged on later ones. Their numbers never change; their state does. */
@Entity('review_weights')
@Check('review_weights_state', `state IN ('candidate', 'declined', 'active', 'retired')`)
@Index('review_weights_active_uq', ['state'], { unique: true, where: `state = 'active'` })
export class ReviewWeights {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'review_weights_pkey' }) id: string;
  @Column('text') state: WeightsState;
  @Column('timestamptz', { name: 'made_at' }) madeAt: Date;
  @Column('timestamptz', { name: 'activated_at', nullable: true }) activatedAt: Date | null;
  @Column('timestamptz', { name: 'retired_at', nullable: true }) retiredAt: Date | null;
  @Column('text') model: string;
  @Column('double precision', { array: true }) weights: number[];
  /** Those in use when it was made, against which it was judged; null for the published ones. */
  @ForeignKey(() => ReviewWeights, { name: 'review_weights_current_fk' })
  @Column('uuid', { name: 'current_id', nullable: true })
  currentId: string | null;
  @Column('integer') people: number;
  /** Reviews it was fitted on, up to `split_at`, and reviews after that it was judged by. */
  @Column('integer') reviews: number;
  @Column('timestamptz', { name: 'split_at' }) splitAt: Date;
  @Column('integer') judged: number;
  @Column('double precision', { name: 'log_loss' }) logLoss: number;
  @Column('double precision', { name: 'rmse_bins' }) rmseBins: number;
  @Column('double precision', { name: 'current_log_loss' }) currentLogLoss: number;
  @Column('double precision', { name: 'current_rmse_bins' }) currentRmseBins: number;
}

/** An exam that counted as a review of an objective: what `response.grade` is for practice. */
@Entity('review_exam')
@Check('review_exam_grade', `grade IN ('again', 'hard', 'good', 'easy')`)
export class ReviewExam {
  @ForeignKey('person', { name: 'review_exam_person_fk' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'review_exam_pkey' })
  personId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'review_exam_pkey' }) skill: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'review_exam_pkey' }) objective: string;
  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'review_exam_pkey' }) at: Date;
  @Column('text') grade: Grade;
  @ForeignKey(() => ReviewWeights, { name: 'review_exam_weights_fk' })
  @Column('uuid', { name: 'weights_id', nullable: true })
  weightsId: string | null;
}
