import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { REASONS } from './report.js';

/** Somebody says that a question isn't right. Of an exam it names no question, only whose exam of which licence. */
@Entity('authoring_report')
@Check('authoring_report_reason', `reason IN (${REASONS.map((reason) => `'${reason}'`).join(', ')})`)
@Check(
  'authoring_report_about',
  '(item_id IS NULL) = (item_version IS NULL) AND (item_id IS NULL) <> (exam_id IS NULL)',
)
@Check('authoring_report_outcome', `outcome IN ('mended', 'stays')`)
@Check(
  'authoring_report_answered',
  '(outcome IS NULL) = (answered_at IS NULL) AND (outcome IS NULL) = (answer IS NULL)',
)
@Index('authoring_report_open_item_uq', ['personId', 'itemId', 'itemVersion'], {
  unique: true,
  where: 'outcome IS NULL AND item_id IS NOT NULL',
})
@Index('authoring_report_open_exam_uq', ['personId', 'examId'], {
  unique: true,
  where: 'outcome IS NULL AND exam_id IS NOT NULL',
})
@Index('authoring_report_person', ['personId', 'reportedAt'])
@Index('authoring_report_item', ['itemId'])
export class AuthoringReport {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'authoring_report_pkey' })
  id: string;
  @ForeignKey('person', { name: 'authoring_report_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @Column('text', { name: 'item_id', nullable: true }) itemId: string | null;
  @Column('integer', { name: 'item_version', nullable: true }) itemVersion: number | null;
  @Column('uuid', { name: 'exam_id', nullable: true }) examId: string | null;
  @Column('text', { nullable: true }) category: string | null;
  @Column('text') reason: (typeof REASONS)[number];
  @Column('text') words: string;
  @Column('text') language: 'nl' | 'en';
  @Column('boolean', { name: 'may_contact' }) mayContact: boolean;
  @Column('timestamptz', { name: 'reported_at' }) reportedAt: Date;
  @Column('text', { nullable: true }) outcome: 'mended' | 'stays' | null;
  @Column('integer', { name: 'mended_version', nullable: true }) mendedVersion: number | null;
  @Column('text', { nullable: true }) answer: string | null;
  @ForeignKey('person', { name: 'authoring_report_answerer_fk' })
  @Column('uuid', { name: 'answered_by', nullable: true })
  answeredBy: string | null;
  @Column('timestamptz', { name: 'answered_at', nullable: true }) answeredAt: Date | null;
}
