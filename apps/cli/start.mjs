#!/usr/bin/env node
// `npm start`: compile when needed, start or adopt PostgreSQL, prepare the database, run web and worker, stop cleanly.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './launch/build.mjs';
import { loadEnvironmentFile } from './launch/environment.mjs';
import { takeLock } from './launch/lock.mjs';
import { startPostgres } from './launch/postgres.mjs';
import { KeptProcess } from './launch/processes.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const watch = process.argv.includes('--watch');
const began = Date.now();
const say = (line) => console.log(`[${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s] ${line}`);

/** Says at once when the port is taken, instead of after a minute of preparing. */
function mustBeFree(port, host) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', (error) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken. Stop what uses it, or start with PORT=${port + 1} npm start.`)
          : error,
      ),
    );
    probe.listen(port, host, () => probe.close(resolve));
  });
}

async function main() {
  const environment = loadEnvironmentFile(root);
  await build(root, say);
  const { kernel, prepare } = await import(path.join(root, 'dist', 'apps', 'cli', 'src', 'prepare.js'));
  const settings = kernel(environment);
  const dataDir = path.resolve(root, settings.DATA_DIR);
  // Before the port: a second start on the same folder mostly has the same port too, and this tells it more.
  const unlock = takeLock(dataDir);
  let starting;
  let stopping = false;
  const processes = [];
  const stop = async (code) => {
    if (stopping) return;
    stopping = true;
    await Promise.all(processes.map((entry) => entry.stop()));
    // A server that is still being started is waited for, or it would outlive us.
    const postgres = await starting?.catch(() => undefined);
    await postgres?.stop().catch((error) => console.error(error.message));
    unlock();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));

  try {
    await mustBeFree(settings.PORT, settings.HOST);
    let url = settings.DATABASE_URL;
    if (!url) {
      starting = startPostgres({ folder: path.join(dataDir, 'postgres'), say });
      const postgres = await starting;
      url = postgres.url;
      say(postgres.adopted ? 'PostgreSQL was still running' : 'PostgreSQL runs');
      fs.writeFileSync(path.join(dataDir, 'database-url'), url, { mode: 0o600 });
    }
    const demo = settings.DEMO === '' ? (settings.DATABASE_URL ? 'off' : 'on') : settings.DEMO;
    const env = {
      ...environment,
      DATABASE_URL: url,
      DEMO: demo,
      WATCH: watch ? 'on' : '',
      LOG_LEVEL: environment.LOG_LEVEL ?? 'warn',
    };
    const { firstLink } = await prepare(env, say);
    if (stopping) return;
    for (const name of ['web', 'worker'])
      processes.push(new KeptProcess({ root, name, environment: env, giveUp: () => void stop(1) }));
    await Promise.all(processes.map((entry) => entry.start()));
    say(
      `ready: ${settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`}${demo === 'on' ? '  (demo: choose who you are)' : ''}`,
    );
    if (firstLink) say(`first sign-in, once: ${firstLink}`);
    if (watch) watchSources(processes);
  } catch (error) {
    // What breaks off because we are stopping is no news.
    if (!stopping) console.error(error.message);
    await stop(1);
  }
}

/** `npm run dev`: compiles after a change and starts web and worker anew; views and words need no restart. */
function watchSources(processes) {
  let timer;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      try {
        await build(root, say);
      } catch (error) {
        console.error(error.message);
        return;
      }
      for (const entry of processes) await entry.restart().catch((error) => console.error(error.message));
      say('started again');
    }, 300);
  };
  for (const folder of ['apps', 'libs', 'migrations']) {
    fs.watch(
      path.join(root, folder),
      { recursive: true },
      (_, file) => file?.endsWith('.ts') && !file.endsWith('.spec.ts') && again(),
    );
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
