import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How an item came to where it stands, one line a move, and what a person signed when a calibration was activated. Items
 * of a calibration that is in use already begin with the line of its activation.
 */
export class CalibrationItemLives1763718050000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calibration_item_move (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT calibration_item_move_pkey PRIMARY KEY,
        category text NOT NULL,
        item_id text NOT NULL,
        author_version integer NOT NULL,
        at timestamptz NOT NULL,
        event text NOT NULL,
        from_state text NOT NULL,
        state text NOT NULL CONSTRAINT calibration_item_move_state CHECK (state IN
          ('draft', 'expert-rated', 'pilot', 'calibrated', 'active', 'watch', 'retired')),
        because text,
        found double precision,
        actor_kind text NOT NULL,
        actor_id uuid
      );
      CREATE INDEX calibration_item_move_item ON calibration_item_move (category, item_id, id);

      CREATE TABLE calibration_acceptance (
        calibration_id uuid NOT NULL CONSTRAINT calibration_acceptance_calibration_fk REFERENCES calibration (id),
        item_id text NOT NULL,
        shift double precision NOT NULL,
        reason text NOT NULL CONSTRAINT calibration_acceptance_reason CHECK (reason <> ''),
        at timestamptz NOT NULL,
        actor_kind text NOT NULL,
        actor_id uuid,
        CONSTRAINT calibration_acceptance_pkey PRIMARY KEY (calibration_id, item_id)
      );

      CREATE FUNCTION calibration_history_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'what was written about an item never changes: %', TG_TABLE_NAME;
      END $$;
      CREATE TRIGGER calibration_item_move_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON calibration_item_move
        FOR EACH STATEMENT EXECUTE FUNCTION calibration_history_is_final();
      CREATE TRIGGER calibration_acceptance_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON calibration_acceptance
        FOR EACH STATEMENT EXECUTE FUNCTION calibration_history_is_final();

      INSERT INTO calibration_item_move (category, item_id, author_version, at, event, from_state, state, actor_kind)
      SELECT c.category, i.item_id, i.author_version, c.activated_at, 'activated', 'calibrated', i.state, 'system'
      FROM calibration c JOIN calibration_item i ON i.calibration_id = c.id
      WHERE c.state = 'active' AND i.state IN ('active', 'watch')
      ORDER BY i.item_id;
    `);
  }

  async down(): Promise<void> {
    // Who retired an item, and why, is written nowhere else.
    throw new Error('the history of items stays');
  }
}
