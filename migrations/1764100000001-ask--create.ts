import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Asking a colleague: asks with turns and answers, who likes to help, thanks with rewards, and digicoaches. */
export class AskCreate1764100000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ASKS);
    await runner.query(REWARDS);
    await runner.query(COACHES);
    await runner.query(PURPOSES);
    await runner.query(`
      ALTER TABLE message DROP CONSTRAINT message_kind, ADD CONSTRAINT message_kind CHECK (kind IN
        ('single', 'digest', 'welcome-back', 'direct'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('what colleagues asked and answered is theirs and stays');
  }
}

// Added to what stands there, so that it does not matter which of several libs comes first.
const PURPOSES = `
  DO $$
  DECLARE list text;
  BEGIN
    SELECT string_agg(quote_literal(purpose), ', ' ORDER BY purpose COLLATE "C") INTO list FROM (
      SELECT (regexp_matches(pg_get_constraintdef(oid), '''([a-z-]+)''', 'g'))[1] AS purpose FROM pg_constraint WHERE conname = 'nudge_purpose'
      UNION SELECT unnest(ARRAY['ask-received', 'ask-answered', 'thanked'])) known;
    EXECUTE 'ALTER TABLE nudge DROP CONSTRAINT nudge_purpose, ADD CONSTRAINT nudge_purpose CHECK (purpose IN (' || list || '))';
  END $$;
`;

const ASKS = `
  CREATE TABLE ask (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT ask_pkey PRIMARY KEY,
    person_id uuid NOT NULL CONSTRAINT ask_person_fk REFERENCES person,
    trail_id uuid,
    skill text,
    language text NOT NULL CONSTRAINT ask_language CHECK (language IN ('nl', 'en')),
    audience text NOT NULL CONSTRAINT ask_audience CHECK (audience IN ('one', 'team')),
    team_id uuid,
    wants text NOT NULL,
    sees text NOT NULL,
    tried text NOT NULL,
    urgency text NOT NULL CONSTRAINT ask_urgency CHECK (urgency IN ('now', 'today', 'week')),
    state text DEFAULT 'open' NOT NULL CONSTRAINT ask_state CHECK (state IN ('open', 'solved', 'closed', 'ticket')),
    created_at timestamptz NOT NULL,
    next_at timestamptz,
    helper_id uuid CONSTRAINT ask_helper_fk REFERENCES person,
    taken_at timestamptz,
    solution_id uuid,
    ended_at timestamptz,
    card_id uuid,
    CONSTRAINT ask_ended CHECK ((state = 'open') = (ended_at IS NULL)),
    CONSTRAINT ask_team CHECK (audience = 'one' OR team_id IS NOT NULL),
    CONSTRAINT ask_quiet CHECK (state = 'open' OR next_at IS NULL)
  );
  CREATE INDEX ask_person ON ask (person_id, created_at);
  CREATE INDEX ask_due ON ask (next_at) WHERE state = 'open';
  CREATE INDEX ask_team_list ON ask (team_id, created_at) WHERE audience = 'team';
  CREATE INDEX ask_helped ON ask (helper_id, skill) WHERE helper_id IS NOT NULL;

  CREATE TABLE ask_message (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT ask_message_pkey PRIMARY KEY,
    ask_id uuid NOT NULL CONSTRAINT ask_message_ask_fk REFERENCES ask,
    person_id uuid CONSTRAINT ask_message_person_fk REFERENCES person,
    words text NOT NULL,
    at timestamptz NOT NULL
  );
  CREATE INDEX ask_message_ask ON ask_message (ask_id, at);
  CREATE INDEX ask_message_person ON ask_message (person_id);

  CREATE TABLE ask_turn (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT ask_turn_pkey PRIMARY KEY,
    ask_id uuid NOT NULL CONSTRAINT ask_turn_ask_fk REFERENCES ask,
    person_id uuid NOT NULL CONSTRAINT ask_turn_person_fk REFERENCES person,
    asked_at timestamptz NOT NULL,
    why text[] NOT NULL,
    outcome text CONSTRAINT ask_turn_outcome CHECK (outcome IN ('taken', 'passed', 'not-now', 'lapsed', 'over')),
    ended_at timestamptz,
    CONSTRAINT ask_turn_ended CHECK ((outcome IS NULL) = (ended_at IS NULL))
  );
  CREATE UNIQUE INDEX ask_turn_once_uq ON ask_turn (ask_id, person_id);
  CREATE INDEX ask_turn_person ON ask_turn (person_id, asked_at);

  CREATE TABLE ask_helper (
    person_id uuid NOT NULL CONSTRAINT ask_helper_pkey PRIMARY KEY CONSTRAINT ask_helper_person_fk REFERENCES person,
    is_on boolean NOT NULL,
    per_week smallint NOT NULL CONSTRAINT ask_helper_per_week CHECK (per_week BETWEEN 1 AND 10),
    languages text[] NOT NULL CONSTRAINT ask_helper_languages CHECK (languages <@ ARRAY['nl', 'en'] AND languages <> '{}'),
    helps_reports boolean NOT NULL,
    changed_at timestamptz NOT NULL
  );
  CREATE TABLE ask_helper_skill (
    person_id uuid NOT NULL CONSTRAINT ask_helper_skill_helper_fk REFERENCES person,
    skill text NOT NULL,
    CONSTRAINT ask_helper_skill_pkey PRIMARY KEY (person_id, skill)
  );
  CREATE INDEX ask_helper_skill_skill ON ask_helper_skill (skill, person_id);
`;

const REWARDS = `
  CREATE TABLE ask_thanks (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT ask_thanks_pkey PRIMARY KEY,
    ask_id uuid CONSTRAINT ask_thanks_ask_fk REFERENCES ask,
    person_id uuid NOT NULL CONSTRAINT ask_thanks_person_fk REFERENCES person,
    from_id uuid CONSTRAINT ask_thanks_from_fk REFERENCES person,
    words text,
    points integer NOT NULL CONSTRAINT ask_thanks_points CHECK (points >= 0),
    why_none text CONSTRAINT ask_thanks_why CHECK (why_none IN ('day-cap', 'pair-cap', 'period-cap')),
    at timestamptz NOT NULL,
    CONSTRAINT ask_thanks_self CHECK (from_id <> person_id)
  );
  CREATE UNIQUE INDEX ask_thanks_once_uq ON ask_thanks (ask_id);
  CREATE INDEX ask_thanks_person ON ask_thanks (person_id, at);
  CREATE INDEX ask_thanks_from ON ask_thanks (from_id, at);

  CREATE TABLE ask_reward (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT ask_reward_pkey PRIMARY KEY,
    kind text NOT NULL CONSTRAINT ask_reward_kind CHECK (kind IN ('time', 'gift', 'charity', 'team')),
    name_nl text NOT NULL,
    name_en text NOT NULL,
    points integer NOT NULL CONSTRAINT ask_reward_points CHECK (points > 0),
    cents integer NOT NULL CONSTRAINT ask_reward_cents CHECK (cents >= 0),
    retired_at timestamptz
  );
  CREATE TABLE ask_budget (
    period text NOT NULL CONSTRAINT ask_budget_pkey PRIMARY KEY CONSTRAINT ask_budget_period CHECK (period ~ '^\\d{4}-Q[1-4]$'),
    cents integer NOT NULL CONSTRAINT ask_budget_cents CHECK (cents >= 0),
    points integer NOT NULL,
    per_day integer NOT NULL,
    per_pair integer NOT NULL,
    per_period integer NOT NULL,
    version integer NOT NULL,
    CONSTRAINT ask_budget_rules CHECK (points >= 0 AND per_day >= 0 AND per_pair >= 0 AND per_period >= 0)
  );
  CREATE TABLE ask_claim (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT ask_claim_pkey PRIMARY KEY,
    person_id uuid CONSTRAINT ask_claim_person_fk REFERENCES person,
    reward_id uuid NOT NULL CONSTRAINT ask_claim_reward_fk REFERENCES ask_reward,
    period text NOT NULL CONSTRAINT ask_claim_budget_fk REFERENCES ask_budget,
    points integer NOT NULL,
    cents integer NOT NULL,
    claimed_at timestamptz NOT NULL,
    exported_at timestamptz
  );
  CREATE INDEX ask_claim_person ON ask_claim (person_id, claimed_at);
  CREATE INDEX ask_claim_period ON ask_claim (period);
  CREATE TABLE ask_ring (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT ask_ring_pkey PRIMARY KEY,
    key text NOT NULL,
    period text NOT NULL,
    kind text NOT NULL CONSTRAINT ask_ring_kind CHECK (kind IN ('pair', 'cycle')),
    thanks integer NOT NULL,
    expected double precision NOT NULL,
    found_at timestamptz NOT NULL,
    outcome text CONSTRAINT ask_ring_outcome CHECK (outcome IN ('fine', 'talked')),
    note text,
    decided_by uuid CONSTRAINT ask_ring_decider_fk REFERENCES person,
    decided_at timestamptz,
    CONSTRAINT ask_ring_decided CHECK ((outcome IS NULL) = (decided_at IS NULL))
  );
  CREATE UNIQUE INDEX ask_ring_key_uq ON ask_ring (period, key);
  CREATE TABLE ask_ring_person (
    ring_id uuid NOT NULL CONSTRAINT ask_ring_person_ring_fk REFERENCES ask_ring ON DELETE CASCADE,
    person_id uuid NOT NULL CONSTRAINT ask_ring_person_person_fk REFERENCES person,
    CONSTRAINT ask_ring_person_pkey PRIMARY KEY (ring_id, person_id)
  );
  CREATE INDEX ask_ring_person_person ON ask_ring_person (person_id);
  CREATE TABLE ask_team_goal (
    team_id uuid NOT NULL,
    period text NOT NULL,
    goal integer NOT NULL CONSTRAINT ask_team_goal_goal CHECK (goal BETWEEN 1 AND 1000),
    set_by uuid CONSTRAINT ask_team_goal_setter_fk REFERENCES person,
    CONSTRAINT ask_team_goal_pkey PRIMARY KEY (team_id, period)
  );
`;

const COACHES = `
  CREATE TABLE ask_coach (
    person_id uuid NOT NULL CONSTRAINT ask_coach_pkey PRIMARY KEY CONSTRAINT ask_coach_person_fk REFERENCES person,
    named_at timestamptz NOT NULL,
    ended_at timestamptz
  );
  CREATE TABLE ask_coaching (
    id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT ask_coaching_pkey PRIMARY KEY,
    person_id uuid NOT NULL CONSTRAINT ask_coaching_person_fk REFERENCES person,
    coach_id uuid CONSTRAINT ask_coaching_coach_fk REFERENCES person,
    wish text NOT NULL,
    before smallint[] NOT NULL CONSTRAINT ask_coaching_before CHECK (cardinality(before) = 5),
    after smallint[] CONSTRAINT ask_coaching_after CHECK (cardinality(after) = 5),
    began_at timestamptz NOT NULL,
    ended_at timestamptz
  );
  CREATE UNIQUE INDEX ask_coaching_open_uq ON ask_coaching (person_id) WHERE ended_at IS NULL;
  CREATE INDEX ask_coaching_coach ON ask_coaching (coach_id);
  CREATE INDEX ask_coaching_person ON ask_coaching (person_id);
`;
