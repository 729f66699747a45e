import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LicenceCreate1763718007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE licence (
        id uuid DEFAULT uuidv7() CONSTRAINT licence_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT licence_person_fk REFERENCES person (id),
        category text NOT NULL,
        number text NOT NULL,
        state text NOT NULL CONSTRAINT licence_state
          CHECK (state IN ('permit', 'valid', 'renewal', 'grace', 'expired', 'suspended', 'revoked')),
        issued_on date NOT NULL,
        granted_on date,
        valid_from date NOT NULL,
        valid_until date NOT NULL,
        renewal_opens_on date,
        grace_until date NOT NULL,
        anchor_day smallint,
        continues_from date,
        terms jsonb,
        periods integer NOT NULL,
        suspended_on date,
        ended_on date,
        verification_code text,
        next_change_on date,
        noticed_until date,
        noticed_days smallint,
        last_seq bigint NOT NULL,
        CONSTRAINT licence_dates CHECK (valid_from <= valid_until AND valid_until <= grace_until),
        CONSTRAINT licence_ended CHECK ((ended_on IS NOT NULL) = (state IN ('expired', 'revoked')))
      );
      CREATE UNIQUE INDEX licence_open_uq ON licence (person_id, category) WHERE state NOT IN ('expired', 'revoked');
      CREATE UNIQUE INDEX licence_number_uq ON licence (number);
      CREATE UNIQUE INDEX licence_code_uq ON licence (verification_code);
      CREATE INDEX licence_person ON licence (person_id, category);
      CREATE INDEX licence_due ON licence (next_change_on);
      CREATE INDEX licence_expiring ON licence (valid_until) WHERE state IN ('valid', 'renewal');
      CREATE SEQUENCE licence_number_seq AS bigint;

      CREATE TABLE licence_change (
        seq bigint CONSTRAINT licence_change_pkey PRIMARY KEY,
        licence_id uuid NOT NULL CONSTRAINT licence_change_licence_fk REFERENCES licence (id),
        person_id uuid NOT NULL CONSTRAINT licence_change_person_fk REFERENCES person (id),
        kind text NOT NULL,
        event jsonb NOT NULL,
        attempt_id uuid,
        actor text NOT NULL,
        at timestamptz NOT NULL,
        prev_hash text NOT NULL,
        hash text NOT NULL
      );
      CREATE INDEX licence_change_licence ON licence_change (licence_id, seq);
      CREATE INDEX licence_change_person ON licence_change (person_id);
      CREATE UNIQUE INDEX licence_change_attempt_uq ON licence_change (attempt_id);

      CREATE TABLE licence_ledger_head (
        name text CONSTRAINT licence_ledger_head_pkey PRIMARY KEY,
        seq bigint NOT NULL,
        hash text NOT NULL
      );
      INSERT INTO licence_ledger_head (name, seq, hash) VALUES ('licences', 0, repeat('0', 64));

      CREATE TABLE licence_reason (
        change_seq bigint CONSTRAINT licence_reason_pkey PRIMARY KEY
          CONSTRAINT licence_reason_change_fk REFERENCES licence_change (seq),
        person_id uuid NOT NULL CONSTRAINT licence_reason_person_fk REFERENCES person (id),
        salt text NOT NULL,
        reason text NOT NULL
      );
      CREATE INDEX licence_reason_person ON licence_reason (person_id);

      CREATE FUNCTION licence_change_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the licence ledger only grows: % is refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
      END $$;
      CREATE TRIGGER licence_change_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON licence_change
        FOR EACH STATEMENT EXECUTE FUNCTION licence_change_is_final();

      CREATE VIEW licence_standing AS
        SELECT DISTINCT ON (person_id, category)
          person_id, category, id AS licence_id, state, valid_from, valid_until, grace_until, renewal_opens_on
        FROM licence
        ORDER BY person_id, category, (state IN ('expired', 'revoked')), last_seq DESC;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW licence_standing;
      DROP TABLE licence_reason, licence_ledger_head, licence_change;
      DROP FUNCTION licence_change_is_final();
      DROP SEQUENCE licence_number_seq;
      DROP TABLE licence;
    `);
  }
}
