import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How each last day was counted, who supervises a permit, endorsements, appeals, corrections that wait for a second
 * person, what the nightly check of the ledger found, exports, and `licence_facts`: who held what on a day.
 */
export class LicenceDecisions1763719400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(TABLES);
    await runner.query(FACTS);
  }

  async down(): Promise<void> {
    // The ledger may hold corrections and appeals by now, and the row has to show what they add up to.
    throw new Error('licence.counted, .appeal and .endorsements are the fold of the ledger and stay');
  }
}

const COLUMNS = `
  ALTER TABLE licence
    ADD COLUMN counted jsonb,
    ADD COLUMN supervisor_id uuid CONSTRAINT licence_supervisor_fk REFERENCES person (id),
    ADD COLUMN endorsements text[] NOT NULL DEFAULT '{}',
    ADD COLUMN appeal jsonb;
  UPDATE licence SET counted = jsonb_build_object('how', 'permit', 'from', valid_from, 'days', valid_until - valid_from)
    WHERE periods = 0;
  CREATE INDEX licence_supervised ON licence (supervisor_id) WHERE supervisor_id IS NOT NULL;
  CREATE INDEX licence_appealed ON licence (id) WHERE appeal ->> 'outcome' = 'open';
  CREATE OR REPLACE VIEW licence_standing AS
    SELECT DISTINCT ON (person_id, category)
      person_id, category, id AS licence_id, state, valid_from, valid_until, grace_until, renewal_opens_on,
      endorsements, supervisor_id
    FROM licence
    ORDER BY person_id, category, (state IN ('expired', 'revoked')), last_seq DESC;
`;

const TABLES = `
  CREATE TABLE licence_correction (
    id uuid DEFAULT uuidv7() CONSTRAINT licence_correction_pkey PRIMARY KEY,
    licence_id uuid NOT NULL CONSTRAINT licence_correction_licence_fk REFERENCES licence (id),
    person_id uuid NOT NULL CONSTRAINT licence_correction_person_fk REFERENCES person (id),
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    reason text NOT NULL,
    proposed_by uuid NOT NULL CONSTRAINT licence_correction_proposer_fk REFERENCES person (id),
    proposed_at timestamptz NOT NULL,
    decided_by uuid CONSTRAINT licence_correction_decider_fk REFERENCES person (id),
    decided_at timestamptz,
    outcome text CONSTRAINT licence_correction_outcome CHECK (outcome IN ('confirmed', 'rejected')),
    CONSTRAINT licence_correction_dates CHECK (valid_from <= valid_until),
    CONSTRAINT licence_correction_decided
      CHECK ((outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_at IS NULL)),
    CONSTRAINT licence_correction_second_person CHECK (outcome IS DISTINCT FROM 'confirmed' OR decided_by <> proposed_by)
  );
  CREATE UNIQUE INDEX licence_correction_waiting_uq ON licence_correction (licence_id) WHERE outcome IS NULL;
  CREATE INDEX licence_correction_person ON licence_correction (person_id);

  CREATE TABLE endorsement (
    code text CONSTRAINT endorsement_pkey PRIMARY KEY,
    category text NOT NULL,
    name_nl text NOT NULL,
    name_en text NOT NULL,
    retired_at timestamptz
  );

  CREATE TABLE licence_ledger_check (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT licence_ledger_check_pkey PRIMARY KEY,
    at timestamptz NOT NULL,
    ok boolean NOT NULL,
    lines integer NOT NULL,
    licences integer NOT NULL,
    faults jsonb NOT NULL
  );

  CREATE TABLE licence_export (
    id uuid DEFAULT uuidv7() CONSTRAINT licence_export_pkey PRIMARY KEY,
    asked_by uuid NOT NULL CONSTRAINT licence_export_asker_fk REFERENCES person (id),
    asked_at timestamptz NOT NULL,
    on_date date NOT NULL,
    language text NOT NULL,
    state text NOT NULL CONSTRAINT licence_export_state CHECK (state IN ('waiting', 'running', 'done')),
    done integer NOT NULL DEFAULT 0,
    total integer,
    csv text,
    finished_at timestamptz
  );
`;

// Two facts decide: the last line that set dates, and the last that a person (or a missed exam) decided. Both by number:
// a proof that arrived late counts for the day it took effect. known_at shows what was known at a moment.
const FACTS = `
  CREATE FUNCTION licence_facts(on_date date, known_at timestamptz) RETURNS TABLE (
    licence_id uuid, person_id uuid, category text, number text, state text, valid_from date, valid_until date,
    grace_until date, last_seq bigint)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 100000 AS $$
    WITH told AS (
      SELECT c.licence_id, max(c.seq) AS last_seq,
        max(c.seq) FILTER (WHERE c.kind IN ('permit-issued', 'granted', 'recognised', 'renewed', 'kept-alive', 'refreshed',
          'restored', 'corrected')) AS dated,
        max(c.seq) FILTER (WHERE c.kind IN ('suspended', 'put-on-hold', 'restored', 'reinstated', 'appeal-upheld',
          'revoked')) AS decided,
        bool_or(c.kind IN ('granted', 'recognised')) AS earned
      FROM licence_change c
      WHERE c.event ->> 'on' <= to_char(on_date, 'YYYY-MM-DD') AND c.at <= known_at
      GROUP BY c.licence_id),
    period AS (
      SELECT t.*, d.person_id, s.kind AS decision,
        coalesce(d.event #>> '{period,validFrom}', d.event #>> '{dates,validFrom}', d.event ->> 'on')::date AS valid_from,
        coalesce(d.event #>> '{period,validUntil}', d.event #>> '{dates,validUntil}', d.event ->> 'validUntil')::date AS valid_until,
        coalesce(d.event #>> '{period,graceUntil}', d.event #>> '{dates,graceUntil}', d.event ->> 'validUntil')::date AS grace_until,
        coalesce(d.event #>> '{period,renewalOpensOn}', d.event #>> '{dates,renewalOpensOn}')::date AS opens_on
      FROM told t JOIN licence_change d ON d.seq = t.dated LEFT JOIN licence_change s ON s.seq = t.decided)
    SELECT p.licence_id, p.person_id, l.category, l.number,
      CASE
        WHEN p.decision = 'revoked' THEN 'revoked'
        WHEN p.decision IN ('suspended', 'put-on-hold') THEN 'suspended'
        WHEN on_date > p.grace_until THEN 'expired'
        WHEN NOT p.earned THEN 'permit'
        WHEN on_date > p.valid_until THEN 'grace'
        WHEN on_date >= p.opens_on THEN 'renewal'
        ELSE 'valid'
      END, p.valid_from, p.valid_until, p.grace_until, p.last_seq
    FROM period p JOIN licence l ON l.id = p.licence_id
  $$;
`;
