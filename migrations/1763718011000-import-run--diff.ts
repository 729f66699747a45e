import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A plan that waits keeps its diff as one text instead of a row of `import_row` per person: rows, keys and foreign keys
 * of a plan cost as much as the people themselves and were written a second time when it was applied. `json` and not
 * `jsonb`, because it is only ever read in order; not compressed, because it lives for days at most.
 */
export class ImportRunDiff1763718011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE import_run ADD COLUMN diff json;
      ALTER TABLE import_run ALTER COLUMN diff SET STORAGE EXTERNAL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // A plan that waits must be made anew: without its diff nobody can look at it.
    await runner.query(`
      UPDATE import_run SET state = 'cancelled', file = NULL WHERE diff IS NOT NULL;
      ALTER TABLE import_run DROP COLUMN diff;
    `);
  }
}
