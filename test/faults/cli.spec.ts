import fs from 'node:fs';
import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { Dispatcher, one, projectRoot, rows } from '#kernel';
import { COMMANDS } from '../../apps/cli/src/commands.js';
import { run } from '../../apps/cli/src/main.js';
import { testApp, type TestApp } from '../support/app.js';
import { cleanUp, cli, compile, temporaryFolder } from './programs.js';

const DEMO_FILE = path.join(projectRoot(), 'libs', 'people', 'demo', 'demo-nv.csv');

describe('the command line', () => {
  let house: TestApp;
  let environment: Record<string, string>;

  beforeAll(async () => {
    await compile();
    house = await testApp();
    environment = {
      DATABASE_URL: (house.db.source.options as { url: string }).url,
      DEMO: 'on',
      LOG_LEVEL: 'silent',
    };
  }, 300_000);
  afterAll(async () => {
    await house?.close();
    await cleanUp();
  });

  /** Runs a command in this process: what it prints and its exit code. */
  async function tell(words: readonly string[], settings: Readonly<Record<string, string>> = environment) {
    const [out, err] = [jest.spyOn(console, 'log'), jest.spyOn(console, 'error')].map((spy) =>
      spy.mockImplementation(() => undefined),
    );
    try {
      const code = await run(words, settings);
      const said = (spy?: { mock: { calls: unknown[][] } }) =>
        (spy?.mock.calls ?? []).map(([line]) => String(line)).join('\n');
      return { code, out: said(out), err: said(err) };
    } finally {
      out?.mockRestore();
      err?.mockRestore();
    }
  }
  async function json<T = Record<string, unknown>>(...words: string[]): Promise<T> {
    const { code, out } = await tell([...words, '--json']);
    expect({ code, out: out.slice(0, 500) }).toMatchObject({ code: 0 });
    return JSON.parse(out) as T;
  }
  const count = async (sql: string) =>
    (await one<{ n: number }>(house.db.read, `SELECT count(*)::int AS n FROM ${sql}`))?.n ?? -1;
  /** How many rows each table holds: what a command that "only looks" must leave alone. */
  async function contents(): Promise<Record<string, number>> {
    const tables = await rows<{ name: string }>(
      house.db.read,
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    const counts: Record<string, number> = {};
    const counted = tables.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS n FROM "${name}"`);
    for (const { name, n } of await rows<{ name: string; n: number }>(
      house.db.read,
      counted.join(' UNION ALL '),
    ))
      counts[name] = n;
    return counts;
  }

  it('writes the schema down from a database that was never started', async () => {
    const name = `never_started_${process.pid}`;
    const file = path.join(projectRoot(), 'migrations', 'schema.sql');
    const kept = fs.readFileSync(file, 'utf8');
    await rows(house.db.read, `CREATE DATABASE ${name}`);
    try {
      const url = new URL(environment['DATABASE_URL'] as string);
      url.pathname = `/${name}`;
      const settings = { ...environment, DATABASE_URL: url.toString() };
      expect(await tell(['schema', 'dump'], settings)).toMatchObject({ code: 0, err: '' });
      expect(fs.readFileSync(file, 'utf8')).toBe(kept);
    } finally {
      await rows(house.db.read, `DROP DATABASE ${name} WITH (FORCE)`);
    }
  });

  it('explains itself and each of its commands', async () => {
    const all = await tell(['--help']);
    expect(all.code).toBe(0);
    for (const { name, usage, description } of COMMANDS) {
      expect(all.out).toContain(usage);
      const one = await tell([...name.split(' '), '--help'], {});
      expect(one).toMatchObject({ code: 0, err: '' });
      expect(one.out).toContain(`npm run cli -- ${usage}`);
      expect(one.out).toContain(description);
    }
    expect(COMMANDS.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'people import',
        'content check',
        'content publish',
        'jobs list',
        'jobs run',
        'token create',
        'clock set',
        'demo reset',
        'ledger verify',
        'attempts replay',
        'outbox retry',
      ]),
    );
  });

  it('ends with 2 for a command or an option that does not exist, and for a missing word', async () => {
    expect((await tell(['make', 'coffee'])).code).toBe(2);
    for (const words of [
      ['jobs', 'list', '--loud'],
      ['jobs', 'run'],
      ['jobs', 'run', 'nudges.dance'],
      ['jobs', 'run', 'licences.sweep', '--at', 'tomorrow'],
      ['people', 'import'],
      ['people', 'import', '/does/not/exist.csv'],
      ['token', 'create', '--person', '1001'],
      ['token', 'create', '--person', 'nobody', '--hours', '1'],
      ['attempts', 'replay'],
      ['attempts', 'replay', 'the-last-one'],
      ['clock', 'set'],
      ['clock', 'set', 'noon'],
    ]) {
      const { code, err } = await tell(words);
      expect({ words, code }).toEqual({ words, code: 2 });
      expect(err).toContain('npm run cli -- ');
    }
  }, 60_000);

  it('gives its exit code and its results to the shell', async () => {
    const real = { ...environment, DATA_DIR: temporaryFolder() };
    const unknown = await cli(['make', 'coffee'], real);
    expect(unknown.code).toBe(2);
    expect(unknown.output).toContain('npm run cli -- COMMAND');
    const list = await cli(['jobs', 'list', '--json'], real);
    expect(list.code).toBe(0);
    expect((JSON.parse(list.output) as { schedules: unknown[] }).schedules.length).toBeGreaterThan(5);
  }, 60_000);

  it('checks and publishes the courses', async () => {
    expect(await json('content', 'check')).toMatchObject({ problems: [] });
    const before = await contents();
    expect(await json('content', 'publish')).toMatchObject({ added: 0, changed: 0, retired: 0 });
    expect(await contents()).toEqual(before);
  }, 60_000);

  it('lists every schedule, listener and job, with the last run', async () => {
    await json('jobs', 'run', 'licences.sweep');
    const { schedules, listeners, jobs } = await json<{
      schedules: { name: string; cron: string; tz: string; last: string | null }[];
      listeners: unknown[];
      jobs: string[];
    }>('jobs', 'list');
    expect(schedules.find(({ name }) => name === 'licences.sweep')).toMatchObject({
      cron: expect.any(String),
      tz: expect.any(String),
      last: expect.stringMatching(/^20/),
    });
    expect(listeners).toContainEqual({ name: 'nudges.collect-due-soon', event: 'requirement.due-soon' });
    expect(jobs).toContain('kernel.catch-up');
  }, 30_000);

  it('changes nothing when it runs a schedule dry, whichever, now or half a year on', async () => {
    const { schedules } = await json<{ schedules: { name: string }[] }>('jobs', 'list');
    const before = await contents();
    const dispatcher = house.app.get(Dispatcher);
    const summaryOf = { seen: expect.any(Number), changed: expect.any(Number), skipped: expect.any(Number) };
    for (const at of ['2026-11-24T08:15:00Z', '2027-05-25T08:15:00Z']) {
      for (const { name } of schedules) {
        // What `jobs run` does, without making the whole product anew for each.
        const summary = await dispatcher.runSchedule(name, { now: Temporal.Instant.from(at), dry: true });
        expect(summary).toMatchObject(summaryOf);
        expect({ name, contents: await contents() }).toEqual({ name, contents: before });
      }
      const told = await json('jobs', 'run', 'licences.sweep', '--dry', '--at', at);
      expect(told).toMatchObject(summaryOf);
      expect(await contents()).toEqual(before);
    }
  }, 120_000);

  it('compares an HR file without applying it', async () => {
    const lines = fs.readFileSync(DEMO_FILE, 'latin1').split('\r\n');
    const file = path.join(temporaryFolder(), 'hr.csv');
    // The last colleague is missing from this export.
    fs.writeFileSync(file, lines.filter(Boolean).slice(0, -1).join('\r\n') + '\r\n', 'latin1');
    const before = {
      people: await count('person'),
      employments: await count('employment'),
      placements: await count('placement'),
    };
    const same = await json<{ result: { counts: Record<string, number> } }>(
      'people',
      'import',
      DEMO_FILE,
      '--dry-run',
      '--source',
      'demo',
    );
    expect(same.result.counts).toMatchObject({ joins: 0, leaves: 0, moves: 0, changes: 0, problems: 0 });
    const shorter = await json<{ state: string; result: { counts: Record<string, number> } }>(
      'people',
      'import',
      file,
      '--dry-run',
      '--source',
      'demo',
    );
    expect(shorter.result.counts['leaves']).toBe(1);
    expect(shorter.state).not.toBe('applied');
    expect({
      people: await count('person'),
      employments: await count('employment'),
      placements: await count('placement'),
    }).toEqual(before);
    const text = await tell(['people', 'import', file, '--dry-run', '--source', 'demo']);
    expect(text.out).toContain('1 leave');
    expect(text.out).not.toMatch(/^applied/m);
  }, 60_000);

  it('makes tokens that the API takes, within their scope', async () => {
    await house.listen();
    const origin = (await house.app.getUrl()).replace('[::1]', '127.0.0.1');
    const call = (token: string, method: string, url: string) =>
      fetch(`${origin}${url}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: method === 'GET' ? null : '{}',
      });
    const { token } = await json<{ token: string }>(
      'token',
      'create',
      '--person',
      '1003',
      '--hours',
      '720',
      '--scope',
      'read',
    );
    const me = await call(token, 'GET', '/api/v1/me');
    expect(me.status).toBe(200);
    expect(await me.json()).toMatchObject({ personId: await house.idOf('chaima') });
    expect((await call(token, 'POST', '/api/v1/attempts')).status).toBe(403);
    expect((await call('vrd_wrong', 'GET', '/api/v1/me')).status).toBe(401);
    // Only a hash of it is kept.
    expect(await count(`api_token t WHERE position('${token}' in t::text) > 0`)).toBe(0);
    expect(await count(`api_token WHERE token_hash = sha256('${token}')`)).toBe(1);
  }, 30_000);

  it('moves the clock of a demo and puts it back, and of nothing else', async () => {
    expect((await json<{ now: string }>('clock', 'set', '2031-06-24T08:30:00Z')).now).toMatch(
      /^2031-06-24T08:30:0/,
    );
    expect(
      await one(house.db.read, "SELECT value > '0'::jsonb AS ahead FROM setting WHERE name = 'clock-offset'"),
    ).toEqual({ ahead: true });
    // A bare day is nine in the morning in Amsterdam.
    expect((await json<{ now: string }>('clock', 'set', '2031-06-24')).now).toMatch(/^2031-06-24T07:00:0/);
    await json('clock', 'set', 'reset');
    expect(await one(house.db.read, "SELECT value FROM setting WHERE name = 'clock-offset'")).toEqual({
      value: 0,
    });
    const refused = await tell(['clock', 'set', '2031-06-24'], { ...environment, DEMO: 'off' });
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('DEMO=on') });
  }, 30_000);

  it('verifies the ledger, and says which line was tampered with', async () => {
    expect(await json('ledger', 'verify')).toMatchObject({ faults: [] });
    const victim = await one<{ seq: string; hash: string }>(
      house.db.read,
      'SELECT seq, hash FROM licence_change ORDER BY seq LIMIT 1',
    );
    const tamper = (hash: string) =>
      house.db.transaction(async (tx) => {
        await rows(tx, "SET LOCAL session_replication_role = 'replica'");
        await rows(tx, 'UPDATE licence_change SET hash = $2 WHERE seq = $1', [victim?.seq, hash]);
      });
    await tamper('0'.repeat(64));
    const found = await tell(['ledger', 'verify', '--json']);
    expect(found.code).toBe(1);
    expect((JSON.parse(found.out) as { faults: unknown[] }).faults.length).toBeGreaterThan(0);
    await tamper(victim?.hash ?? '');
    expect(await json('ledger', 'verify')).toMatchObject({ faults: [] });
  }, 30_000);

  it('replays an exam, and says what was tampered with', async () => {
    const call = await house.api('chaima');
    const begun = await call('post', '/api/v1/attempts').send({ kind: 'exam', category: 'A' });
    const { id } = begun.body as { id: string };
    expect(await json('attempts', 'replay', id)).toMatchObject({
      questions: 1,
      cap: 0.25,
      rule: 'sprt',
      differences: [],
    });
    const seed = await one<{ seed: string }>(house.db.read, 'SELECT seed FROM attempt WHERE id = $1', [id]);
    await rows(house.db.read, `UPDATE attempt SET seed = 'another' WHERE id = $1`, [id]);
    const { code, out } = await tell(['attempts', 'replay', id]);
    expect(code).toBe(1);
    expect(out).toContain('question 1: question differs');
    await rows(house.db.read, 'UPDATE attempt SET seed = $2 WHERE id = $1', [id, seed?.seed]);
    expect((await tell(['attempts', 'replay', id])).out).toContain('all the same');
    expect((await tell(['attempts', 'replay', '00000000-0000-4000-8000-000000000000'])).code).toBe(2);
  }, 60_000);

  it('prints every setting as the example file has it', async () => {
    const { example } = await json<{ example: string }>('config', 'example');
    for (const key of [
      'PORT',
      'DATA_DIR',
      'DATABASE_URL',
      'REDIS_URL',
      'PUBLIC_URL',
      'SMTP_URL',
      'OIDC_ISSUER',
      'OIDC_CLIENT_ID',
      'OIDC_CLIENT_SECRET',
      'DEMO',
    ]) {
      expect(example).toMatch(new RegExp(`^# .+\\n#${key}=`, 'm'));
    }
  });

  it('loads the demo anew, and refuses to do so for a real company', async () => {
    expect((await tell(['demo', 'reset'], { ...environment, DEMO: 'off' })).code).toBe(2);
    const before = {
      people: await count('person'),
      policies: await count('policy'),
      licences: await count('licence'),
    };
    await rows(house.db.read, "INSERT INTO setting (name, value) VALUES ('left over', '1')");
    const lastEvent = await one<{ id: string }>(house.db.read, 'SELECT max(id) AS id FROM outbox');
    expect(await json('demo', 'reset')).toEqual({ people: before.people });
    expect(await count("setting WHERE name = 'left over'")).toBe(0);
    expect({ people: await count('person'), policies: await count('policy') }).toEqual({
      people: before.people,
      policies: before.policies,
    });
    expect(await count('licence')).toBeGreaterThan(0);
    expect(await json('ledger', 'verify')).toMatchObject({ faults: [] });
    // The queue knows old numbers and ignores them: new events must have new ones.
    expect(await count(`outbox WHERE id <= ${lastEvent?.id}`)).toBe(0);
  }, 120_000);
});
