import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports that a question isn't right, and one more reason to write: such a report was answered. */
export class AuthoringReportCreate1763901000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE authoring_report (
        id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT authoring_report_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT authoring_report_person_fk REFERENCES person,
        item_id text,
        item_version integer,
        exam_id uuid,
        category text,
        reason text NOT NULL CONSTRAINT authoring_report_reason CHECK (reason IN ('wrong-answer', 'unclear', 'outdated', 'other')),
        words text NOT NULL,
        language text NOT NULL,
        may_contact boolean NOT NULL,
        reported_at timestamptz NOT NULL,
        outcome text CONSTRAINT authoring_report_outcome CHECK (outcome IN ('mended', 'stays')),
        mended_version integer,
        answer text,
        answered_by uuid CONSTRAINT authoring_report_answerer_fk REFERENCES person,
        answered_at timestamptz,
        CONSTRAINT authoring_report_about CHECK (
          (item_id IS NULL) = (item_version IS NULL) AND (item_id IS NULL) <> (exam_id IS NULL)),
        CONSTRAINT authoring_report_answered CHECK (
          (outcome IS NULL) = (answered_at IS NULL) AND (outcome IS NULL) = (answer IS NULL))
      );
      CREATE INDEX authoring_report_person ON authoring_report (person_id, reported_at);
      CREATE INDEX authoring_report_item ON authoring_report (item_id);
      CREATE UNIQUE INDEX authoring_report_open_item_uq ON authoring_report (person_id, item_id, item_version)
        WHERE outcome IS NULL AND item_id IS NOT NULL;
      CREATE UNIQUE INDEX authoring_report_open_exam_uq ON authoring_report (person_id, exam_id)
        WHERE outcome IS NULL AND exam_id IS NOT NULL;
      ALTER TABLE nudge DROP CONSTRAINT nudge_purpose, ADD CONSTRAINT nudge_purpose CHECK (purpose IN
        ('required', 'due-soon', 'overdue', 'exam-available', 'expiring', 'weekly-review', 'milestone', 'reminder',
         'fading', 'refresh', 'on-hold', 'decision', 'closing', 'report-answered'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('nudges with the new purpose are part of what people were told and stay');
  }
}
