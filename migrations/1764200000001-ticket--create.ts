import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tickets in and out, how they are recognised, what is offered because of them, and two more reasons to write. */
export class TicketCreate1764200000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TICKETS);
    await runner.query(WAYS_OUT);
    await runner.query(LEARNING);
    // Other rooms add purposes too: whatever the list is by now, these two come behind it.
    await runner.query(`
      DO $$ DECLARE had text; BEGIN
        SELECT pg_get_constraintdef(oid) INTO STRICT had FROM pg_constraint WHERE conname = 'nudge_purpose';
        EXECUTE 'ALTER TABLE nudge DROP CONSTRAINT nudge_purpose, ADD CONSTRAINT nudge_purpose '
          || replace(had, ']', ', ''ticket-answered''::text, ''review-offered''::text]');
      END $$`);
  }

  async down(): Promise<void> {
    throw new Error('tickets, and nudges about them, are part of what happened and stay');
  }
}

const TICKETS = `
  CREATE TABLE ticket_source (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT ticket_source_pkey PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL CONSTRAINT ticket_source_kind CHECK (kind IN ('topdesk', 'servicenow', 'zammad', 'jira', 'csv')),
    secret text,
    created_at timestamptz NOT NULL,
    paused_at timestamptz,
    heard_at timestamptz,
    fault_at timestamptz,
    fault text,
    CONSTRAINT ticket_source_secret CHECK ((kind = 'csv') = (secret IS NULL))
  );
  CREATE UNIQUE INDEX ticket_source_name_uq ON ticket_source (name);
  CREATE TABLE ticket_hook_seen (
    source_id uuid NOT NULL CONSTRAINT ticket_hook_seen_source_fk REFERENCES ticket_source,
    delivery_id text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT ticket_hook_seen_pkey PRIMARY KEY (source_id, delivery_id)
  );
  CREATE INDEX ticket_hook_seen_at ON ticket_hook_seen (at);
  CREATE TABLE ticket (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT ticket_pkey PRIMARY KEY,
    person_id uuid CONSTRAINT ticket_person_fk REFERENCES person,
    source_id uuid CONSTRAINT ticket_source_fk REFERENCES ticket_source,
    external_id text,
    title text NOT NULL,
    words text NOT NULL,
    language text NOT NULL CONSTRAINT ticket_language CHECK (language IN ('nl', 'en')),
    impact text NOT NULL CONSTRAINT ticket_impact CHECK (impact IN ('one', 'team', 'all')),
    device text,
    steps_tried text[] DEFAULT '{}' NOT NULL,
    card_slug text,
    card_title text,
    state text NOT NULL CONSTRAINT ticket_state CHECK (state IN ('open', 'taken', 'waiting', 'answered', 'closed')),
    skill text,
    skill_by text CONSTRAINT ticket_skill_by CHECK (skill_by IN ('rule', 'classifier', 'person')),
    confidence real CONSTRAINT ticket_confidence CHECK (confidence BETWEEN 0 AND 1),
    needs_review boolean NOT NULL,
    taken_by uuid CONSTRAINT ticket_taker_fk REFERENCES person,
    opened_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    answered_at timestamptz,
    closed_at timestamptz,
    CONSTRAINT ticket_external CHECK ((source_id IS NULL) = (external_id IS NULL)),
    CONSTRAINT ticket_recognised CHECK ((skill IS NULL) = (skill_by IS NULL))
  );
  CREATE UNIQUE INDEX ticket_external_uq ON ticket (source_id, external_id);
  CREATE INDEX ticket_person ON ticket (person_id, opened_at);
  CREATE INDEX ticket_opened ON ticket (opened_at);
  CREATE INDEX ticket_queue ON ticket (opened_at) WHERE source_id IS NULL AND state <> 'closed';
  CREATE INDEX ticket_review ON ticket (opened_at) WHERE needs_review;
  CREATE INDEX ticket_search ON ticket USING gin ((to_tsvector('dutch', title || ' ' || words) || to_tsvector('english', title || ' ' || words)));
  CREATE TABLE ticket_reply (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT ticket_reply_pkey PRIMARY KEY,
    ticket_id uuid NOT NULL CONSTRAINT ticket_reply_ticket_fk REFERENCES ticket ON DELETE CASCADE,
    person_id uuid CONSTRAINT ticket_reply_person_fk REFERENCES person,
    by_it boolean NOT NULL,
    words text NOT NULL,
    at timestamptz NOT NULL
  );
  CREATE INDEX ticket_reply_ticket ON ticket_reply (ticket_id, at);
  CREATE INDEX ticket_reply_person ON ticket_reply (person_id);`;

const WAYS_OUT = `
  CREATE TABLE ticket_handover (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT ticket_handover_pkey PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL CONSTRAINT ticket_handover_kind CHECK (kind IN ('email', 'webhook')),
    address text NOT NULL,
    secret text,
    created_at timestamptz NOT NULL,
    paused_at timestamptz,
    pause_reason text,
    CONSTRAINT ticket_handover_secret CHECK ((kind = 'webhook') = (secret IS NOT NULL))
  );
  CREATE TABLE ticket_delivery (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT ticket_delivery_pkey PRIMARY KEY,
    handover_id uuid NOT NULL CONSTRAINT ticket_delivery_handover_fk REFERENCES ticket_handover,
    ticket_id uuid CONSTRAINT ticket_delivery_ticket_fk REFERENCES ticket ON DELETE CASCADE,
    state text NOT NULL CONSTRAINT ticket_delivery_state CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts integer DEFAULT 0 NOT NULL,
    next_at timestamptz NOT NULL,
    status integer,
    error text,
    answered_at timestamptz
  );
  CREATE INDEX ticket_delivery_due ON ticket_delivery (next_at) WHERE state = 'pending';
  CREATE INDEX ticket_delivery_ticket ON ticket_delivery (ticket_id);
  CREATE INDEX ticket_delivery_handover ON ticket_delivery (handover_id);`;

const LEARNING = `
  CREATE TABLE ticket_rule (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT ticket_rule_pkey PRIMARY KEY,
    phrase text NOT NULL,
    skill text NOT NULL,
    created_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX ticket_rule_phrase_uq ON ticket_rule (phrase);
  CREATE TABLE ticket_offer (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT ticket_offer_pkey PRIMARY KEY,
    person_id uuid NOT NULL CONSTRAINT ticket_offer_person_fk REFERENCES person,
    skill text NOT NULL,
    tickets integer NOT NULL,
    offered_at timestamptz NOT NULL,
    dismissed_at timestamptz
  );
  CREATE INDEX ticket_offer_person ON ticket_offer (person_id, skill, offered_at);
  CREATE TABLE ticket_lesson (
    person_id uuid NOT NULL CONSTRAINT ticket_lesson_person_fk REFERENCES person,
    skill text NOT NULL,
    completed_at timestamptz NOT NULL,
    CONSTRAINT ticket_lesson_pkey PRIMARY KEY (person_id, skill)
  );
  CREATE TABLE ticket_file (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT ticket_file_pkey PRIMARY KEY,
    source_id uuid NOT NULL CONSTRAINT ticket_file_source_fk REFERENCES ticket_source,
    digest text NOT NULL,
    rows jsonb,
    refusals jsonb NOT NULL,
    added integer NOT NULL,
    updated integer NOT NULL,
    same integer NOT NULL,
    looked_at timestamptz NOT NULL,
    applied_at timestamptz
  );`;
