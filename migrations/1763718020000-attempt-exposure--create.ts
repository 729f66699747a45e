import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How often items were asked, kept per calendar month, so that a start no longer reads a year of answers. Exams are
 * added once they are finished (`counted_at`); those that are not yet added are counted as they are, so the sum is the
 * same at every moment. The index for the whole year has no reader any more.
 */
export class AttemptExposureCreate1763718020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE attempt_month (
        category text NOT NULL,
        month date NOT NULL CONSTRAINT attempt_month_first CHECK (extract(day FROM month) = 1),
        exams integer NOT NULL CONSTRAINT attempt_month_exams CHECK (exams > 0),
        CONSTRAINT attempt_month_pkey PRIMARY KEY (category, month)
      );
      CREATE TABLE attempt_exposure (
        category text NOT NULL,
        month date NOT NULL,
        item_id text NOT NULL,
        asked integer NOT NULL CONSTRAINT attempt_exposure_asked CHECK (asked > 0),
        CONSTRAINT attempt_exposure_pkey PRIMARY KEY (category, month, item_id),
        CONSTRAINT attempt_exposure_month_fk FOREIGN KEY (category, month) REFERENCES attempt_month (category, month)
      );

      INSERT INTO attempt_month (category, month, exams)
      SELECT category, date_trunc('month', started_at AT TIME ZONE 'UTC')::date, count(*)
      FROM attempt WHERE kind = 'exam' AND state = 'finished' GROUP BY 1, 2;
      INSERT INTO attempt_exposure (category, month, item_id, asked)
      SELECT a.category, date_trunc('month', a.started_at AT TIME ZONE 'UTC')::date, r.item_id, count(*)
      FROM attempt a JOIN response r ON r.attempt_id = a.id
      WHERE a.kind = 'exam' AND a.state = 'finished' GROUP BY 1, 2, 3;

      ALTER TABLE attempt ADD COLUMN counted_at timestamptz,
        ADD CONSTRAINT attempt_counted CHECK (counted_at IS NULL OR (kind = 'exam' AND state = 'finished'));
      UPDATE attempt SET counted_at = finished_at WHERE kind = 'exam' AND state = 'finished';
      CREATE INDEX attempt_uncounted ON attempt (category, started_at) WHERE kind = 'exam' AND counted_at IS NULL;
      DROP INDEX attempt_exam_year;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Everything here can be counted again from attempts and responses.
    await runner.query(`
      CREATE INDEX attempt_exam_year ON attempt (category, started_at) WHERE kind = 'exam';
      DROP INDEX attempt_uncounted;
      ALTER TABLE attempt DROP CONSTRAINT attempt_counted, DROP COLUMN counted_at;
      DROP TABLE attempt_exposure, attempt_month;
    `);
  }
}
