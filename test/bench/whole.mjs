// `npm run bench` without a word: starts, page bytes, what people's steps cost, and work by the ten thousand.
import { fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Browser, htmlOf, together } from './browser.mjs';
import { benchImport, benchNudges, floorImport, floorNudges } from './bulk.mjs';
import { measure } from './cpu.mjs';
import { addLinks, FLOOR_TABLES } from './floor.mjs';
import { listStaff, newFolder, say, signIn, startAgain, startDatabase, withCommands } from './house.mjs';
import { weigh } from './pages.mjs';
import { freePort, postmaster, root, withClient } from './product.mjs';
import { AT_ONCE, floorWalks, productWalks, walkOf, WORK } from './walks.mjs';

const KINDS = ['signIn', 'today', 'lesson', 'practice'];
/** As many as it takes until both servers run compiled code and reuse their plans, as they do all day. */
const WARM_UP_ROUNDS = 6;

/** Cold and warm start, page bytes, and what people's steps cost. */
async function benchProduct(folder, { rounds, kinds }) {
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
    const { Db } = await import(path.join(root, 'dist/libs/kernel/src/index.js'));
    const { SessionsService } = await import(path.join(root, 'dist/libs/sessions/src/index.js'));
    return await withCommands(product.url, async (context) => {
      const makeLink = (personId) =>
        context.get(Db).transaction((tx) => context.get(SessionsService).makeLink(tx, personId, 60));
      const walks = productWalks({ origin: product.origin, people: people.all, makeLink });
      await together(walks.browsers, AT_ONCE, (browser, index) =>
        browser.send('POST', '/login/demo', `personId=${people.all[index]}`),
      );
      const roots = { ...(await product.roots()), database };
      const ours = await measureWalks(walks, { rounds, kinds, roots });
      return { starts, pages, ours, bytes: await pageBytes(walks, { rounds, kinds }) };
    });
  } finally {
    await product.stop();
  }
}

/** People who work here and lead nobody, the HR adviser, the learner, and a licence that anybody may look up. */
async function listPeople(url) {
  const rows = await listStaff(url);
  const idOf = (number) => rows.find((row) => row.number === number)?.id;
  const all = rows.filter(({ number }) => Number(number) > 1012).map(({ id }) => id);
  return { all: all.slice(0, 120), hr: idOf('1001'), learner: idOf('1003') };
}

async function benchPages(product, people) {
  const learner = await signIn(product.origin, people.learner);
  const hr = await signIn(product.origin, people.hr);
  const question = await learner.go(
    'POST',
    '/practice',
    formBody(await learner.open('/practice'), '/practice'),
  );
  const exam = await learner.go('POST', '/exams/A', formBody(await learner.open('/exams/A'), '/exams/A'));
  const code = await openToTheWorld(product.origin, people.all);
  return [
    await weigh(learner, 'Today', 'learner', '/today'),
    await weigh(learner, 'practice question', 'quiz', question.url),
    await weigh(learner, 'exam question', 'quiz', exam.url),
    await weigh(hr, 'HR table of people', 'table', '/people'),
    await weigh(new Browser(product.origin), 'licence look-up', 'public', code),
  ].map(({ htmlBytes: _, ...page }) => page);
}

/** Somebody with a licence lets others look it up; gives the address for that. */
async function openToTheWorld(origin, people) {
  for (const personId of people) {
    const holder = await signIn(origin, personId);
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

async function measureWalks(walks, { rounds, kinds, roots }) {
  const results = {};
  for (const kind of kinds) {
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
async function pageBytes(walks, { rounds, kinds }) {
  const bytes = {};
  for (const kind of kinds) {
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

async function benchFloor({ urlFor, database, bytes, rounds, kinds }) {
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
    return await measureWalks(walks, { rounds, kinds, roots: { server: server.pid, database } });
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

/** Everything but the quiz; `wanted(name)` leaves parts out. */
export async function benchWhole({ rounds, wanted }) {
  const kinds = KINDS.filter(wanted);
  const folder = newFolder();
  const product = await benchProduct(folder, { rounds, kinds });
  const { urlFor, database } = await startDatabase(folder);
  const cpu = await withClient(urlFor('postgres'), async (admin) => {
    await admin.query('CREATE DATABASE floor');
    const floor = await benchFloor({ urlFor, database, bytes: product.bytes, rounds, kinds });
    const list = kinds.map((kind) => compare(WORK[kind], product.ours[kind], floor[kind]));
    if (wanted('bulk')) list.push(...(await benchBulk({ urlFor, admin, database, rounds, say })));
    return list;
  });
  for (const start of Object.values(product.starts)) start.ok = start.seconds <= start.must;
  const ok = [...Object.values(product.starts), ...product.pages, ...cpu].every((result) => result.ok);
  return { ok, starts: product.starts, pages: product.pages, cpuMilliseconds: cpu };
}

async function benchBulk(shared) {
  const imported = await benchImport(shared);
  const list = [compare(BULK.import, imported.ours, await floorImport(shared))];
  say(JSON.stringify(list.at(-1)));
  const nudged = await benchNudges({ ...shared, name: imported.database });
  list.push(compare(BULK.nudges, nudged, await floorNudges(shared)));
  say(JSON.stringify(list.at(-1)));
  return list;
}
