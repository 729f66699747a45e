import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who runs IT support may be told apart: they keep answer cards, services and incidents, and predict what colleagues will say. */
export class PersonGrantIt1763999000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE person_grant DROP CONSTRAINT person_grant_known,
        ADD CONSTRAINT person_grant_known CHECK (granted IN ('hr', 'author', 'it', 'admin', 'works-council'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM person_grant WHERE granted = 'it';
      ALTER TABLE person_grant DROP CONSTRAINT person_grant_known,
        ADD CONSTRAINT person_grant_known CHECK (granted IN ('hr', 'author', 'admin', 'works-council'));
    `);
  }
}
