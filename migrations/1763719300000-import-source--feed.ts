import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a source is: the system it comes from, how it writes dates, and what it means that somebody is missing from its
 * files. `import_missing` counts in how many files in a row somebody was missing, for sources that wait before that
 * ends a job.
 */
export class ImportSourceFeed1763719300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE import_source
        ADD COLUMN preset text,
        ADD COLUMN dates text NOT NULL DEFAULT 'day',
        ADD COLUMN feed text NOT NULL DEFAULT 'everybody',
        ADD COLUMN ends_after smallint NOT NULL DEFAULT 1,
        ADD CONSTRAINT import_source_dates CHECK (dates IN ('day', 'month')),
        ADD CONSTRAINT import_source_feed CHECK (feed IN ('everybody', 'own', 'partial')),
        ADD CONSTRAINT import_source_ends_after CHECK (ends_after BETWEEN 1 AND 30);
      CREATE TABLE import_missing (
        source_id uuid NOT NULL,
        person_id uuid NOT NULL,
        runs smallint NOT NULL,
        CONSTRAINT import_missing_pkey PRIMARY KEY (source_id, person_id),
        CONSTRAINT import_missing_source_fk FOREIGN KEY (source_id) REFERENCES import_source (id),
        CONSTRAINT import_missing_person_fk FOREIGN KEY (person_id) REFERENCES person (id));
      CREATE INDEX import_missing_person ON import_missing (person_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE import_missing;
      ALTER TABLE import_source DROP COLUMN preset, DROP COLUMN dates, DROP COLUMN feed, DROP COLUMN ends_after;
    `);
  }
}
