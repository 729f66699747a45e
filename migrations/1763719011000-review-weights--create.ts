import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Weights of the memory model that were fitted on reviews, and with which of them a card was moved; null means the
 * published ones. Exams that count as reviews get a log too, so that a card can be rebuilt from what happened. `recall`
 * is what memory predicted just before an answer.
 */
export class ReviewWeightsCreate1763719011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE review_weights (
        id uuid CONSTRAINT review_weights_pkey PRIMARY KEY,
        state text NOT NULL CONSTRAINT review_weights_state
          CHECK (state IN ('candidate', 'declined', 'active', 'retired')),
        made_at timestamptz NOT NULL,
        activated_at timestamptz,
        retired_at timestamptz,
        model text NOT NULL,
        weights double precision[] NOT NULL CONSTRAINT review_weights_count CHECK (cardinality(weights) = 21),
        current_id uuid CONSTRAINT review_weights_current_fk REFERENCES review_weights (id),
        people integer NOT NULL,
        reviews integer NOT NULL,
        split_at timestamptz NOT NULL,
        judged integer NOT NULL,
        log_loss double precision NOT NULL,
        rmse_bins double precision NOT NULL,
        current_log_loss double precision NOT NULL,
        current_rmse_bins double precision NOT NULL,
        CONSTRAINT review_weights_activated CHECK (state <> 'active' OR activated_at IS NOT NULL),
        CONSTRAINT review_weights_retired CHECK ((state = 'retired') = (retired_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX review_weights_active_uq ON review_weights (state) WHERE state = 'active';
      CREATE FUNCTION review_weights_keep() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE'
          OR to_jsonb(OLD) - '{state,activated_at,retired_at}'::text[]
             <> to_jsonb(NEW) - '{state,activated_at,retired_at}'::text[]
        THEN RAISE EXCEPTION 'fitted weights never change';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER review_weights_keep BEFORE UPDATE OR DELETE ON review_weights
        FOR EACH ROW EXECUTE FUNCTION review_weights_keep();

      ALTER TABLE review_card ADD COLUMN weights_id uuid
        CONSTRAINT review_card_weights_fk REFERENCES review_weights (id);
      ALTER TABLE response ADD COLUMN weights_id uuid CONSTRAINT response_weights_fk REFERENCES review_weights (id),
        ADD COLUMN recall real CONSTRAINT response_recall CHECK (recall BETWEEN 0 AND 1);

      CREATE TABLE review_exam (
        person_id uuid NOT NULL CONSTRAINT review_exam_person_fk REFERENCES person (id),
        skill text NOT NULL,
        objective text NOT NULL,
        at timestamptz NOT NULL,
        grade text NOT NULL CONSTRAINT review_exam_grade CHECK (grade IN ('again', 'hard', 'good', 'easy')),
        weights_id uuid CONSTRAINT review_exam_weights_fk REFERENCES review_weights (id),
        CONSTRAINT review_exam_pkey PRIMARY KEY (person_id, skill, objective, at)
      );
    `);
  }

  async down(): Promise<void> {
    // Which weights moved a card is written nowhere else.
    throw new Error('the weights of memory stay');
  }
}
