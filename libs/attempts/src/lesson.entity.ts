import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One person going through one lesson: which card they reached, and when they were done. */
@Entity('lesson_sitting')
@Index('lesson_sitting_open_uq', ['personId', 'lessonId'], { unique: true, where: 'finished_at IS NULL' })
@Index('lesson_sitting_person', ['personId', 'lessonId'])
export class LessonSitting {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'lesson_sitting_pkey' })
  id: string;
  @ForeignKey('person', { name: 'lesson_sitting_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @Column('uuid', { name: 'lesson_id' }) lessonId: string;
  /** The version this sitting began with; a newer one waits until the next time. */
  @Column('integer', { name: 'lesson_version' }) lessonVersion: number;
  /** The furthest card so far, 1 to 5. */
  @Column('smallint') card: number;
  @Column('timestamptz', { name: 'started_at' }) startedAt: Date;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt: Date | null;
}
