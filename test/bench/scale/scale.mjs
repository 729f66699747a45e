// `npm run bench -- scale`: an employer of 100,000, its nights, its publications, and what its people wait for.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { newFolder, onEnd, say, startDatabase } from '../house.mjs';
import { withClient } from '../product.mjs';
import { watchMemory } from './memory.mjs';
import { haveMade } from './papers.mjs';
import { serve, teamChange, teamPages, undoing, workerArguments } from './served.mjs';

const EVERYBODY = 100_000;
/** What web, worker and commands may hold together at any moment, in megabytes. */
const MEMORY = 1024;
const NIGHT_WORK = fileURLToPath(new URL('./night-work.mjs', import.meta.url));

/** `people` below 100,000 is for a quick look: the teams stay, and no must is judged by it. */
export async function benchScale({ people = EVERYBODY } = {}) {
  const { urlFor, database } = await startDatabase(newFolder());
  await withClient(urlFor('postgres'), (admin) => admin.query('CREATE DATABASE company'));
  const url = urlFor('company');
  if (people !== EVERYBODY) say(`A quick look with ${people} people; nothing is judged.`);
  const folder = newFolder();
  await haveMade('files', { folder, people });
  const nightWork = await apart({ url, database, folder });
  await haveMade('source', { url });
  const { origin, web, worker } = await serve(url, onEnd);
  const memory = watchMemory({ web, worker });
  const given = { url, origin, folder, watch: memory.watch, roots: { web, worker, database } };
  const rows = [...nightWork.rows];
  for (const piece of [teamPages, teamChange, undoing]) rows.push(...(await piece(given)));
  const served = memory.end();
  const megabytes = Math.max(nightWork.memory.megabytes, served.megabytes);
  return {
    ok: people !== EVERYBODY || (rows.every(({ ok }) => ok !== false) && megabytes <= MEMORY),
    people,
    scale: rows,
    memory: { megabytes, must: MEMORY, nightWork: nightWork.memory, served },
  };
}

/** The work of nights in a process of its own: its rows, and the most memory it held. */
async function apart(given) {
  const child = fork(NIGHT_WORK, [], {
    execArgv: workerArguments,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  onEnd(async () => void child.kill());
  const memory = watchMemory({ nights: child.pid });
  const rows = [];
  child.on('message', (row) => rows.push(row));
  child.send(given);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  const held = memory.end();
  if (code !== 0) throw new Error(`The work of nights ended with ${code}.`);
  return { rows, memory: held };
}
