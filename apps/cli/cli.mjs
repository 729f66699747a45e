#!/usr/bin/env node
// `npm run cli -- COMMAND`: uses the running database, or starts the embedded one for the length of the command.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './launch/build.mjs';
import { loadEnvironmentFile } from './launch/environment.mjs';
import { startPostgres } from './launch/postgres.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const environment = loadEnvironmentFile(root);

await build(root, (line) => console.error(line));
const { needsDatabase, run } = await import(path.join(root, 'dist', 'apps', 'cli', 'src', 'main.js'));

let postgres;
let code = 1;
try {
  const words = process.argv.slice(2);
  const env = { ...environment };
  if (needsDatabase(words) && !env.DATABASE_URL) {
    const folder = path.join(path.resolve(root, env.DATA_DIR ?? '.data'), 'postgres');
    fs.mkdirSync(folder, { recursive: true });
    postgres = await startPostgres({ folder, say: (line) => console.error(line) });
    env.DATABASE_URL = postgres.url;
    env.DEMO = env.DEMO || 'on';
  }
  code = await run(words, env);
} catch (error) {
  console.error(error.message);
} finally {
  // A server that was running before belongs to `npm start`.
  if (postgres && !postgres.adopted) await postgres.stop();
}
process.exit(code);
