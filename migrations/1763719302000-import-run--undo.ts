import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What it takes to undo a run within a day: how the people it changed stood before (`import_before`; nothing for who was
 * new), how the teams and sites stood that it changed, and who took it back.
 */
export class ImportRunUndo1763719302000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE import_run DROP CONSTRAINT import_run_state;
      ALTER TABLE import_run
        ADD COLUMN tree_before jsonb,
        ADD COLUMN applied_audit bigint,
        ADD COLUMN undone_by uuid,
        ADD COLUMN undone_at timestamptz,
        ADD COLUMN undo_result jsonb,
        ADD CONSTRAINT import_run_state CHECK (state IN ('columns', 'planned', 'applying', 'applied', 'cancelled', 'undone')),
        ADD CONSTRAINT import_run_undone_fk FOREIGN KEY (undone_by) REFERENCES person (id);
      CREATE TABLE import_before (
        run_id uuid NOT NULL,
        person_id uuid NOT NULL,
        facts jsonb NOT NULL,
        CONSTRAINT import_before_pkey PRIMARY KEY (run_id, person_id),
        CONSTRAINT import_before_run_fk FOREIGN KEY (run_id) REFERENCES import_run (id) ON DELETE CASCADE,
        CONSTRAINT import_before_person_fk FOREIGN KEY (person_id) REFERENCES person (id));
      CREATE INDEX import_before_person ON import_before (person_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // What was undone stays undone: those runs read as put away.
    await runner.query(`
      UPDATE import_run SET state = 'cancelled' WHERE state = 'undone';
      DROP TABLE import_before;
      ALTER TABLE import_run DROP CONSTRAINT import_run_state;
      ALTER TABLE import_run
        DROP COLUMN tree_before, DROP COLUMN applied_audit, DROP COLUMN undone_by, DROP COLUMN undone_at, DROP COLUMN undo_result,
        ADD CONSTRAINT import_run_state CHECK (state IN ('columns', 'planned', 'applying', 'applied', 'cancelled'));
    `);
  }
}
