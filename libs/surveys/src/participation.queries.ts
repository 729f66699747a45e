/** SQL of who is asked, what comes in, and how answers are mixed. */
import { one, rows, type Tx } from '#kernel';
import type { Candidate } from './draw-sample.js';
import type { Facts } from './facts.js';
import type { AnswerLine } from './survey.js';

/** One opening at a time: two at once could ask one person twice. Held until the transaction ends. */
export async function lockOpenings(tx: Tx): Promise<void> {
  await rows(tx, `SELECT pg_advisory_xact_lock(hashtext('surveys.open'))`);
}

/** Of these people those at work on a day, with when and how often they were asked before. */
export async function listCandidates(
  tx: Tx,
  personIds: readonly string[],
  today: string,
): Promise<Candidate[]> {
  return rows(
    tx,
    `SELECT f.person_id AS "personId", max(p.asked_on) AS "lastAskedOn",
            count(DISTINCT p.survey_id) FILTER (WHERE p.asked_on > $2::date - 365)::int AS "timesAsked"
     FROM person_facts($2) f LEFT JOIN survey_participation p ON p.person_id = f.person_id
     WHERE f.person_id = ANY($1) AND f.absence_type IS NULL GROUP BY f.person_id`,
    [personIds, today],
  );
}

export interface PersonFactsNow {
  readonly personId: string;
  readonly facts: Facts;
}

/** Who counts as a VIP: HR's list, or whoever leads leaders while that list is empty. `$1` is the day. */
const VIPS = `leaders AS (SELECT DISTINCT manager_id FROM placement WHERE manager_id IS NOT NULL AND valid @> $1::date),
  vips AS (
    SELECT person_id FROM survey_vip
    UNION SELECT led.manager_id FROM placement led JOIN leaders l ON l.manager_id = led.person_id
      WHERE led.valid @> $1::date AND NOT EXISTS (SELECT 1 FROM survey_vip))`;

/** The facts of everybody employed on a day, or of these people; of somebody with two jobs those of the first. */
export async function listFacts(
  tx: Tx,
  today: string,
  personIds: readonly string[] | null = null,
): Promise<PersonFactsNow[]> {
  return rows(
    tx,
    `WITH ${VIPS}
     SELECT DISTINCT ON (f.person_id) f.person_id AS "personId", jsonb_build_object(
       'vip', CASE WHEN f.person_id IN (SELECT person_id FROM vips) THEN 'yes' ELSE 'no' END,
       'grade', CASE WHEN f.is_manager THEN 'leads' ELSE 'team' END,
       'site', f.site_name, 'contract', coalesce(e.contract, '*'), 'scale', coalesce(pl.grade, '*')) AS facts
     FROM person_facts($1) f JOIN employment e ON e.id = f.employment_id JOIN placement pl ON pl.id = f.placement_id
     WHERE $2::uuid[] IS NULL OR f.person_id = ANY($2) ORDER BY f.person_id, f.placement_id`,
    [today, personIds],
  );
}

export async function addParticipants(
  tx: Tx,
  surveyId: string,
  people: readonly PersonFactsNow[],
  today: string,
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO survey_participation (survey_id, person_id, asked_on, facts)
     SELECT $1, p, $4, f FROM unnest($2::uuid[], $3::jsonb[]) AS x(p, f)`,
    [
      surveyId,
      people.map(({ personId }) => personId),
      people.map(({ facts }) => JSON.stringify(facts)),
      today,
    ],
  );
}

export interface Participation {
  readonly answered: boolean;
  readonly facts: Facts;
}

export async function findParticipation(
  tx: Tx,
  surveyId: string,
  personId: string,
): Promise<Participation | undefined> {
  return one(tx, 'SELECT answered, facts FROM survey_participation WHERE survey_id = $1 AND person_id = $2', [
    surveyId,
    personId,
  ]);
}

/** Marks that somebody answered; gives the facts that go with the answers, undefined when they had answered before. */
export async function markAnswered(tx: Tx, surveyId: string, personId: string): Promise<Facts | undefined> {
  const marked = await one<{ facts: Facts }>(
    tx,
    `UPDATE survey_participation SET answered = true WHERE survey_id = $1 AND person_id = $2 AND NOT answered RETURNING facts`,
    [surveyId, personId],
  );
  return marked?.facts;
}

/** Adds answers with their facts; probes and words go without, for nobody compares those by group. */
export async function addAnswers(
  tx: Tx,
  surveyId: string,
  lines: readonly (AnswerLine & { readonly facts: Facts })[],
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO survey_answer (survey_id, question, topic, value, facts)
     SELECT $1, q, t, v, f FROM unnest($2::text[], $3::text[], $4::text[], $5::jsonb[]) AS a(q, t, v, f)`,
    [
      surveyId,
      lines.map(({ question }) => question),
      lines.map(({ topic }) => topic),
      lines.map(({ value }) => value),
      lines.map(({ facts }) => JSON.stringify(facts)),
    ],
  );
}

/** The facts of everybody who answered, one entry each. */
export async function listAnsweredFacts(tx: Tx, surveyId: string): Promise<{ facts: Facts }[]> {
  return rows(tx, 'SELECT facts FROM survey_participation WHERE survey_id = $1 AND answered', [surveyId]);
}

/**
 * Writes all answers of a survey anew in a random order under new ids, and the list of who was asked as well: neither
 * the place nor the transaction of a row says any more when it came in or which others came with it. Facts that stand
 * in `coarser` are replaced by the coarser ones.
 */
export async function mixAnswers(
  tx: Tx,
  surveyId: string,
  coarser: readonly { readonly from: Facts; readonly to: Facts }[] = [],
): Promise<void> {
  await rows(
    tx,
    `WITH taken AS (DELETE FROM survey_answer WHERE survey_id = $1 RETURNING survey_id, question, topic, value, facts)
     INSERT INTO survey_answer (survey_id, question, topic, value, facts)
     SELECT t.survey_id, t.question, t.topic, t.value, coalesce(c.after, t.facts)
     FROM taken t LEFT JOIN unnest($2::jsonb[], $3::jsonb[]) AS c(before, after) ON c.before = t.facts ORDER BY random()`,
    [surveyId, coarser.map(({ from }) => JSON.stringify(from)), coarser.map(({ to }) => JSON.stringify(to))],
  );
  await rows(tx, 'UPDATE survey_participation SET answered = answered WHERE survey_id = $1', [surveyId]);
}

/** The facts of who was asked have done their work once a survey is closed. */
export async function forgetFacts(tx: Tx, surveyId: string): Promise<void> {
  await rows(tx, `UPDATE survey_participation SET facts = '{}' WHERE survey_id = $1`, [surveyId]);
}

/** Throws away the answers of a survey that too few people answered. */
export async function dropAnswers(tx: Tx, surveyId: string): Promise<void> {
  await rows(tx, 'DELETE FROM survey_answer WHERE survey_id = $1', [surveyId]);
}

/** Open surveys that somebody was asked. */
export async function listAskedOf(
  tx: Tx,
  personId: string,
): Promise<{ surveyId: string; answered: boolean }[]> {
  return rows(
    tx,
    `SELECT p.survey_id AS "surveyId", p.answered FROM survey_participation p JOIN survey s ON s.id = p.survey_id
     WHERE p.person_id = $1 AND s.state = 'open' ORDER BY p.asked_on`,
    [personId],
  );
}

/** What the surveys of the last weeks asked of people. */
export async function countBurden(
  tx: Tx,
  today: string,
): Promise<{ people: number; asked: number; most: number; answered: number }> {
  const found = await one<{ people: number; asked: number; most: number; answered: number }>(
    tx,
    `SELECT count(*)::int AS people, coalesce(sum(times), 0)::int AS asked, coalesce(max(times), 0)::int AS most,
            coalesce(sum(answered), 0)::int AS answered
     FROM (SELECT person_id, count(*) AS times, count(*) FILTER (WHERE answered) AS answered FROM survey_participation
           WHERE asked_on > $1::date - 365 GROUP BY person_id) p`,
    [today],
  );
  return found ?? { people: 0, asked: 0, most: 0, answered: 0 };
}

export interface AnswerCount {
  readonly question: string;
  readonly topic: string | null;
  readonly value: string;
  readonly facts: Facts;
  readonly n: number;
}

/** Answers counted by question, topic, value and facts; comments are left out. */
export async function countAnswers(
  tx: Tx,
  surveyId: string,
  words: readonly string[],
): Promise<AnswerCount[]> {
  return rows(
    tx,
    `SELECT question, topic, value, facts, count(*)::int AS n FROM survey_answer
     WHERE survey_id = $1 AND question <> ALL($2) GROUP BY question, topic, value, facts`,
    [surveyId, words],
  );
}

/** Answers of several surveys counted by question and value, whatever their facts; by survey. */
export async function countOverall(
  tx: Tx,
  surveyIds: readonly string[],
  words: readonly string[],
): Promise<Map<string, AnswerCount[]>> {
  const found = await rows<AnswerCount & { surveyId: string }>(
    tx,
    `SELECT survey_id AS "surveyId", question, topic, value, '{}'::jsonb AS facts, count(*)::int AS n FROM survey_answer
     WHERE survey_id = ANY($1) AND question <> ALL($2) GROUP BY survey_id, question, topic, value`,
    [surveyIds, words],
  );
  return new Map(surveyIds.map((id) => [id, found.filter(({ surveyId }) => surveyId === id)]));
}

/** Comments in an order that says nothing: by random id. */
export async function listComments(tx: Tx, surveyId: string, words: readonly string[]): Promise<string[]> {
  const found = await rows<{ value: string }>(
    tx,
    'SELECT value FROM survey_answer WHERE survey_id = $1 AND question = ANY($2) ORDER BY id',
    [surveyId, words],
  );
  return found.map(({ value }) => value);
}

export async function listVips(tx: Tx): Promise<{ number: string; name: string }[]> {
  return rows(
    tx,
    'SELECT p.number, p.display_name AS name FROM survey_vip v JOIN person p ON p.id = v.person_id ORDER BY p.sort_name, p.id',
  );
}

/** Makes the list of VIPs exactly these people. */
export async function saveVips(tx: Tx, personIds: readonly string[]): Promise<void> {
  await rows(tx, 'DELETE FROM survey_vip WHERE person_id <> ALL($1)', [personIds]);
  await rows(tx, 'INSERT INTO survey_vip (person_id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING', [
    personIds,
  ]);
}
