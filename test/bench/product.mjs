// The product as its users start it: the launcher with an empty folder of its own.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { childOf } from './cpu.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

export function makeFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vaardig-bench-'));
  // PostgreSQL runs under an account of its own and must be able to walk in.
  fs.chmodSync(folder, 0o755);
  return folder;
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The environment of a fresh installation: nothing of ours that the caller's shell happens to have set. */
export function environment(more) {
  const keep = ['PATH', 'HOME', 'LANG', 'TMPDIR'];
  return {
    ...Object.fromEntries(keep.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    ...more,
  };
}

/** Starts the launcher on a folder and waits until people can sign in. */
export async function startProduct(folder, say) {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, [path.join(root, 'apps', 'cli', 'start.mjs')], {
    cwd: root,
    env: environment({ PORT: String(port), DATA_DIR: folder }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The product stopped (${code}):\n${output}`)));
    child.once('error', reject);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
        say(String(chunk).trim());
        if (/\] ready: /.test(output)) resolve();
      });
    }
  });
  const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
  return {
    seconds,
    origin: `http://127.0.0.1:${port}`,
    url: fs.readFileSync(path.join(folder, 'database-url'), 'utf8').trim(),
    roots: async () => ({
      web: childOf(child.pid, path.join('apps', 'web')),
      worker: childOf(child.pid, path.join('apps', 'worker')),
    }),
    stop: async () => {
      if (child.exitCode === null) child.kill('SIGTERM');
      await ended;
    },
  };
}

/** One connection for as long as `work` takes. */
export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Where the server keeps its files, and the process id above all its backends. */
export function postmaster(url) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      "SELECT current_setting('data_directory') AS folder, pg_read_file('postmaster.pid') AS pid",
    );
    return { folder: rows[0].folder, pid: Number(rows[0].pid.split('\n')[0]) };
  });
}
