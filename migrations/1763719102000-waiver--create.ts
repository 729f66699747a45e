import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WaiverCreate1763719102000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE waiver (
        id uuid DEFAULT uuidv7() CONSTRAINT waiver_pkey PRIMARY KEY,
        policy_id uuid NOT NULL CONSTRAINT waiver_policy_fk REFERENCES policy,
        person_id uuid NOT NULL CONSTRAINT waiver_person_fk REFERENCES person,
        kind text NOT NULL CONSTRAINT waiver_kind CHECK (kind IN ('waiver', 'extension')),
        until date NOT NULL,
        reason text NOT NULL,
        state text NOT NULL DEFAULT 'asked' CONSTRAINT waiver_state CHECK (state IN ('asked', 'granted', 'refused', 'withdrawn')),
        asked_by uuid CONSTRAINT waiver_asker_fk REFERENCES person,
        asked_at timestamptz NOT NULL,
        decided_by uuid CONSTRAINT waiver_decider_fk REFERENCES person,
        decided_at timestamptz,
        ended_by uuid CONSTRAINT waiver_ender_fk REFERENCES person,
        ended_at timestamptz,
        CONSTRAINT waiver_decided CHECK ((state = 'asked') = (decided_at IS NULL) OR state = 'withdrawn'),
        CONSTRAINT waiver_two_people CHECK (state <> 'granted' OR (decided_by IS DISTINCT FROM asked_by AND decided_by IS DISTINCT FROM person_id))
      );
      CREATE INDEX waiver_policy ON waiver (policy_id, person_id) WHERE state = 'granted';
      CREATE INDEX waiver_person ON waiver (person_id);
      CREATE INDEX waiver_asked ON waiver (asked_at) WHERE state = 'asked';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE waiver');
  }
}
