import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PolicyCreate1763718004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE policy (
        id uuid DEFAULT uuidv7() CONSTRAINT policy_pkey PRIMARY KEY,
        state text NOT NULL DEFAULT 'draft' CONSTRAINT policy_state CHECK (state IN ('draft', 'published', 'paused')),
        version integer NOT NULL DEFAULT 0,
        draft jsonb NOT NULL,
        has_changes boolean NOT NULL DEFAULT true,
        resumed_on date,
        created_by uuid CONSTRAINT policy_creator_fk REFERENCES person,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        CONSTRAINT policy_in_force CHECK (state = 'draft' OR version > 0)
      );

      CREATE TABLE policy_version (
        policy_id uuid NOT NULL CONSTRAINT policy_version_policy_fk REFERENCES policy,
        version integer NOT NULL,
        category text NOT NULL,
        rule jsonb NOT NULL,
        due jsonb NOT NULL,
        title jsonb NOT NULL,
        sentence jsonb NOT NULL,
        because jsonb NOT NULL,
        since date NOT NULL,
        copy_of integer,
        published_by uuid CONSTRAINT policy_version_publisher_fk REFERENCES person,
        published_at timestamptz NOT NULL,
        CONSTRAINT policy_version_pkey PRIMARY KEY (policy_id, version)
      );

      -- No foreign key to the version: versions cannot be deleted, and one policy writes 100,000 rows at once.
      CREATE TABLE requirement (
        id uuid DEFAULT uuidv7() CONSTRAINT requirement_pkey PRIMARY KEY,
        policy_id uuid NOT NULL,
        version integer NOT NULL,
        person_id uuid NOT NULL CONSTRAINT requirement_person_fk REFERENCES person,
        category text NOT NULL,
        state text NOT NULL CONSTRAINT requirement_state CHECK (state IN ('open', 'satisfied', 'ended')),
        joined_on date NOT NULL,
        lost_on date,
        due_on date,
        explanation jsonb NOT NULL,
        told smallint,
        created_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX requirement_current ON requirement (policy_id, category, person_id) WHERE state <> 'ended';
      CREATE INDEX requirement_person ON requirement (person_id);
      CREATE INDEX requirement_due ON requirement (due_on) WHERE state = 'open';

      CREATE TABLE requirement_change (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT requirement_change_pkey PRIMARY KEY,
        requirement_id uuid NOT NULL CONSTRAINT requirement_change_requirement_fk REFERENCES requirement,
        kind text NOT NULL CONSTRAINT requirement_change_kind CHECK (kind IN ('satisfied', 'reopened', 'redated', 'ended')),
        at timestamptz NOT NULL,
        version integer NOT NULL,
        due_before date,
        due_on date,
        reason text NOT NULL
      );
      CREATE INDEX requirement_change_requirement ON requirement_change (requirement_id);

      CREATE TABLE policy_snapshot (
        policy_id uuid NOT NULL CONSTRAINT policy_snapshot_policy_fk REFERENCES policy,
        taken_on date NOT NULL,
        asked integer NOT NULL,
        in_order integer NOT NULL,
        overdue integer NOT NULL,
        CONSTRAINT policy_snapshot_pkey PRIMARY KEY (policy_id, taken_on)
      );

      CREATE FUNCTION policy_version_is_final() RETURNS trigger LANGUAGE plpgsql AS $body$
      BEGIN
        RAISE EXCEPTION 'a published version stays as it was: % is refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
      END $body$;
      CREATE TRIGGER policy_version_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_version
        FOR EACH STATEMENT EXECUTE FUNCTION policy_version_is_final();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE policy_snapshot, requirement_change, requirement, policy_version, policy');
    await runner.query('DROP FUNCTION policy_version_is_final()');
  }
}
