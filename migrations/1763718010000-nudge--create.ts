import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NudgeCreate1763718010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE message (
        id uuid DEFAULT uuidv7() CONSTRAINT message_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT message_person_fk REFERENCES person (id),
        channel text NOT NULL CONSTRAINT message_channel CHECK (channel IN ('email', 'in-app')),
        kind text NOT NULL CONSTRAINT message_kind CHECK (kind IN ('single', 'digest', 'welcome-back')),
        key text NOT NULL,
        planned_for timestamptz NOT NULL,
        state text NOT NULL CONSTRAINT message_state CHECK (state IN ('planned', 'sending', 'sent', 'dropped')),
        claimed_at timestamptz,
        sent_at timestamptz,
        read_at timestamptz,
        outcome text,
        CONSTRAINT message_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX message_key_uq ON message (key) WHERE state <> 'dropped';
      CREATE INDEX message_person ON message (person_id, planned_for);
      CREATE INDEX message_unread ON message (person_id) WHERE state = 'sent' AND read_at IS NULL;
      CREATE INDEX message_waiting ON message (planned_for) WHERE state IN ('planned', 'sending');

      CREATE TABLE nudge (
        id uuid DEFAULT uuidv7() CONSTRAINT nudge_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT nudge_person_fk REFERENCES person (id),
        purpose text NOT NULL CONSTRAINT nudge_purpose CHECK (purpose IN
          ('required', 'due-soon', 'overdue', 'exam-available', 'expiring', 'weekly-review', 'milestone', 'reminder')),
        period text NOT NULL,
        subject text NOT NULL,
        category text,
        about_on date,
        facts jsonb NOT NULL DEFAULT '{}',
        collected_at timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'pending' CONSTRAINT nudge_state CHECK (state IN ('pending', 'sent', 'cancelled', 'expired')),
        message_id uuid CONSTRAINT nudge_message_fk REFERENCES message (id),
        closed_at timestamptz
      );
      CREATE UNIQUE INDEX nudge_once_uq ON nudge (person_id, purpose, period);
      CREATE INDEX nudge_pending ON nudge (person_id) WHERE state = 'pending';
      CREATE INDEX nudge_message ON nudge (message_id);

      CREATE TABLE nudge_stop (
        person_id uuid NOT NULL CONSTRAINT nudge_stop_person_fk REFERENCES person (id),
        subject text NOT NULL,
        outbox_id bigint NOT NULL,
        stopped_at timestamptz NOT NULL,
        CONSTRAINT nudge_stop_pkey PRIMARY KEY (person_id, subject)
      );

      CREATE TABLE nudge_preference (
        person_id uuid CONSTRAINT nudge_preference_pkey PRIMARY KEY
          CONSTRAINT nudge_preference_person_fk REFERENCES person (id),
        per_week smallint CONSTRAINT nudge_preference_per_week CHECK (per_week BETWEEN 1 AND 7),
        email_on boolean NOT NULL DEFAULT true,
        paused_until timestamptz,
        unsubscribed_at timestamptz,
        token text NOT NULL
      );
      CREATE UNIQUE INDEX nudge_preference_token_uq ON nudge_preference (token);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE nudge_preference, nudge_stop, nudge, message');
  }
}
