// `npm run bench -- quiz`: what one learner's quiz costs, in pages and through the API, and how many can start at once.
import { fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Browser, together } from '../browser.mjs';
import { addLinks, addSessions, FLOOR_TABLES } from '../floor.mjs';
import { newFolder, say, signIn, startAgain, startDatabase, withCommands } from '../house.mjs';
import { freePort, postmaster, root, withClient } from '../product.mjs';
import { FLOOR, PRODUCT, quizInPages, quizThroughApi, timed } from './quiz-walks.mjs';
import { measureSide } from './quiz-rounds.mjs';
import { listRows } from './quiz-rows.mjs';
import { withStatementLog } from './statements.mjs';

/** As many as press "start" within one second. */
const PEOPLE = 200;

/** All rows: `{ row, name, unit, ours, floor, ratio, must, aim, ok }`; `ok` when no "must" is missed. */
export async function benchQuiz({ rounds }) {
  const folder = newFolder();
  const { ours, statements, bytes } = await measureProduct(folder, Math.min(rounds, 3));
  const { urlFor, database } = await startDatabase(folder);
  await withClient(urlFor('postgres'), (admin) => admin.query('CREATE DATABASE floor'));
  const floor = await measureFloor({ urlFor, database, bytes, rounds: Math.min(rounds, 3) });
  const list = listRows(ours, floor, statements);
  return { ok: list.every((row) => row.ok), quiz: list };
}

async function measureProduct(folder, rounds) {
  const product = await startAgain(folder);
  const { pid: database } = await postmaster(product.url);
  const measured = await withClient(product.url, async (client) => {
    const people = await listPeople(client);
    const learners = await withTokens(product, people);
    const side = {
      ...{ addresses: PRODUCT, learners, rounds },
      roots: { ...(await product.roots()), database },
      // Nobody has taken an exam yet: otherwise they would have to wait some days for the next one.
      // Their dead rows go as well: in real life no exam is ever deleted, and none would be in the way.
      forget: async () => {
        await client.query("DELETE FROM attempt WHERE kind = 'exam' AND person_id = ANY($1)", [people]);
        await client.query('VACUUM attempt, response');
      },
      drain: () => drain(client),
    };
    say('product:');
    const ours = await measureSide(side);
    await side.forget();
    const statements = await countStatements(product.url, learners[0]);
    await side.forget();
    const bytes = await pageBytes(learners[0], side.forget);
    return { ours, statements, bytes };
  });
  await product.stop();
  return measured;
}

async function listPeople(client) {
  const { rows } = await client.query(
    'SELECT DISTINCT p.id, p.number FROM person p JOIN person_facts(current_date) f ON f.person_id = p.id ORDER BY p.number DESC LIMIT $1',
    [PEOPLE],
  );
  if (rows.length < PEOPLE) throw new Error(`Only ${rows.length} people work here instead of ${PEOPLE}.`);
  return rows.map(({ id }) => id);
}

/** Everybody signed in, and with a token for the API. */
async function withTokens(product, people) {
  const { SessionsService } = await import(path.join(root, 'dist/libs/sessions/src/index.js'));
  const { systemActor } = await import(path.join(root, 'dist/libs/kernel/src/index.js'));
  return withCommands(product.url, async (context) => {
    const learners = [];
    await together(people, 8, async (personId, index) => {
      const browser = await signIn(product.origin, personId);
      const input = { personId, hours: 2, scopes: ['read', 'write'] };
      const { token } = await context.get(SessionsService).createToken(systemActor('bench'), input);
      learners[index] = learnerWith(browser, new Browser(product.origin), token);
    });
    return learners;
  });
}

/** A person with a browser for pages, and a script's connection for the API. */
const learnerWith = (browser, script, token) => ({
  browser,
  script,
  asScript: {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    'content-type': 'application/json',
  },
});

/** The outbox is empty, and for a second no listener has dealt with anything: what a quiz left to the worker is done. */
async function drain(client) {
  const count = async (what) => Number((await client.query(`SELECT count(*) AS n FROM ${what}`)).rows[0].n);
  for (const patience = Date.now() + 120_000; ;) {
    const handled = await count('handled');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    if ((await count('outbox WHERE published_at IS NULL')) === 0 && (await count('handled')) === handled)
      return;
    if (Date.now() > patience) throw new Error('The queue did not get empty within two minutes.');
  }
}

/** SQL statements of every answer of one quiz: of the form alone, and of the form and the next question's page. */
function countStatements(url, { browser }) {
  return withStatementLog(url, async (count) => {
    const counts = { POST: [], GET: [] };
    const send = async (method, address, body) => {
      let answer;
      const statements = await count(async () => (answer = await timed(browser, [])(method, address, body)));
      counts[method].push(/\/answers$/.test(address) || method === 'GET' ? statements : null);
      return answer;
    };
    await quizInPages(send, PRODUCT);
    const answers = counts.POST.filter((statements) => statements !== null);
    // The door is not a question; the page after each answer is.
    const next = counts.GET.slice(2, 2 + answers.length);
    return { answers, withNext: answers.map((statements, index) => statements + next[index]) };
  });
}

/** How large the product's answers are before compression: the floor gives as much. */
async function pageBytes({ browser, script, asScript }, forget) {
  const pages = await quizInPages(timed(browser, []), PRODUCT);
  await forget();
  const { question } = await quizThroughApi(timed(script, [], asScript), PRODUCT);
  const sizes = Object.entries({ ...pages, json: JSON.stringify(question) });
  return Object.fromEntries(sizes.map(([name, text]) => [name, Buffer.byteLength(text)]));
}

async function measureFloor({ urlFor, database, bytes, rounds }) {
  const people = Array.from({ length: PEOPLE }, (_, index) => index + 1);
  await withClient(urlFor('floor'), async (client) => {
    await client.query(FLOOR_TABLES);
    await addLinks(client, people, ['quiz']);
    await addSessions(client, people);
  });
  const port = await freePort();
  const server = fork(fileURLToPath(new URL('../floor.mjs', import.meta.url)));
  try {
    const sizes = { signIn: 3000, today: 9000, lesson: 9000, practice: 9000, ...bytes };
    server.send({ url: urlFor('floor'), port, bytes: sizes });
    await new Promise((resolve) => server.once('message', resolve));
    const origin = `http://127.0.0.1:${port}`;
    const learners = people.map((person) =>
      learnerWith(new Browser(origin), new Browser(origin), `script-${person}`),
    );
    await together(learners, 8, ({ browser }, index) =>
      browser.send('POST', `/link/${people[index]}-quiz`, ''),
    );
    say('floor:');
    return await withClient(urlFor('floor'), (client) =>
      measureSide({
        ...{ addresses: FLOOR, learners, rounds },
        roots: { server: server.pid, database },
        forget: () => client.query('DELETE FROM quiz'),
        drain: async () => {},
      }),
    );
  } finally {
    server.disconnect();
  }
}
