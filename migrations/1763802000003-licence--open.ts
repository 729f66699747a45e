import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Licences that have not ended, with the dates that a team's counts ask for in the index itself: the rows carry the terms
 * and the counting of each licence, and eight of them fill a page.
 */
export class LicenceOpen1763802000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX licence_open_dates ON licence (person_id, category, state, valid_until, grace_until)
        WHERE state NOT IN ('expired', 'revoked');
      CREATE VIEW licence_open AS
        SELECT person_id, category, state, valid_until, grace_until FROM licence WHERE state NOT IN ('expired', 'revoked');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW licence_open;
      DROP INDEX licence_open_dates;
    `);
  }
}
