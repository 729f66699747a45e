import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Surveys, what both sides predicted, who was asked, and answers that nothing ties to who gave them. The triggers hold the
 * promises that people were given: terms are final once a survey is planned, predictions once it opens, answers always.
 */
export class SurveyCreate1764300000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(TRIGGERS);
    await runner.query(PURPOSE);
  }

  async down(): Promise<void> {
    throw new Error('what people answered is not thrown away');
  }
}

const TABLES = `
  CREATE TABLE survey (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT survey_pkey PRIMARY KEY,
    version integer DEFAULT 1 NOT NULL,
    state text DEFAULT 'draft' NOT NULL
      CONSTRAINT survey_state CHECK (state IN ('draft', 'predicting', 'open', 'closed')),
    title jsonb NOT NULL,
    questions text[] NOT NULL CONSTRAINT survey_questions CHECK (cardinality(questions) BETWEEN 1 AND 3),
    topics jsonb NOT NULL,
    rule jsonb NOT NULL,
    audience jsonb NOT NULL,
    sample_size integer CONSTRAINT survey_sample_size CHECK (sample_size > 0),
    dimensions text[] NOT NULL,
    smallest_group smallint NOT NULL CONSTRAINT survey_smallest_group CHECK (smallest_group >= 5),
    fewest_comments smallint NOT NULL CONSTRAINT survey_fewest_comments CHECK (fewest_comments >= 10),
    opens_on date NOT NULL,
    closes_on date NOT NULL,
    repeat_weeks smallint CONSTRAINT survey_repeat_weeks CHECK (repeat_weeks BETWEEN 4 AND 52),
    created_by uuid CONSTRAINT survey_creator_fk REFERENCES person,
    created_at timestamptz NOT NULL,
    CONSTRAINT survey_days CHECK (opens_on < closes_on)
  );
  CREATE INDEX survey_day ON survey (opens_on, id);

  CREATE TABLE survey_prediction (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT survey_prediction_pkey PRIMARY KEY,
    survey_id uuid NOT NULL CONSTRAINT survey_prediction_survey_fk REFERENCES survey,
    question text NOT NULL,
    side text NOT NULL CONSTRAINT survey_prediction_side CHECK (side IN ('it', 'hr')),
    person_id uuid CONSTRAINT survey_prediction_person_fk REFERENCES person,
    share numeric(5, 4) NOT NULL CONSTRAINT survey_prediction_share CHECK (share BETWEEN 0 AND 1),
    predicted_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX survey_prediction_once_uq ON survey_prediction (survey_id, question, person_id);
  CREATE INDEX survey_prediction_person ON survey_prediction (person_id);

  CREATE TABLE survey_participation (
    survey_id uuid NOT NULL CONSTRAINT survey_participation_survey_fk REFERENCES survey,
    person_id uuid NOT NULL CONSTRAINT survey_participation_person_fk REFERENCES person,
    asked_on date NOT NULL,
    facts jsonb NOT NULL,
    answered boolean DEFAULT false NOT NULL,
    CONSTRAINT survey_participation_pkey PRIMARY KEY (survey_id, person_id),
    CONSTRAINT survey_participation_rest
      EXCLUDE USING gist (person_id WITH =, daterange(asked_on, asked_on + 28) WITH &&)
  );

  CREATE TABLE survey_answer (
    id uuid DEFAULT gen_random_uuid() NOT NULL CONSTRAINT survey_answer_pkey PRIMARY KEY,
    survey_id uuid NOT NULL CONSTRAINT survey_answer_survey_fk REFERENCES survey,
    question text NOT NULL,
    topic text,
    value text NOT NULL,
    facts jsonb NOT NULL
  );
  CREATE INDEX survey_answer_question ON survey_answer (survey_id, question);

  CREATE TABLE survey_action (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT survey_action_pkey PRIMARY KEY,
    survey_id uuid NOT NULL CONSTRAINT survey_action_survey_fk REFERENCES survey,
    question text NOT NULL,
    said jsonb NOT NULL,
    does jsonb NOT NULL,
    owner_id uuid CONSTRAINT survey_action_owner_fk REFERENCES person,
    due_on date NOT NULL,
    done_on date,
    created_at timestamptz NOT NULL
  );
  CREATE INDEX survey_action_survey ON survey_action (survey_id);

  CREATE TABLE survey_vip (
    person_id uuid NOT NULL CONSTRAINT survey_vip_pkey PRIMARY KEY
      CONSTRAINT survey_vip_person_fk REFERENCES person
  );
`;

const TRIGGERS = `
  CREATE FUNCTION survey_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE order_of text[] := ARRAY['draft', 'predicting', 'open', 'closed'];
    BEGIN
      IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN RAISE EXCEPTION 'a planned survey stays' USING ERRCODE = 'integrity_constraint_violation'; END IF;
        RETURN OLD;
      END IF;
      IF array_position(order_of, NEW.state) < array_position(order_of, OLD.state)
        OR (OLD.state <> 'draft' AND to_jsonb(OLD) - '{state,version,repeat_weeks,created_by}'::text[]
                                  <> to_jsonb(NEW) - '{state,version,repeat_weeks,created_by}'::text[])
      THEN RAISE EXCEPTION 'the terms of a planned survey never change' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$;
  CREATE TRIGGER survey_keeps BEFORE UPDATE OR DELETE ON survey FOR EACH ROW EXECUTE FUNCTION survey_keeps();

  CREATE FUNCTION survey_prediction_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE row_now survey_prediction := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    BEGIN
      -- Erasing or merging a person takes away a name and changes no number.
      IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - 'person_id' = to_jsonb(NEW) - 'person_id' THEN RETURN NEW; END IF;
      IF NOT EXISTS (SELECT 1 FROM survey WHERE id = row_now.survey_id AND state = 'predicting')
      THEN RAISE EXCEPTION 'predictions are locked' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN row_now;
    END $$;
  CREATE TRIGGER survey_prediction_keeps BEFORE INSERT OR UPDATE OR DELETE ON survey_prediction
    FOR EACH ROW EXECUTE FUNCTION survey_prediction_keeps();

  CREATE FUNCTION survey_answer_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE row_now survey_answer := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    BEGIN
      IF TG_OP = 'UPDATE' OR NOT EXISTS (SELECT 1 FROM survey WHERE id = row_now.survey_id AND state = 'open')
      THEN RAISE EXCEPTION 'answers stay as they were given' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN row_now;
    END $$;
  CREATE TRIGGER survey_answer_keeps BEFORE INSERT OR UPDATE OR DELETE ON survey_answer
    FOR EACH ROW EXECUTE FUNCTION survey_answer_keeps();
`;

// Added to whatever the list is by now, in an order that doesn't depend on which change came first.
const PURPOSE = `
  DO $$
  DECLARE
    list text := (SELECT string_agg(quote_literal(p), ', ' ORDER BY p) FROM (
      SELECT DISTINCT (regexp_matches(pg_get_constraintdef(oid), '''([a-z-]+)''', 'g'))[1] AS p
      FROM pg_constraint WHERE conname = 'nudge_purpose'
      UNION SELECT 'survey') AS known);
  BEGIN
    EXECUTE 'ALTER TABLE nudge DROP CONSTRAINT nudge_purpose, ADD CONSTRAINT nudge_purpose CHECK (purpose IN (' || list || '))';
  END $$;
`;
