/** SQL of surveys, predictions and actions. */
import type { Rule } from '#audiences';
import { one, rows, type Tx } from '#kernel';
import type { Both } from './bank.js';
import type { Dimension } from './facts.js';
import type { Prediction } from './gap.js';
import type { Side, SurveyState, Topic } from './survey.js';

export interface SurveyTermsKept {
  readonly title: Both;
  readonly questions: readonly string[];
  readonly topics: readonly Topic[];
  readonly rule: Rule;
  readonly audience: Both;
  readonly sampleSize: number | null;
  readonly dimensions: readonly Dimension[];
  readonly smallestGroup: number;
  readonly fewestComments: number;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly repeatWeeks: number | null;
}
export interface StoredSurvey extends SurveyTermsKept {
  readonly id: string;
  readonly version: number;
  readonly state: SurveyState;
  readonly asked: number;
  readonly answered: number;
}

const SURVEY = `SELECT s.id, s.version, s.state, s.title, s.questions, s.topics, s.rule, s.audience, s.sample_size AS "sampleSize",
    s.dimensions, s.smallest_group AS "smallestGroup", s.fewest_comments AS "fewestComments", s.opens_on AS "opensOn",
    s.closes_on AS "closesOn", s.repeat_weeks AS "repeatWeeks", p.asked, p.answered
  FROM survey s CROSS JOIN LATERAL (
    SELECT count(*)::int AS asked, count(*) FILTER (WHERE answered)::int AS answered
    FROM survey_participation WHERE survey_id = s.id) p`;

/** One survey; with `lock` nobody else moves it on until this transaction is over. */
export async function findSurvey(tx: Tx, id: string, lock = false): Promise<StoredSurvey | undefined> {
  if (lock) await rows(tx, 'SELECT 1 FROM survey WHERE id = $1 FOR UPDATE', [id]);
  return one(tx, `${SURVEY} WHERE s.id = $1`, [id]);
}

/** Surveys, the latest first. */
export async function listSurveys(
  tx: Tx,
  filter: {
    states?: readonly SurveyState[];
    after?: { opensOn: string; id: string } | null;
    limit?: number;
  } = {},
): Promise<StoredSurvey[]> {
  return rows(
    tx,
    `${SURVEY} WHERE ($1::text[] IS NULL OR s.state = ANY($1)) AND ($2::date IS NULL OR (s.opens_on, s.id) < ($2::date, $3::uuid))
     ORDER BY s.opens_on DESC, s.id DESC LIMIT $4`,
    [filter.states ?? null, filter.after?.opensOn ?? null, filter.after?.id ?? null, filter.limit ?? 100],
  );
}

const said = (terms: SurveyTermsKept): unknown[] => [
  JSON.stringify(terms.title),
  [...terms.questions],
  JSON.stringify(terms.topics),
  JSON.stringify(terms.rule),
  JSON.stringify(terms.audience),
  terms.sampleSize,
  [...terms.dimensions],
  terms.smallestGroup,
  terms.fewestComments,
  terms.opensOn,
  terms.closesOn,
  terms.repeatWeeks,
];

export async function addSurvey(
  tx: Tx,
  terms: SurveyTermsKept,
  by: string | null,
  at: string,
): Promise<string> {
  const added = await one<{ id: string }>(
    tx,
    `INSERT INTO survey (title, questions, topics, rule, audience, sample_size, dimensions, smallest_group, fewest_comments,
       opens_on, closes_on, repeat_weeks, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id`,
    [...said(terms), by, at],
  );
  if (!added) throw new Error('an insert without a conflict clause gave no row');
  return added.id;
}

export async function saveSurvey(tx: Tx, id: string, terms: SurveyTermsKept): Promise<void> {
  await rows(
    tx,
    `UPDATE survey SET title = $1, questions = $2, topics = $3, rule = $4, audience = $5, sample_size = $6, dimensions = $7,
       smallest_group = $8, fewest_comments = $9, opens_on = $10, closes_on = $11, repeat_weeks = $12, version = version + 1
     WHERE id = $13`,
    [...said(terms), id],
  );
}

export async function setState(tx: Tx, id: string, state: SurveyState): Promise<void> {
  await rows(tx, 'UPDATE survey SET state = $2, version = version + 1 WHERE id = $1', [id, state]);
}

export async function removeSurvey(tx: Tx, id: string): Promise<void> {
  await rows(tx, 'DELETE FROM survey WHERE id = $1', [id]);
}

/** Writes what one person expects; said again before the survey opens it replaces what they said. */
export async function savePredictions(
  tx: Tx,
  surveyId: string,
  by: { personId: string; side: Side },
  shares: readonly { question: string; share: number }[],
  at: string,
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO survey_prediction (survey_id, question, side, person_id, share, predicted_at)
     SELECT $1, q, $2, $3, s, $6 FROM unnest($4::text[], $5::numeric[]) AS p(q, s)
     ON CONFLICT (survey_id, question, person_id)
       DO UPDATE SET share = excluded.share, side = excluded.side, predicted_at = excluded.predicted_at`,
    [
      surveyId,
      by.side,
      by.personId,
      shares.map(({ question }) => question),
      shares.map(({ share }) => share),
      at,
    ],
  );
}

/** The mean of each side by question. */
export async function listPredictions(tx: Tx, surveyId: string): Promise<Prediction[]> {
  return rows(
    tx,
    `SELECT side, question, avg(share)::float8 AS share, count(*)::int AS predictors FROM survey_prediction
     WHERE survey_id = $1 GROUP BY side, question ORDER BY question, side`,
    [surveyId],
  );
}

export async function listOwnPredictions(
  tx: Tx,
  surveyId: string,
  personId: string,
): Promise<{ question: string; share: number }[]> {
  return rows(
    tx,
    'SELECT question, share::float8 AS share FROM survey_prediction WHERE survey_id = $1 AND person_id = $2 ORDER BY question',
    [surveyId, personId],
  );
}

export interface StoredAction {
  readonly id: string;
  readonly surveyId: string;
  readonly question: string;
  readonly said: Both;
  readonly does: Both;
  readonly owner: string | null;
  readonly dueOn: string;
  readonly doneOn: string | null;
}

/** Actions of one survey, or the latest of all. */
export async function listActions(tx: Tx, surveyId: string | null, limit = 50): Promise<StoredAction[]> {
  return rows(
    tx,
    `SELECT a.id, a.survey_id AS "surveyId", a.question, a.said, a.does, p.display_name AS owner, a.due_on AS "dueOn", a.done_on AS "doneOn"
     FROM survey_action a LEFT JOIN person p ON p.id = a.owner_id
     WHERE $1::uuid IS NULL OR a.survey_id = $1 ORDER BY a.created_at DESC, a.id DESC LIMIT $2`,
    [surveyId, limit],
  );
}

export async function addAction(
  tx: Tx,
  action: {
    surveyId: string;
    question: string;
    said: Both;
    does: Both;
    ownerId: string;
    dueOn: string;
    doneOn?: string | null;
  },
  at: string,
): Promise<string> {
  const added = await one<{ id: string }>(
    tx,
    `INSERT INTO survey_action (survey_id, question, said, does, owner_id, due_on, done_on, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [
      action.surveyId,
      action.question,
      JSON.stringify(action.said),
      JSON.stringify(action.does),
      action.ownerId,
      action.dueOn,
      action.doneOn ?? null,
      at,
    ],
  );
  if (!added) throw new Error('an insert without a conflict clause gave no row');
  return added.id;
}

/** Gives the survey of an action that is done now, undefined when there is no such action or it was done before. */
export async function markActionDone(tx: Tx, id: string, on: string): Promise<string | undefined> {
  const done = await one<{ surveyId: string }>(
    tx,
    'UPDATE survey_action SET done_on = $2 WHERE id = $1 AND done_on IS NULL RETURNING survey_id AS "surveyId"',
    [id, on],
  );
  return done?.surveyId;
}

/** Ids of people by personnel number; numbers nobody has are left out. */
export async function findByNumbers(
  tx: Tx,
  numbers: readonly string[],
): Promise<{ id: string; number: string; name: string }[]> {
  return rows(
    tx,
    'SELECT id, number, display_name AS name FROM person WHERE number = ANY($1) AND merged_into IS NULL AND erased_at IS NULL',
    [numbers],
  );
}
