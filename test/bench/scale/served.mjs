// What people wait for at an employer of 100,000, on the product's own web and worker processes.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { KeptProcess, WORKER_ARGUMENTS } from '../../../apps/cli/launch/processes.mjs';
import { htmlOf } from '../browser.mjs';
import { childOf, cpuOf, sumOf } from '../cpu.mjs';
import { say, signIn } from '../house.mjs';
import { environment, freePort, root, withClient } from '../product.mjs';
import * as company from './company.mjs';
import * as floor from './floor-scale.mjs';
import { rowOf } from './rows.mjs';

/** Web and worker on this database, and where they are. */
export async function serve(url, onStart) {
  const port = await freePort();
  const env = environment({ DATABASE_URL: url, PORT: String(port), DEMO: 'on', LOG_LEVEL: 'error' });
  const failed = () => {
    throw new Error('A process of the product stopped.');
  };
  const processes = ['web', 'worker'].map(
    (name) => new KeptProcess({ root, name, environment: env, giveUp: failed }),
  );
  onStart(() => Promise.all(processes.map((each) => each.stop())));
  await Promise.all(processes.map((each) => each.start()));
  const pidOf = (name) => childOf(process.pid, `apps/${name}/src/main.js`);
  return { origin: `http://127.0.0.1:${port}`, web: pidOf('web'), worker: pidOf('worker') };
}

/** Somebody with so many people below. */
const leaderOf = (people, least, most) =>
  people.find(({ number, below }) => below >= least && below <= most && number !== undefined);

/** Row 8, and the same for a director with 5,000 below (4,000 where only 20,000 work). */
export async function teamPages({ url, origin, roots }) {
  const everybody = await withClient(url, async (client) => (await client.query(BELOW)).rows);
  const leaders = [];
  for (const [least, most, musts] of [
    [500, 1500, { page: 11, file: 100 }],
    [3500, 6000, {}],
  ]) {
    const leader = leaderOf(everybody, least, most);
    leaders.push({ ...leader, musts, browser: await signIn(origin, leader.id) });
  }
  const rows = [];
  const weigh = async (leader, { what, path, must, floorOf = what, before }) => {
    const { ours, seconds } = await middleOf(5, leader.browser, path, { roots, before });
    rows.push(
      rowOf({
        ...(must === undefined ? {} : { row: 8, must }),
        name: `team of ${leader.below}, ${company.CATEGORIES.length} categories: ${what}`,
        ...{ unit: 'ms CPU', ours, seconds },
        floor: 1000 * (await floor.team(url, leader.id, floorOf)),
      }),
    );
  };
  const page = { what: 'first page', path: '/team?view=all' };
  for (const leader of leaders) {
    await weigh(leader, { ...page, must: leader.musts.page });
    await weigh(leader, { what: 'file', path: '/team/status.csv?view=all', must: leader.musts.file });
  }
  for (const leader of leaders) {
    const before = () => withClient(url, (client) => client.query(TOUCHED, [leader.id]));
    const what = 'first page when all of them changed this minute';
    await weigh(leader, { ...page, what, floorOf: page.what, before });
  }
  return rows;
}
const BELOW = `
  WITH RECURSIVE below AS (
    SELECT manager_id AS top, person_id FROM placement WHERE valid @> current_date AND manager_id IS NOT NULL
    UNION SELECT b.top, p.person_id FROM below b JOIN placement p ON p.manager_id = b.person_id AND p.valid @> current_date)
  SELECT b.top AS id, p.number, count(*)::int AS below FROM below b JOIN person p ON p.id = b.top GROUP BY 1, 2 ORDER BY 2`;

/** As if something of everybody below had changed: the worker has not come to it yet. */
const TOUCHED = 'INSERT INTO digest_stale SELECT person_id FROM people_below($1, current_date, true)';

/** Asked before it counts, and in each round that counts: as in the other benches, a server that works all day. */
const [WARM, IN_A_ROUND] = [100, 10];

/** Of one request the middle of some rounds: CPU milliseconds of all processes, and seconds. `before` runs before each round. */
async function middleOf(rounds, browser, path, { roots, before: prepare }) {
  const ask = async (times) => {
    for (let time = 0; time < times; time += 1) htmlOf(await browser.go('GET', path));
  };
  await prepare?.();
  await ask(WARM);
  const found = [];
  for (let round = 0; round < rounds; round += 1) {
    await prepare?.();
    const before = sumOf(cpuOf(roots));
    const began = performance.now();
    await ask(IN_A_ROUND);
    const seconds = (performance.now() - began) / 1000 / IN_A_ROUND;
    const ours = (sumOf(cpuOf(roots)) - before) / IN_A_ROUND;
    found.push({ ours, seconds: Number(seconds.toFixed(3)) });
  }
  return found.sort((a, b) => a.ours - b.ours)[Math.floor(rounds / 2)];
}

/** Row 13: one person changes team; how long until the worker has the requirements right, the slowest of some. */
export async function teamChange({ url, folder, watch }) {
  const child = fork(DESK, [], {
    execArgv: WORKER_ARGUMENTS,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  watch({ commands: child.pid });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let times = [];
  child.once('message', (message) => (times = message));
  child.send({ url, folder });
  const code = await ended;
  if (code !== 0 || times.length === 0) throw new Error(`The changes of team ended with ${code}.`);
  say(`team changes: ${times.map((time) => time.toFixed(2)).join(' ')} s`);
  const floorSeconds = await floor.teamChange(url);
  const name = `one person changes team: right requirements, through the queue (slowest of ${times.length})`;
  return [
    rowOf({ row: 13, name, unit: 's', must: 5, aim: 1, ours: Math.max(...times), floor: floorSeconds }),
  ];
}
const DESK = fileURLToPath(new URL('./desk.mjs', import.meta.url));

/** Undoing the night's file while somebody else opens pages: the slowest page, and how long until it is undone. */
export async function undoing({ url, origin }) {
  const anna = await signIn(origin, (await company.hr(url)).personId);
  const id = await withClient(url, async (client) => (await client.query(NIGHT_RUN)).rows[0].id);
  const page = await anna.open(`/people/imports/${id}`);
  const began = performance.now();
  await anna.submit(page, '/undo');
  const answered = (performance.now() - began) / 1000;
  let slowest = answered;
  while ((await stateOf(url, id)) === 'undoing') {
    const asked = performance.now();
    await anna.open('/people/imports');
    slowest = Math.max(slowest, (performance.now() - asked) / 1000);
    if (performance.now() - began > 120_000) throw new Error('The import was not undone.');
  }
  if ((await stateOf(url, id)) !== 'undone') throw new Error('The import stands as it was.');
  say(`undone after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const name = "a night's file undone by the worker: the slowest page meanwhile";
  return [rowOf({ name, unit: 's', must: 2, ours: slowest, floor: await floor.page(url) })];
}
const NIGHT_RUN = `SELECT r.id FROM import_run r JOIN import_source s ON s.id = r.source_id AND s.name = 'bench' WHERE r.state = 'applied' ORDER BY r.applied_at DESC LIMIT 1`;
const stateOf = (url, id) =>
  withClient(
    url,
    async (client) => (await client.query('SELECT state FROM import_run WHERE id = $1', [id])).rows[0].state,
  );

/** What the worker runs with, told beside the memory. */
export const workerArguments = WORKER_ARGUMENTS;
