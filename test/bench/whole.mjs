// `npm run bench`: one JSON object on standard output, progress on standard error; ends with 1 when a "must" is missed.
import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from '../../apps/cli/launch/build.mjs';
import { startPostgres } from '../../apps/cli/launch/postgres.mjs';
import { Browser, htmlOf, together } from './browser.mjs';
import { benchImport, benchNudges, floorImport, floorNudges } from './bulk.mjs';
import { measure } from './cpu.mjs';
import { addLinks, FLOOR_TABLES } from './floor.mjs';
import { weigh } from './pages.mjs';
import { environment, freePort, makeFolder, postmaster, root, startProduct, withClient } from './product.mjs';
import { AT_ONCE, floorWalks, productWalks, walkOf, WORK } from './walks.mjs';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, only: { type: 'string' } },
});
const rounds = Number(values.rounds);
const wanted = (name) => !values.only || values.only.split(',').includes(name);
const KINDS = ['signIn', 'today', 'lesson', 'practice'];
/** As many as it takes until both servers run compiled code and reuse their plans, as they do all day. */
const WARM_UP_ROUNDS = 6;
const say = (line) => console.error(line);

/** Cold and warm start, page bytes, and what people's steps cost. */
async function benchProduct(folder) {
  const cold = await startAgain(folder);
  await cold.stop();
  const product = await startAgain(folder);
  const { pid: database } = await postmaster(product.url);
  try {
    const starts = {
      cold: { seconds: cold.seconds, must: 180 },
      warm: { seconds: product.seconds, must: 10 },
    };
    const people = await listPeople(product.url);
    const pages = await benchPages(product, people);
    const { CommandContext } = await import(path.join(root, 'dist/apps/cli/src/context.js'));
    const { Db } = await import(path.join(root, 'dist/libs/kernel/src/index.js'));
    const { SessionsService } = await import(path.join(root, 'dist/libs/sessions/src/index.js'));
    const context = await CommandContext.open(
      environment({ DATABASE_URL: product.url, DEMO: 'on', LOG_LEVEL: 'error' }),
    );
    try {
      const makeLink = (personId) =>
        context.get(Db).transaction((tx) => context.get(SessionsService).makeLink(tx, personId, 60));
      const walks = productWalks({ origin: product.origin, people: people.all, makeLink });
      await together(walks.browsers, AT_ONCE, (browser, index) =>
        browser.send('POST', '/login/demo', `personId=${people.all[index]}`),
      );
      const ours = await measureWalks(walks, { ...(await product.roots()), database });
      return { starts, pages, ours, bytes: await pageBytes(walks) };
    } finally {
      await context.close();
    }
  } finally {
    await product.stop();
  }
}

async function startAgain(folder) {
  const product = await startProduct(folder, say);
  undo.push(product.stop);
  // Elsewhere than in our own folder when PostgreSQL's account could not walk in.
  folders.add(path.dirname((await postmaster(product.url)).folder));
  return product;
}

/** People who work here and lead nobody, the HR adviser, the learner, and a licence that anybody may look up. */
function listPeople(url) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      'SELECT person_id AS id, number FROM person_facts(current_date) GROUP BY 1, 2 HAVING NOT bool_or(is_manager) AND bool_and(absence_type IS NULL) ORDER BY number',
    );
    const idOf = (number) => rows.find((row) => row.number === number)?.id;
    const all = rows.filter(({ number }) => Number(number) > 1012).map(({ id }) => id);
    return { all: all.slice(0, 120), hr: idOf('1001'), learner: idOf('1003') };
  });
}

async function benchPages(product, people) {
  const signIn = async (personId) => {
    const browser = new Browser(product.origin);
    await browser.go('POST', '/login/demo', `personId=${personId}`);
    return browser;
  };
  const learner = await signIn(people.learner);
  const hr = await signIn(people.hr);
  const question = await learner.go(
    'POST',
    '/practice',
    formBody(await learner.open('/practice'), '/practice'),
  );
  const exam = await learner.go('POST', '/exams/A', formBody(await learner.open('/exams/A'), '/exams/A'));
  const code = await openToTheWorld(signIn, people.all);
  return [
    await weigh(learner, 'Today', 'learner', '/today'),
    await weigh(learner, 'practice question', 'quiz', question.url),
    await weigh(learner, 'exam question', 'quiz', exam.url),
    await weigh(hr, 'HR table of people', 'table', '/people'),
    await weigh(new Browser(product.origin), 'licence look-up', 'public', code),
  ].map(({ htmlBytes: _, ...page }) => page);
}

/** Somebody with a licence lets others look it up; gives the address for that. */
async function openToTheWorld(signIn, people) {
  for (const personId of people) {
    const holder = await signIn(personId);
    const card = /\/licences\/[0-9a-f-]{36}\/card/.exec(await holder.open('/licences'))?.[0];
    if (!card) continue;
    const shown = await holder.submit(await holder.open(card), '/public-link');
    return /\/v\/[\w-]+/.exec(shown)[0];
  }
  throw new Error('Nobody of the demo company has a licence.');
}

function formBody(html, action) {
  const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1];
  if (!token) throw new Error(`No form to ${action}.`);
  return `_csrf=${encodeURIComponent(token)}`;
}

async function measureWalks(walks, roots) {
  const results = {};
  for (const kind of KINDS.filter(wanted)) {
    const walk = walkOf(walks, kind, rounds);
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
      await walk.prepare(rounds + round);
      await walk.work(rounds + round);
    }
    results[kind] = await measure({ ...walk, roots });
    say(`${WORK[kind].name}: ${results[kind].value} ms ${JSON.stringify(results[kind].parts)}`);
  }
  return results;
}

/** How large the pages of the measured steps are before compression: the floor gives as much. */
async function pageBytes(walks) {
  const bytes = {};
  for (const kind of KINDS.filter(wanted)) {
    const walk = walks[kind];
    const ready = await walk.prepare?.(0, rounds + WARM_UP_ROUNDS);
    const page =
      kind === 'signIn'
        ? await walks.browsers[0].send('GET', `/login/links/${ready}`)
        : kind === 'lesson'
          ? await ready.browser.send('GET', ready.lesson)
          : await walk.act(walks.browsers[0], ready);
    bytes[kind] = Buffer.byteLength(htmlOf(page));
  }
  return bytes;
}

async function benchFloor({ urlFor, database, bytes }) {
  const people = Array.from({ length: 120 }, (_, index) => index + 1);
  await withClient(urlFor('floor'), async (client) => {
    await client.query(FLOOR_TABLES);
    await addLinks(client, people, [...Array(rounds + WARM_UP_ROUNDS).keys(), 'first']);
  });
  const port = await freePort();
  const server = fork(fileURLToPath(new URL('floor.mjs', import.meta.url)));
  try {
    server.send({
      url: urlFor('floor'),
      port,
      bytes: { signIn: 3000, today: 9000, lesson: 9000, practice: 9000, ...bytes },
    });
    await new Promise((resolve) => server.once('message', resolve));
    const walks = floorWalks({ origin: `http://127.0.0.1:${port}`, people });
    await together(walks.browsers, AT_ONCE, (browser, index) =>
      browser.send('POST', `/link/${people[index]}-first`, ''),
    );
    say('floor:');
    return await measureWalks(walks, { server: server.pid, database });
  } finally {
    server.disconnect();
  }
}

const BULK = {
  import: { row: 9, name: 'HR import of 10,000 new people (dry run and apply), each', must: 0.2, aim: 0.04 },
  nudges: { row: 14, name: '10,000 in-app nudges, each', must: 0.3, aim: 0.1 },
};

const compare = ({ row, name, must, aim }, ours, floor) => ({
  name,
  row,
  ours: ours.value,
  floor: floor.value,
  ratio: Number((ours.value / floor.value).toFixed(1)),
  must,
  aim,
  ok: ours.value <= must,
  parts: ours.parts,
});

/** What was started, to be ended in reverse order, also when somebody breaks the bench off. */
const undo = [];
const folders = new Set();
let cleaning;
/** Once, whoever asks: the program must not leave while somebody else is still stopping the database. */
const cleanUp = () => (cleaning ??= undoAll());
async function undoAll() {
  for (let step = undo.pop(); step; step = undo.pop()) await step().catch((error) => say(error.message));
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(signal, () => void cleanUp().then(() => process.exit(1)));

async function main() {
  await build(root, say);
  const folder = makeFolder();
  folders.add(folder);
  undo.push(async () => folders.forEach((each) => fs.rmSync(each, { recursive: true, force: true })));
  const product = await benchProduct(folder);
  const postgres = await startPostgres({ folder: path.join(folder, 'postgres'), say });
  undo.push(() => postgres.stop());
  const { urlFor } = postgres;
  const { pid: database } = await postmaster(postgres.url);
  const cpu = await withClient(urlFor('postgres'), async (admin) => {
    await admin.query('CREATE DATABASE floor');
    const floor = await benchFloor({ urlFor, database, bytes: product.bytes });
    const list = KINDS.filter(wanted).map((kind) => compare(WORK[kind], product.ours[kind], floor[kind]));
    if (wanted('bulk')) {
      const shared = { urlFor, admin, database, rounds: Math.min(rounds, 3), say };
      const imported = await benchImport(shared);
      list.push(compare(BULK.import, imported.ours, await floorImport(shared)));
      say(JSON.stringify(list.at(-1)));
      list.push(
        compare(
          BULK.nudges,
          await benchNudges({ ...shared, name: imported.database }),
          await floorNudges(shared),
        ),
      );
      say(JSON.stringify(list.at(-1)));
    }
    return list;
  });
  for (const start of Object.values(product.starts)) start.ok = start.seconds <= start.must;
  const ok = [...Object.values(product.starts), ...product.pages, ...cpu].every((result) => result.ok);
  console.log(
    JSON.stringify({ ok, starts: product.starts, pages: product.pages, cpuMilliseconds: cpu }, null, 2),
  );
  return ok ? 0 : 1;
}

main()
  .catch((error) => {
    console.error(error);
    return 1;
  })
  .then(async (code) => {
    await cleanUp();
    process.exit(code);
  });
