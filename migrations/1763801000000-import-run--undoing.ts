import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A large run is taken back by the worker; until then it stands as "undoing". */
export class ImportRunUndoing1763801000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE import_run DROP CONSTRAINT import_run_state;
      ALTER TABLE import_run
        ADD CONSTRAINT import_run_state CHECK (state IN ('columns', 'planned', 'applying', 'applied', 'cancelled', 'undoing', 'undone'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Nothing was taken back yet, so such a run reads as applied.
    await runner.query(`
      UPDATE import_run SET state = 'applied', undone_by = NULL WHERE state = 'undoing';
      ALTER TABLE import_run DROP CONSTRAINT import_run_state;
      ALTER TABLE import_run
        ADD CONSTRAINT import_run_state CHECK (state IN ('columns', 'planned', 'applying', 'applied', 'cancelled', 'undone'));
    `);
  }
}
