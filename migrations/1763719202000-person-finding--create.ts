import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is wrong in HR's records, until it is mended; `data_owner` says who looks after a kind of finding. */
export class PersonFindingCreate1763719202000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE person_finding (
        id uuid DEFAULT uuidv7() CONSTRAINT person_finding_pkey PRIMARY KEY,
        kind text NOT NULL,
        key text NOT NULL,
        person_id uuid CONSTRAINT person_finding_person_fk REFERENCES person (id),
        run_id uuid CONSTRAINT person_finding_run_fk REFERENCES import_run (id) ON DELETE CASCADE,
        details jsonb NOT NULL,
        owner_id uuid CONSTRAINT person_finding_owner_fk REFERENCES person (id),
        found_at timestamptz NOT NULL,
        mended_at timestamptz
      );
      CREATE UNIQUE INDEX person_finding_open_uq ON person_finding (kind, key) WHERE mended_at IS NULL;
      CREATE INDEX person_finding_person ON person_finding (person_id);
      CREATE INDEX person_finding_run ON person_finding (run_id);

      CREATE TABLE data_owner (
        kind text CONSTRAINT data_owner_pkey PRIMARY KEY,
        owner_id uuid NOT NULL CONSTRAINT data_owner_owner_fk REFERENCES person (id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE data_owner, person_finding');
  }
}
