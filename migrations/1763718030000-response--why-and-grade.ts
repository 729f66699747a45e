import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Why practice asked an item (a calibration may use what was drawn at random), and the grade that moved memory: since
 * it also rests on time and expectation, it can no longer be worked out from points and confidence afterwards.
 * Responses from before have neither.
 */
export class ResponseWhyAndGrade1763718030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE response
        ADD COLUMN why text CONSTRAINT response_why CHECK (why IN ('due', 'weakest', 'chosen', 'random')),
        ADD COLUMN grade text CONSTRAINT response_grade CHECK (grade IN ('again', 'hard', 'good', 'easy'));
    `);
  }

  async down(): Promise<void> {
    // Without the grades no review card could be rebuilt from its history.
    throw new Error('response.grade is the history of review cards and stays');
  }
}
