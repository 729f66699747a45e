import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody typed and tried, on the way from a card to a colleague or to IT. */
export class HelpTrailCreate1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE help_trail (
        id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT help_trail_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT help_trail_person_fk REFERENCES person,
        words text DEFAULT '' NOT NULL,
        language text NOT NULL CONSTRAINT help_trail_language CHECK (language IN ('nl', 'en')),
        device text,
        card_slug text,
        card_title text,
        skill text,
        steps_tried jsonb DEFAULT '[]' NOT NULL,
        ask jsonb,
        touched_at timestamptz NOT NULL
      );
      CREATE INDEX help_trail_person ON help_trail (person_id, touched_at);
      CREATE INDEX help_trail_touched ON help_trail (touched_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE help_trail');
  }
}
