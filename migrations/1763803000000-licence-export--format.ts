import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A report may be a workbook: its file is kept as bytes, whichever format was asked for. */
export class LicenceExportFormat1763803000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE licence_export ADD COLUMN format text NOT NULL DEFAULT 'csv', ADD COLUMN file bytea,
        ADD CONSTRAINT licence_export_format CHECK (format IN ('csv', 'xlsx'));
      UPDATE licence_export SET file = convert_to(csv, 'UTF8');
      ALTER TABLE licence_export ALTER COLUMN format DROP DEFAULT, DROP COLUMN csv;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM licence_export WHERE format <> 'csv';
      ALTER TABLE licence_export ADD COLUMN csv text;
      UPDATE licence_export SET csv = convert_from(file, 'UTF8');
      ALTER TABLE licence_export DROP COLUMN file, DROP COLUMN format;
    `);
  }
}
