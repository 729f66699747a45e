import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CatalogueCreate1763718003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE publication (
        id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT publication_pkey PRIMARY KEY,
        published_at timestamptz NOT NULL,
        published_by uuid,
        added integer NOT NULL,
        changed integer NOT NULL,
        retired integer NOT NULL,
        unchanged integer NOT NULL
      );

      CREATE TABLE skill_version (
        id text NOT NULL,
        version integer NOT NULL,
        publication integer NOT NULL CONSTRAINT skill_version_publication_fk REFERENCES publication,
        status text NOT NULL CONSTRAINT skill_version_status CHECK (status IN ('pilot', 'active', 'retired')),
        hash text NOT NULL,
        body jsonb NOT NULL,
        CONSTRAINT skill_version_pkey PRIMARY KEY (id, version)
      );

      CREATE TABLE category_version (
        id text NOT NULL,
        version integer NOT NULL,
        publication integer NOT NULL CONSTRAINT category_version_publication_fk REFERENCES publication,
        status text NOT NULL CONSTRAINT category_version_status CHECK (status IN ('pilot', 'active', 'retired')),
        hash text NOT NULL,
        body jsonb NOT NULL,
        CONSTRAINT category_version_pkey PRIMARY KEY (id, version)
      );

      CREATE TABLE course_version (
        id uuid NOT NULL,
        version integer NOT NULL,
        publication integer NOT NULL CONSTRAINT course_version_publication_fk REFERENCES publication,
        status text NOT NULL CONSTRAINT course_version_status CHECK (status IN ('pilot', 'active', 'retired')),
        hash text NOT NULL,
        body jsonb NOT NULL,
        CONSTRAINT course_version_pkey PRIMARY KEY (id, version)
      );

      CREATE TABLE lesson_version (
        id uuid NOT NULL,
        version integer NOT NULL,
        publication integer NOT NULL CONSTRAINT lesson_version_publication_fk REFERENCES publication,
        status text NOT NULL CONSTRAINT lesson_version_status CHECK (status IN ('pilot', 'active', 'retired')),
        hash text NOT NULL,
        body jsonb NOT NULL,
        CONSTRAINT lesson_version_pkey PRIMARY KEY (id, version)
      );

      CREATE TABLE item_version (
        id text NOT NULL,
        version integer NOT NULL,
        publication integer NOT NULL CONSTRAINT item_version_publication_fk REFERENCES publication,
        status text NOT NULL CONSTRAINT item_version_status CHECK (status IN ('pilot', 'active', 'retired')),
        hash text NOT NULL,
        skill text NOT NULL,
        use text NOT NULL CONSTRAINT item_version_use CHECK (use IN ('practice', 'exam')),
        meaning text NOT NULL,
        author_version integer NOT NULL,
        body jsonb NOT NULL,
        CONSTRAINT item_version_pkey PRIMARY KEY (id, version)
      );

      CREATE TABLE path_version (
        id uuid NOT NULL,
        version integer NOT NULL,
        publication integer NOT NULL CONSTRAINT path_version_publication_fk REFERENCES publication,
        status text NOT NULL CONSTRAINT path_version_status CHECK (status IN ('pilot', 'active', 'retired')),
        hash text NOT NULL,
        body jsonb NOT NULL,
        CONSTRAINT path_version_pkey PRIMARY KEY (id, version)
      );

      CREATE TABLE media (
        hash text CONSTRAINT media_pkey PRIMARY KEY,
        content_type text NOT NULL,
        bytes bytea NOT NULL
      );

      CREATE FUNCTION published_is_final() RETURNS trigger LANGUAGE plpgsql AS $body$
      BEGIN
        RAISE EXCEPTION 'what is published stays as it was: % on % is refused', TG_OP, TG_TABLE_NAME
          USING ERRCODE = 'integrity_constraint_violation';
      END $body$;
    `);
    for (const table of PUBLISHED) {
      await runner.query(
        `CREATE TRIGGER ${table}_is_final BEFORE UPDATE OR DELETE ON ${table}
         FOR EACH STATEMENT EXECUTE FUNCTION published_is_final()`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${[...PUBLISHED].reverse().join(', ')}`);
    await runner.query('DROP FUNCTION published_is_final()');
  }
}

const PUBLISHED = [
  'publication',
  'skill_version',
  'category_version',
  'course_version',
  'lesson_version',
  'item_version',
  'path_version',
  'media',
];
