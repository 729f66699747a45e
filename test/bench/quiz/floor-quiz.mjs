// The quiz on the bare server: session and form token checked, every answer durable in one prepared statement.
import { randomUUID } from 'node:crypto';

export const QUIZ_TABLES = `
  CREATE TABLE quiz (id uuid PRIMARY KEY, person_id int NOT NULL REFERENCES person, seed text NOT NULL, window_id text, started_at timestamptz NOT NULL, deadline_at timestamptz NOT NULL, finished_at timestamptz, outcome text);
  CREATE INDEX ON quiz (person_id, started_at);
  CREATE TABLE quiz_response (quiz_id uuid NOT NULL REFERENCES quiz ON DELETE CASCADE, position int NOT NULL, item text NOT NULL, option_order jsonb NOT NULL, answer jsonb, points float8, asked_at timestamptz NOT NULL, answered_at timestamptz, PRIMARY KEY (quiz_id, position));`;

const ORDER = JSON.stringify({ options: ['c', 'a', 'd', 'b'] });

const START = `
  WITH made AS (INSERT INTO quiz VALUES ($1, $2, $3, $4, now(), now() + interval '25 minutes') RETURNING id),
    asked AS (INSERT INTO quiz_response (quiz_id, position, item, option_order, asked_at) SELECT id, 1, 'item 1', $5, now() FROM made)
  INSERT INTO audit (at, actor, action, subject) SELECT now(), $2, 'quiz.started', id::text FROM made`;
const SHOW = `
  SELECT q.window_id, q.deadline_at, q.finished_at, r.list FROM quiz q CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object('position', position, 'item', item, 'order', option_order, 'points', points) ORDER BY position) AS list
    FROM quiz_response WHERE quiz_id = q.id) r
  WHERE q.id = $1 AND q.person_id = $2`;
const ANSWER = `
  WITH own AS (SELECT id FROM quiz WHERE id = $1 AND person_id = $2 AND finished_at IS NULL FOR NO KEY UPDATE),
    given AS (UPDATE quiz_response r SET answer = $4, points = 0, answered_at = now() FROM own WHERE r.quiz_id = own.id AND r.position = $3 AND r.answered_at IS NULL RETURNING r.quiz_id)
  INSERT INTO quiz_response (quiz_id, position, item, option_order, asked_at) SELECT quiz_id, $3 + 1, 'item ' || ($3 + 1), $5, now() FROM given`;
const FINISH = `
  WITH done AS (UPDATE quiz SET finished_at = now(), outcome = 'not-yet' WHERE id = $1 AND person_id = $2 AND finished_at IS NULL RETURNING id, person_id),
    told AS (INSERT INTO audit (at, actor, action, subject) SELECT now(), person_id, 'quiz.finished', id::text FROM done)
  INSERT INTO outbox (name, payload) SELECT 'quiz.finished', jsonb_build_object('quiz', id, 'person', person_id) FROM done`;

/** Door, start, question, answer, hand-in and result, in HTML and as JSON (`/api-…`). */
export function quizRoutes({ run, signedIn, page, formOf, checkForm, bytes }) {
  const start = async (personId) => {
    const id = randomUUID();
    await run('quiz-start', START, [id, personId, randomUUID(), randomUUID(), ORDER]);
    return id;
  };
  const show = async (id, personId) => (await run('quiz-show', SHOW, [id, personId]))[0];
  const answer = (id, personId, position, given) =>
    run('quiz-answer', ANSWER, [id, personId, position, JSON.stringify(given), ORDER]);
  const asked = (quiz) => quiz.list.at(-1).position;
  const json = (id, quiz) => ({
    ...{ id, state: quiz.finished_at ? 'finished' : 'open', deadlineAt: quiz.deadline_at },
    question: { position: asked(quiz), type: 'single', stem: 'q'.repeat(bytes.json ?? 600) },
  });
  const signedInWith = async (request, body) => {
    const person = await signedIn(request);
    checkForm(body, person.secret);
    return person;
  };

  return {
    'GET /quiz': async (request) => {
      const { id, secret } = await signedIn(request);
      const past = await run(
        'quiz-past',
        'SELECT id, started_at, outcome FROM quiz WHERE person_id = $1 ORDER BY started_at DESC LIMIT 20',
        [id],
      );
      return { html: page(bytes.door, 'Quiz', [{ title: 'Start' }, ...past], formOf('/quiz', secret)) };
    },
    'POST /quiz': async (request, body) => {
      const { id } = await signedInWith(request, body);
      return { to: `/question/${await start(id)}` };
    },
    'GET /question': async (request, _body, id) => {
      const person = await signedIn(request);
      const quiz = await show(id, person.id);
      const fields = `<input type="hidden" name="position" value="${asked(quiz)}"><input type="hidden" name="session" value="${quiz.window_id}"><input type="radio" name="option" value="1"><input type="radio" name="option" value="2">`;
      const forms =
        formOf(`/question/${id}/answers`, person.secret, fields) + formOf(`/hand-in/${id}`, person.secret);
      return { html: page(bytes.question, 'Question', quiz.list, forms) };
    },
    'POST /question': async (request, body, id) => {
      const person = await signedInWith(request, body);
      const given = Object.fromEntries(new URLSearchParams(body));
      await answer(id, person.id, Number(given.position), { option: given.option });
      return { to: `/question/${id}` };
    },
    'POST /hand-in': async (request, body, id) => {
      const person = await signedInWith(request, body);
      await run('quiz-finish', FINISH, [id, person.id]);
      return { to: `/result/${id}` };
    },
    'GET /result': async (request, _body, id) => {
      const person = await signedIn(request);
      const quiz = await show(id, person.id);
      return { html: page(bytes.result, 'Result', quiz.list) };
    },
    'POST /api-start': async (request) => {
      const person = await signedIn(request);
      const id = await start(person.id);
      return { json: json(id, await show(id, person.id)) };
    },
    'POST /api-answer': async (request, body, id) => {
      const person = await signedIn(request);
      const given = JSON.parse(body);
      await answer(id, person.id, given.position, given.answer);
      return { json: json(id, await show(id, person.id)) };
    },
    'POST /api-end': async (request, _body, id) => {
      const person = await signedIn(request);
      await run('quiz-finish', FINISH, [id, person.id]);
      return { json: json(id, await show(id, person.id)) };
    },
  };
}
