import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What facilities ask beyond a category, what somebody may for another reason, what gatekeepers were told, and what they
 * say they did.
 */
export class FacilityAccess1763719402000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ACCESS);
    await runner.query(GATEKEEPERS);
  }

  async down(): Promise<void> {
    throw new Error('waivers, broken glass and what gatekeepers were told are evidence and stay');
  }
}

const ACCESS = `
  ALTER TABLE facility
    ADD COLUMN endorsement text,
    ADD COLUMN limits_nl text NOT NULL DEFAULT '',
    ADD COLUMN limits_en text NOT NULL DEFAULT '';

  CREATE TABLE facility_pass (
    id uuid DEFAULT uuidv7() CONSTRAINT facility_pass_pkey PRIMARY KEY,
    person_id uuid NOT NULL CONSTRAINT facility_pass_person_fk REFERENCES person (id),
    facility_id uuid NOT NULL CONSTRAINT facility_pass_facility_fk REFERENCES facility (id),
    kind text NOT NULL CONSTRAINT facility_pass_kind CHECK (kind IN ('waiver', 'break-glass')),
    reason text NOT NULL,
    opened_by uuid NOT NULL CONSTRAINT facility_pass_opener_fk REFERENCES person (id),
    opened_at timestamptz NOT NULL,
    until_at timestamptz NOT NULL,
    ended_at timestamptz,
    reviewed_by uuid CONSTRAINT facility_pass_reviewer_fk REFERENCES person (id),
    reviewed_at timestamptz,
    verdict text CONSTRAINT facility_pass_verdict CHECK (verdict IN ('justified', 'not-justified')),
    note text NOT NULL DEFAULT '',
    CONSTRAINT facility_pass_times CHECK (opened_at < until_at),
    CONSTRAINT facility_pass_self CHECK (kind <> 'waiver' OR opened_by <> person_id),
    CONSTRAINT facility_pass_own_glass CHECK (kind <> 'break-glass' OR opened_by = person_id),
    CONSTRAINT facility_pass_review CHECK ((verdict IS NULL) = (reviewed_at IS NULL) AND reviewed_by IS DISTINCT FROM person_id)
  );
  CREATE UNIQUE INDEX facility_pass_glass_uq ON facility_pass (person_id, facility_id)
    WHERE kind = 'break-glass' AND verdict IS NULL;
  CREATE INDEX facility_pass_person ON facility_pass (person_id, facility_id);
  CREATE INDEX facility_pass_until ON facility_pass (until_at) WHERE ended_at IS NULL;

  CREATE TABLE facility_access (
    person_id uuid NOT NULL CONSTRAINT facility_access_person_fk REFERENCES person (id),
    facility_id uuid NOT NULL CONSTRAINT facility_access_facility_fk REFERENCES facility (id),
    access text NOT NULL CONSTRAINT facility_access_access CHECK (access IN ('open', 'limited')),
    reason text NOT NULL,
    since timestamptz NOT NULL,
    closing_for text,
    closes_at timestamptz,
    CONSTRAINT facility_access_pkey PRIMARY KEY (person_id, facility_id),
    CONSTRAINT facility_access_planned CHECK (closes_at IS NULL OR closing_for IS NOT NULL)
  );
  CREATE INDEX facility_access_closing ON facility_access (closes_at) WHERE closing_for IS NOT NULL;
`;

const GATEKEEPERS = `
  CREATE TABLE facility_message (
    seq bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT facility_message_pkey PRIMARY KEY,
    id uuid NOT NULL DEFAULT uuidv7(),
    person_id uuid NOT NULL CONSTRAINT facility_message_person_fk REFERENCES person (id),
    facility_id uuid NOT NULL CONSTRAINT facility_message_facility_fk REFERENCES facility (id),
    access text NOT NULL CONSTRAINT facility_message_access CHECK (access IN ('open', 'limited', 'closed')),
    reason text NOT NULL,
    at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX facility_message_id_uq ON facility_message (id);
  CREATE INDEX facility_message_person ON facility_message (person_id);
  CREATE INDEX facility_message_at ON facility_message (at);

  CREATE TABLE facility_subscription (
    id uuid DEFAULT uuidv7() CONSTRAINT facility_subscription_pkey PRIMARY KEY,
    name text NOT NULL,
    url text NOT NULL,
    secret text NOT NULL,
    facilities text[] NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL,
    paused_at timestamptz,
    pause_reason text
  );

  CREATE TABLE facility_delivery (
    message_seq bigint NOT NULL CONSTRAINT facility_delivery_message_fk REFERENCES facility_message (seq),
    subscription_id uuid NOT NULL CONSTRAINT facility_delivery_subscription_fk REFERENCES facility_subscription (id),
    state text NOT NULL CONSTRAINT facility_delivery_state CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts integer NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL,
    status integer,
    error text,
    receipt text,
    answered_at timestamptz,
    CONSTRAINT facility_delivery_pkey PRIMARY KEY (subscription_id, message_seq)
  );
  CREATE INDEX facility_delivery_due ON facility_delivery (next_at) WHERE state = 'pending';
  CREATE INDEX facility_delivery_message ON facility_delivery (message_seq);

  CREATE TABLE facility_actual (
    person_id uuid NOT NULL CONSTRAINT facility_actual_person_fk REFERENCES person (id),
    facility_id uuid NOT NULL CONSTRAINT facility_actual_facility_fk REFERENCES facility (id),
    access text NOT NULL CONSTRAINT facility_actual_access CHECK (access IN ('open', 'limited', 'closed')),
    reported_at timestamptz NOT NULL,
    CONSTRAINT facility_actual_pkey PRIMARY KEY (person_id, facility_id)
  );
`;
