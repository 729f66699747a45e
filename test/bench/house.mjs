// What every bench shares: folders and servers that are cleaned up afterwards, the product on them, and its commands.
import fs from 'node:fs';
import path from 'node:path';
import { startPostgres } from '../../apps/cli/launch/postgres.mjs';
import { Browser } from './browser.mjs';
import { environment, makeFolder, postmaster, root, startProduct, withClient } from './product.mjs';

export const say = (line) => console.error(line);

/** What was started, to be ended in reverse order, also when somebody breaks the bench off. */
const undo = [];
/** Something of a bench's own that must end with it. */
export const onEnd = (step) => void undo.push(step);
const folders = new Set();
let cleaning;
/** Once, whoever asks: the program must not leave while somebody else is still stopping the database. */
export const cleanUp = () => (cleaning ??= undoAll());
async function undoAll() {
  for (let step = undo.pop(); step; step = undo.pop()) await step().catch((error) => say(error.message));
}

/** An empty folder that is gone when the bench ends. */
export function newFolder() {
  const folder = makeFolder();
  folders.add(folder);
  if (folders.size === 1)
    undo.push(async () => folders.forEach((each) => fs.rmSync(each, { recursive: true, force: true })));
  return folder;
}

/** The product on this folder, as it was left there. */
export async function startAgain(folder) {
  const product = await startProduct(folder, say);
  undo.push(product.stop);
  // Elsewhere than in our own folder when PostgreSQL's account could not walk in.
  folders.add(path.dirname((await postmaster(product.url)).folder));
  return product;
}

/** The database server of a folder whose product has stopped, and the process id above its backends. */
export async function startDatabase(folder) {
  const postgres = await startPostgres({ folder: path.join(folder, 'postgres'), say });
  undo.push(() => postgres.stop());
  const { folder: data, pid: database } = await postmaster(postgres.url);
  folders.add(path.dirname(data));
  return { urlFor: postgres.urlFor, database };
}

/** `work` with the product's services on this database, as its commands have them. */
export async function withCommands(url, work) {
  const { CommandContext } = await import(path.join(root, 'dist/apps/cli/src/context.js'));
  const context = await CommandContext.open(
    environment({ DATABASE_URL: url, DEMO: 'on', LOG_LEVEL: 'error' }),
  );
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}

/** People who work here and lead nobody, in the order of their numbers: `[{ id, number }]`. */
export function listStaff(url) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      'SELECT person_id AS id, number FROM person_facts(current_date) GROUP BY 1, 2 HAVING NOT bool_or(is_manager) AND bool_and(absence_type IS NULL) ORDER BY number',
    );
    return rows;
  });
}

/** A browser in which this person has signed in, in the demo company. */
export async function signIn(origin, personId) {
  const browser = new Browser(origin);
  await browser.go('POST', '/login/demo', `personId=${personId}`);
  return browser;
}
