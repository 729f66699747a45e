import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is open, the soonest first for each person: a team's counts then read one entry of an index for a colleague where
 * they read all that is asked. Made inside the transaction: it takes two seconds for a million requirements, and a second
 * process that waits to migrate would hold up a concurrent one.
 */
export class RequirementOpen1763802000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX requirement_open_first ON requirement (person_id, due_on, category, policy_id) WHERE state = 'open';
      CREATE VIEW requirement_open AS
        SELECT r.person_id, r.category, r.due_on FROM requirement r
        WHERE r.state = 'open' AND r.policy_id <> ALL (ARRAY(SELECT p.id FROM policy p WHERE p.state <> 'published'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW requirement_open;
      DROP INDEX requirement_open_first;
    `);
  }
}
