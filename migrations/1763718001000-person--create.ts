import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PersonCreate1763718001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;

      CREATE TABLE team (
        id uuid DEFAULT uuidv7() CONSTRAINT team_pkey PRIMARY KEY,
        code text NOT NULL,
        name text NOT NULL,
        parent_id uuid CONSTRAINT team_parent_fk REFERENCES team (id),
        path text NOT NULL
      );
      CREATE UNIQUE INDEX team_code_uq ON team (code);
      CREATE INDEX team_parent ON team (parent_id);

      CREATE TABLE site (
        id uuid DEFAULT uuidv7() CONSTRAINT site_pkey PRIMARY KEY,
        name text NOT NULL,
        zone text NOT NULL,
        country text NOT NULL CONSTRAINT site_country CHECK (country ~ '^[A-Z]{2}$'),
        told_until date NOT NULL
      );
      CREATE UNIQUE INDEX site_name_uq ON site (name);

      CREATE TABLE person (
        id uuid DEFAULT uuidv7() CONSTRAINT person_pkey PRIMARY KEY,
        number text NOT NULL,
        given_name text NOT NULL,
        infix text,
        family_name text NOT NULL,
        display_name text NOT NULL,
        sort_name text NOT NULL,
        email text,
        language text NOT NULL CONSTRAINT person_language CHECK (language IN ('nl', 'en')),
        zone text NOT NULL,
        created_at timestamptz NOT NULL,
        erased_at timestamptz
      );
      CREATE UNIQUE INDEX person_number_uq ON person (number);
      CREATE INDEX person_email ON person (lower(email));
      CREATE INDEX person_sort ON person (sort_name, id);

      CREATE TABLE employment (
        id uuid DEFAULT uuidv7() CONSTRAINT employment_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT employment_person_fk REFERENCES person (id),
        valid daterange NOT NULL CONSTRAINT employment_valid CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
        contract text,
        CONSTRAINT employment_no_overlap EXCLUDE USING gist (person_id WITH =, valid WITH &&) DEFERRABLE INITIALLY IMMEDIATE
      );
      CREATE UNIQUE INDEX employment_person_uq ON employment (id, person_id);

      CREATE TABLE placement (
        id uuid DEFAULT uuidv7() CONSTRAINT placement_pkey PRIMARY KEY,
        person_id uuid NOT NULL,
        employment_id uuid NOT NULL,
        seat smallint NOT NULL,
        valid daterange NOT NULL CONSTRAINT placement_valid CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
        job text NOT NULL,
        team_id uuid NOT NULL CONSTRAINT placement_team_fk REFERENCES team (id),
        site_id uuid NOT NULL CONSTRAINT placement_site_fk REFERENCES site (id),
        manager_id uuid CONSTRAINT placement_manager_fk REFERENCES person (id),
        weekly_hours numeric(4,2),
        working_days smallint[] NOT NULL,
        night_shift boolean NOT NULL,
        CONSTRAINT placement_employment_fk FOREIGN KEY (employment_id, person_id) REFERENCES employment (id, person_id),
        CONSTRAINT placement_no_overlap EXCLUDE USING gist (employment_id WITH =, seat WITH =, valid WITH &&) DEFERRABLE INITIALLY IMMEDIATE
      );
      CREATE INDEX placement_person ON placement (person_id);
      CREATE INDEX placement_manager ON placement (manager_id);

      CREATE TABLE absence (
        id uuid DEFAULT uuidv7() CONSTRAINT absence_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT absence_person_fk REFERENCES person (id),
        type text NOT NULL CONSTRAINT absence_type CHECK (type IN ('sick', 'parental', 'care', 'sabbatical', 'other')),
        valid daterange NOT NULL CONSTRAINT absence_valid CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
        CONSTRAINT absence_no_overlap EXCLUDE USING gist (person_id WITH =, type WITH =, valid WITH &&) DEFERRABLE INITIALLY IMMEDIATE
      );
      CREATE INDEX absence_person ON absence (person_id);

      CREATE TABLE import_source (
        id uuid DEFAULT uuidv7() CONSTRAINT import_source_pkey PRIMARY KEY,
        name text NOT NULL,
        mapping jsonb NOT NULL DEFAULT '{}',
        brake_percent integer NOT NULL DEFAULT 5 CONSTRAINT import_source_percent CHECK (brake_percent BETWEEN 0 AND 100),
        brake_people integer NOT NULL DEFAULT 10 CONSTRAINT import_source_people CHECK (brake_people >= 0)
      );
      CREATE UNIQUE INDEX import_source_name_uq ON import_source (name);

      CREATE TABLE import_run (
        id uuid DEFAULT uuidv7() CONSTRAINT import_run_pkey PRIMARY KEY,
        source_id uuid NOT NULL CONSTRAINT import_run_source_fk REFERENCES import_source (id),
        state text NOT NULL CONSTRAINT import_run_state
          CHECK (state IN ('columns', 'planned', 'applying', 'applied', 'cancelled')),
        file_name text NOT NULL,
        file bytea,
        choice jsonb NOT NULL DEFAULT '{}',
        reading jsonb NOT NULL,
        result jsonb,
        fingerprint text,
        started_by uuid CONSTRAINT import_run_started_fk REFERENCES person (id),
        started_by_name text NOT NULL,
        started_at timestamptz NOT NULL,
        released_by uuid CONSTRAINT import_run_released_fk REFERENCES person (id),
        released_at timestamptz,
        applied_by uuid CONSTRAINT import_run_applied_fk REFERENCES person (id),
        applied_at timestamptz,
        percent smallint NOT NULL DEFAULT 0,
        step text
      );
      CREATE INDEX import_run_started ON import_run (started_at);
      ALTER TABLE import_run ALTER COLUMN file SET STORAGE EXTERNAL;

      CREATE TABLE import_row (
        run_id uuid NOT NULL CONSTRAINT import_row_run_fk REFERENCES import_run (id) ON DELETE CASCADE,
        position integer NOT NULL,
        kind text NOT NULL CONSTRAINT import_row_kind
          CHECK (kind IN ('joins', 'leaves', 'moves', 'changes', 'absences', 'problems', 'held')),
        person_id uuid CONSTRAINT import_row_person_fk REFERENCES person (id),
        number text,
        name text,
        returns boolean NOT NULL DEFAULT false,
        fields jsonb,
        row_number integer,
        column_name text,
        value_kind text,
        reason text,
        CONSTRAINT import_row_pkey PRIMARY KEY (run_id, position)
      );
      CREATE INDEX import_row_person ON import_row (person_id) WHERE person_id IS NOT NULL;
    `);
    await runner.query(PERSON_FACTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION person_facts(date);
      DROP TABLE import_row, import_run, import_source, absence, placement, employment, person, site, team;
    `);
  }
}

// One row per job held on that day. A plain SQL function: the planner sees through it, so a filter on person_id
// touches that person's rows alone.
const PERSON_FACTS = `
  CREATE FUNCTION person_facts(on_date date) RETURNS TABLE (
    person_id uuid, number text, display_name text, given_name text, family_name text, email text, language text, zone text, country text,
    site_id uuid, site_name text, employment_id uuid, employment_start date, employment_end date,
    weekly_hours numeric, working_days smallint[], night_shift boolean, placement_id uuid, job text,
    team_id uuid, team_code text, team_name text, team_path text, manager_id uuid, is_manager boolean,
    absence_type text, absence_until date)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 10000 AS $$
    SELECT p.id, p.number, p.display_name, p.given_name, p.family_name, p.email, p.language, s.zone, s.country,
           s.id, s.name, e.id, lower(e.valid), upper(e.valid) - 1,
           pl.weekly_hours, pl.working_days, pl.night_shift, pl.id, pl.job,
           t.id, t.code, t.name, t.path, pl.manager_id,
           EXISTS (SELECT 1 FROM placement led WHERE led.manager_id = p.id AND led.valid @> on_date),
           a.type, upper(a.valid) - 1
    FROM placement pl
    JOIN employment e ON e.id = pl.employment_id AND e.valid @> on_date
    JOIN person p ON p.id = pl.person_id
    JOIN site s ON s.id = pl.site_id
    JOIN team t ON t.id = pl.team_id
    LEFT JOIN LATERAL (
      SELECT away.type, away.valid FROM absence away WHERE away.person_id = p.id AND away.valid @> on_date
      ORDER BY upper(away.valid) DESC NULLS FIRST LIMIT 1) a ON true
    WHERE pl.valid @> on_date
  $$`;
