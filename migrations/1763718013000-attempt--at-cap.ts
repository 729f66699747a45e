import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Items that had been asked too often when an exam started: fixed with the attempt, because the exam can only be
 * replayed with them. Exams from before had no cap, so an empty list is true of them. The index serves the count of
 * a year's exams at each start.
 */
export class AttemptAtCap1763718013000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE attempt ADD COLUMN at_cap jsonb NOT NULL DEFAULT '[]';
      CREATE INDEX attempt_exam_year ON attempt (category, started_at) WHERE kind = 'exam';
    `);
  }

  async down(): Promise<void> {
    // Without the list no exam that started with one could be replayed.
    throw new Error('attempt.at_cap is part of the audit trail of exams and stays');
  }
}
