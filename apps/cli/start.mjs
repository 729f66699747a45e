#!/usr/bin/env node
// `npm start`: compile when needed, start or adopt PostgreSQL, prepare the database, run web and worker, stop cleanly.
import { fork } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './launch/build.mjs';
import { loadEnvironmentFile } from './launch/environment.mjs';
import { takeLock } from './launch/lock.mjs';
import { startPostgres } from './launch/postgres.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const watch = process.argv.includes('--watch');
const began = Date.now();
const say = (line) => console.log(`[${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s] ${line}`);

/** Says at once when the port is taken, instead of after a minute of preparing. */
function mustBeFree(port, host) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', (error) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken. Stop what uses it, or start with PORT=${port + 1} npm start.`) : error),
    );
    probe.listen(port, host, () => probe.close(resolve));
  });
}

/** Starts a process of the product and waits until it says it is ready. */
function start(name, environment) {
  const child = fork(path.join(root, 'dist', 'apps', name, 'src', 'main.js'), [], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ready = new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`${name} stopped (${code}).`)));
  });
  return { name, child, ready };
}

const ended = (child) => new Promise((resolve) => (child.exitCode !== null || child.signalCode !== null ? resolve() : child.once('exit', resolve)));

async function main() {
  const environment = loadEnvironmentFile(root);
  await build(root, say);
  const { kernel, prepare } = await import(path.join(root, 'dist', 'apps', 'cli', 'src', 'prepare.js'));
  const settings = kernel(environment);
  await mustBeFree(settings.PORT, settings.HOST);

  const dataDir = path.resolve(root, settings.DATA_DIR);
  const unlock = takeLock(dataDir);
  let postgres;
  let stopping = false;
  const processes = [];
  const stop = async (code) => {
    if (stopping) return;
    stopping = true;
    for (const { child } of processes) child.kill('SIGTERM');
    await Promise.all(processes.map(({ child }) => ended(child)));
    await postgres?.stop();
    unlock();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));

  try {
    if (!settings.DATABASE_URL) {
      postgres = await startPostgres({ folder: path.join(dataDir, 'postgres'), say });
      say(postgres.adopted ? 'PostgreSQL was still running' : 'PostgreSQL runs');
      fs.writeFileSync(path.join(dataDir, 'database-url'), postgres.url, { mode: 0o600 });
    }
    const demo = settings.DEMO === '' ? (settings.DATABASE_URL ? 'off' : 'on') : settings.DEMO;
    const env = { ...environment, DATABASE_URL: settings.DATABASE_URL ?? postgres.url, DEMO: demo, WATCH: watch ? 'on' : '', LOG_LEVEL: environment.LOG_LEVEL ?? 'warn' };
    const { firstLink } = await prepare(env, say);
    for (const name of ['web', 'worker']) processes.push(start(name, env));
    await Promise.all(processes.map(({ ready }) => ready));
    for (const { name, child } of processes) {
      child.once('exit', (code) => {
        if (stopping) return;
        console.error(`${name} stopped unexpectedly (${code}); stopping everything.`);
        void stop(1);
      });
    }
    const url = settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`;
    say(`ready: ${url}${demo === 'on' ? '  (demo: choose who you are)' : ''}`);
    if (firstLink) say(`first sign-in, once: ${firstLink}`);
    if (watch) watchSources(env, processes);
  } catch (error) {
    console.error(error.message);
    await stop(1);
  }
}

/** `npm run dev`: compiles after a change and starts web and worker anew; views and words need no restart. */
function watchSources(environment, processes) {
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
      for (const entry of processes) {
        entry.child.removeAllListeners('exit');
        entry.child.kill('SIGTERM');
        await ended(entry.child);
        Object.assign(entry, start(entry.name, environment));
        await entry.ready.catch((error) => console.error(error.message));
      }
      say('started again');
    }, 300);
  };
  for (const folder of ['apps', 'libs', 'migrations']) {
    fs.watch(path.join(root, folder), { recursive: true }, (_, file) => file?.endsWith('.ts') && !file.endsWith('.spec.ts') && again());
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
