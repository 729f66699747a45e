import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A skill that somebody has: by finishing its lesson or by showing it in the placement test. Never taken back. */
@Entity('path_mark')
export class PathMark {
  @ForeignKey('person', { name: 'path_mark_person_fk' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'path_mark_pkey' })
  personId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'path_mark_pkey' }) skill: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'path_mark_pkey' }) kind: 'done' | 'exempt';
  @Column('timestamptz') at: Date;
  /** The lesson or the attempt that shows it. */
  @Column('uuid', { name: 'source_id' }) sourceId: string;
}

/** How far somebody is with one category, besides lessons: placement, exam, licence. */
@Entity('path_progress')
export class PathProgress {
  @ForeignKey('person', { name: 'path_progress_person_fk' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'path_progress_pkey' })
  personId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'path_progress_pkey' }) category: string;
  @Column('timestamptz', { name: 'placed_at', nullable: true }) placedAt: Date | null;
  @Column('text', { default: 'none' }) licence: string;
  @Column('date', { name: 'held_until', nullable: true }) heldUntil: string | null;
  @Column('timestamptz', { name: 'exam_passed_at', nullable: true }) examPassedAt: Date | null;
  @Column('timestamptz', { name: 'exam_again_at', nullable: true }) examAgainAt: Date | null;
}

export const PATHS_ENTITIES = [PathMark, PathProgress];
