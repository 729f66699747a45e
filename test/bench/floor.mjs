// The floor: the same work by bare node:http and pg. Prepared statements, as many rows read and written, every answer
// durable before it is given, HTML of the same size, compressed the same way. No framework, no templates, no rules.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import { brotliCompress, constants } from 'node:zlib';
import pg from 'pg';
import { QUIZ_TABLES, quizRoutes } from './quiz/floor-quiz.mjs';

/** Tables with the columns and indexes that the product's pages read and write. */
export const FLOOR_TABLES = `
  CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL);
  CREATE TABLE session (token bytea PRIMARY KEY, person_id int NOT NULL REFERENCES person, secret text NOT NULL, expires_at timestamptz NOT NULL);
  CREATE INDEX ON session (person_id);
  CREATE TABLE link (token bytea PRIMARY KEY, person_id int NOT NULL REFERENCES person, used_at timestamptz);
  CREATE TABLE fact (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person_id int NOT NULL REFERENCES person, kind text NOT NULL, title text NOT NULL, due_on date);
  CREATE INDEX ON fact (person_id, kind);
  CREATE TABLE lesson (id int PRIMARY KEY, body jsonb NOT NULL);
  CREATE TABLE sitting (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person_id int NOT NULL REFERENCES person, lesson_id int NOT NULL, card int NOT NULL, finished_at timestamptz);
  CREATE INDEX ON sitting (person_id, lesson_id);
  CREATE TABLE attempt (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person_id int NOT NULL REFERENCES person, position int NOT NULL, plan jsonb NOT NULL);
  CREATE INDEX ON attempt (person_id);
  CREATE TABLE response (attempt_id int NOT NULL REFERENCES attempt, position int NOT NULL, answer jsonb, points float8, asked_at timestamptz NOT NULL, answered_at timestamptz, PRIMARY KEY (attempt_id, position));
  CREATE TABLE card (person_id int NOT NULL REFERENCES person, skill text NOT NULL, stability float8 NOT NULL, due_at timestamptz NOT NULL, PRIMARY KEY (person_id, skill));
  CREATE TABLE audit (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL, actor int, action text NOT NULL, subject text NOT NULL);
  CREATE TABLE outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, payload jsonb NOT NULL, published_at timestamptz);
  INSERT INTO person SELECT n, 'Person ' || n FROM generate_series(1, 1000) n;
  INSERT INTO fact (person_id, kind, title, due_on) SELECT p.id, k, 'Title of ' || k || ' ' || n, current_date + n
    FROM person p, unnest(ARRAY['requirement', 'licence', 'step', 'absence']) k, generate_series(1, CASE k WHEN 'step' THEN 12 ELSE 2 END) n;
  INSERT INTO card SELECT p.id, 'skill ' || n, 1, now() FROM person p, generate_series(1, 6) n;
  INSERT INTO lesson SELECT n, jsonb_build_object('text', repeat('lesson ', 600)) FROM generate_series(1, 20) n;
  INSERT INTO sitting (person_id, lesson_id, card) SELECT p.id, 1, 5 FROM person p;
  INSERT INTO attempt (person_id, position, plan) SELECT p.id, 1, to_jsonb(ARRAY['a', 'b', 'c', 'd', 'e']) FROM person p;
  INSERT INTO response (attempt_id, position, asked_at) SELECT a.id, n, now() FROM attempt a, generate_series(1, 5) n;
  ${QUIZ_TABLES}
  ANALYZE;`;

const hashOf = (token) => createHash('sha256').update(token).digest();
const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Serves until `close`. `bytes` are the sizes of the product's own pages: `{ today: 14200, lesson: 9100, ... }`. */
export async function startFloor({ url, port, bytes }) {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const run = async (name, text, values) => (await pool.query({ name, text, values })).rows;

  const signedIn = async (request) => {
    const held = request.headers.authorization ?? request.headers.cookie ?? '';
    const token = /(?:session=|Bearer )([\w-]+)/.exec(held)?.[1] ?? '';
    const [found] = await run(
      'session',
      'SELECT s.person_id AS id, p.name, s.secret FROM session s JOIN person p ON p.id = s.person_id WHERE s.token = $1 AND s.expires_at > now()',
      [hashOf(token)],
    );
    return found;
  };
  const page = (size, title, rows, form = '') => {
    let html = `<!doctype html><html lang="nl"><head><title>${escape(title)}</title><link rel="stylesheet" href="/kit.css"></head><body><h1>${escape(title)}</h1>${form}`;
    for (let next = 0; html.length < size; next += 1) {
      const row = rows[next % rows.length];
      html += `<li class="card row"><a href="/facts/${next}"><b>${escape(row.title ?? row.text ?? 'row')}</b></a><span class="mut">${escape(JSON.stringify(row).slice(0, 160))}</span></li>`;
    }
    return `${html}</body></html>`;
  };
  const formOf = (action, secret, fields = '') =>
    `<form method="post" action="${action}"><input type="hidden" name="_csrf" value="${createHash('sha256').update(secret).digest('base64url')}">${fields}</form>`;
  const checkForm = (body, secret) => {
    const given = hashOf(new URLSearchParams(body).get('_csrf') ?? '');
    if (!timingSafeEqual(given, hashOf(createHash('sha256').update(secret).digest('base64url'))))
      throw new Error('stale form');
  };

  const routes = {
    'GET /link': async (_request, _body, token) => {
      const [link] = await run(
        'link',
        'SELECT p.name AS title FROM link l JOIN person p ON p.id = l.person_id WHERE l.token = $1 AND l.used_at IS NULL',
        [hashOf(token)],
      );
      return {
        html: page(bytes.signIn, 'Sign in', [link], `<form method="post" action="/link/${token}"></form>`),
      };
    },
    'POST /link': async (_request, _body, token) => {
      const session = randomBytes(32).toString('base64url');
      await run(
        'sign-in',
        `WITH used AS (UPDATE link SET used_at = now() WHERE token = $1 AND used_at IS NULL RETURNING person_id),
           told AS (INSERT INTO audit (at, actor, action, subject) SELECT now(), person_id, 'session.started', person_id::text FROM used)
         INSERT INTO session SELECT $2, person_id, $3, now() + interval '30 days' FROM used`,
        [hashOf(token), hashOf(session), randomBytes(16).toString('base64url')],
      );
      return { to: '/today', cookie: `session=${session}; Path=/; HttpOnly` };
    },
    'GET /today': async (request) => {
      const { id, name } = await signedIn(request);
      const [facts, cards] = await Promise.all([
        run('facts', 'SELECT kind, title, due_on FROM fact WHERE person_id = $1', [id]),
        run(
          'due',
          'SELECT count(*) FILTER (WHERE due_at <= now()) AS due, min(due_at) AS next FROM card WHERE person_id = $1',
          [id],
        ),
      ]);
      return { html: page(bytes.today, name, [...facts, ...cards]) };
    },
    'GET /lesson': async (request) => {
      const { id, secret } = await signedIn(request);
      const [sitting] = await run(
        'sitting',
        'SELECT s.card, l.body FROM sitting s JOIN lesson l ON l.id = s.lesson_id WHERE s.person_id = $1 AND s.lesson_id = 1',
        [id],
      );
      return { html: page(bytes.lesson, 'Lesson', [sitting.body], formOf('/lesson/completion', secret)) };
    },
    'POST /lesson': async (request, body) => {
      const { id, secret } = await signedIn(request);
      checkForm(body, secret);
      await run(
        'complete',
        `WITH done AS (UPDATE sitting SET finished_at = now() WHERE person_id = $1 AND lesson_id = 1 RETURNING id, person_id),
           told AS (INSERT INTO audit (at, actor, action, subject) SELECT now(), person_id, 'lesson.completed', id::text FROM done)
         INSERT INTO outbox (name, payload) SELECT 'lesson.completed', jsonb_build_object('lesson', id, 'person', person_id) FROM done`,
        [id],
      );
      return { to: '/today' };
    },
    'POST /answers': async (request, body) => {
      const { id } = await signedIn(request);
      const answer = Object.fromEntries(new URLSearchParams(body));
      await run(
        'answer',
        `WITH own AS (SELECT id, position FROM attempt WHERE person_id = $1),
           given AS (UPDATE response r SET answer = $2, points = 1, answered_at = now() FROM own WHERE r.attempt_id = own.id AND r.position = 1),
           asked AS (UPDATE response r SET asked_at = now() FROM own WHERE r.attempt_id = own.id AND r.position = 2),
           moved AS (UPDATE attempt a SET position = 2 FROM own WHERE a.id = own.id)
         INSERT INTO card VALUES ($1, 'skill 1', 2, now() + interval '3 days') ON CONFLICT (person_id, skill) DO UPDATE SET stability = 2, due_at = excluded.due_at`,
        [id, JSON.stringify(answer)],
      );
      return { to: '/answers' };
    },
    'GET /answers': async (request) => {
      const { id, secret } = await signedIn(request);
      const rows = await run(
        'round',
        'SELECT r.position, r.answer, r.points, a.plan FROM attempt a JOIN response r ON r.attempt_id = a.id WHERE a.person_id = $1',
        [id],
      );
      return { html: page(bytes.practice, 'Right', rows, formOf('/answers', secret)) };
    },
    ...quizRoutes({ run, signedIn, page, formOf, checkForm, bytes }),
  };

  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const [, first = '', rest = ''] = request.url.split('/');
      const route = routes[`${request.method} /${first}`];
      route(request, body, rest).then(
        ({ html, json, to, cookie }) => {
          if (json)
            return response
              .writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
              .end(JSON.stringify(json));
          if (to)
            return response
              .writeHead(303, { location: to, ...(cookie ? { 'set-cookie': cookie } : {}) })
              .end();
          brotliCompress(
            html,
            {
              params: {
                [constants.BROTLI_PARAM_QUALITY]: 3,
                [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
              },
            },
            (_error, packed) =>
              response
                .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'br' })
                .end(packed),
          );
        },
        (error) => response.writeHead(500).end(error.message),
      );
    });
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}

/** Links as `floorWalks` asks for them: one per person and round. */
export async function addLinks(client, people, rounds) {
  const list = people.flatMap((person) => rounds.map((round) => [hashOf(`${person}-${round}`), person]));
  await client.query('INSERT INTO link (token, person_id) SELECT * FROM unnest($1::bytea[], $2::int[])', [
    list.map(([token]) => token),
    list.map(([, person]) => person),
  ]);
}

/** A session for everybody's script: `script-<person>`. */
export async function addSessions(client, people) {
  await client.query(
    "INSERT INTO session SELECT token, person, 'secret', now() + interval '1 day' FROM unnest($1::bytea[], $2::int[]) AS given (token, person)",
    [people.map((person) => hashOf(`script-${person}`)), people],
  );
}

// Run as a process of its own, so that its time is told apart from the bench's.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.once('message', (options) => void startFloor(options).then(() => process.send('ready')));
  process.once('disconnect', () => process.exit(0));
}
