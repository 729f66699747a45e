import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FacilityCreate1763718008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE facility (
        id uuid DEFAULT uuidv7() CONSTRAINT facility_pkey PRIMARY KEY,
        code text NOT NULL,
        name_nl text NOT NULL,
        name_en text NOT NULL,
        owner text NOT NULL CONSTRAINT facility_owner CHECK (owner IN ('it-services', 'security', 'hr', 'facility-services')),
        category text NOT NULL,
        safety_critical boolean NOT NULL,
        opens_on_permit boolean NOT NULL,
        retired_at timestamptz
      );
      CREATE UNIQUE INDEX facility_code_uq ON facility (code);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE facility');
  }
}
