import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answer cards, services, incidents, and the one search over them. */
export class CardCreate1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const step of [EXTENSIONS, CARDS, SERVICES, SEARCH, FRONT_DOOR, PURPOSES]) await runner.query(step);
  }

  async down(): Promise<void> {
    throw new Error('what colleagues said about cards and what IT wrote in the product would be lost');
  }
}

const EXTENSIONS = `
  CREATE EXTENSION IF NOT EXISTS unaccent;
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE TEXT SEARCH CONFIGURATION vaardig_nl (COPY = dutch);
  ALTER TEXT SEARCH CONFIGURATION vaardig_nl
    ALTER MAPPING FOR hword, hword_part, word, asciiword, asciihword, hword_asciipart WITH unaccent, dutch_stem;
  CREATE TEXT SEARCH CONFIGURATION vaardig_en (COPY = english);
  ALTER TEXT SEARCH CONFIGURATION vaardig_en
    ALTER MAPPING FOR hword, hword_part, word, asciiword, asciihword, hword_asciipart WITH unaccent, english_stem;
`;

const CARDS = `
  CREATE TABLE card (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT card_pkey PRIMARY KEY,
    key text CONSTRAINT card_key_uq UNIQUE,
    slug text NOT NULL CONSTRAINT card_slug_uq UNIQUE,
    skill text NOT NULL,
    minutes smallint NOT NULL,
    state text NOT NULL CONSTRAINT card_state CHECK (state IN ('draft', 'published', 'retired')),
    file_hash text,
    is_edited boolean DEFAULT false NOT NULL,
    owner_id uuid CONSTRAINT card_owner_fk REFERENCES person,
    credited_id uuid CONSTRAINT card_credited_fk REFERENCES person,
    origin text CONSTRAINT card_origin CHECK (origin IN ('ask', 'ticket')),
    reviewed_on date NOT NULL,
    review_by date NOT NULL,
    body jsonb NOT NULL,
    version integer NOT NULL,
    solved integer DEFAULT 0 NOT NULL,
    almost integer DEFAULT 0 NOT NULL,
    refused integer DEFAULT 0 NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE INDEX card_review_by ON card (review_by) WHERE state = 'published';
  CREATE TABLE card_version (
    card_id uuid NOT NULL CONSTRAINT card_version_card_fk REFERENCES card,
    version integer NOT NULL,
    body jsonb NOT NULL,
    changed_by uuid CONSTRAINT card_version_changer_fk REFERENCES person,
    changed_at timestamptz NOT NULL,
    CONSTRAINT card_version_pkey PRIMARY KEY (card_id, version)
  );
  CREATE TABLE card_outcome (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT card_outcome_pkey PRIMARY KEY,
    card_id uuid NOT NULL CONSTRAINT card_outcome_card_fk REFERENCES card,
    person_id uuid NOT NULL CONSTRAINT card_outcome_person_fk REFERENCES person,
    skill text NOT NULL,
    outcome text NOT NULL CONSTRAINT card_outcome_outcome CHECK (outcome IN ('solved', 'almost', 'no')),
    day date NOT NULL,
    at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX card_outcome_once ON card_outcome (card_id, person_id, day);
  CREATE INDEX card_outcome_person ON card_outcome (person_id);
  CREATE INDEX card_outcome_at ON card_outcome (at);
`;

const SERVICES = `
  CREATE TABLE service (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT service_pkey PRIMARY KEY,
    slug text NOT NULL CONSTRAINT service_slug_uq UNIQUE,
    body jsonb NOT NULL,
    is_human boolean NOT NULL,
    channel text NOT NULL CONSTRAINT service_channel CHECK (channel IN ('chat', 'phone', 'visit', 'self', 'mail')),
    address text,
    facility text,
    is_retired boolean DEFAULT false NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE TABLE incident (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT incident_pkey PRIMARY KEY,
    body jsonb NOT NULL,
    service_id uuid CONSTRAINT incident_service_fk REFERENCES service,
    published_by uuid CONSTRAINT incident_publisher_fk REFERENCES person,
    published_at timestamptz NOT NULL,
    closed_at timestamptz
  );
  CREATE INDEX incident_open ON incident (published_at) WHERE closed_at IS NULL;
  CREATE TABLE incident_follow (
    incident_id uuid NOT NULL CONSTRAINT incident_follow_incident_fk REFERENCES incident,
    person_id uuid NOT NULL CONSTRAINT incident_follow_person_fk REFERENCES person,
    followed_at timestamptz NOT NULL,
    CONSTRAINT incident_follow_pkey PRIMARY KEY (incident_id, person_id)
  );
  CREATE INDEX incident_follow_person ON incident_follow (person_id);
`;

const SEARCH = `
  CREATE TABLE search_doc (
    kind text NOT NULL CONSTRAINT search_doc_kind CHECK (kind IN ('incident', 'card', 'lesson', 'service', 'ticket')),
    ref text NOT NULL,
    language text NOT NULL CONSTRAINT search_doc_language CHECK (language IN ('nl', 'en')),
    person_id uuid CONSTRAINT search_doc_person_fk REFERENCES person,
    skill text,
    title text NOT NULL,
    summary text NOT NULL,
    words text[] NOT NULL,
    weight real DEFAULT 1 NOT NULL,
    vector tsvector NOT NULL,
    CONSTRAINT search_doc_pkey PRIMARY KEY (kind, ref, language)
  );
  CREATE INDEX search_doc_vector ON search_doc USING gin (vector) WHERE person_id IS NULL;
  CREATE INDEX search_doc_person ON search_doc (person_id) WHERE person_id IS NOT NULL;
  CREATE TABLE search_word (
    word text NOT NULL CONSTRAINT search_word_pkey PRIMARY KEY,
    docs integer NOT NULL,
    cuts text[] NOT NULL,
    reversed text NOT NULL
  );
  CREATE INDEX search_word_cuts ON search_word USING gin (cuts);
  CREATE INDEX search_word_trigram ON search_word USING gin (word gin_trgm_ops);
  CREATE INDEX search_word_prefix ON search_word (word text_pattern_ops);
  CREATE INDEX search_word_suffix ON search_word (reversed text_pattern_ops);
  CREATE TABLE search_synonym (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT search_synonym_pkey PRIMARY KEY,
    words text[] NOT NULL CONSTRAINT search_synonym_words CHECK (cardinality(words) >= 2),
    stems text[] NOT NULL
  );
  CREATE INDEX search_synonym_stems ON search_synonym USING gin (stems);
  CREATE TABLE search_gap (
    text text NOT NULL CONSTRAINT search_gap_pkey PRIMARY KEY,
    language text NOT NULL,
    count integer NOT NULL,
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    closed_at timestamptz
  );
`;

const FRONT_DOOR = `
  CREATE TABLE front_door (
    single boolean DEFAULT true NOT NULL CONSTRAINT front_door_pkey PRIMARY KEY CONSTRAINT front_door_single CHECK (single),
    kinds text[] NOT NULL,
    minutes jsonb NOT NULL,
    phone text
  );
  CREATE TABLE channel_wish (
    person_id uuid NOT NULL CONSTRAINT channel_wish_pkey PRIMARY KEY CONSTRAINT channel_wish_person_fk REFERENCES person,
    wish text NOT NULL CONSTRAINT channel_wish_wish CHECK (wish IN ('chat', 'phone', 'visit', 'self')),
    chosen_at timestamptz NOT NULL
  );
`;

// Added to whatever the list is by now: several changes of one release widen it.
const PURPOSES = `
  DO $$
  DECLARE
    list text := (SELECT string_agg(quote_literal(p), ', ') FROM (
      SELECT DISTINCT (regexp_matches(pg_get_constraintdef(oid), '''([a-z-]+)''', 'g'))[1] AS p
      FROM pg_constraint WHERE conname = 'nudge_purpose'
      UNION SELECT unnest(ARRAY['card-care', 'incident-closed'])) AS known);
  BEGIN
    EXECUTE 'ALTER TABLE nudge DROP CONSTRAINT nudge_purpose, ADD CONSTRAINT nudge_purpose CHECK (purpose IN (' || list || '))';
  END $$;
`;
