import type { MigrationInterface, QueryRunner } from 'typeorm';

export class HoldingEarnedOn1763719100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE holding ADD COLUMN earned_on date');
    // The licence itself knows the day of the last proof.
    await runner.query(`
      UPDATE holding h SET earned_on = coalesce(
        (SELECT s.valid_from FROM licence_standing s WHERE s.person_id = h.person_id AND s.category = h.category),
        h.valid_from)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE holding DROP COLUMN earned_on');
  }
}
