import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PathCreate1763718006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE path_mark (
        person_id uuid NOT NULL CONSTRAINT path_mark_person_fk REFERENCES person,
        skill text NOT NULL,
        kind text NOT NULL CONSTRAINT path_mark_kind CHECK (kind IN ('done', 'exempt')),
        at timestamptz NOT NULL,
        source_id uuid NOT NULL,
        CONSTRAINT path_mark_pkey PRIMARY KEY (person_id, skill, kind)
      );

      CREATE TABLE path_progress (
        person_id uuid NOT NULL CONSTRAINT path_progress_person_fk REFERENCES person,
        category text NOT NULL,
        placed_at timestamptz,
        licence text NOT NULL DEFAULT 'none'
          CONSTRAINT path_progress_licence CHECK (licence IN ('none', 'held', 'renewal', 'expired', 'suspended', 'revoked')),
        held_until date,
        exam_passed_at timestamptz,
        exam_again_at timestamptz,
        CONSTRAINT path_progress_pkey PRIMARY KEY (person_id, category)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE path_progress, path_mark');
  }
}
