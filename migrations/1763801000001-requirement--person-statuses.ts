import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The index by person holds all that a team's page shows of a requirement: rows lie in the order of policies, so a
 * thousand people with eleven requirements each were eleven thousand pages to read. Made inside the transaction: it
 * takes two seconds for a million requirements, and a second process that waits to migrate would hold up a concurrent one.
 */
export class RequirementPersonStatuses1763801000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX requirement_person;
      CREATE INDEX requirement_person ON requirement (person_id, category, state, due_on, id, policy_id, night_shift);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX requirement_person;
      CREATE INDEX requirement_person ON requirement (person_id);
    `);
  }
}
