import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AttemptCreate1763718005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE attempt_blueprint (
        id uuid DEFAULT uuidv7() CONSTRAINT attempt_blueprint_pkey PRIMARY KEY,
        fingerprint text NOT NULL,
        kind text NOT NULL,
        category text NOT NULL,
        terms jsonb NOT NULL,
        pool jsonb NOT NULL,
        created_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX attempt_blueprint_fingerprint_uq ON attempt_blueprint (fingerprint);

      CREATE TABLE attempt (
        id uuid DEFAULT uuidv7() CONSTRAINT attempt_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT attempt_person_fk REFERENCES person (id),
        kind text NOT NULL CONSTRAINT attempt_kind CHECK (kind IN ('placement', 'practice', 'exam')),
        category text NOT NULL,
        context text NOT NULL,
        state text NOT NULL CONSTRAINT attempt_state CHECK (state IN ('open', 'finished')),
        blueprint_id uuid CONSTRAINT attempt_blueprint_fk REFERENCES attempt_blueprint (id),
        plan jsonb NOT NULL DEFAULT '[]',
        excluded jsonb NOT NULL DEFAULT '[]',
        seed text NOT NULL,
        zone text NOT NULL,
        renewal boolean NOT NULL DEFAULT false,
        extra_time_percent smallint NOT NULL DEFAULT 0,
        active_session text,
        started_at timestamptz NOT NULL,
        deadline_at timestamptz,
        finished_at timestamptz,
        stop_reason text,
        outcome text,
        result jsonb,
        retry_at timestamptz,
        retry_told_at timestamptz,
        spent_at timestamptz,
        spent_by text,
        CONSTRAINT attempt_finished CHECK ((finished_at IS NOT NULL) = (state = 'finished')),
        CONSTRAINT attempt_exam_deadline CHECK (kind <> 'exam' OR deadline_at IS NOT NULL)
      );
      CREATE UNIQUE INDEX attempt_open_test_uq ON attempt (person_id, kind, category)
        WHERE state = 'open' AND kind <> 'practice';
      CREATE UNIQUE INDEX attempt_open_practice_uq ON attempt (person_id, context)
        WHERE state = 'open' AND kind = 'practice';
      CREATE INDEX attempt_person ON attempt (person_id, kind, category, started_at);
      CREATE INDEX attempt_overdue ON attempt (deadline_at) WHERE state = 'open';
      CREATE INDEX attempt_retry ON attempt (retry_at) WHERE retry_told_at IS NULL;

      CREATE TABLE response (
        attempt_id uuid NOT NULL CONSTRAINT response_attempt_fk REFERENCES attempt (id) ON DELETE CASCADE,
        position smallint NOT NULL,
        item_id text NOT NULL,
        item_version integer NOT NULL,
        skill text NOT NULL,
        objective text NOT NULL,
        option_order jsonb NOT NULL,
        asked_at timestamptz NOT NULL,
        answer jsonb,
        points real,
        answered_at timestamptz,
        confidence text,
        ms integer,
        CONSTRAINT response_pkey PRIMARY KEY (attempt_id, position),
        CONSTRAINT response_points CHECK (points BETWEEN 0 AND 1),
        CONSTRAINT response_confidence CHECK (confidence IN ('unsure', 'fairly', 'sure')),
        CONSTRAINT response_answered CHECK ((answered_at IS NULL) = (points IS NULL))
      );

      CREATE TABLE review_card (
        person_id uuid NOT NULL CONSTRAINT review_card_person_fk REFERENCES person (id),
        skill text NOT NULL,
        objective text NOT NULL,
        stability double precision NOT NULL,
        difficulty double precision NOT NULL,
        reviews integer NOT NULL,
        lapses integer NOT NULL,
        reviewed_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        CONSTRAINT review_card_pkey PRIMARY KEY (person_id, skill, objective)
      );
      CREATE INDEX review_card_due ON review_card (due_at);

      CREATE TABLE attempt_adjustment (
        person_id uuid CONSTRAINT attempt_adjustment_pkey PRIMARY KEY
          CONSTRAINT attempt_adjustment_person_fk REFERENCES person (id),
        extra_time_percent smallint NOT NULL
          CONSTRAINT attempt_adjustment_percent CHECK (extra_time_percent IN (0, 25, 50, 100)),
        set_at timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE attempt_adjustment, review_card, response, attempt, attempt_blueprint');
  }
}
