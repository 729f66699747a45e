import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KernelCreate1763718000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT outbox_pkey PRIMARY KEY,
        kind text NOT NULL CONSTRAINT outbox_kind CHECK (kind IN ('event', 'job')),
        name text NOT NULL,
        payload jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        published_at timestamptz
      );
      CREATE INDEX outbox_waiting ON outbox (id) WHERE published_at IS NULL;

      CREATE TABLE handled (
        listener text NOT NULL,
        outbox_id bigint NOT NULL,
        handled_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT handled_pkey PRIMARY KEY (listener, outbox_id)
      );

      CREATE TABLE audit_event (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_event_pkey PRIMARY KEY,
        at timestamptz NOT NULL,
        actor_kind text NOT NULL,
        actor_id uuid,
        actor_name text NOT NULL,
        action text NOT NULL,
        subject_type text NOT NULL,
        subject_id text NOT NULL,
        changes jsonb NOT NULL DEFAULT '{}'
      );
      CREATE INDEX audit_event_subject ON audit_event (subject_type, subject_id);

      CREATE TABLE job_run (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT job_run_pkey PRIMARY KEY,
        name text NOT NULL,
        started_at timestamptz NOT NULL,
        finished_at timestamptz NOT NULL,
        summary jsonb NOT NULL
      );
      CREATE INDEX job_run_name ON job_run (name, started_at);

      CREATE TABLE job_failure (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT job_failure_pkey PRIMARY KEY,
        name text NOT NULL,
        outbox_id bigint,
        failed_at timestamptz NOT NULL DEFAULT now(),
        reason text NOT NULL
      );

      CREATE TABLE setting (name text CONSTRAINT setting_pkey PRIMARY KEY, value jsonb NOT NULL);

      CREATE TABLE mail_message (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT mail_message_pkey PRIMARY KEY,
        key text NOT NULL,
        sent_to text NOT NULL,
        subject text NOT NULL,
        html text NOT NULL,
        text text NOT NULL,
        headers jsonb NOT NULL DEFAULT '{}',
        sent_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX mail_message_key ON mail_message (key);

      CREATE TABLE rate_limit (
        key text CONSTRAINT rate_limit_pkey PRIMARY KEY,
        hits integer NOT NULL,
        resets_at timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE rate_limit, mail_message, setting, job_failure, job_run, audit_event, handled, outbox',
    );
  }
}
