// Starts (or adopts) one throw-away PostgreSQL for all specs. Runs of different terminals share it; the last one stops it.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { startPostgres } from '../../apps/cli/launch/postgres.mjs';
import { quickFolder } from './quick-folder.mjs';

const checkout = createHash('sha256')
  .update(import.meta.url)
  .digest('hex')
  .slice(0, 12);
const folder = path.join(quickFolder(), `vaardig-specs-${checkout}`);
const users = path.join(folder, 'users');

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Drops the filled templates of the runs that `gone` names. */
async function dropTemplates(url, gone) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      "SELECT datname FROM pg_database WHERE datname ~ '^(run|spec)_[0-9]+_'",
    );
    for (const { datname } of rows) {
      if (gone(Number(datname.split('_')[1])))
        await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
    }
  } finally {
    await client.end();
  }
}

const isLast = () =>
  fs.readdirSync(users).every((name) => Number(name) === process.pid || !alive(Number(name)));

/** Takes this run off the list; the last one stops the database and leaves nothing behind. */
export async function leave() {
  fs.rmSync(path.join(users, String(process.pid)), { force: true });
  await dropTemplates(process.env.TEST_DATABASE_URL, (pid) => pid === process.pid);
  fs.rmSync(path.join(folder, `content_${process.pid}.json`), { force: true });
  if (!isLast()) return;
  await globalThis.stopTestPostgres?.();
  if (isLast()) fs.rmSync(folder, { recursive: true, force: true });
}

export default async function globalSetup() {
  fs.mkdirSync(users, { recursive: true });
  fs.writeFileSync(path.join(users, String(process.pid)), '');
  const lock = path.join(folder, 'starting');
  const patience = Date.now() + 90_000;
  while (true) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      if (Date.now() > patience || !alive(Number(fs.readFileSync(lock, 'utf8') || '0')))
        fs.rmSync(lock, { force: true });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  try {
    const server = await startPostgres({
      folder,
      database: 'specs',
      quick: true,
      settings: {
        ...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
        ...{ wal_level: 'minimal', max_wal_senders: '0', max_wal_size: '256MB' },
      },
    });
    process.env.TEST_DATABASE_URL = server.url;
    process.env.TEST_RUN = String(process.pid);
    process.env.TEST_FOLDERS = quickFolder();
    process.env.TEST_FOLDER = folder;
    await dropTemplates(server.url, (pid) => !alive(pid));
    globalThis.stopTestPostgres = server.stop;
  } finally {
    fs.rmSync(lock, { force: true });
  }
}
