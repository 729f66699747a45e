import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calibrations of practice items stand beside those of exam items; those that exist are of exam items. */
export class CalibrationUse1763719010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE calibration ADD COLUMN use text NOT NULL DEFAULT 'exam'
        CONSTRAINT calibration_use CHECK (use IN ('exam', 'practice'));
      DROP INDEX calibration_active_uq;
      DROP INDEX calibration_category;
      CREATE UNIQUE INDEX calibration_active_uq ON calibration (category, use) WHERE state = 'active';
      CREATE INDEX calibration_category ON calibration (category, use, made_at);
    `);
  }

  async down(): Promise<void> {
    // Without the column a calibration of practice items would pass for one of exam items.
    throw new Error('the use of calibrations stays');
  }
}
