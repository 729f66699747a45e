import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How well somebody still remembers what a category asks: the last measurement, its colour, and a refresh exam that is open. */
export class ReviewHealthCreate1763718040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE review_health (
        person_id uuid NOT NULL CONSTRAINT review_health_person_fk REFERENCES person (id),
        category text NOT NULL,
        health double precision NOT NULL CONSTRAINT review_health_range CHECK (health BETWEEN 0 AND 100.000001),
        band text NOT NULL CONSTRAINT review_health_band CHECK (band IN ('green', 'amber', 'red')),
        band_since timestamptz NOT NULL,
        measured_on date NOT NULL,
        measured_at timestamptz NOT NULL,
        memory_version text NOT NULL,
        refresh_open boolean NOT NULL DEFAULT false,
        CONSTRAINT review_health_pkey PRIMARY KEY (person_id, category)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE review_health');
  }
}
