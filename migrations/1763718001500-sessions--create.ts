import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SessionsCreate1763718001500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE session (
        token_hash bytea CONSTRAINT session_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT session_person_fk REFERENCES person,
        csrf_secret text NOT NULL,
        created_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX session_person ON session (person_id);

      CREATE TABLE sign_in_link (
        token_hash bytea CONSTRAINT sign_in_link_pkey PRIMARY KEY,
        person_id uuid CONSTRAINT sign_in_link_person_fk REFERENCES person,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      );

      CREATE TABLE api_token (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT api_token_pkey PRIMARY KEY,
        token_hash bytea NOT NULL,
        person_id uuid NOT NULL CONSTRAINT api_token_person_fk REFERENCES person,
        scopes text[] NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX api_token_hash ON api_token (token_hash);
      CREATE INDEX api_token_person ON api_token (person_id);

      CREATE TABLE person_grant (
        person_id uuid NOT NULL CONSTRAINT person_grant_person_fk REFERENCES person,
        granted text NOT NULL CONSTRAINT person_grant_known CHECK (granted IN ('hr', 'author', 'admin', 'works-council')),
        granted_at timestamptz NOT NULL,
        CONSTRAINT person_grant_pkey PRIMARY KEY (person_id, granted)
      );

      CREATE TABLE preference (
        person_id uuid CONSTRAINT preference_pkey PRIMARY KEY CONSTRAINT preference_person_fk REFERENCES person,
        language text CONSTRAINT preference_language CHECK (language IN ('nl', 'en')),
        theme text CONSTRAINT preference_theme CHECK (theme IN ('light', 'dark')),
        keys_on boolean NOT NULL DEFAULT true
      );

      CREATE TABLE identity (
        issuer text NOT NULL,
        subject text NOT NULL,
        person_id uuid NOT NULL CONSTRAINT identity_person_fk REFERENCES person,
        linked_at timestamptz NOT NULL,
        CONSTRAINT identity_pkey PRIMARY KEY (issuer, subject)
      );

      CREATE TABLE oidc_sign_in (
        state_hash bytea CONSTRAINT oidc_sign_in_pkey PRIMARY KEY,
        nonce text NOT NULL,
        verifier text NOT NULL,
        return_to text NOT NULL,
        expires_at timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE oidc_sign_in, identity, preference, person_grant, api_token, sign_in_link, session',
    );
  }
}
