import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LessonSittingCreate1763718005500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE lesson_sitting (
        id uuid DEFAULT uuidv7() CONSTRAINT lesson_sitting_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT lesson_sitting_person_fk REFERENCES person (id),
        lesson_id uuid NOT NULL,
        lesson_version integer NOT NULL,
        card smallint NOT NULL CONSTRAINT lesson_sitting_card CHECK (card BETWEEN 1 AND 5),
        started_at timestamptz NOT NULL,
        finished_at timestamptz
      );
      CREATE UNIQUE INDEX lesson_sitting_open_uq ON lesson_sitting (person_id, lesson_id) WHERE finished_at IS NULL;
      CREATE INDEX lesson_sitting_person ON lesson_sitting (person_id, lesson_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE lesson_sitting');
  }
}
