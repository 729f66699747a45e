import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reviews at a random time say whether recall is predicted rightly; the report looks for these alone. */
export class ResponseAudits1763719012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE response DROP CONSTRAINT response_why;
      ALTER TABLE response ADD CONSTRAINT response_why
        CHECK (why IN ('due', 'weakest', 'chosen', 'random', 'audit')) NOT VALID;
      ALTER TABLE response VALIDATE CONSTRAINT response_why;
      CREATE INDEX response_audit ON response (answered_at) WHERE why = 'audit';
    `);
  }

  async down(): Promise<void> {
    throw new Error('audits would pass for something else');
  }
}
