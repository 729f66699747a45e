import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which calibration the pinned parameters come from; null for the authors' ratings, and where it was not written down. */
export class AttemptBlueprintCalibration1763718051000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE attempt_blueprint ADD COLUMN calibration_id uuid');
  }

  async down(): Promise<void> {
    throw new Error('attempt_blueprint.calibration_id is part of the audit trail of exams and stays');
  }
}
