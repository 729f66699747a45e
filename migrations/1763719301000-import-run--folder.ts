import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files that come by themselves: under which name a file was taken from the watched folder, so that it is taken once,
 * and files that could not be read, so that HR sees them.
 */
export class ImportRunFolder1763719301000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE import_run ADD COLUMN taken_as text;
      CREATE UNIQUE INDEX import_run_taken_uq ON import_run (taken_as) WHERE taken_as IS NOT NULL;
      CREATE TABLE import_refusal (
        id uuid NOT NULL DEFAULT uuidv7(),
        source_id uuid NOT NULL,
        file_name text NOT NULL,
        taken_as text NOT NULL,
        reason text NOT NULL,
        at timestamptz NOT NULL,
        seen_at timestamptz,
        CONSTRAINT import_refusal_pkey PRIMARY KEY (id),
        CONSTRAINT import_refusal_source_fk FOREIGN KEY (source_id) REFERENCES import_source (id));
      CREATE UNIQUE INDEX import_refusal_taken_uq ON import_refusal (taken_as);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE import_refusal;
      ALTER TABLE import_run DROP COLUMN taken_as;
    `);
  }
}
