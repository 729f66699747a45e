import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A leader's view handed to somebody else for a stretch of days. */
export class DeputyCreate1763719201000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deputy (
        id uuid DEFAULT uuidv7() CONSTRAINT deputy_pkey PRIMARY KEY,
        manager_id uuid NOT NULL CONSTRAINT deputy_manager_fk REFERENCES person (id),
        person_id uuid NOT NULL CONSTRAINT deputy_person_fk REFERENCES person (id),
        valid daterange NOT NULL CONSTRAINT deputy_valid CHECK (NOT isempty(valid) AND NOT lower_inf(valid) AND NOT upper_inf(valid)),
        appointed_by uuid CONSTRAINT deputy_appointer_fk REFERENCES person (id),
        appointed_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT deputy_two CHECK (manager_id <> person_id),
        CONSTRAINT deputy_no_overlap EXCLUDE USING gist (manager_id WITH =, person_id WITH =, valid WITH &&)
      );
      CREATE INDEX deputy_person ON deputy (person_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE deputy');
  }
}
