-- Made by `npm run cli -- schema dump`; do not edit.

CREATE TABLE absence (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid NOT NULL,
  type text NOT NULL,
  valid daterange NOT NULL,
  CONSTRAINT absence_pkey PRIMARY KEY (id),
  CONSTRAINT absence_no_overlap EXCLUDE USING gist (person_id WITH =, type WITH =, valid WITH &&) DEFERRABLE,
  CONSTRAINT absence_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT absence_type CHECK ((type = ANY (ARRAY['sick'::text, 'parental'::text, 'care'::text, 'sabbatical'::text, 'other'::text]))),
  CONSTRAINT absence_valid CHECK (((NOT isempty(valid)) AND (NOT lower_inf(valid))))
);
CREATE INDEX absence_person ON public.absence USING btree (person_id);

CREATE TABLE announcement (
  milestone_id uuid NOT NULL,
  person_id uuid NOT NULL,
  told_at timestamp with time zone NOT NULL,
  CONSTRAINT announcement_pkey PRIMARY KEY (milestone_id, person_id),
  CONSTRAINT announcement_milestone_fk FOREIGN KEY (milestone_id) REFERENCES milestone(id),
  CONSTRAINT announcement_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX announcement_person ON public.announcement USING btree (person_id);

CREATE TABLE api_token (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  token_hash bytea NOT NULL,
  person_id uuid NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT api_token_pkey PRIMARY KEY (id),
  CONSTRAINT api_token_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE UNIQUE INDEX api_token_hash ON public.api_token USING btree (token_hash);
CREATE INDEX api_token_person ON public.api_token USING btree (person_id);

CREATE TABLE ask (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid,
  trail_id uuid,
  skill text,
  language text NOT NULL,
  audience text NOT NULL,
  team_id uuid,
  wants text NOT NULL,
  sees text NOT NULL,
  tried text NOT NULL,
  urgency text NOT NULL,
  state text DEFAULT 'open'::text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  next_at timestamp with time zone,
  helper_id uuid,
  taken_at timestamp with time zone,
  solution_id uuid,
  ended_at timestamp with time zone,
  card_id uuid,
  CONSTRAINT ask_pkey PRIMARY KEY (id),
  CONSTRAINT ask_audience CHECK ((audience = ANY (ARRAY['one'::text, 'team'::text]))),
  CONSTRAINT ask_ended CHECK (((state = 'open'::text) = (ended_at IS NULL))),
  CONSTRAINT ask_forgotten CHECK (((person_id IS NOT NULL) OR ((state <> 'open'::text) AND (wants = ''::text) AND (sees = ''::text) AND (tried = ''::text)))),
  CONSTRAINT ask_helper_fk FOREIGN KEY (helper_id) REFERENCES person(id),
  CONSTRAINT ask_language CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text]))),
  CONSTRAINT ask_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT ask_quiet CHECK (((state = 'open'::text) OR (next_at IS NULL))),
  CONSTRAINT ask_state CHECK ((state = ANY (ARRAY['open'::text, 'solved'::text, 'closed'::text, 'ticket'::text]))),
  CONSTRAINT ask_team CHECK (((audience = 'one'::text) OR (team_id IS NOT NULL))),
  CONSTRAINT ask_urgency CHECK ((urgency = ANY (ARRAY['now'::text, 'today'::text, 'week'::text])))
);
CREATE INDEX ask_due ON public.ask USING btree (next_at) WHERE (state = 'open'::text);
CREATE INDEX ask_ended ON public.ask USING btree (ended_at) WHERE (person_id IS NOT NULL);
CREATE INDEX ask_helped ON public.ask USING btree (helper_id, skill) WHERE (helper_id IS NOT NULL);
CREATE INDEX ask_person ON public.ask USING btree (person_id, created_at);
CREATE INDEX ask_team_list ON public.ask USING btree (team_id, created_at) WHERE (audience = 'team'::text);

CREATE TABLE ask_budget (
  period text NOT NULL,
  cents integer NOT NULL,
  points integer NOT NULL,
  per_day integer NOT NULL,
  per_pair integer NOT NULL,
  per_period integer NOT NULL,
  version integer NOT NULL,
  CONSTRAINT ask_budget_pkey PRIMARY KEY (period),
  CONSTRAINT ask_budget_cents CHECK ((cents >= 0)),
  CONSTRAINT ask_budget_period CHECK ((period ~ '^\d{4}-Q[1-4]$'::text)),
  CONSTRAINT ask_budget_rules CHECK (((points >= 0) AND (per_day >= 0) AND (per_pair >= 0) AND (per_period >= 0)))
);

CREATE TABLE ask_claim (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid,
  reward_id uuid NOT NULL,
  period text NOT NULL,
  points integer NOT NULL,
  cents integer NOT NULL,
  claimed_at timestamp with time zone NOT NULL,
  exported_at timestamp with time zone,
  CONSTRAINT ask_claim_pkey PRIMARY KEY (id),
  CONSTRAINT ask_claim_budget_fk FOREIGN KEY (period) REFERENCES ask_budget(period),
  CONSTRAINT ask_claim_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT ask_claim_reward_fk FOREIGN KEY (reward_id) REFERENCES ask_reward(id)
);
CREATE INDEX ask_claim_period ON public.ask_claim USING btree (period);
CREATE INDEX ask_claim_person ON public.ask_claim USING btree (person_id, claimed_at);

CREATE TABLE ask_coach (
  person_id uuid NOT NULL,
  named_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT ask_coach_pkey PRIMARY KEY (person_id),
  CONSTRAINT ask_coach_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);

CREATE TABLE ask_coaching (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid NOT NULL,
  coach_id uuid,
  wish text NOT NULL,
  before smallint[] NOT NULL,
  after smallint[],
  began_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT ask_coaching_pkey PRIMARY KEY (id),
  CONSTRAINT ask_coaching_after CHECK ((cardinality(after) = 5)),
  CONSTRAINT ask_coaching_before CHECK ((cardinality(before) = 5)),
  CONSTRAINT ask_coaching_coach_fk FOREIGN KEY (coach_id) REFERENCES person(id),
  CONSTRAINT ask_coaching_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX ask_coaching_coach ON public.ask_coaching USING btree (coach_id);
CREATE UNIQUE INDEX ask_coaching_open_uq ON public.ask_coaching USING btree (person_id) WHERE (ended_at IS NULL);
CREATE INDEX ask_coaching_person ON public.ask_coaching USING btree (person_id);

CREATE TABLE ask_helper (
  person_id uuid NOT NULL,
  is_on boolean NOT NULL,
  per_week smallint NOT NULL,
  languages text[] NOT NULL,
  helps_reports boolean NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT ask_helper_pkey PRIMARY KEY (person_id),
  CONSTRAINT ask_helper_languages CHECK (((languages <@ ARRAY['nl'::text, 'en'::text]) AND (languages <> '{}'::text[]))),
  CONSTRAINT ask_helper_per_week CHECK (((per_week >= 1) AND (per_week <= 10))),
  CONSTRAINT ask_helper_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);

CREATE TABLE ask_helper_skill (
  person_id uuid NOT NULL,
  skill text NOT NULL,
  CONSTRAINT ask_helper_skill_pkey PRIMARY KEY (person_id, skill),
  CONSTRAINT ask_helper_skill_helper_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX ask_helper_skill_skill ON public.ask_helper_skill USING btree (skill, person_id);

CREATE TABLE ask_message (
  id uuid DEFAULT uuidv7() NOT NULL,
  ask_id uuid NOT NULL,
  person_id uuid,
  words text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT ask_message_pkey PRIMARY KEY (id),
  CONSTRAINT ask_message_ask_fk FOREIGN KEY (ask_id) REFERENCES ask(id),
  CONSTRAINT ask_message_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX ask_message_ask ON public.ask_message USING btree (ask_id, at);
CREATE INDEX ask_message_person ON public.ask_message USING btree (person_id);

CREATE TABLE ask_reward (
  id uuid DEFAULT uuidv7() NOT NULL,
  kind text NOT NULL,
  name_nl text NOT NULL,
  name_en text NOT NULL,
  points integer NOT NULL,
  cents integer NOT NULL,
  retired_at timestamp with time zone,
  CONSTRAINT ask_reward_pkey PRIMARY KEY (id),
  CONSTRAINT ask_reward_cents CHECK ((cents >= 0)),
  CONSTRAINT ask_reward_kind CHECK ((kind = ANY (ARRAY['time'::text, 'gift'::text, 'charity'::text, 'team'::text]))),
  CONSTRAINT ask_reward_points CHECK ((points > 0))
);

CREATE TABLE ask_ring (
  id uuid DEFAULT uuidv7() NOT NULL,
  key text NOT NULL,
  period text NOT NULL,
  kind text NOT NULL,
  thanks integer NOT NULL,
  expected double precision NOT NULL,
  found_at timestamp with time zone NOT NULL,
  outcome text,
  note text,
  decided_by uuid,
  decided_at timestamp with time zone,
  CONSTRAINT ask_ring_pkey PRIMARY KEY (id),
  CONSTRAINT ask_ring_decided CHECK (((outcome IS NULL) = (decided_at IS NULL))),
  CONSTRAINT ask_ring_decider_fk FOREIGN KEY (decided_by) REFERENCES person(id),
  CONSTRAINT ask_ring_kind CHECK ((kind = ANY (ARRAY['pair'::text, 'cycle'::text]))),
  CONSTRAINT ask_ring_outcome CHECK ((outcome = ANY (ARRAY['fine'::text, 'talked'::text])))
);
CREATE UNIQUE INDEX ask_ring_key_uq ON public.ask_ring USING btree (period, key);

CREATE TABLE ask_ring_person (
  ring_id uuid NOT NULL,
  person_id uuid NOT NULL,
  CONSTRAINT ask_ring_person_pkey PRIMARY KEY (ring_id, person_id),
  CONSTRAINT ask_ring_person_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT ask_ring_person_ring_fk FOREIGN KEY (ring_id) REFERENCES ask_ring(id) ON DELETE CASCADE
);
CREATE INDEX ask_ring_person_person ON public.ask_ring_person USING btree (person_id);

CREATE TABLE ask_team_goal (
  team_id uuid NOT NULL,
  period text NOT NULL,
  goal integer NOT NULL,
  set_by uuid,
  CONSTRAINT ask_team_goal_pkey PRIMARY KEY (team_id, period),
  CONSTRAINT ask_team_goal_goal CHECK (((goal >= 1) AND (goal <= 1000))),
  CONSTRAINT ask_team_goal_setter_fk FOREIGN KEY (set_by) REFERENCES person(id)
);

CREATE TABLE ask_thanks (
  id uuid DEFAULT uuidv7() NOT NULL,
  ask_id uuid,
  person_id uuid NOT NULL,
  from_id uuid,
  words text,
  points integer NOT NULL,
  why_none text,
  at timestamp with time zone NOT NULL,
  CONSTRAINT ask_thanks_pkey PRIMARY KEY (id),
  CONSTRAINT ask_thanks_ask_fk FOREIGN KEY (ask_id) REFERENCES ask(id),
  CONSTRAINT ask_thanks_from_fk FOREIGN KEY (from_id) REFERENCES person(id),
  CONSTRAINT ask_thanks_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT ask_thanks_points CHECK ((points >= 0)),
  CONSTRAINT ask_thanks_self CHECK ((from_id <> person_id)),
  CONSTRAINT ask_thanks_why CHECK ((why_none = ANY (ARRAY['day-cap'::text, 'pair-cap'::text, 'period-cap'::text])))
);
CREATE INDEX ask_thanks_from ON public.ask_thanks USING btree (from_id, at);
CREATE UNIQUE INDEX ask_thanks_once_uq ON public.ask_thanks USING btree (ask_id);
CREATE INDEX ask_thanks_person ON public.ask_thanks USING btree (person_id, at);

CREATE TABLE ask_turn (
  id uuid DEFAULT uuidv7() NOT NULL,
  ask_id uuid NOT NULL,
  person_id uuid NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  why text[] NOT NULL,
  outcome text,
  ended_at timestamp with time zone,
  CONSTRAINT ask_turn_pkey PRIMARY KEY (id),
  CONSTRAINT ask_turn_ask_fk FOREIGN KEY (ask_id) REFERENCES ask(id),
  CONSTRAINT ask_turn_ended CHECK (((outcome IS NULL) = (ended_at IS NULL))),
  CONSTRAINT ask_turn_outcome CHECK ((outcome = ANY (ARRAY['taken'::text, 'passed'::text, 'not-now'::text, 'lapsed'::text, 'over'::text]))),
  CONSTRAINT ask_turn_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE UNIQUE INDEX ask_turn_once_uq ON public.ask_turn USING btree (ask_id, person_id);
CREATE INDEX ask_turn_person ON public.ask_turn USING btree (person_id, asked_at);

CREATE TABLE attempt (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid NOT NULL,
  kind text NOT NULL,
  category text NOT NULL,
  context text NOT NULL,
  state text NOT NULL,
  blueprint_id uuid,
  plan jsonb DEFAULT '[]'::jsonb NOT NULL,
  excluded jsonb DEFAULT '[]'::jsonb NOT NULL,
  seed text NOT NULL,
  zone text NOT NULL,
  renewal boolean DEFAULT false NOT NULL,
  extra_time_percent smallint DEFAULT 0 NOT NULL,
  active_session text,
  started_at timestamp with time zone NOT NULL,
  deadline_at timestamp with time zone,
  finished_at timestamp with time zone,
  stop_reason text,
  outcome text,
  result jsonb,
  retry_at timestamp with time zone,
  retry_told_at timestamp with time zone,
  spent_at timestamp with time zone,
  spent_by text,
  at_cap jsonb DEFAULT '[]'::jsonb NOT NULL,
  counted_at timestamp with time zone,
  CONSTRAINT attempt_pkey PRIMARY KEY (id),
  CONSTRAINT attempt_blueprint_fk FOREIGN KEY (blueprint_id) REFERENCES attempt_blueprint(id),
  CONSTRAINT attempt_counted CHECK (((counted_at IS NULL) OR ((kind = 'exam'::text) AND (state = 'finished'::text)))),
  CONSTRAINT attempt_exam_deadline CHECK (((kind <> 'exam'::text) OR (deadline_at IS NOT NULL))),
  CONSTRAINT attempt_finished CHECK (((finished_at IS NOT NULL) = (state = 'finished'::text))),
  CONSTRAINT attempt_kind CHECK ((kind = ANY (ARRAY['placement'::text, 'practice'::text, 'exam'::text]))),
  CONSTRAINT attempt_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT attempt_state CHECK ((state = ANY (ARRAY['open'::text, 'finished'::text])))
);
CREATE UNIQUE INDEX attempt_open_practice_uq ON public.attempt USING btree (person_id, context) WHERE ((state = 'open'::text) AND (kind = 'practice'::text));
CREATE UNIQUE INDEX attempt_open_test_uq ON public.attempt USING btree (person_id, kind, category) WHERE ((state = 'open'::text) AND (kind <> 'practice'::text));
CREATE INDEX attempt_overdue ON public.attempt USING btree (deadline_at) WHERE (state = 'open'::text);
CREATE INDEX attempt_person ON public.attempt USING btree (person_id, kind, category, started_at);
CREATE INDEX attempt_retry ON public.attempt USING btree (retry_at) WHERE (retry_told_at IS NULL);
CREATE INDEX attempt_uncounted ON public.attempt USING btree (category, started_at) WHERE ((kind = 'exam'::text) AND (counted_at IS NULL));

CREATE TABLE attempt_adjustment (
  person_id uuid NOT NULL,
  extra_time_percent smallint NOT NULL,
  set_at timestamp with time zone NOT NULL,
  CONSTRAINT attempt_adjustment_pkey PRIMARY KEY (person_id),
  CONSTRAINT attempt_adjustment_percent CHECK ((extra_time_percent = ANY (ARRAY[0, 25, 50, 100]))),
  CONSTRAINT attempt_adjustment_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);

CREATE TABLE attempt_blueprint (
  id uuid DEFAULT uuidv7() NOT NULL,
  fingerprint text NOT NULL,
  kind text NOT NULL,
  category text NOT NULL,
  terms jsonb NOT NULL,
  pool jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  calibration_id uuid,
  CONSTRAINT attempt_blueprint_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX attempt_blueprint_fingerprint_uq ON public.attempt_blueprint USING btree (fingerprint);

CREATE TABLE attempt_exposure (
  category text NOT NULL,
  month date NOT NULL,
  item_id text NOT NULL,
  asked integer NOT NULL,
  CONSTRAINT attempt_exposure_pkey PRIMARY KEY (category, month, item_id),
  CONSTRAINT attempt_exposure_asked CHECK ((asked > 0)),
  CONSTRAINT attempt_exposure_month_fk FOREIGN KEY (category, month) REFERENCES attempt_month(category, month)
);

CREATE TABLE attempt_flag (
  attempt_id uuid NOT NULL,
  flagged_at timestamp with time zone NOT NULL,
  rapid integer,
  answered integer NOT NULL,
  person_fit double precision,
  inspected_at timestamp with time zone,
  inspected_by uuid,
  note text,
  CONSTRAINT attempt_flag_pkey PRIMARY KEY (attempt_id),
  CONSTRAINT attempt_flag_attempt_fk FOREIGN KEY (attempt_id) REFERENCES attempt(id) ON DELETE CASCADE,
  CONSTRAINT attempt_flag_inspected CHECK (((inspected_at IS NULL) = (note IS NULL))),
  CONSTRAINT attempt_flag_inspected_by_fk FOREIGN KEY (inspected_by) REFERENCES person(id),
  CONSTRAINT attempt_flag_reason CHECK (((rapid IS NOT NULL) OR (person_fit IS NOT NULL)))
);
CREATE INDEX attempt_flag_waiting ON public.attempt_flag USING btree (flagged_at) WHERE (inspected_at IS NULL);

CREATE TABLE attempt_month (
  category text NOT NULL,
  month date NOT NULL,
  exams integer NOT NULL,
  CONSTRAINT attempt_month_pkey PRIMARY KEY (category, month),
  CONSTRAINT attempt_month_exams CHECK ((exams > 0)),
  CONSTRAINT attempt_month_first CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);

CREATE TABLE audit_event (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  at timestamp with time zone NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  action text NOT NULL,
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  changes jsonb DEFAULT '{}'::jsonb NOT NULL,
  CONSTRAINT audit_event_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_event_subject ON public.audit_event USING btree (subject_type, subject_id);

CREATE TABLE authoring_proposal (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid NOT NULL,
  skill text NOT NULL,
  language text NOT NULL,
  stem text NOT NULL,
  options jsonb NOT NULL,
  proposed_at timestamp with time zone NOT NULL,
  outcome text,
  answer text,
  decided_by uuid,
  decided_at timestamp with time zone,
  CONSTRAINT authoring_proposal_pkey PRIMARY KEY (id),
  CONSTRAINT authoring_proposal_decided CHECK ((((outcome IS NULL) = (decided_at IS NULL)) AND ((outcome IS NULL) = (answer IS NULL)))),
  CONSTRAINT authoring_proposal_decider_fk FOREIGN KEY (decided_by) REFERENCES person(id),
  CONSTRAINT authoring_proposal_outcome CHECK ((outcome = ANY (ARRAY['approved'::text, 'declined'::text]))),
  CONSTRAINT authoring_proposal_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX authoring_proposal_person ON public.authoring_proposal USING btree (person_id, proposed_at);

CREATE TABLE authoring_report (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid NOT NULL,
  item_id text,
  item_version integer,
  exam_id uuid,
  category text,
  reason text NOT NULL,
  words text NOT NULL,
  language text NOT NULL,
  may_contact boolean NOT NULL,
  reported_at timestamp with time zone NOT NULL,
  outcome text,
  mended_version integer,
  answer text,
  answered_by uuid,
  answered_at timestamp with time zone,
  CONSTRAINT authoring_report_pkey PRIMARY KEY (id),
  CONSTRAINT authoring_report_about CHECK ((((item_id IS NULL) = (item_version IS NULL)) AND ((item_id IS NULL) <> (exam_id IS NULL)))),
  CONSTRAINT authoring_report_answered CHECK ((((outcome IS NULL) = (answered_at IS NULL)) AND ((outcome IS NULL) = (answer IS NULL)))),
  CONSTRAINT authoring_report_answerer_fk FOREIGN KEY (answered_by) REFERENCES person(id),
  CONSTRAINT authoring_report_outcome CHECK ((outcome = ANY (ARRAY['mended'::text, 'stays'::text]))),
  CONSTRAINT authoring_report_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT authoring_report_reason CHECK ((reason = ANY (ARRAY['wrong-answer'::text, 'unclear'::text, 'outdated'::text, 'other'::text])))
);
CREATE INDEX authoring_report_item ON public.authoring_report USING btree (item_id);
CREATE UNIQUE INDEX authoring_report_open_exam_uq ON public.authoring_report USING btree (person_id, exam_id) WHERE ((outcome IS NULL) AND (exam_id IS NOT NULL));
CREATE UNIQUE INDEX authoring_report_open_item_uq ON public.authoring_report USING btree (person_id, item_id, item_version) WHERE ((outcome IS NULL) AND (item_id IS NOT NULL));
CREATE INDEX authoring_report_person ON public.authoring_report USING btree (person_id, reported_at);

CREATE TABLE calibration (
  id uuid NOT NULL,
  category text NOT NULL,
  state text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  activated_at timestamp with time zone,
  retired_at timestamp with time zone,
  seed text NOT NULL,
  bank_hash text NOT NULL,
  window_from timestamp with time zone NOT NULL,
  window_to timestamp with time zone NOT NULL,
  people integer NOT NULL,
  exams integer NOT NULL,
  answers integer NOT NULL,
  log_likelihood double precision NOT NULL,
  steps integer NOT NULL,
  converged boolean NOT NULL,
  link_slope double precision NOT NULL,
  link_intercept double precision NOT NULL,
  summary jsonb NOT NULL,
  use text DEFAULT 'exam'::text NOT NULL,
  CONSTRAINT calibration_pkey PRIMARY KEY (id),
  CONSTRAINT calibration_activated CHECK (((state <> 'active'::text) OR (activated_at IS NOT NULL))),
  CONSTRAINT calibration_link_slope CHECK ((link_slope > (0)::double precision)),
  CONSTRAINT calibration_retired CHECK (((state = 'retired'::text) = (retired_at IS NOT NULL))),
  CONSTRAINT calibration_state CHECK ((state = ANY (ARRAY['candidate'::text, 'active'::text, 'retired'::text]))),
  CONSTRAINT calibration_use CHECK ((use = ANY (ARRAY['exam'::text, 'practice'::text]))),
  CONSTRAINT calibration_window CHECK ((window_from < window_to))
);
CREATE UNIQUE INDEX calibration_active_uq ON public.calibration USING btree (category, use) WHERE (state = 'active'::text);
CREATE INDEX calibration_category ON public.calibration USING btree (category, use, made_at);

CREATE TABLE calibration_acceptance (
  calibration_id uuid NOT NULL,
  item_id text NOT NULL,
  shift double precision NOT NULL,
  reason text NOT NULL,
  at timestamp with time zone NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  CONSTRAINT calibration_acceptance_pkey PRIMARY KEY (calibration_id, item_id),
  CONSTRAINT calibration_acceptance_calibration_fk FOREIGN KEY (calibration_id) REFERENCES calibration(id),
  CONSTRAINT calibration_acceptance_reason CHECK ((reason <> ''::text))
);

CREATE TABLE calibration_item (
  calibration_id uuid NOT NULL,
  item_id text NOT NULL,
  item_version integer NOT NULL,
  author_version integer NOT NULL,
  skill text NOT NULL,
  n integer NOT NULL,
  right_share double precision NOT NULL,
  a double precision NOT NULL,
  b double precision NOT NULL,
  se_a double precision,
  se_b double precision,
  fit jsonb NOT NULL,
  dif jsonb NOT NULL,
  exposure double precision NOT NULL,
  gate_failures jsonb NOT NULL,
  state text NOT NULL,
  CONSTRAINT calibration_item_pkey PRIMARY KEY (calibration_id, item_id),
  CONSTRAINT calibration_item_a CHECK ((a > (0)::double precision)),
  CONSTRAINT calibration_item_calibration_fk FOREIGN KEY (calibration_id) REFERENCES calibration(id),
  CONSTRAINT calibration_item_exposure CHECK (((exposure >= (0)::double precision) AND (exposure <= (1)::double precision))),
  CONSTRAINT calibration_item_state CHECK ((state = ANY (ARRAY['pilot'::text, 'calibrated'::text, 'active'::text, 'watch'::text])))
);

CREATE TABLE calibration_item_move (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  category text NOT NULL,
  item_id text NOT NULL,
  author_version integer NOT NULL,
  at timestamp with time zone NOT NULL,
  event text NOT NULL,
  from_state text NOT NULL,
  state text NOT NULL,
  because text,
  found double precision,
  actor_kind text NOT NULL,
  actor_id uuid,
  CONSTRAINT calibration_item_move_pkey PRIMARY KEY (id),
  CONSTRAINT calibration_item_move_state CHECK ((state = ANY (ARRAY['draft'::text, 'expert-rated'::text, 'pilot'::text, 'calibrated'::text, 'active'::text, 'watch'::text, 'retired'::text])))
);
CREATE INDEX calibration_item_move_item ON public.calibration_item_move USING btree (category, item_id, id);

CREATE TABLE card (
  id uuid DEFAULT uuidv7() NOT NULL,
  key text,
  slug text NOT NULL,
  skill text NOT NULL,
  minutes smallint NOT NULL,
  state text NOT NULL,
  file_hash text,
  is_edited boolean DEFAULT false NOT NULL,
  owner_id uuid,
  credited_id uuid,
  origin text,
  reviewed_on date NOT NULL,
  review_by date NOT NULL,
  body jsonb NOT NULL,
  version integer NOT NULL,
  solved integer DEFAULT 0 NOT NULL,
  almost integer DEFAULT 0 NOT NULL,
  refused integer DEFAULT 0 NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT card_pkey PRIMARY KEY (id),
  CONSTRAINT card_credited_fk FOREIGN KEY (credited_id) REFERENCES person(id),
  CONSTRAINT card_key_uq UNIQUE (key),
  CONSTRAINT card_origin CHECK ((origin = ANY (ARRAY['ask'::text, 'ticket'::text]))),
  CONSTRAINT card_owner_fk FOREIGN KEY (owner_id) REFERENCES person(id),
  CONSTRAINT card_slug_uq UNIQUE (slug),
  CONSTRAINT card_state CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'retired'::text])))
);
CREATE INDEX card_review_by ON public.card USING btree (review_by) WHERE (state = 'published'::text);

CREATE TABLE card_outcome (
  id uuid DEFAULT uuidv7() NOT NULL,
  card_id uuid NOT NULL,
  person_id uuid NOT NULL,
  skill text NOT NULL,
  outcome text NOT NULL,
  day date NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT card_outcome_pkey PRIMARY KEY (id),
  CONSTRAINT card_outcome_card_fk FOREIGN KEY (card_id) REFERENCES card(id),
  CONSTRAINT card_outcome_outcome CHECK ((outcome = ANY (ARRAY['solved'::text, 'almost'::text, 'no'::text]))),
  CONSTRAINT card_outcome_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX card_outcome_at ON public.card_outcome USING btree (at);
CREATE UNIQUE INDEX card_outcome_once ON public.card_outcome USING btree (card_id, person_id, day);
CREATE INDEX card_outcome_person ON public.card_outcome USING btree (person_id);

CREATE TABLE card_version (
  card_id uuid NOT NULL,
  version integer NOT NULL,
  body jsonb NOT NULL,
  changed_by uuid,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT card_version_pkey PRIMARY KEY (card_id, version),
  CONSTRAINT card_version_card_fk FOREIGN KEY (card_id) REFERENCES card(id),
  CONSTRAINT card_version_changer_fk FOREIGN KEY (changed_by) REFERENCES person(id)
);

CREATE TABLE category_version (
  id text NOT NULL,
  version integer NOT NULL,
  publication integer NOT NULL,
  status text NOT NULL,
  hash text NOT NULL,
  body jsonb NOT NULL,
  CONSTRAINT category_version_pkey PRIMARY KEY (id, version),
  CONSTRAINT category_version_publication_fk FOREIGN KEY (publication) REFERENCES publication(id),
  CONSTRAINT category_version_status CHECK ((status = ANY (ARRAY['pilot'::text, 'active'::text, 'retired'::text])))
);

CREATE TABLE channel_wish (
  person_id uuid NOT NULL,
  wish text NOT NULL,
  chosen_at timestamp with time zone NOT NULL,
  CONSTRAINT channel_wish_pkey PRIMARY KEY (person_id),
  CONSTRAINT channel_wish_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT channel_wish_wish CHECK ((wish = ANY (ARRAY['chat'::text, 'phone'::text, 'visit'::text, 'self'::text])))
);

CREATE TABLE course_version (
  id uuid NOT NULL,
  version integer NOT NULL,
  publication integer NOT NULL,
  status text NOT NULL,
  hash text NOT NULL,
  body jsonb NOT NULL,
  CONSTRAINT course_version_pkey PRIMARY KEY (id, version),
  CONSTRAINT course_version_publication_fk FOREIGN KEY (publication) REFERENCES publication(id),
  CONSTRAINT course_version_status CHECK ((status = ANY (ARRAY['pilot'::text, 'active'::text, 'retired'::text])))
);

CREATE TABLE data_owner (
  kind text NOT NULL,
  owner_id uuid NOT NULL,
  CONSTRAINT data_owner_pkey PRIMARY KEY (kind),
  CONSTRAINT data_owner_owner_fk FOREIGN KEY (owner_id) REFERENCES person(id)
);

CREATE TABLE deputy (
  id uuid DEFAULT uuidv7() NOT NULL,
  manager_id uuid NOT NULL,
  person_id uuid NOT NULL,
  valid daterange NOT NULL,
  appointed_by uuid,
  appointed_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT deputy_pkey PRIMARY KEY (id),
  CONSTRAINT deputy_appointer_fk FOREIGN KEY (appointed_by) REFERENCES person(id),
  CONSTRAINT deputy_manager_fk FOREIGN KEY (manager_id) REFERENCES person(id),
  CONSTRAINT deputy_no_overlap EXCLUDE USING gist (manager_id WITH =, person_id WITH =, valid WITH &&),
  CONSTRAINT deputy_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT deputy_two CHECK ((manager_id <> person_id)),
  CONSTRAINT deputy_valid CHECK (((NOT isempty(valid)) AND (NOT lower_inf(valid)) AND (NOT upper_inf(valid))))
);
CREATE INDEX deputy_person ON public.deputy USING btree (person_id);

CREATE TABLE digest (
  placement_id uuid NOT NULL,
  person_id uuid NOT NULL,
  manager_id uuid NOT NULL,
  valid daterange NOT NULL,
  leads boolean NOT NULL,
  sort_key text NOT NULL,
  zone text NOT NULL,
  categories text NOT NULL,
  in_order boolean NOT NULL,
  suspended boolean NOT NULL,
  renew_on date,
  ends_on date,
  due_on date,
  licences text NOT NULL,
  requirements text NOT NULL,
  CONSTRAINT digest_pkey PRIMARY KEY (placement_id),
  CONSTRAINT digest_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX digest_below ON public.digest USING btree (manager_id, person_id, valid, categories, in_order, suspended, renew_on, ends_on, due_on, zone, sort_key);
CREATE INDEX digest_leaders ON public.digest USING btree (manager_id, person_id, valid) WHERE leads;
CREATE INDEX digest_person ON public.digest USING btree (person_id);

CREATE TABLE digest_stale (
  whose uuid NOT NULL
);

CREATE TABLE employment (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid NOT NULL,
  valid daterange NOT NULL,
  contract text,
  CONSTRAINT employment_pkey PRIMARY KEY (id),
  CONSTRAINT employment_no_overlap EXCLUDE USING gist (person_id WITH =, valid WITH &&) DEFERRABLE,
  CONSTRAINT employment_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT employment_valid CHECK (((NOT isempty(valid)) AND (NOT lower_inf(valid))))
);
CREATE UNIQUE INDEX employment_person_uq ON public.employment USING btree (id, person_id);

CREATE TABLE endorsement (
  code text NOT NULL,
  category text NOT NULL,
  name_nl text NOT NULL,
  name_en text NOT NULL,
  retired_at timestamp with time zone,
  CONSTRAINT endorsement_pkey PRIMARY KEY (code)
);

CREATE TABLE facility (
  id uuid DEFAULT uuidv7() NOT NULL,
  code text NOT NULL,
  name_nl text NOT NULL,
  name_en text NOT NULL,
  owner text NOT NULL,
  category text NOT NULL,
  safety_critical boolean NOT NULL,
  opens_on_permit boolean NOT NULL,
  retired_at timestamp with time zone,
  endorsement text,
  limits_nl text DEFAULT ''::text NOT NULL,
  limits_en text DEFAULT ''::text NOT NULL,
  CONSTRAINT facility_pkey PRIMARY KEY (id),
  CONSTRAINT facility_owner CHECK ((owner = ANY (ARRAY['it-services'::text, 'security'::text, 'hr'::text, 'facility-services'::text])))
);
CREATE UNIQUE INDEX facility_code_uq ON public.facility USING btree (code);

CREATE TABLE facility_access (
  person_id uuid NOT NULL,
  facility_id uuid NOT NULL,
  access text NOT NULL,
  reason text NOT NULL,
  since timestamp with time zone NOT NULL,
  closing_for text,
  closes_at timestamp with time zone,
  CONSTRAINT facility_access_pkey PRIMARY KEY (person_id, facility_id),
  CONSTRAINT facility_access_access CHECK ((access = ANY (ARRAY['open'::text, 'limited'::text]))),
  CONSTRAINT facility_access_facility_fk FOREIGN KEY (facility_id) REFERENCES facility(id),
  CONSTRAINT facility_access_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT facility_access_planned CHECK (((closes_at IS NULL) OR (closing_for IS NOT NULL)))
);
CREATE INDEX facility_access_closing ON public.facility_access USING btree (closes_at) WHERE (closing_for IS NOT NULL);

CREATE TABLE facility_actual (
  person_id uuid NOT NULL,
  facility_id uuid NOT NULL,
  access text NOT NULL,
  reported_at timestamp with time zone NOT NULL,
  CONSTRAINT facility_actual_pkey PRIMARY KEY (person_id, facility_id),
  CONSTRAINT facility_actual_access CHECK ((access = ANY (ARRAY['open'::text, 'limited'::text, 'closed'::text]))),
  CONSTRAINT facility_actual_facility_fk FOREIGN KEY (facility_id) REFERENCES facility(id),
  CONSTRAINT facility_actual_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);

CREATE TABLE facility_delivery (
  message_seq bigint NOT NULL,
  subscription_id uuid NOT NULL,
  state text NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  next_at timestamp with time zone NOT NULL,
  status integer,
  error text,
  receipt text,
  answered_at timestamp with time zone,
  CONSTRAINT facility_delivery_pkey PRIMARY KEY (subscription_id, message_seq),
  CONSTRAINT facility_delivery_message_fk FOREIGN KEY (message_seq) REFERENCES facility_message(seq),
  CONSTRAINT facility_delivery_state CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'dead'::text]))),
  CONSTRAINT facility_delivery_subscription_fk FOREIGN KEY (subscription_id) REFERENCES facility_subscription(id)
);
CREATE INDEX facility_delivery_due ON public.facility_delivery USING btree (next_at) WHERE (state = 'pending'::text);
CREATE INDEX facility_delivery_message ON public.facility_delivery USING btree (message_seq);

CREATE TABLE facility_message (
  seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid NOT NULL,
  facility_id uuid NOT NULL,
  access text NOT NULL,
  reason text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT facility_message_pkey PRIMARY KEY (seq),
  CONSTRAINT facility_message_access CHECK ((access = ANY (ARRAY['open'::text, 'limited'::text, 'closed'::text]))),
  CONSTRAINT facility_message_facility_fk FOREIGN KEY (facility_id) REFERENCES facility(id),
  CONSTRAINT facility_message_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX facility_message_at ON public.facility_message USING btree (at);
CREATE UNIQUE INDEX facility_message_id_uq ON public.facility_message USING btree (id);
CREATE INDEX facility_message_person ON public.facility_message USING btree (person_id);

CREATE TABLE facility_pass (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid NOT NULL,
  facility_id uuid NOT NULL,
  kind text NOT NULL,
  reason text NOT NULL,
  opened_by uuid NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  reviewed_by uuid,
  reviewed_at timestamp with time zone,
  verdict text,
  note text DEFAULT ''::text NOT NULL,
  CONSTRAINT facility_pass_pkey PRIMARY KEY (id),
  CONSTRAINT facility_pass_facility_fk FOREIGN KEY (facility_id) REFERENCES facility(id),
  CONSTRAINT facility_pass_kind CHECK ((kind = ANY (ARRAY['waiver'::text, 'break-glass'::text]))),
  CONSTRAINT facility_pass_opener_fk FOREIGN KEY (opened_by) REFERENCES person(id),
  CONSTRAINT facility_pass_own_glass CHECK (((kind <> 'break-glass'::text) OR (opened_by = person_id))),
  CONSTRAINT facility_pass_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT facility_pass_review CHECK ((((verdict IS NULL) = (reviewed_at IS NULL)) AND (reviewed_by IS DISTINCT FROM person_id))),
  CONSTRAINT facility_pass_reviewer_fk FOREIGN KEY (reviewed_by) REFERENCES person(id),
  CONSTRAINT facility_pass_self CHECK (((kind <> 'waiver'::text) OR (opened_by <> person_id))),
  CONSTRAINT facility_pass_times CHECK ((opened_at < until_at)),
  CONSTRAINT facility_pass_verdict CHECK ((verdict = ANY (ARRAY['justified'::text, 'not-justified'::text])))
);
CREATE UNIQUE INDEX facility_pass_glass_uq ON public.facility_pass USING btree (person_id, facility_id) WHERE ((kind = 'break-glass'::text) AND (verdict IS NULL));
CREATE INDEX facility_pass_person ON public.facility_pass USING btree (person_id, facility_id);
CREATE INDEX facility_pass_until ON public.facility_pass USING btree (until_at) WHERE (ended_at IS NULL);

CREATE TABLE facility_subscription (
  id uuid DEFAULT uuidv7() NOT NULL,
  name text NOT NULL,
  url text NOT NULL,
  secret text NOT NULL,
  facilities text[] DEFAULT '{}'::text[] NOT NULL,
  created_at timestamp with time zone NOT NULL,
  paused_at timestamp with time zone,
  pause_reason text,
  CONSTRAINT facility_subscription_pkey PRIMARY KEY (id)
);

CREATE TABLE free_day (
  site_id uuid NOT NULL,
  day date NOT NULL,
  name text NOT NULL,
  CONSTRAINT free_day_pkey PRIMARY KEY (site_id, day),
  CONSTRAINT free_day_site_fk FOREIGN KEY (site_id) REFERENCES site(id)
);

CREATE TABLE front_door (
  single boolean DEFAULT true NOT NULL,
  kinds text[] NOT NULL,
  minutes jsonb NOT NULL,
  phone text,
  CONSTRAINT front_door_pkey PRIMARY KEY (single),
  CONSTRAINT front_door_single CHECK (single)
);

CREATE TABLE handled (
  listener text NOT NULL,
  outbox_id bigint NOT NULL,
  handled_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT handled_pkey PRIMARY KEY (listener, outbox_id)
);

CREATE TABLE help_trail (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid NOT NULL,
  words text DEFAULT ''::text NOT NULL,
  language text NOT NULL,
  device text,
  card_slug text,
  card_title text,
  skill text,
  steps_tried jsonb DEFAULT '[]'::jsonb NOT NULL,
  ask jsonb,
  touched_at timestamp with time zone NOT NULL,
  CONSTRAINT help_trail_pkey PRIMARY KEY (id),
  CONSTRAINT help_trail_language CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text]))),
  CONSTRAINT help_trail_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX help_trail_person ON public.help_trail USING btree (person_id, touched_at);
CREATE INDEX help_trail_touched ON public.help_trail USING btree (touched_at);

CREATE TABLE holding (
  person_id uuid NOT NULL,
  category text NOT NULL,
  state text NOT NULL,
  valid_from date,
  valid_until date,
  outbox_id bigint NOT NULL,
  earned_on date,
  CONSTRAINT holding_pkey PRIMARY KEY (person_id, category),
  CONSTRAINT holding_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT holding_since CHECK (((state = 'lost'::text) OR (valid_from IS NOT NULL))),
  CONSTRAINT holding_state CHECK ((state = ANY (ARRAY['held'::text, 'lost'::text])))
);
CREATE INDEX holding_held ON public.holding USING btree (category, valid_until) WHERE (state = 'held'::text);

CREATE TABLE identity (
  issuer text NOT NULL,
  subject text NOT NULL,
  person_id uuid NOT NULL,
  linked_at timestamp with time zone NOT NULL,
  CONSTRAINT identity_pkey PRIMARY KEY (issuer, subject),
  CONSTRAINT identity_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);

CREATE TABLE import_before (
  run_id uuid NOT NULL,
  person_id uuid NOT NULL,
  facts jsonb NOT NULL,
  CONSTRAINT import_before_pkey PRIMARY KEY (run_id, person_id),
  CONSTRAINT import_before_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT import_before_run_fk FOREIGN KEY (run_id) REFERENCES import_run(id) ON DELETE CASCADE
);
CREATE INDEX import_before_person ON public.import_before USING btree (person_id);

CREATE TABLE import_missing (
  source_id uuid NOT NULL,
  person_id uuid NOT NULL,
  runs smallint NOT NULL,
  CONSTRAINT import_missing_pkey PRIMARY KEY (source_id, person_id),
  CONSTRAINT import_missing_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT import_missing_source_fk FOREIGN KEY (source_id) REFERENCES import_source(id)
);
CREATE INDEX import_missing_person ON public.import_missing USING btree (person_id);

CREATE TABLE import_part (
  run_id uuid NOT NULL,
  first integer NOT NULL,
  people uuid[] NOT NULL,
  diff json NOT NULL,
  CONSTRAINT import_part_pkey PRIMARY KEY (run_id, first),
  CONSTRAINT import_part_run_fk FOREIGN KEY (run_id) REFERENCES import_run(id) ON DELETE CASCADE
);
CREATE INDEX import_part_people ON public.import_part USING gin (people);

CREATE TABLE import_refusal (
  id uuid DEFAULT uuidv7() NOT NULL,
  source_id uuid NOT NULL,
  file_name text NOT NULL,
  taken_as text NOT NULL,
  reason text NOT NULL,
  at timestamp with time zone NOT NULL,
  seen_at timestamp with time zone,
  CONSTRAINT import_refusal_pkey PRIMARY KEY (id),
  CONSTRAINT import_refusal_source_fk FOREIGN KEY (source_id) REFERENCES import_source(id)
);
CREATE UNIQUE INDEX import_refusal_taken_uq ON public.import_refusal USING btree (taken_as);

CREATE TABLE import_row (
  run_id uuid NOT NULL,
  position integer NOT NULL,
  kind text NOT NULL,
  person_id uuid,
  number text,
  name text,
  row_number integer,
  column_name text,
  value_kind text,
  reason text,
  CONSTRAINT import_row_pkey PRIMARY KEY (run_id, "position"),
  CONSTRAINT import_row_kind CHECK ((kind = ANY (ARRAY['problems'::text, 'held'::text]))),
  CONSTRAINT import_row_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT import_row_run_fk FOREIGN KEY (run_id) REFERENCES import_run(id) ON DELETE CASCADE
);
CREATE INDEX import_row_person ON public.import_row USING btree (person_id) WHERE (person_id IS NOT NULL);

CREATE TABLE import_run (
  id uuid DEFAULT uuidv7() NOT NULL,
  source_id uuid NOT NULL,
  state text NOT NULL,
  file_name text NOT NULL,
  file bytea,
  choice jsonb DEFAULT '{}'::jsonb NOT NULL,
  reading jsonb NOT NULL,
  result jsonb,
  fingerprint text,
  started_by uuid,
  started_by_name text NOT NULL,
  started_at timestamp with time zone NOT NULL,
  released_by uuid,
  released_at timestamp with time zone,
  applied_by uuid,
  applied_at timestamp with time zone,
  percent smallint DEFAULT 0 NOT NULL,
  step text,
  taken_as text,
  tree_before jsonb,
  applied_audit bigint,
  undone_by uuid,
  undone_at timestamp with time zone,
  undo_result jsonb,
  CONSTRAINT import_run_pkey PRIMARY KEY (id),
  CONSTRAINT import_run_applied_fk FOREIGN KEY (applied_by) REFERENCES person(id),
  CONSTRAINT import_run_released_fk FOREIGN KEY (released_by) REFERENCES person(id),
  CONSTRAINT import_run_source_fk FOREIGN KEY (source_id) REFERENCES import_source(id),
  CONSTRAINT import_run_started_fk FOREIGN KEY (started_by) REFERENCES person(id),
  CONSTRAINT import_run_state CHECK ((state = ANY (ARRAY['columns'::text, 'planned'::text, 'applying'::text, 'applied'::text, 'cancelled'::text, 'undoing'::text, 'undone'::text]))),
  CONSTRAINT import_run_undone_fk FOREIGN KEY (undone_by) REFERENCES person(id)
);
CREATE INDEX import_run_started ON public.import_run USING btree (started_at);
CREATE UNIQUE INDEX import_run_taken_uq ON public.import_run USING btree (taken_as) WHERE (taken_as IS NOT NULL);

CREATE TABLE import_source (
  id uuid DEFAULT uuidv7() NOT NULL,
  name text NOT NULL,
  mapping jsonb DEFAULT '{}'::jsonb NOT NULL,
  brake_percent integer DEFAULT 5 NOT NULL,
  brake_people integer DEFAULT 10 NOT NULL,
  preset text,
  dates text DEFAULT 'day'::text NOT NULL,
  feed text DEFAULT 'everybody'::text NOT NULL,
  ends_after smallint DEFAULT 1 NOT NULL,
  CONSTRAINT import_source_pkey PRIMARY KEY (id),
  CONSTRAINT import_source_dates CHECK ((dates = ANY (ARRAY['day'::text, 'month'::text]))),
  CONSTRAINT import_source_ends_after CHECK (((ends_after >= 1) AND (ends_after <= 30))),
  CONSTRAINT import_source_feed CHECK ((feed = ANY (ARRAY['everybody'::text, 'own'::text, 'partial'::text]))),
  CONSTRAINT import_source_people CHECK ((brake_people >= 0)),
  CONSTRAINT import_source_percent CHECK (((brake_percent >= 0) AND (brake_percent <= 100)))
);
CREATE UNIQUE INDEX import_source_name_uq ON public.import_source USING btree (name);

CREATE TABLE incident (
  id uuid DEFAULT uuidv7() NOT NULL,
  body jsonb NOT NULL,
  service_id uuid,
  published_by uuid,
  published_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  CONSTRAINT incident_pkey PRIMARY KEY (id),
  CONSTRAINT incident_publisher_fk FOREIGN KEY (published_by) REFERENCES person(id),
  CONSTRAINT incident_service_fk FOREIGN KEY (service_id) REFERENCES service(id)
);
CREATE INDEX incident_open ON public.incident USING btree (published_at) WHERE (closed_at IS NULL);

CREATE TABLE incident_follow (
  incident_id uuid NOT NULL,
  person_id uuid NOT NULL,
  followed_at timestamp with time zone NOT NULL,
  CONSTRAINT incident_follow_pkey PRIMARY KEY (incident_id, person_id),
  CONSTRAINT incident_follow_incident_fk FOREIGN KEY (incident_id) REFERENCES incident(id),
  CONSTRAINT incident_follow_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX incident_follow_person ON public.incident_follow USING btree (person_id);

CREATE TABLE item_version (
  id text NOT NULL,
  version integer NOT NULL,
  publication integer NOT NULL,
  status text NOT NULL,
  hash text NOT NULL,
  skill text NOT NULL,
  use text NOT NULL,
  meaning text NOT NULL,
  author_version integer NOT NULL,
  body jsonb NOT NULL,
  CONSTRAINT item_version_pkey PRIMARY KEY (id, version),
  CONSTRAINT item_version_publication_fk FOREIGN KEY (publication) REFERENCES publication(id),
  CONSTRAINT item_version_status CHECK ((status = ANY (ARRAY['pilot'::text, 'active'::text, 'retired'::text]))),
  CONSTRAINT item_version_use CHECK ((use = ANY (ARRAY['practice'::text, 'exam'::text])))
);

CREATE TABLE job_failure (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  name text NOT NULL,
  outbox_id bigint,
  failed_at timestamp with time zone DEFAULT now() NOT NULL,
  reason text NOT NULL,
  CONSTRAINT job_failure_pkey PRIMARY KEY (id)
);

CREATE TABLE job_run (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  name text NOT NULL,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone NOT NULL,
  summary jsonb NOT NULL,
  CONSTRAINT job_run_pkey PRIMARY KEY (id)
);
CREATE INDEX job_run_name ON public.job_run USING btree (name, started_at);

CREATE TABLE lesson_sitting (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid NOT NULL,
  lesson_id uuid NOT NULL,
  lesson_version integer NOT NULL,
  card smallint NOT NULL,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  CONSTRAINT lesson_sitting_pkey PRIMARY KEY (id),
  CONSTRAINT lesson_sitting_card CHECK (((card >= 1) AND (card <= 5))),
  CONSTRAINT lesson_sitting_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE UNIQUE INDEX lesson_sitting_open_uq ON public.lesson_sitting USING btree (person_id, lesson_id) WHERE (finished_at IS NULL);
CREATE INDEX lesson_sitting_person ON public.lesson_sitting USING btree (person_id, lesson_id);

CREATE TABLE lesson_version (
  id uuid NOT NULL,
  version integer NOT NULL,
  publication integer NOT NULL,
  status text NOT NULL,
  hash text NOT NULL,
  body jsonb NOT NULL,
  CONSTRAINT lesson_version_pkey PRIMARY KEY (id, version),
  CONSTRAINT lesson_version_publication_fk FOREIGN KEY (publication) REFERENCES publication(id),
  CONSTRAINT lesson_version_status CHECK ((status = ANY (ARRAY['pilot'::text, 'active'::text, 'retired'::text])))
);

CREATE TABLE licence (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid NOT NULL,
  category text NOT NULL,
  number text NOT NULL,
  state text NOT NULL,
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
  refresh_by date,
  memory_band text,
  memory_since date,
  memory_skill text,
  prompted_on date,
  counted jsonb,
  supervisor_id uuid,
  endorsements text[] DEFAULT '{}'::text[] NOT NULL,
  appeal jsonb,
  CONSTRAINT licence_pkey PRIMARY KEY (id),
  CONSTRAINT licence_dates CHECK (((valid_from <= valid_until) AND (valid_until <= grace_until))),
  CONSTRAINT licence_ended CHECK (((ended_on IS NOT NULL) = (state = ANY (ARRAY['expired'::text, 'revoked'::text])))),
  CONSTRAINT licence_memory_band CHECK ((memory_band = ANY (ARRAY['green'::text, 'amber'::text, 'red'::text]))),
  CONSTRAINT licence_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT licence_refresh CHECK (((refresh_by IS NULL) OR (state = ANY (ARRAY['valid'::text, 'renewal'::text, 'grace'::text, 'suspended'::text])))),
  CONSTRAINT licence_state CHECK ((state = ANY (ARRAY['permit'::text, 'valid'::text, 'renewal'::text, 'grace'::text, 'expired'::text, 'suspended'::text, 'revoked'::text]))),
  CONSTRAINT licence_supervisor_fk FOREIGN KEY (supervisor_id) REFERENCES person(id)
);
CREATE INDEX licence_appealed ON public.licence USING btree (id) WHERE ((appeal ->> 'outcome'::text) = 'open'::text);
CREATE UNIQUE INDEX licence_code_uq ON public.licence USING btree (verification_code);
CREATE INDEX licence_due ON public.licence USING btree (next_change_on);
CREATE INDEX licence_expiring ON public.licence USING btree (valid_until) WHERE (state = ANY (ARRAY['valid'::text, 'renewal'::text]));
CREATE INDEX licence_fading ON public.licence USING btree (memory_since) WHERE (memory_band = 'amber'::text);
CREATE UNIQUE INDEX licence_number_uq ON public.licence USING btree (number);
CREATE UNIQUE INDEX licence_open_uq ON public.licence USING btree (person_id, category) WHERE (state <> ALL (ARRAY['expired'::text, 'revoked'::text]));
CREATE INDEX licence_person ON public.licence USING btree (person_id, category);
CREATE INDEX licence_refreshing ON public.licence USING btree (refresh_by) WHERE (refresh_by IS NOT NULL);
CREATE INDEX licence_supervised ON public.licence USING btree (supervisor_id) WHERE (supervisor_id IS NOT NULL);

CREATE TABLE licence_change (
  seq bigint NOT NULL,
  licence_id uuid NOT NULL,
  person_id uuid NOT NULL,
  kind text NOT NULL,
  event jsonb NOT NULL,
  attempt_id uuid,
  actor text NOT NULL,
  at timestamp with time zone NOT NULL,
  prev_hash text NOT NULL,
  hash text NOT NULL,
  CONSTRAINT licence_change_pkey PRIMARY KEY (seq),
  CONSTRAINT licence_change_licence_fk FOREIGN KEY (licence_id) REFERENCES licence(id),
  CONSTRAINT licence_change_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE UNIQUE INDEX licence_change_attempt_uq ON public.licence_change USING btree (attempt_id);
CREATE INDEX licence_change_licence ON public.licence_change USING btree (licence_id, seq);
CREATE INDEX licence_change_person ON public.licence_change USING btree (person_id);

CREATE TABLE licence_correction (
  id uuid DEFAULT uuidv7() NOT NULL,
  licence_id uuid NOT NULL,
  person_id uuid NOT NULL,
  valid_from date NOT NULL,
  valid_until date NOT NULL,
  reason text NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_at timestamp with time zone NOT NULL,
  decided_by uuid,
  decided_at timestamp with time zone,
  outcome text,
  CONSTRAINT licence_correction_pkey PRIMARY KEY (id),
  CONSTRAINT licence_correction_dates CHECK ((valid_from <= valid_until)),
  CONSTRAINT licence_correction_decided CHECK ((((outcome IS NULL) = (decided_by IS NULL)) AND ((outcome IS NULL) = (decided_at IS NULL)))),
  CONSTRAINT licence_correction_decider_fk FOREIGN KEY (decided_by) REFERENCES person(id),
  CONSTRAINT licence_correction_licence_fk FOREIGN KEY (licence_id) REFERENCES licence(id),
  CONSTRAINT licence_correction_outcome CHECK ((outcome = ANY (ARRAY['confirmed'::text, 'rejected'::text]))),
  CONSTRAINT licence_correction_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT licence_correction_proposer_fk FOREIGN KEY (proposed_by) REFERENCES person(id),
  CONSTRAINT licence_correction_second_person CHECK (((outcome IS DISTINCT FROM 'confirmed'::text) OR (decided_by <> proposed_by)))
);
CREATE INDEX licence_correction_person ON public.licence_correction USING btree (person_id);
CREATE UNIQUE INDEX licence_correction_waiting_uq ON public.licence_correction USING btree (licence_id) WHERE (outcome IS NULL);

CREATE TABLE licence_evidence_claim (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid NOT NULL,
  category text NOT NULL,
  obtained_on date NOT NULL,
  words text NOT NULL,
  submitted_at timestamp with time zone NOT NULL,
  outcome text,
  answer text,
  decided_by uuid,
  decided_at timestamp with time zone,
  CONSTRAINT licence_evidence_claim_pkey PRIMARY KEY (id),
  CONSTRAINT licence_evidence_claim_decided CHECK ((((outcome IS NULL) = (decided_by IS NULL)) AND ((outcome IS NULL) = (decided_at IS NULL)) AND ((outcome IS NULL) = (answer IS NULL)))),
  CONSTRAINT licence_evidence_claim_decider_fk FOREIGN KEY (decided_by) REFERENCES person(id),
  CONSTRAINT licence_evidence_claim_other CHECK ((decided_by <> person_id)),
  CONSTRAINT licence_evidence_claim_outcome CHECK ((outcome = ANY (ARRAY['accepted'::text, 'rejected'::text]))),
  CONSTRAINT licence_evidence_claim_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX licence_evidence_claim_person ON public.licence_evidence_claim USING btree (person_id);
CREATE UNIQUE INDEX licence_evidence_claim_waiting_uq ON public.licence_evidence_claim USING btree (person_id, category) WHERE (outcome IS NULL);

CREATE TABLE licence_export (
  id uuid DEFAULT uuidv7() NOT NULL,
  asked_by uuid NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  on_date date NOT NULL,
  language text NOT NULL,
  state text NOT NULL,
  done integer DEFAULT 0 NOT NULL,
  total integer,
  finished_at timestamp with time zone,
  format text NOT NULL,
  file bytea,
  CONSTRAINT licence_export_pkey PRIMARY KEY (id),
  CONSTRAINT licence_export_asker_fk FOREIGN KEY (asked_by) REFERENCES person(id),
  CONSTRAINT licence_export_format CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text]))),
  CONSTRAINT licence_export_state CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text])))
);

CREATE TABLE licence_ledger_check (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  at timestamp with time zone NOT NULL,
  ok boolean NOT NULL,
  lines integer NOT NULL,
  licences integer NOT NULL,
  faults jsonb NOT NULL,
  CONSTRAINT licence_ledger_check_pkey PRIMARY KEY (id)
);

CREATE TABLE licence_ledger_head (
  name text NOT NULL,
  seq bigint NOT NULL,
  hash text NOT NULL,
  CONSTRAINT licence_ledger_head_pkey PRIMARY KEY (name)
);

CREATE TABLE licence_reason (
  change_seq bigint NOT NULL,
  person_id uuid NOT NULL,
  salt text NOT NULL,
  reason text NOT NULL,
  CONSTRAINT licence_reason_pkey PRIMARY KEY (change_seq),
  CONSTRAINT licence_reason_change_fk FOREIGN KEY (change_seq) REFERENCES licence_change(seq),
  CONSTRAINT licence_reason_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX licence_reason_person ON public.licence_reason USING btree (person_id);

CREATE TABLE licence_rule (
  category text NOT NULL,
  rule text NOT NULL,
  months integer NOT NULL,
  chosen_at timestamp with time zone NOT NULL,
  CONSTRAINT licence_rule_pkey PRIMARY KEY (category),
  CONSTRAINT licence_rule_months CHECK (((months >= 1) AND (months <= 120))),
  CONSTRAINT licence_rule_rule CHECK ((rule = ANY (ARRAY['from-completion'::text, 'from-previous-expiry'::text, 'fixed-date'::text, 'upkeep'::text])))
);

CREATE TABLE mail_message (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  key text NOT NULL,
  sent_to text NOT NULL,
  subject text NOT NULL,
  html text NOT NULL,
  text text NOT NULL,
  headers jsonb DEFAULT '{}'::jsonb NOT NULL,
  sent_at timestamp with time zone NOT NULL,
  CONSTRAINT mail_message_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX mail_message_key ON public.mail_message USING btree (key);

CREATE TABLE media (
  hash text NOT NULL,
  content_type text NOT NULL,
  bytes bytea NOT NULL,
  CONSTRAINT media_pkey PRIMARY KEY (hash)
);

CREATE TABLE message (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid NOT NULL,
  channel text NOT NULL,
  kind text NOT NULL,
  key text NOT NULL,
  planned_for timestamp with time zone NOT NULL,
  state text NOT NULL,
  claimed_at timestamp with time zone,
  sent_at timestamp with time zone,
  read_at timestamp with time zone,
  outcome text,
  CONSTRAINT message_pkey PRIMARY KEY (id),
  CONSTRAINT message_channel CHECK ((channel = ANY (ARRAY['email'::text, 'in-app'::text]))),
  CONSTRAINT message_kind CHECK ((kind = ANY (ARRAY['single'::text, 'digest'::text, 'welcome-back'::text, 'direct'::text]))),
  CONSTRAINT message_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT message_sent CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL))),
  CONSTRAINT message_state CHECK ((state = ANY (ARRAY['planned'::text, 'sending'::text, 'sent'::text, 'dropped'::text])))
);
CREATE UNIQUE INDEX message_key_uq ON public.message USING btree (key) WHERE (state <> 'dropped'::text);
CREATE INDEX message_person ON public.message USING btree (person_id, planned_for);
CREATE INDEX message_unread ON public.message USING btree (person_id) WHERE ((state = 'sent'::text) AND (read_at IS NULL));
CREATE INDEX message_waiting ON public.message USING btree (planned_for) WHERE (state = ANY (ARRAY['planned'::text, 'sending'::text]));

CREATE TABLE milestone (
  id uuid DEFAULT uuidv7() NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  state text DEFAULT 'planned'::text NOT NULL,
  title jsonb NOT NULL,
  text jsonb NOT NULL,
  category text NOT NULL,
  rule jsonb NOT NULL,
  audience jsonb NOT NULL,
  target smallint NOT NULL,
  due_on date NOT NULL,
  announcement jsonb,
  announce_on date,
  announced_at timestamp with time zone,
  decided_on date,
  created_by uuid,
  created_at timestamp with time zone NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT milestone_pkey PRIMARY KEY (id),
  CONSTRAINT milestone_announced CHECK (((state <> 'announced'::text) OR ((announced_at IS NOT NULL) AND (announcement IS NOT NULL)))),
  CONSTRAINT milestone_creator_fk FOREIGN KEY (created_by) REFERENCES person(id),
  CONSTRAINT milestone_decided CHECK (((decided_on IS NOT NULL) = (state = ANY (ARRAY['reached'::text, 'missed'::text])))),
  CONSTRAINT milestone_message CHECK (((announcement IS NULL) = (announce_on IS NULL))),
  CONSTRAINT milestone_state CHECK ((state = ANY (ARRAY['planned'::text, 'announced'::text, 'reached'::text, 'missed'::text]))),
  CONSTRAINT milestone_target CHECK (((target >= 1) AND (target <= 100)))
);
CREATE INDEX milestone_due ON public.milestone USING btree (due_on, id);

CREATE TABLE milestone_snapshot (
  milestone_id uuid NOT NULL,
  taken_on date NOT NULL,
  audience integer NOT NULL,
  holders integer NOT NULL,
  share numeric(5,4),
  CONSTRAINT milestone_snapshot_pkey PRIMARY KEY (milestone_id, taken_on),
  CONSTRAINT milestone_snapshot_holders CHECK (((holders >= 0) AND (holders <= audience))),
  CONSTRAINT milestone_snapshot_milestone_fk FOREIGN KEY (milestone_id) REFERENCES milestone(id) ON DELETE CASCADE,
  CONSTRAINT milestone_snapshot_share CHECK (((share IS NULL) = (audience = 0)))
);

CREATE TABLE nudge (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid NOT NULL,
  purpose text NOT NULL,
  period text NOT NULL,
  subject text NOT NULL,
  category text,
  about_on date,
  facts jsonb DEFAULT '{}'::jsonb NOT NULL,
  collected_at timestamp with time zone NOT NULL,
  state text DEFAULT 'pending'::text NOT NULL,
  message_id uuid,
  closed_at timestamp with time zone,
  CONSTRAINT nudge_pkey PRIMARY KEY (id),
  CONSTRAINT nudge_message_fk FOREIGN KEY (message_id) REFERENCES message(id),
  CONSTRAINT nudge_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT nudge_purpose CHECK ((purpose = ANY (ARRAY['ask-answered'::text, 'ask-received'::text, 'card-care'::text, 'closing'::text, 'decision'::text, 'due-soon'::text, 'exam-available'::text, 'expiring'::text, 'fading'::text, 'incident-closed'::text, 'milestone'::text, 'on-hold'::text, 'overdue'::text, 'proposal-decided'::text, 'refresh'::text, 'reminder'::text, 'report-answered'::text, 'required'::text, 'review-offered'::text, 'survey'::text, 'thanked'::text, 'ticket-answered'::text, 'weekly-review'::text]))),
  CONSTRAINT nudge_state CHECK ((state = ANY (ARRAY['pending'::text, 'sent'::text, 'cancelled'::text, 'expired'::text])))
);
CREATE INDEX nudge_message ON public.nudge USING btree (message_id);
CREATE UNIQUE INDEX nudge_once_uq ON public.nudge USING btree (person_id, purpose, period);
CREATE INDEX nudge_pending ON public.nudge USING btree (person_id) WHERE (state = 'pending'::text);

CREATE TABLE nudge_preference (
  person_id uuid NOT NULL,
  per_week smallint,
  email_on boolean DEFAULT true NOT NULL,
  paused_until timestamp with time zone,
  unsubscribed_at timestamp with time zone,
  token text NOT NULL,
  CONSTRAINT nudge_preference_pkey PRIMARY KEY (person_id),
  CONSTRAINT nudge_preference_per_week CHECK (((per_week >= 1) AND (per_week <= 7))),
  CONSTRAINT nudge_preference_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE UNIQUE INDEX nudge_preference_token_uq ON public.nudge_preference USING btree (token);

CREATE TABLE nudge_stop (
  person_id uuid NOT NULL,
  subject text NOT NULL,
  outbox_id bigint NOT NULL,
  stopped_at timestamp with time zone NOT NULL,
  CONSTRAINT nudge_stop_pkey PRIMARY KEY (person_id, subject),
  CONSTRAINT nudge_stop_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);

CREATE TABLE oidc_sign_in (
  state_hash bytea NOT NULL,
  nonce text NOT NULL,
  verifier text NOT NULL,
  return_to text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT oidc_sign_in_pkey PRIMARY KEY (state_hash)
);

CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  published_at timestamp with time zone,
  CONSTRAINT outbox_pkey PRIMARY KEY (id),
  CONSTRAINT outbox_kind CHECK ((kind = ANY (ARRAY['event'::text, 'job'::text])))
);
CREATE INDEX outbox_waiting ON public.outbox USING btree (id) WHERE (published_at IS NULL);

CREATE TABLE path_mark (
  person_id uuid NOT NULL,
  skill text NOT NULL,
  kind text NOT NULL,
  at timestamp with time zone NOT NULL,
  source_id uuid NOT NULL,
  CONSTRAINT path_mark_pkey PRIMARY KEY (person_id, skill, kind),
  CONSTRAINT path_mark_kind CHECK ((kind = ANY (ARRAY['done'::text, 'exempt'::text]))),
  CONSTRAINT path_mark_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);

CREATE TABLE path_progress (
  person_id uuid NOT NULL,
  category text NOT NULL,
  placed_at timestamp with time zone,
  licence text DEFAULT 'none'::text NOT NULL,
  held_until date,
  exam_passed_at timestamp with time zone,
  exam_again_at timestamp with time zone,
  CONSTRAINT path_progress_pkey PRIMARY KEY (person_id, category),
  CONSTRAINT path_progress_licence CHECK ((licence = ANY (ARRAY['none'::text, 'held'::text, 'renewal'::text, 'expired'::text, 'suspended'::text, 'revoked'::text]))),
  CONSTRAINT path_progress_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);

CREATE TABLE path_version (
  id uuid NOT NULL,
  version integer NOT NULL,
  publication integer NOT NULL,
  status text NOT NULL,
  hash text NOT NULL,
  body jsonb NOT NULL,
  CONSTRAINT path_version_pkey PRIMARY KEY (id, version),
  CONSTRAINT path_version_publication_fk FOREIGN KEY (publication) REFERENCES publication(id),
  CONSTRAINT path_version_status CHECK ((status = ANY (ARRAY['pilot'::text, 'active'::text, 'retired'::text])))
);

CREATE TABLE person (
  id uuid DEFAULT uuidv7() NOT NULL,
  number text NOT NULL,
  given_name text NOT NULL,
  infix text,
  family_name text NOT NULL,
  display_name text NOT NULL,
  sort_name text NOT NULL,
  email text,
  language text NOT NULL,
  zone text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  erased_at timestamp with time zone,
  merged_into uuid,
  CONSTRAINT person_pkey PRIMARY KEY (id),
  CONSTRAINT person_language CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text]))),
  CONSTRAINT person_merged CHECK ((merged_into <> id)),
  CONSTRAINT person_merged_fk FOREIGN KEY (merged_into) REFERENCES person(id)
);
CREATE INDEX person_email ON public.person USING btree (lower(email));
CREATE INDEX person_merged_into ON public.person USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE UNIQUE INDEX person_number_uq ON public.person USING btree (number);
CREATE INDEX person_sort ON public.person USING btree (sort_name, id);

CREATE TABLE person_finding (
  id uuid DEFAULT uuidv7() NOT NULL,
  kind text NOT NULL,
  key text NOT NULL,
  person_id uuid,
  run_id uuid,
  details jsonb NOT NULL,
  owner_id uuid,
  found_at timestamp with time zone NOT NULL,
  mended_at timestamp with time zone,
  CONSTRAINT person_finding_pkey PRIMARY KEY (id),
  CONSTRAINT person_finding_owner_fk FOREIGN KEY (owner_id) REFERENCES person(id),
  CONSTRAINT person_finding_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT person_finding_run_fk FOREIGN KEY (run_id) REFERENCES import_run(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX person_finding_open_uq ON public.person_finding USING btree (kind, key) WHERE (mended_at IS NULL);
CREATE INDEX person_finding_person ON public.person_finding USING btree (person_id);
CREATE INDEX person_finding_run ON public.person_finding USING btree (run_id);

CREATE TABLE person_grant (
  person_id uuid NOT NULL,
  granted text NOT NULL,
  granted_at timestamp with time zone NOT NULL,
  CONSTRAINT person_grant_pkey PRIMARY KEY (person_id, granted),
  CONSTRAINT person_grant_known CHECK ((granted = ANY (ARRAY['hr'::text, 'author'::text, 'it'::text, 'admin'::text, 'works-council'::text]))),
  CONSTRAINT person_grant_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);

CREATE TABLE person_match (
  id uuid DEFAULT uuidv7() NOT NULL,
  kept_id uuid NOT NULL,
  other_id uuid NOT NULL,
  kind text NOT NULL,
  chance double precision,
  evidence jsonb NOT NULL,
  state text NOT NULL,
  found_at timestamp with time zone NOT NULL,
  decided_by uuid,
  decided_at timestamp with time zone,
  CONSTRAINT person_match_pkey PRIMARY KEY (id),
  CONSTRAINT person_match_chance CHECK (((chance >= (0)::double precision) AND (chance <= (1)::double precision))),
  CONSTRAINT person_match_decider_fk FOREIGN KEY (decided_by) REFERENCES person(id),
  CONSTRAINT person_match_kept_fk FOREIGN KEY (kept_id) REFERENCES person(id),
  CONSTRAINT person_match_kind CHECK ((kind = ANY (ARRAY['rehire'::text, 'duplicate'::text]))),
  CONSTRAINT person_match_other_fk FOREIGN KEY (other_id) REFERENCES person(id),
  CONSTRAINT person_match_state CHECK ((state = ANY (ARRAY['open'::text, 'merged'::text, 'rejected'::text]))),
  CONSTRAINT person_match_two CHECK ((kept_id <> other_id))
);
CREATE INDEX person_match_open ON public.person_match USING btree (found_at) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX person_match_pair_uq ON public.person_match USING btree (LEAST(kept_id, other_id), GREATEST(kept_id, other_id));

CREATE TABLE person_merge (
  id uuid DEFAULT uuidv7() NOT NULL,
  match_id uuid,
  from_id uuid NOT NULL,
  into_id uuid NOT NULL,
  before jsonb NOT NULL,
  merged_by uuid,
  merged_at timestamp with time zone NOT NULL,
  undone_by uuid,
  undone_at timestamp with time zone,
  CONSTRAINT person_merge_pkey PRIMARY KEY (id),
  CONSTRAINT person_merge_from_fk FOREIGN KEY (from_id) REFERENCES person(id),
  CONSTRAINT person_merge_into_fk FOREIGN KEY (into_id) REFERENCES person(id),
  CONSTRAINT person_merge_match_fk FOREIGN KEY (match_id) REFERENCES person_match(id),
  CONSTRAINT person_merge_merger_fk FOREIGN KEY (merged_by) REFERENCES person(id),
  CONSTRAINT person_merge_undoer_fk FOREIGN KEY (undone_by) REFERENCES person(id)
);
CREATE UNIQUE INDEX person_merge_from_uq ON public.person_merge USING btree (from_id) WHERE (undone_at IS NULL);
CREATE INDEX person_merge_into ON public.person_merge USING btree (into_id);

CREATE TABLE person_moved_row (
  merge_id uuid NOT NULL,
  table_name text NOT NULL,
  row_key jsonb NOT NULL,
  CONSTRAINT person_moved_row_pkey PRIMARY KEY (merge_id, table_name, row_key),
  CONSTRAINT person_moved_row_merge_fk FOREIGN KEY (merge_id) REFERENCES person_merge(id)
);

CREATE TABLE placement (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid NOT NULL,
  employment_id uuid NOT NULL,
  seat smallint NOT NULL,
  valid daterange NOT NULL,
  job text NOT NULL,
  team_id uuid NOT NULL,
  site_id uuid NOT NULL,
  manager_id uuid,
  weekly_hours numeric(4,2),
  working_days smallint[] NOT NULL,
  night_shift boolean NOT NULL,
  grade text,
  CONSTRAINT placement_pkey PRIMARY KEY (id),
  CONSTRAINT placement_employment_fk FOREIGN KEY (employment_id, person_id) REFERENCES employment(id, person_id),
  CONSTRAINT placement_manager_fk FOREIGN KEY (manager_id) REFERENCES person(id),
  CONSTRAINT placement_no_overlap EXCLUDE USING gist (employment_id WITH =, seat WITH =, valid WITH &&) DEFERRABLE,
  CONSTRAINT placement_site_fk FOREIGN KEY (site_id) REFERENCES site(id),
  CONSTRAINT placement_team_fk FOREIGN KEY (team_id) REFERENCES team(id),
  CONSTRAINT placement_valid CHECK (((NOT isempty(valid)) AND (NOT lower_inf(valid))))
);
CREATE INDEX placement_manager ON public.placement USING btree (manager_id, person_id, valid);
CREATE INDEX placement_person ON public.placement USING btree (person_id);

CREATE TABLE policy (
  id uuid DEFAULT uuidv7() NOT NULL,
  state text DEFAULT 'draft'::text NOT NULL,
  version integer DEFAULT 0 NOT NULL,
  draft jsonb NOT NULL,
  has_changes boolean DEFAULT true NOT NULL,
  resumed_on date,
  created_by uuid,
  created_at timestamp with time zone NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  proposed_step text,
  proposed_by uuid,
  proposed_at timestamp with time zone,
  CONSTRAINT policy_pkey PRIMARY KEY (id),
  CONSTRAINT policy_creator_fk FOREIGN KEY (created_by) REFERENCES person(id),
  CONSTRAINT policy_in_force CHECK (((state = 'draft'::text) OR (version > 0))),
  CONSTRAINT policy_proposed CHECK (((proposed_step IS NULL) = (proposed_at IS NULL))),
  CONSTRAINT policy_proposed_step CHECK ((proposed_step = ANY (ARRAY['publish'::text, 'resume'::text, 'undo'::text]))),
  CONSTRAINT policy_proposer_fk FOREIGN KEY (proposed_by) REFERENCES person(id),
  CONSTRAINT policy_state CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'paused'::text])))
);

CREATE TABLE policy_snapshot (
  policy_id uuid NOT NULL,
  taken_on date NOT NULL,
  asked integer NOT NULL,
  in_order integer NOT NULL,
  overdue integer NOT NULL,
  CONSTRAINT policy_snapshot_pkey PRIMARY KEY (policy_id, taken_on),
  CONSTRAINT policy_snapshot_policy_fk FOREIGN KEY (policy_id) REFERENCES policy(id)
);

CREATE TABLE policy_version (
  policy_id uuid NOT NULL,
  version integer NOT NULL,
  category text NOT NULL,
  rule jsonb NOT NULL,
  due jsonb NOT NULL,
  title jsonb NOT NULL,
  sentence jsonb NOT NULL,
  because jsonb NOT NULL,
  since date NOT NULL,
  copy_of integer,
  published_by uuid,
  published_at timestamp with time zone NOT NULL,
  renew_months smallint,
  renew_since date,
  steps jsonb NOT NULL,
  apply_to text NOT NULL,
  tests jsonb NOT NULL,
  published_on date,
  proposed_by uuid,
  CONSTRAINT policy_version_pkey PRIMARY KEY (policy_id, version),
  CONSTRAINT policy_version_apply_to CHECK ((apply_to = ANY (ARRAY['new'::text, 'renewal'::text, 'now'::text]))),
  CONSTRAINT policy_version_policy_fk FOREIGN KEY (policy_id) REFERENCES policy(id),
  CONSTRAINT policy_version_proposer_fk FOREIGN KEY (proposed_by) REFERENCES person(id),
  CONSTRAINT policy_version_publisher_fk FOREIGN KEY (published_by) REFERENCES person(id)
);

CREATE TABLE preference (
  person_id uuid NOT NULL,
  language text,
  theme text,
  keys_on boolean DEFAULT true NOT NULL,
  CONSTRAINT preference_pkey PRIMARY KEY (person_id),
  CONSTRAINT preference_language CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text]))),
  CONSTRAINT preference_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT preference_theme CHECK ((theme = ANY (ARRAY['light'::text, 'dark'::text])))
);

CREATE TABLE publication (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  published_at timestamp with time zone NOT NULL,
  published_by uuid,
  added integer NOT NULL,
  changed integer NOT NULL,
  retired integer NOT NULL,
  unchanged integer NOT NULL,
  CONSTRAINT publication_pkey PRIMARY KEY (id)
);

CREATE TABLE rate_limit (
  key text NOT NULL,
  hits integer NOT NULL,
  resets_at timestamp with time zone NOT NULL,
  CONSTRAINT rate_limit_pkey PRIMARY KEY (key)
);

CREATE TABLE requirement (
  id uuid DEFAULT uuidv7() NOT NULL,
  policy_id uuid NOT NULL,
  version integer NOT NULL,
  person_id uuid NOT NULL,
  category text NOT NULL,
  state text NOT NULL,
  joined_on date NOT NULL,
  lost_on date,
  due_on date,
  explanation jsonb NOT NULL,
  told smallint,
  created_at timestamp with time zone NOT NULL,
  proof_on date,
  rejoined_on date,
  ended_on date,
  access_ends_on date,
  access_ended boolean DEFAULT false NOT NULL,
  night_shift boolean DEFAULT false NOT NULL,
  CONSTRAINT requirement_pkey PRIMARY KEY (id),
  CONSTRAINT requirement_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT requirement_state CHECK ((state = ANY (ARRAY['open'::text, 'satisfied'::text, 'ended'::text])))
);
CREATE INDEX requirement_access ON public.requirement USING btree (access_ends_on) WHERE ((state = 'open'::text) AND (NOT access_ended) AND (access_ends_on IS NOT NULL));
CREATE UNIQUE INDEX requirement_current ON public.requirement USING btree (policy_id, category, person_id) WHERE (state <> 'ended'::text);
CREATE INDEX requirement_due ON public.requirement USING btree (due_on) WHERE (state = 'open'::text);
CREATE INDEX requirement_ended ON public.requirement USING btree (policy_id, ended_on) WHERE (state = 'ended'::text);
CREATE INDEX requirement_person ON public.requirement USING btree (person_id, category, state, due_on, id, policy_id, night_shift);

CREATE TABLE requirement_change (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  requirement_id uuid NOT NULL,
  kind text NOT NULL,
  at timestamp with time zone NOT NULL,
  version integer NOT NULL,
  due_before date,
  due_on date,
  reason text NOT NULL,
  state_before text,
  explanation_before jsonb,
  CONSTRAINT requirement_change_pkey PRIMARY KEY (id),
  CONSTRAINT requirement_change_kind CHECK ((kind = ANY (ARRAY['satisfied'::text, 'reopened'::text, 'redated'::text, 'ended'::text]))),
  CONSTRAINT requirement_change_requirement_fk FOREIGN KEY (requirement_id) REFERENCES requirement(id)
);
CREATE INDEX requirement_change_requirement ON public.requirement_change USING btree (requirement_id);

CREATE TABLE response (
  attempt_id uuid NOT NULL,
  position smallint NOT NULL,
  item_id text NOT NULL,
  item_version integer NOT NULL,
  skill text NOT NULL,
  objective text NOT NULL,
  option_order jsonb NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  answer jsonb,
  points real,
  answered_at timestamp with time zone,
  confidence text,
  ms integer,
  why text,
  grade text,
  weights_id uuid,
  recall real,
  CONSTRAINT response_pkey PRIMARY KEY (attempt_id, "position"),
  CONSTRAINT response_answered CHECK (((answered_at IS NULL) = (points IS NULL))),
  CONSTRAINT response_attempt_fk FOREIGN KEY (attempt_id) REFERENCES attempt(id) ON DELETE CASCADE,
  CONSTRAINT response_confidence CHECK ((confidence = ANY (ARRAY['unsure'::text, 'fairly'::text, 'sure'::text]))),
  CONSTRAINT response_grade CHECK ((grade = ANY (ARRAY['again'::text, 'hard'::text, 'good'::text, 'easy'::text]))),
  CONSTRAINT response_points CHECK (((points >= (0)::double precision) AND (points <= (1)::double precision))),
  CONSTRAINT response_recall CHECK (((recall >= (0)::double precision) AND (recall <= (1)::double precision))),
  CONSTRAINT response_weights_fk FOREIGN KEY (weights_id) REFERENCES review_weights(id),
  CONSTRAINT response_why CHECK ((why = ANY (ARRAY['due'::text, 'weakest'::text, 'chosen'::text, 'random'::text, 'audit'::text])))
);
CREATE INDEX response_audit ON public.response USING btree (answered_at) WHERE (why = 'audit'::text);

CREATE TABLE review_card (
  person_id uuid NOT NULL,
  skill text NOT NULL,
  objective text NOT NULL,
  stability double precision NOT NULL,
  difficulty double precision NOT NULL,
  reviews integer NOT NULL,
  lapses integer NOT NULL,
  reviewed_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone NOT NULL,
  weights_id uuid,
  CONSTRAINT review_card_pkey PRIMARY KEY (person_id, skill, objective),
  CONSTRAINT review_card_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT review_card_weights_fk FOREIGN KEY (weights_id) REFERENCES review_weights(id)
);
CREATE INDEX review_card_due ON public.review_card USING btree (due_at);

CREATE TABLE review_exam (
  person_id uuid NOT NULL,
  skill text NOT NULL,
  objective text NOT NULL,
  at timestamp with time zone NOT NULL,
  grade text NOT NULL,
  weights_id uuid,
  CONSTRAINT review_exam_pkey PRIMARY KEY (person_id, skill, objective, at),
  CONSTRAINT review_exam_grade CHECK ((grade = ANY (ARRAY['again'::text, 'hard'::text, 'good'::text, 'easy'::text]))),
  CONSTRAINT review_exam_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT review_exam_weights_fk FOREIGN KEY (weights_id) REFERENCES review_weights(id)
);

CREATE TABLE review_health (
  person_id uuid NOT NULL,
  category text NOT NULL,
  health double precision NOT NULL,
  band text NOT NULL,
  band_since timestamp with time zone NOT NULL,
  measured_on date NOT NULL,
  measured_at timestamp with time zone NOT NULL,
  memory_version text NOT NULL,
  refresh_open boolean DEFAULT false NOT NULL,
  CONSTRAINT review_health_pkey PRIMARY KEY (person_id, category),
  CONSTRAINT review_health_band CHECK ((band = ANY (ARRAY['green'::text, 'amber'::text, 'red'::text]))),
  CONSTRAINT review_health_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT review_health_range CHECK (((health >= (0)::double precision) AND (health <= (100.000001)::double precision)))
);

CREATE TABLE review_weights (
  id uuid NOT NULL,
  state text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  activated_at timestamp with time zone,
  retired_at timestamp with time zone,
  model text NOT NULL,
  weights double precision[] NOT NULL,
  current_id uuid,
  people integer NOT NULL,
  reviews integer NOT NULL,
  split_at timestamp with time zone NOT NULL,
  judged integer NOT NULL,
  log_loss double precision NOT NULL,
  rmse_bins double precision NOT NULL,
  current_log_loss double precision NOT NULL,
  current_rmse_bins double precision NOT NULL,
  CONSTRAINT review_weights_pkey PRIMARY KEY (id),
  CONSTRAINT review_weights_activated CHECK (((state <> 'active'::text) OR (activated_at IS NOT NULL))),
  CONSTRAINT review_weights_count CHECK ((cardinality(weights) = 21)),
  CONSTRAINT review_weights_current_fk FOREIGN KEY (current_id) REFERENCES review_weights(id),
  CONSTRAINT review_weights_retired CHECK (((state = 'retired'::text) = (retired_at IS NOT NULL))),
  CONSTRAINT review_weights_state CHECK ((state = ANY (ARRAY['candidate'::text, 'declined'::text, 'active'::text, 'retired'::text])))
);
CREATE UNIQUE INDEX review_weights_active_uq ON public.review_weights USING btree (state) WHERE (state = 'active'::text);

CREATE TABLE search_doc (
  kind text NOT NULL,
  ref text NOT NULL,
  language text NOT NULL,
  person_id uuid,
  skill text,
  title text NOT NULL,
  summary text NOT NULL,
  words text[] NOT NULL,
  weight real DEFAULT 1 NOT NULL,
  vector tsvector NOT NULL,
  CONSTRAINT search_doc_pkey PRIMARY KEY (kind, ref, language),
  CONSTRAINT search_doc_kind CHECK ((kind = ANY (ARRAY['incident'::text, 'card'::text, 'lesson'::text, 'service'::text, 'ticket'::text]))),
  CONSTRAINT search_doc_language CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text]))),
  CONSTRAINT search_doc_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX search_doc_person ON public.search_doc USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX search_doc_vector ON public.search_doc USING gin (vector) WHERE (person_id IS NULL);

CREATE TABLE search_gap (
  text text NOT NULL,
  language text NOT NULL,
  count integer NOT NULL,
  first_at timestamp with time zone NOT NULL,
  last_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  CONSTRAINT search_gap_pkey PRIMARY KEY (text)
);

CREATE TABLE search_synonym (
  id uuid DEFAULT uuidv7() NOT NULL,
  words text[] NOT NULL,
  stems text[] NOT NULL,
  CONSTRAINT search_synonym_pkey PRIMARY KEY (id),
  CONSTRAINT search_synonym_words CHECK ((cardinality(words) >= 2))
);
CREATE INDEX search_synonym_stems ON public.search_synonym USING gin (stems);

CREATE TABLE search_word (
  word text NOT NULL,
  docs integer NOT NULL,
  cuts text[] NOT NULL,
  reversed text NOT NULL,
  CONSTRAINT search_word_pkey PRIMARY KEY (word)
);
CREATE INDEX search_word_cuts ON public.search_word USING gin (cuts);
CREATE INDEX search_word_prefix ON public.search_word USING btree (word text_pattern_ops);
CREATE INDEX search_word_suffix ON public.search_word USING btree (reversed text_pattern_ops);
CREATE INDEX search_word_trigram ON public.search_word USING gin (word gin_trgm_ops);

CREATE TABLE service (
  id uuid DEFAULT uuidv7() NOT NULL,
  slug text NOT NULL,
  body jsonb NOT NULL,
  is_human boolean NOT NULL,
  channel text NOT NULL,
  address text,
  facility text,
  is_retired boolean DEFAULT false NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT service_pkey PRIMARY KEY (id),
  CONSTRAINT service_channel CHECK ((channel = ANY (ARRAY['chat'::text, 'phone'::text, 'visit'::text, 'self'::text, 'mail'::text]))),
  CONSTRAINT service_slug_uq UNIQUE (slug)
);

CREATE TABLE session (
  token_hash bytea NOT NULL,
  person_id uuid NOT NULL,
  csrf_secret text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT session_pkey PRIMARY KEY (token_hash),
  CONSTRAINT session_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX session_person ON public.session USING btree (person_id);

CREATE TABLE setting (
  name text NOT NULL,
  value jsonb NOT NULL,
  CONSTRAINT setting_pkey PRIMARY KEY (name)
);

CREATE TABLE sign_in_link (
  token_hash bytea NOT NULL,
  person_id uuid,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT sign_in_link_pkey PRIMARY KEY (token_hash),
  CONSTRAINT sign_in_link_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);

CREATE TABLE site (
  id uuid DEFAULT uuidv7() NOT NULL,
  name text NOT NULL,
  zone text NOT NULL,
  country text NOT NULL,
  told_until date NOT NULL,
  CONSTRAINT site_pkey PRIMARY KEY (id),
  CONSTRAINT site_country CHECK ((country ~ '^[A-Z]{2}$'::text))
);
CREATE UNIQUE INDEX site_name_uq ON public.site USING btree (name);

CREATE TABLE skill_version (
  id text NOT NULL,
  version integer NOT NULL,
  publication integer NOT NULL,
  status text NOT NULL,
  hash text NOT NULL,
  body jsonb NOT NULL,
  CONSTRAINT skill_version_pkey PRIMARY KEY (id, version),
  CONSTRAINT skill_version_publication_fk FOREIGN KEY (publication) REFERENCES publication(id),
  CONSTRAINT skill_version_status CHECK ((status = ANY (ARRAY['pilot'::text, 'active'::text, 'retired'::text])))
);

CREATE TABLE survey (
  id uuid DEFAULT uuidv7() NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  state text DEFAULT 'draft'::text NOT NULL,
  title jsonb NOT NULL,
  questions text[] NOT NULL,
  topics jsonb NOT NULL,
  rule jsonb NOT NULL,
  audience jsonb NOT NULL,
  sample_size integer,
  dimensions text[] NOT NULL,
  smallest_group smallint NOT NULL,
  fewest_comments smallint NOT NULL,
  opens_on date NOT NULL,
  closes_on date NOT NULL,
  repeat_weeks smallint,
  created_by uuid,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT survey_pkey PRIMARY KEY (id),
  CONSTRAINT survey_creator_fk FOREIGN KEY (created_by) REFERENCES person(id),
  CONSTRAINT survey_days CHECK ((opens_on < closes_on)),
  CONSTRAINT survey_fewest_comments CHECK ((fewest_comments >= 10)),
  CONSTRAINT survey_questions CHECK (((cardinality(questions) >= 1) AND (cardinality(questions) <= 3))),
  CONSTRAINT survey_repeat_weeks CHECK (((repeat_weeks >= 4) AND (repeat_weeks <= 52))),
  CONSTRAINT survey_sample_size CHECK ((sample_size > 0)),
  CONSTRAINT survey_smallest_group CHECK ((smallest_group >= 5)),
  CONSTRAINT survey_state CHECK ((state = ANY (ARRAY['draft'::text, 'predicting'::text, 'open'::text, 'closed'::text])))
);
CREATE INDEX survey_day ON public.survey USING btree (opens_on, id);

CREATE TABLE survey_action (
  id uuid DEFAULT uuidv7() NOT NULL,
  survey_id uuid NOT NULL,
  question text NOT NULL,
  said jsonb NOT NULL,
  does jsonb NOT NULL,
  owner_id uuid,
  due_on date NOT NULL,
  done_on date,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT survey_action_pkey PRIMARY KEY (id),
  CONSTRAINT survey_action_owner_fk FOREIGN KEY (owner_id) REFERENCES person(id),
  CONSTRAINT survey_action_survey_fk FOREIGN KEY (survey_id) REFERENCES survey(id)
);
CREATE INDEX survey_action_survey ON public.survey_action USING btree (survey_id);

CREATE TABLE survey_answer (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  survey_id uuid NOT NULL,
  question text NOT NULL,
  topic text,
  value text NOT NULL,
  facts jsonb NOT NULL,
  CONSTRAINT survey_answer_pkey PRIMARY KEY (id),
  CONSTRAINT survey_answer_survey_fk FOREIGN KEY (survey_id) REFERENCES survey(id)
);
CREATE INDEX survey_answer_question ON public.survey_answer USING btree (survey_id, question);

CREATE TABLE survey_participation (
  survey_id uuid NOT NULL,
  person_id uuid NOT NULL,
  asked_on date NOT NULL,
  facts jsonb NOT NULL,
  answered boolean DEFAULT false NOT NULL,
  CONSTRAINT survey_participation_pkey PRIMARY KEY (survey_id, person_id),
  CONSTRAINT survey_participation_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT survey_participation_rest EXCLUDE USING gist (person_id WITH =, daterange(asked_on, (asked_on + 28)) WITH &&),
  CONSTRAINT survey_participation_survey_fk FOREIGN KEY (survey_id) REFERENCES survey(id)
);

CREATE TABLE survey_prediction (
  id uuid DEFAULT uuidv7() NOT NULL,
  survey_id uuid NOT NULL,
  question text NOT NULL,
  side text NOT NULL,
  person_id uuid,
  share numeric(5,4) NOT NULL,
  predicted_at timestamp with time zone NOT NULL,
  CONSTRAINT survey_prediction_pkey PRIMARY KEY (id),
  CONSTRAINT survey_prediction_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT survey_prediction_share CHECK (((share >= (0)::numeric) AND (share <= (1)::numeric))),
  CONSTRAINT survey_prediction_side CHECK ((side = ANY (ARRAY['it'::text, 'hr'::text]))),
  CONSTRAINT survey_prediction_survey_fk FOREIGN KEY (survey_id) REFERENCES survey(id)
);
CREATE UNIQUE INDEX survey_prediction_once_uq ON public.survey_prediction USING btree (survey_id, question, person_id);
CREATE INDEX survey_prediction_person ON public.survey_prediction USING btree (person_id);

CREATE TABLE survey_vip (
  person_id uuid NOT NULL,
  CONSTRAINT survey_vip_pkey PRIMARY KEY (person_id),
  CONSTRAINT survey_vip_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);

CREATE TABLE team (
  id uuid DEFAULT uuidv7() NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  parent_id uuid,
  path text NOT NULL,
  CONSTRAINT team_pkey PRIMARY KEY (id),
  CONSTRAINT team_parent_fk FOREIGN KEY (parent_id) REFERENCES team(id)
);
CREATE UNIQUE INDEX team_code_uq ON public.team USING btree (code);
CREATE INDEX team_parent ON public.team USING btree (parent_id);

CREATE TABLE ticket (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid,
  source_id uuid,
  external_id text,
  title text NOT NULL,
  words text NOT NULL,
  language text NOT NULL,
  impact text NOT NULL,
  device text,
  steps_tried text[] DEFAULT '{}'::text[] NOT NULL,
  card_slug text,
  card_title text,
  state text NOT NULL,
  skill text,
  skill_by text,
  confidence real,
  needs_review boolean NOT NULL,
  taken_by uuid,
  opened_at timestamp with time zone NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  answered_at timestamp with time zone,
  closed_at timestamp with time zone,
  suggested_card text,
  CONSTRAINT ticket_pkey PRIMARY KEY (id),
  CONSTRAINT ticket_confidence CHECK (((confidence >= (0)::double precision) AND (confidence <= (1)::double precision))),
  CONSTRAINT ticket_external CHECK (((source_id IS NULL) = (external_id IS NULL))),
  CONSTRAINT ticket_impact CHECK ((impact = ANY (ARRAY['one'::text, 'team'::text, 'all'::text]))),
  CONSTRAINT ticket_language CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text]))),
  CONSTRAINT ticket_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT ticket_recognised CHECK (((skill IS NULL) = (skill_by IS NULL))),
  CONSTRAINT ticket_skill_by CHECK ((skill_by = ANY (ARRAY['rule'::text, 'classifier'::text, 'person'::text]))),
  CONSTRAINT ticket_source_fk FOREIGN KEY (source_id) REFERENCES ticket_source(id),
  CONSTRAINT ticket_state CHECK ((state = ANY (ARRAY['open'::text, 'taken'::text, 'waiting'::text, 'answered'::text, 'closed'::text]))),
  CONSTRAINT ticket_taker_fk FOREIGN KEY (taken_by) REFERENCES person(id)
);
CREATE UNIQUE INDEX ticket_external_uq ON public.ticket USING btree (source_id, external_id);
CREATE INDEX ticket_opened ON public.ticket USING btree (opened_at);
CREATE INDEX ticket_person ON public.ticket USING btree (person_id, opened_at);
CREATE INDEX ticket_queue ON public.ticket USING btree (opened_at) WHERE ((source_id IS NULL) AND (state <> 'closed'::text));
CREATE INDEX ticket_review ON public.ticket USING btree (opened_at) WHERE needs_review;
CREATE INDEX ticket_search ON public.ticket USING gin (((to_tsvector('dutch'::regconfig, ((title || ' '::text) || words)) || to_tsvector('english'::regconfig, ((title || ' '::text) || words)))));

CREATE TABLE ticket_delivery (
  id uuid DEFAULT uuidv7() NOT NULL,
  handover_id uuid NOT NULL,
  ticket_id uuid,
  state text NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  next_at timestamp with time zone NOT NULL,
  status integer,
  error text,
  answered_at timestamp with time zone,
  CONSTRAINT ticket_delivery_pkey PRIMARY KEY (id),
  CONSTRAINT ticket_delivery_handover_fk FOREIGN KEY (handover_id) REFERENCES ticket_handover(id),
  CONSTRAINT ticket_delivery_state CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'dead'::text]))),
  CONSTRAINT ticket_delivery_ticket_fk FOREIGN KEY (ticket_id) REFERENCES ticket(id) ON DELETE CASCADE
);
CREATE INDEX ticket_delivery_due ON public.ticket_delivery USING btree (next_at) WHERE (state = 'pending'::text);
CREATE INDEX ticket_delivery_handover ON public.ticket_delivery USING btree (handover_id);
CREATE INDEX ticket_delivery_ticket ON public.ticket_delivery USING btree (ticket_id);

CREATE TABLE ticket_file (
  id uuid DEFAULT uuidv7() NOT NULL,
  source_id uuid NOT NULL,
  digest text NOT NULL,
  rows jsonb,
  refusals jsonb NOT NULL,
  added integer NOT NULL,
  updated integer NOT NULL,
  same integer NOT NULL,
  looked_at timestamp with time zone NOT NULL,
  applied_at timestamp with time zone,
  CONSTRAINT ticket_file_pkey PRIMARY KEY (id),
  CONSTRAINT ticket_file_source_fk FOREIGN KEY (source_id) REFERENCES ticket_source(id)
);

CREATE TABLE ticket_handover (
  id uuid DEFAULT uuidv7() NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  address text NOT NULL,
  secret text,
  created_at timestamp with time zone NOT NULL,
  paused_at timestamp with time zone,
  pause_reason text,
  CONSTRAINT ticket_handover_pkey PRIMARY KEY (id),
  CONSTRAINT ticket_handover_kind CHECK ((kind = ANY (ARRAY['email'::text, 'webhook'::text]))),
  CONSTRAINT ticket_handover_secret CHECK (((kind = 'webhook'::text) = (secret IS NOT NULL)))
);

CREATE TABLE ticket_hook_seen (
  source_id uuid NOT NULL,
  delivery_id text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT ticket_hook_seen_pkey PRIMARY KEY (source_id, delivery_id),
  CONSTRAINT ticket_hook_seen_source_fk FOREIGN KEY (source_id) REFERENCES ticket_source(id)
);
CREATE INDEX ticket_hook_seen_at ON public.ticket_hook_seen USING btree (at);

CREATE TABLE ticket_lesson (
  person_id uuid NOT NULL,
  skill text NOT NULL,
  completed_at timestamp with time zone NOT NULL,
  CONSTRAINT ticket_lesson_pkey PRIMARY KEY (person_id, skill),
  CONSTRAINT ticket_lesson_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);

CREATE TABLE ticket_offer (
  id uuid DEFAULT uuidv7() NOT NULL,
  person_id uuid NOT NULL,
  skill text NOT NULL,
  tickets integer NOT NULL,
  offered_at timestamp with time zone NOT NULL,
  dismissed_at timestamp with time zone,
  CONSTRAINT ticket_offer_pkey PRIMARY KEY (id),
  CONSTRAINT ticket_offer_person_fk FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX ticket_offer_person ON public.ticket_offer USING btree (person_id, skill, offered_at);

CREATE TABLE ticket_reply (
  id uuid DEFAULT uuidv7() NOT NULL,
  ticket_id uuid NOT NULL,
  person_id uuid,
  by_it boolean NOT NULL,
  words text NOT NULL,
  at timestamp with time zone NOT NULL,
  card_slug text,
  card_title text,
  CONSTRAINT ticket_reply_pkey PRIMARY KEY (id),
  CONSTRAINT ticket_reply_card CHECK (((card_slug IS NULL) = (card_title IS NULL))),
  CONSTRAINT ticket_reply_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT ticket_reply_ticket_fk FOREIGN KEY (ticket_id) REFERENCES ticket(id) ON DELETE CASCADE
);
CREATE INDEX ticket_reply_card ON public.ticket_reply USING btree (card_slug) WHERE (card_slug IS NOT NULL);
CREATE INDEX ticket_reply_person ON public.ticket_reply USING btree (person_id);
CREATE INDEX ticket_reply_ticket ON public.ticket_reply USING btree (ticket_id, at);

CREATE TABLE ticket_rule (
  id uuid DEFAULT uuidv7() NOT NULL,
  phrase text NOT NULL,
  skill text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT ticket_rule_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ticket_rule_phrase_uq ON public.ticket_rule USING btree (phrase);

CREATE TABLE ticket_source (
  id uuid DEFAULT uuidv7() NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  secret text,
  created_at timestamp with time zone NOT NULL,
  paused_at timestamp with time zone,
  heard_at timestamp with time zone,
  fault_at timestamp with time zone,
  fault text,
  CONSTRAINT ticket_source_pkey PRIMARY KEY (id),
  CONSTRAINT ticket_source_kind CHECK ((kind = ANY (ARRAY['topdesk'::text, 'servicenow'::text, 'zammad'::text, 'jira'::text, 'csv'::text]))),
  CONSTRAINT ticket_source_secret CHECK (((kind = 'csv'::text) = (secret IS NULL)))
);
CREATE UNIQUE INDEX ticket_source_name_uq ON public.ticket_source USING btree (name);

CREATE TABLE vision (
  version integer NOT NULL,
  text jsonb NOT NULL,
  written_by uuid,
  written_at timestamp with time zone NOT NULL,
  CONSTRAINT vision_pkey PRIMARY KEY (version),
  CONSTRAINT vision_version CHECK ((version > 0)),
  CONSTRAINT vision_writer_fk FOREIGN KEY (written_by) REFERENCES person(id)
);

CREATE TABLE waiver (
  id uuid DEFAULT uuidv7() NOT NULL,
  policy_id uuid NOT NULL,
  person_id uuid NOT NULL,
  kind text NOT NULL,
  until date NOT NULL,
  reason text NOT NULL,
  state text DEFAULT 'asked'::text NOT NULL,
  asked_by uuid,
  asked_at timestamp with time zone NOT NULL,
  decided_by uuid,
  decided_at timestamp with time zone,
  ended_by uuid,
  ended_at timestamp with time zone,
  CONSTRAINT waiver_pkey PRIMARY KEY (id),
  CONSTRAINT waiver_asker_fk FOREIGN KEY (asked_by) REFERENCES person(id),
  CONSTRAINT waiver_decided CHECK ((((state = 'asked'::text) = (decided_at IS NULL)) OR (state = 'withdrawn'::text))),
  CONSTRAINT waiver_decider_fk FOREIGN KEY (decided_by) REFERENCES person(id),
  CONSTRAINT waiver_ender_fk FOREIGN KEY (ended_by) REFERENCES person(id),
  CONSTRAINT waiver_kind CHECK ((kind = ANY (ARRAY['waiver'::text, 'extension'::text]))),
  CONSTRAINT waiver_person_fk FOREIGN KEY (person_id) REFERENCES person(id),
  CONSTRAINT waiver_policy_fk FOREIGN KEY (policy_id) REFERENCES policy(id),
  CONSTRAINT waiver_state CHECK ((state = ANY (ARRAY['asked'::text, 'granted'::text, 'refused'::text, 'withdrawn'::text]))),
  CONSTRAINT waiver_two_people CHECK (((state <> 'granted'::text) OR ((decided_by IS DISTINCT FROM asked_by) AND (decided_by IS DISTINCT FROM person_id))))
);
CREATE INDEX waiver_asked ON public.waiver USING btree (asked_at) WHERE (state = 'asked'::text);
CREATE INDEX waiver_person ON public.waiver USING btree (person_id);
CREATE INDEX waiver_policy ON public.waiver USING btree (policy_id, person_id) WHERE (state = 'granted'::text);

CREATE VIEW licence_standing AS
 SELECT DISTINCT ON (person_id, category) person_id,
    category,
    id AS licence_id,
    state,
    valid_from,
    valid_until,
    grace_until,
    renewal_opens_on,
    endorsements,
    supervisor_id
   FROM licence
  ORDER BY person_id, category, (state = ANY (ARRAY['expired'::text, 'revoked'::text])), last_seq DESC;

CREATE VIEW requirement_standing AS
 SELECT DISTINCT ON (person_id, category) person_id,
    category,
    state,
    due_on,
    night_shift
   FROM requirement r
  WHERE state <> 'ended'::text AND (policy_id <> ALL ((ARRAY( SELECT p.id
           FROM policy p
          WHERE p.state <> 'published'::text))))
  ORDER BY person_id, category, state, due_on, id;

CREATE OR REPLACE FUNCTION public.calibration_history_is_final()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        RAISE EXCEPTION 'what was written about an item never changes: %', TG_TABLE_NAME;
      END $function$
;

CREATE OR REPLACE FUNCTION public.calibration_keeps()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        IF TG_OP = 'DELETE'
          OR to_jsonb(OLD) - '{state,activated_at,retired_at}'::text[]
             <> to_jsonb(NEW) - '{state,activated_at,retired_at}'::text[]
        THEN RAISE EXCEPTION 'a calibration never changes: %', TG_TABLE_NAME;
        END IF;
        RETURN NEW;
      END $function$
;

CREATE OR REPLACE FUNCTION public.digest_note_all_both()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        BEGIN
          INSERT INTO digest_stale (whose)
            SELECT DISTINCT who FROM changed CROSS JOIN LATERAL (VALUES (changed.person_id), (changed.manager_id)) AS touched (who) WHERE who IS NOT NULL;
          RETURN NULL;
        END $function$
;

CREATE OR REPLACE FUNCTION public.digest_note_all_holder()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        BEGIN
          INSERT INTO digest_stale (whose)
            SELECT DISTINCT who FROM changed CROSS JOIN LATERAL (VALUES (changed.person_id)) AS touched (who) WHERE who IS NOT NULL;
          RETURN NULL;
        END $function$
;

CREATE OR REPLACE FUNCTION public.digest_note_both()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        BEGIN
          INSERT INTO digest_stale (whose) SELECT DISTINCT who FROM (VALUES (OLD.person_id), (OLD.manager_id), (NEW.person_id), (NEW.manager_id)) AS touched (who) WHERE who IS NOT NULL;
          RETURN NULL;
        END $function$
;

CREATE OR REPLACE FUNCTION public.digest_note_holder()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        BEGIN
          INSERT INTO digest_stale (whose) SELECT DISTINCT who FROM (VALUES (OLD.person_id), (NEW.person_id)) AS touched (who) WHERE who IS NOT NULL;
          RETURN NULL;
        END $function$
;

CREATE OR REPLACE FUNCTION public.digest_note_person()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        INSERT INTO digest_stale (whose) VALUES (NEW.id);
        RETURN NULL;
      END $function$
;

CREATE OR REPLACE FUNCTION public.digest_note_policy()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        INSERT INTO digest_stale (whose) SELECT DISTINCT person_id FROM requirement WHERE policy_id = NEW.id AND state <> 'ended';
        RETURN NULL;
      END $function$
;

CREATE OR REPLACE FUNCTION public.licence_change_is_final()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        RAISE EXCEPTION 'the licence ledger only grows: % is refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
      END $function$
;

CREATE OR REPLACE FUNCTION public.licence_facts(on_date date, known_at timestamp with time zone)
 RETURNS TABLE(licence_id uuid, person_id uuid, category text, number text, state text, valid_from date, valid_until date, grace_until date, last_seq bigint)
 LANGUAGE sql
 STABLE PARALLEL SAFE ROWS 100000
AS $function$
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
  $function$
;

CREATE OR REPLACE FUNCTION public.people_below(leader uuid, on_date date, deep boolean)
 RETURNS TABLE(person_id uuid)
 LANGUAGE sql
 STABLE PARALLEL SAFE ROWS 100
AS $function$
        WITH RECURSIVE below AS (
          SELECT led.person_id FROM placement led
          WHERE led.manager_id = ANY (ARRAY(
              SELECT leader UNION ALL SELECT d.manager_id FROM deputy d WHERE d.person_id = leader AND d.valid @> on_date))
            AND led.valid @> on_date AND led.person_id <> leader
          UNION
          SELECT led.person_id FROM below JOIN placement led ON led.manager_id = below.person_id
          WHERE deep AND led.valid @> on_date)
        SELECT below.person_id FROM below WHERE below.person_id <> leader
      $function$
;

CREATE OR REPLACE FUNCTION public.person_facts(on_date date)
 RETURNS TABLE(person_id uuid, number text, display_name text, given_name text, family_name text, email text, language text, zone text, country text, site_id uuid, site_name text, employment_id uuid, employment_start date, employment_end date, weekly_hours numeric, working_days smallint[], night_shift boolean, placement_id uuid, job text, team_id uuid, team_code text, team_name text, team_path text, manager_id uuid, is_manager boolean, absence_type text, absence_until date)
 LANGUAGE sql
 STABLE PARALLEL SAFE ROWS 10000
AS $function$
    SELECT p.id, p.number, p.display_name, p.given_name, p.family_name, p.email, p.language, s.zone, s.country,
           s.id, s.name, e.id, lower(e.valid), upper(e.valid) - 1,
           pl.weekly_hours, pl.working_days, pl.night_shift, pl.id, pl.job,
           t.id, t.code, t.name, t.path, pl.manager_id,
           EXISTS (SELECT 1 FROM placement led WHERE led.manager_id = p.id AND led.valid @> on_date),
           a.type, upper(a.valid) - 1
    FROM placement pl
    JOIN employment e ON e.id = pl.employment_id AND e.valid @> on_date
    JOIN person p ON p.id = pl.person_id
    JOIN site s ON s.id = pl.site_id
    JOIN team t ON t.id = pl.team_id
    LEFT JOIN LATERAL (
      SELECT away.type, away.valid FROM absence away WHERE away.person_id = p.id AND away.valid @> on_date
      ORDER BY upper(away.valid) DESC NULLS FIRST LIMIT 1) a ON true
    WHERE pl.valid @> on_date
  $function$
;

CREATE OR REPLACE FUNCTION public.policy_version_is_final()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        RAISE EXCEPTION 'a published version stays as it was: % is refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
      END $function$
;

CREATE OR REPLACE FUNCTION public.published_is_final()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        RAISE EXCEPTION 'what is published stays as it was: % on % is refused', TG_OP, TG_TABLE_NAME
          USING ERRCODE = 'integrity_constraint_violation';
      END $function$
;

CREATE OR REPLACE FUNCTION public.review_weights_keep()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        IF TG_OP = 'DELETE'
          OR to_jsonb(OLD) - '{state,activated_at,retired_at}'::text[]
             <> to_jsonb(NEW) - '{state,activated_at,retired_at}'::text[]
        THEN RAISE EXCEPTION 'fitted weights never change';
        END IF;
        RETURN NEW;
      END $function$
;

CREATE OR REPLACE FUNCTION public.survey_answer_keeps()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    DECLARE row_now survey_answer := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    BEGIN
      IF TG_OP = 'UPDATE' OR NOT EXISTS (SELECT 1 FROM survey WHERE id = row_now.survey_id AND state = 'open')
      THEN RAISE EXCEPTION 'answers stay as they were given' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN row_now;
    END $function$
;

CREATE OR REPLACE FUNCTION public.survey_keeps()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    DECLARE order_of text[] := ARRAY['draft', 'predicting', 'open', 'closed'];
    BEGIN
      IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN RAISE EXCEPTION 'a planned survey stays' USING ERRCODE = 'integrity_constraint_violation'; END IF;
        RETURN OLD;
      END IF;
      IF array_position(order_of, NEW.state) < array_position(order_of, OLD.state)
        OR (OLD.state <> 'draft' AND to_jsonb(OLD) - '{state,version,repeat_weeks,created_by}'::text[]
                                  <> to_jsonb(NEW) - '{state,version,repeat_weeks,created_by}'::text[])
      THEN RAISE EXCEPTION 'the terms of a planned survey never change' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $function$
;

CREATE OR REPLACE FUNCTION public.survey_prediction_keeps()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    DECLARE row_now survey_prediction := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    BEGIN
      -- Erasing or merging a person takes away a name and changes no number.
      IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - 'person_id' = to_jsonb(NEW) - 'person_id' THEN RETURN NEW; END IF;
      IF NOT EXISTS (SELECT 1 FROM survey WHERE id = row_now.survey_id AND state = 'predicting')
      THEN RAISE EXCEPTION 'predictions are locked' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN row_now;
    END $function$
;

CREATE TRIGGER calibration_keeps BEFORE DELETE OR UPDATE ON public.calibration FOR EACH ROW EXECUTE FUNCTION calibration_keeps();

CREATE TRIGGER calibration_acceptance_is_final BEFORE DELETE OR UPDATE OR TRUNCATE ON public.calibration_acceptance FOR EACH STATEMENT EXECUTE FUNCTION calibration_history_is_final();

CREATE TRIGGER calibration_item_keeps BEFORE DELETE OR UPDATE ON public.calibration_item FOR EACH ROW EXECUTE FUNCTION calibration_keeps();

CREATE TRIGGER calibration_item_move_is_final BEFORE DELETE OR UPDATE OR TRUNCATE ON public.calibration_item_move FOR EACH STATEMENT EXECUTE FUNCTION calibration_history_is_final();

CREATE TRIGGER category_version_is_final BEFORE DELETE OR UPDATE ON public.category_version FOR EACH STATEMENT EXECUTE FUNCTION published_is_final();

CREATE TRIGGER course_version_is_final BEFORE DELETE OR UPDATE ON public.course_version FOR EACH STATEMENT EXECUTE FUNCTION published_is_final();

CREATE TRIGGER item_version_is_final BEFORE DELETE OR UPDATE ON public.item_version FOR EACH STATEMENT EXECUTE FUNCTION published_is_final();

CREATE TRIGGER lesson_version_is_final BEFORE DELETE OR UPDATE ON public.lesson_version FOR EACH STATEMENT EXECUTE FUNCTION published_is_final();

CREATE TRIGGER digest_notes_change AFTER UPDATE ON public.licence FOR EACH ROW WHEN ((((((old.person_id IS DISTINCT FROM new.person_id) OR (old.category IS DISTINCT FROM new.category)) OR (old.state IS DISTINCT FROM new.state)) OR (old.valid_until IS DISTINCT FROM new.valid_until)) OR (old.grace_until IS DISTINCT FROM new.grace_until))) EXECUTE FUNCTION digest_note_holder();

CREATE TRIGGER digest_notes_gone AFTER DELETE ON public.licence REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION digest_note_all_holder();

CREATE TRIGGER digest_notes_new AFTER INSERT ON public.licence REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION digest_note_all_holder();

CREATE TRIGGER licence_change_is_final BEFORE DELETE OR UPDATE OR TRUNCATE ON public.licence_change FOR EACH STATEMENT EXECUTE FUNCTION licence_change_is_final();

CREATE TRIGGER media_is_final BEFORE DELETE OR UPDATE ON public.media FOR EACH STATEMENT EXECUTE FUNCTION published_is_final();

CREATE TRIGGER path_version_is_final BEFORE DELETE OR UPDATE ON public.path_version FOR EACH STATEMENT EXECUTE FUNCTION published_is_final();

CREATE TRIGGER digest_notes_change AFTER UPDATE ON public.person FOR EACH ROW WHEN ((((old.family_name IS DISTINCT FROM new.family_name) OR (old.given_name IS DISTINCT FROM new.given_name)) OR (old.zone IS DISTINCT FROM new.zone))) EXECUTE FUNCTION digest_note_person();

CREATE TRIGGER digest_notes_change AFTER UPDATE ON public.placement FOR EACH ROW WHEN ((((old.person_id IS DISTINCT FROM new.person_id) OR (old.manager_id IS DISTINCT FROM new.manager_id)) OR (old.valid IS DISTINCT FROM new.valid))) EXECUTE FUNCTION digest_note_both();

CREATE TRIGGER digest_notes_gone AFTER DELETE ON public.placement REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION digest_note_all_both();

CREATE TRIGGER digest_notes_new AFTER INSERT ON public.placement REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION digest_note_all_both();

CREATE TRIGGER digest_notes_change AFTER UPDATE ON public.policy FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION digest_note_policy();

CREATE TRIGGER policy_version_is_final BEFORE DELETE OR UPDATE OR TRUNCATE ON public.policy_version FOR EACH STATEMENT EXECUTE FUNCTION policy_version_is_final();

CREATE TRIGGER publication_is_final BEFORE DELETE OR UPDATE ON public.publication FOR EACH STATEMENT EXECUTE FUNCTION published_is_final();

CREATE TRIGGER digest_notes_change AFTER UPDATE ON public.requirement FOR EACH ROW WHEN (((((((old.person_id IS DISTINCT FROM new.person_id) OR (old.category IS DISTINCT FROM new.category)) OR (old.state IS DISTINCT FROM new.state)) OR (old.due_on IS DISTINCT FROM new.due_on)) OR (old.policy_id IS DISTINCT FROM new.policy_id)) OR (old.night_shift IS DISTINCT FROM new.night_shift))) EXECUTE FUNCTION digest_note_holder();

CREATE TRIGGER digest_notes_gone AFTER DELETE ON public.requirement REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION digest_note_all_holder();

CREATE TRIGGER digest_notes_new AFTER INSERT ON public.requirement REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION digest_note_all_holder();

CREATE TRIGGER review_weights_keep BEFORE DELETE OR UPDATE ON public.review_weights FOR EACH ROW EXECUTE FUNCTION review_weights_keep();

CREATE TRIGGER skill_version_is_final BEFORE DELETE OR UPDATE ON public.skill_version FOR EACH STATEMENT EXECUTE FUNCTION published_is_final();

CREATE TRIGGER survey_keeps BEFORE DELETE OR UPDATE ON public.survey FOR EACH ROW EXECUTE FUNCTION survey_keeps();

CREATE TRIGGER survey_answer_keeps BEFORE INSERT OR DELETE OR UPDATE ON public.survey_answer FOR EACH ROW EXECUTE FUNCTION survey_answer_keeps();

CREATE TRIGGER survey_prediction_keeps BEFORE INSERT OR DELETE OR UPDATE ON public.survey_prediction FOR EACH ROW EXECUTE FUNCTION survey_prediction_keeps();
