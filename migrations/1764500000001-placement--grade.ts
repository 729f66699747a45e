import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pay scale of a placement, as HR's file writes it. */
export class PlacementGrade1764500000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE placement ADD COLUMN grade text`);
  }

  async down(): Promise<void> {
    throw new Error('the grades of everybody would be lost');
  }
}
