import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What imports do to people stands in parts of a hundred, as JSON, before and after they are carried out; `import_row`
 * keeps broken rows and people held back. A row per person with its keys cost as much as the person did. `json` and not
 * `jsonb`, because it is only ever read in order.
 */
export class ImportPartCreate1763719000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE import_part (
        run_id uuid NOT NULL CONSTRAINT import_part_run_fk REFERENCES import_run (id) ON DELETE CASCADE,
        first integer NOT NULL,
        people uuid[] NOT NULL,
        diff json NOT NULL,
        CONSTRAINT import_part_pkey PRIMARY KEY (run_id, first)
      );
      ALTER TABLE import_part ALTER COLUMN diff SET STORAGE EXTERNAL;
      CREATE INDEX import_part_people ON import_part USING gin (people);
      INSERT INTO import_part (run_id, first, people, diff)
        SELECT run_id, min(position), coalesce(array_agg(person_id) FILTER (WHERE person_id IS NOT NULL), '{}'),
               json_agg(json_build_array(kind, person_id, number, name, returns, fields) ORDER BY position)
        FROM import_row WHERE kind NOT IN ('problems', 'held') GROUP BY run_id, (position - 1) / 100
        UNION ALL
        SELECT id, min(place), coalesce(array_agg((person ->> 1)::uuid) FILTER (WHERE person ->> 1 IS NOT NULL), '{}'),
               json_agg(person ORDER BY place)
        FROM import_run, json_array_elements(diff) WITH ORDINALITY AS d(person, place)
        WHERE diff IS NOT NULL GROUP BY id, (place - 1) / 100;
      DELETE FROM import_row WHERE kind NOT IN ('problems', 'held');
      ALTER TABLE import_run DROP COLUMN diff;
      ALTER TABLE import_row DROP COLUMN returns, DROP COLUMN fields, DROP CONSTRAINT import_row_kind,
        ADD CONSTRAINT import_row_kind CHECK (kind IN ('problems', 'held'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE import_row ADD COLUMN returns boolean NOT NULL DEFAULT false, ADD COLUMN fields jsonb, DROP CONSTRAINT import_row_kind,
        ADD CONSTRAINT import_row_kind CHECK (kind IN ('joins', 'leaves', 'moves', 'changes', 'absences', 'problems', 'held'));
      ALTER TABLE import_run ADD COLUMN diff json;
      ALTER TABLE import_run ALTER COLUMN diff SET STORAGE EXTERNAL;
      INSERT INTO import_row (run_id, position, kind, person_id, number, name, returns, fields)
        SELECT p.run_id, first - 1 + place, person ->> 0, (person ->> 1)::uuid, person ->> 2, person ->> 3, (person ->> 4)::boolean, (person -> 5)::jsonb
        FROM import_part p JOIN import_run r ON r.id = p.run_id, json_array_elements(p.diff) WITH ORDINALITY AS d(person, place)
        WHERE r.state = 'applied';
      UPDATE import_run r SET diff = (
        SELECT json_agg(person ORDER BY first, place) FROM import_part p, json_array_elements(p.diff) WITH ORDINALITY AS d(person, place)
        WHERE p.run_id = r.id) WHERE state <> 'applied';
      DROP TABLE import_part;
    `);
  }
}
