#!/usr/bin/env node
// `npm run cli -- COMMAND`: uses the running database, or starts the embedded one for the length of the command.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './launch/build.mjs';
import { loadEnvironmentFile } from './launch/environment.mjs';
import { lockHolder } from './launch/lock.mjs';
import { startPostgres } from './launch/postgres.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const environment = loadEnvironmentFile(root);

await build(root, (line) => console.error(line));
const { needsDatabase, run } = await import(path.join(root, 'dist', 'apps', 'cli', 'src', 'main.js'));

const dataDir = path.resolve(root, environment.DATA_DIR || '.data');
let postgres;
let code = 1;
try {
  const words = process.argv.slice(2);
  const env = { ...environment };
  if (needsDatabase(words) && !env.DATABASE_URL) {
    postgres = await startPostgres({
      folder: path.join(dataDir, 'postgres'),
      say: (line) => console.error(line),
    });
    env.DATABASE_URL = postgres.url;
    env.DEMO = env.DEMO || 'on';
  }
  code = await run(words, env);
} catch (error) {
  console.error(error.message);
} finally {
  // The last one out turns off the light: not while `npm start` or another command uses the server.
  if (postgres && !lockHolder(dataDir) && !(await postgres.inUse())) await postgres.stop();
}
process.exit(code);
