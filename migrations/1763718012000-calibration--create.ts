import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CalibrationCreate1763718012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calibration (
        id uuid CONSTRAINT calibration_pkey PRIMARY KEY,
        category text NOT NULL,
        state text NOT NULL CONSTRAINT calibration_state CHECK (state IN ('candidate', 'active', 'retired')),
        made_at timestamptz NOT NULL,
        activated_at timestamptz,
        retired_at timestamptz,
        seed text NOT NULL,
        bank_hash text NOT NULL,
        window_from timestamptz NOT NULL,
        window_to timestamptz NOT NULL,
        people integer NOT NULL,
        exams integer NOT NULL,
        answers integer NOT NULL,
        log_likelihood double precision NOT NULL,
        steps integer NOT NULL,
        converged boolean NOT NULL,
        link_slope double precision NOT NULL CONSTRAINT calibration_link_slope CHECK (link_slope > 0),
        link_intercept double precision NOT NULL,
        summary jsonb NOT NULL,
        CONSTRAINT calibration_window CHECK (window_from < window_to),
        CONSTRAINT calibration_activated CHECK (state <> 'active' OR activated_at IS NOT NULL),
        CONSTRAINT calibration_retired CHECK ((state = 'retired') = (retired_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX calibration_active_uq ON calibration (category) WHERE state = 'active';
      CREATE INDEX calibration_category ON calibration (category, made_at);

      CREATE TABLE calibration_item (
        calibration_id uuid NOT NULL CONSTRAINT calibration_item_calibration_fk REFERENCES calibration (id),
        item_id text NOT NULL,
        item_version integer NOT NULL,
        author_version integer NOT NULL,
        skill text NOT NULL,
        n integer NOT NULL,
        right_share double precision NOT NULL,
        a double precision NOT NULL CONSTRAINT calibration_item_a CHECK (a > 0),
        b double precision NOT NULL,
        se_a double precision,
        se_b double precision,
        fit jsonb NOT NULL,
        dif jsonb NOT NULL,
        exposure double precision NOT NULL CONSTRAINT calibration_item_exposure CHECK (exposure BETWEEN 0 AND 1),
        gate_failures jsonb NOT NULL,
        state text NOT NULL CONSTRAINT calibration_item_state CHECK (state IN ('pilot', 'calibrated', 'active', 'watch')),
        CONSTRAINT calibration_item_pkey PRIMARY KEY (calibration_id, item_id)
      );

      CREATE FUNCTION calibration_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE'
          OR to_jsonb(OLD) - '{state,activated_at,retired_at}'::text[]
             <> to_jsonb(NEW) - '{state,activated_at,retired_at}'::text[]
        THEN RAISE EXCEPTION 'a calibration never changes: %', TG_TABLE_NAME;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER calibration_keeps BEFORE UPDATE OR DELETE ON calibration
        FOR EACH ROW EXECUTE FUNCTION calibration_keeps();
      CREATE TRIGGER calibration_item_keeps BEFORE UPDATE OR DELETE ON calibration_item
        FOR EACH ROW EXECUTE FUNCTION calibration_keeps();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE calibration_item; DROP TABLE calibration; DROP FUNCTION calibration_keeps()',
    );
  }
}
