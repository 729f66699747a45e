import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Exams that a person should look at, and what that person saw. Those flagged before are filled in. */
export class AttemptFlagCreate1763718021000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE attempt_flag (
        attempt_id uuid CONSTRAINT attempt_flag_pkey PRIMARY KEY
          CONSTRAINT attempt_flag_attempt_fk REFERENCES attempt (id) ON DELETE CASCADE,
        flagged_at timestamptz NOT NULL,
        rapid integer,
        answered integer NOT NULL,
        person_fit double precision,
        inspected_at timestamptz,
        inspected_by uuid CONSTRAINT attempt_flag_inspected_by_fk REFERENCES person (id),
        note text,
        CONSTRAINT attempt_flag_reason CHECK (rapid IS NOT NULL OR person_fit IS NOT NULL),
        CONSTRAINT attempt_flag_inspected CHECK ((inspected_at IS NULL) = (note IS NULL))
      );
      CREATE INDEX attempt_flag_waiting ON attempt_flag (flagged_at) WHERE inspected_at IS NULL;

      INSERT INTO attempt_flag (attempt_id, flagged_at, rapid, answered)
      SELECT id, finished_at, jsonb_array_length(result #> '{rapid,positions}'), (result #>> '{rapid,answered}')::integer
      FROM attempt WHERE kind = 'exam' AND state = 'finished' AND result #>> '{rapid,flagged}' = 'true';
    `);
  }

  async down(): Promise<void> {
    // What people saw and wrote down stands nowhere else.
    throw new Error('attempt_flag holds notes of people and stays');
  }
}
