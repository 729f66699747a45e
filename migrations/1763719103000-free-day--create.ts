import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FreeDayCreate1763719103000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE free_day (
        site_id uuid NOT NULL CONSTRAINT free_day_site_fk REFERENCES site,
        day date NOT NULL,
        name text NOT NULL,
        CONSTRAINT free_day_pkey PRIMARY KEY (site_id, day)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE free_day');
  }
}
