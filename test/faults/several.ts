import { Queue, runMigrations, setDefaultBackendFactory } from 'bullmq';
import pg from 'pg';
import { Temporal } from 'temporal-polyfill';
import { one, parseConfig, queueConnection, rows } from '#kernel';
import { demoTemplate } from '../support/app.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { type Balancer, startBalancer } from './balancer.js';
import { begin, eventually, freePort, type Program } from './programs.js';
import { type RunningRedis, startRedis } from './redis.js';

/** How often a process looks where the clock stands, and a bit. */
const CLOCK_MILLISECONDS = 1500;
/** The next 29 February. */
const NEVER = '0 0 29 2 *';

/**
 * The demo company with so many web and worker processes on one database, as an employer would run them, the clock
 * standing at a chosen moment and going on from there.
 */
export class Several {
  private constructor(
    readonly queues: 'PostgreSQL' | 'Redis',
    readonly database: TestDatabase,
    /** Where each web process listens. */
    readonly origins: readonly string[],
    readonly balancer: Balancer,
    readonly workers: readonly Program[],
    private readonly webs: readonly Program[],
    private readonly deliveries: Queue,
    private readonly schedules: Queue,
    private readonly redis: RunningRedis | undefined,
    /** The last outbox row of before. */
    readonly since: string,
  ) {}

  static async start(options: {
    each: number;
    queues: 'PostgreSQL' | 'Redis';
    at: string;
  }): Promise<Several> {
    const database = await testDatabase({ template: await demoTemplate() });
    const redis = options.queues === 'Redis' ? await startRedis() : undefined;
    if (!redis) await makeQueues(database.url);
    await putClock(database, options.at);
    const last = await one<{ id: string }>(database.db.read, 'SELECT max(id) AS id FROM outbox');
    const ports = await Promise.all(Array.from({ length: options.each }, freePort));
    const environment = {
      DATABASE_URL: database.url,
      DEMO: 'on',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'debug',
      ...(redis ? { REDIS_URL: redis.url } : {}),
    };
    const start = (name: string, own: Record<string, string>) =>
      begin(process.execPath, [`dist/apps/${name}/src/main.js`], { ...environment, ...own });
    const webs = ports.map((port) => start('web', { PORT: String(port) }));
    const workers = ports.map(() => start('worker', {}));
    const origins = ports.map((port) => `http://127.0.0.1:${port}`);
    await Promise.all(origins.map((origin) => eventually(`${origin} ready`, () => answers(origin), 60_000)));
    await eventually('the workers', () => listening(database, options.each), 60_000);
    const connection = queueConnection(parseConfig(environment));
    const [deliveries, schedules] = [
      new Queue('deliveries', { connection }),
      new Queue('schedules', { connection }),
    ];
    await holdBack(schedules);
    return new Several(
      options.queues,
      database,
      origins,
      await startBalancer(ports),
      workers,
      webs,
      deliveries,
      schedules,
      redis,
      last?.id ?? '0',
    );
  }

  async idOf(number: string): Promise<string> {
    const person = await one<{ id: string }>(
      this.database.db.read,
      'SELECT id FROM person WHERE number = $1',
      [number],
    );
    if (!person) throw new Error(`Nobody has number ${number}.`);
    return person.id;
  }

  async count(sql: string, values: readonly unknown[] = []): Promise<number> {
    const found = await one<{ n: number }>(
      this.database.db.read,
      `SELECT count(*)::int AS n FROM ${sql}`,
      values,
    );
    return found?.n ?? -1;
  }

  /** Waits until everything that was told has been dealt with. */
  async settled(): Promise<void> {
    await eventually(
      'nothing that waits',
      async () => {
        if ((await this.count('outbox WHERE published_at IS NULL')) > 0) return false;
        const waiting = await this.deliveries.getJobCounts('waiting', 'active', 'delayed', 'prioritized');
        if (Object.values(waiting).some((n) => n > 0)) return false;
        return (await this.count('outbox WHERE published_at IS NULL')) === 0;
      },
      60_000,
    );
  }

  /** Moves the clock of all processes, and waits until each must have seen it. */
  async setClock(at: string): Promise<void> {
    await putClock(this.database, at);
    await new Promise((resolve) => setTimeout(resolve, CLOCK_MILLISECONDS));
  }

  /** Lets the next run of each schedule come due now, one after the other, and waits for what comes of it. */
  async comeDue(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const runs = () => this.count('job_run WHERE name = $1', [name]);
      const before = await runs();
      const planned = (await this.schedules.getJobs(['delayed'])).find((job) => job.name === name);
      if (!planned) throw new Error(`"${name}" is not in the queue.`);
      await planned.promote();
      await eventually(`${name} to have run`, async () => (await runs()) > before);
      await this.settled();
    }
  }

  async scheduleNames(): Promise<string[]> {
    return (await this.schedules.getJobSchedulers()).map(({ key }) => key).sort();
  }

  /** Of each schedule, for how many of its moments a job was made and done. */
  async jobsDone(): Promise<Record<string, number>> {
    const done: Record<string, number> = {};
    for (const { name } of await this.schedules.getJobs(['completed'], 0, -1))
      done[name] = (done[name] ?? 0) + 1;
    return done;
  }

  async stop(): Promise<void> {
    await this.balancer.close();
    await Promise.all([this.deliveries.close(), this.schedules.close()]);
    const programs = [...this.webs, ...this.workers];
    for (const program of programs) program.child.kill('SIGTERM');
    await Promise.all(programs.map((program) => program.ends(15_000)));
    setDefaultBackendFactory(undefined);
    await this.redis?.stop();
    await this.database.close();
  }
}

/**
 * From here on each schedule runs when the story says so. The processes' clock stands elsewhere, so that a schedule of
 * every half hour would come in between in one company and not in another, just as the time of the day is.
 */
async function holdBack(schedules: Queue): Promise<void> {
  for (const { key, tz } of await schedules.getJobSchedulers())
    await schedules.upsertJobScheduler(key, { pattern: NEVER, tz }, { name: key, data: { name: key } });
}

async function makeQueues(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await runMigrations(client, 'bullmq');
  } finally {
    await client.end();
  }
}

async function putClock(database: TestDatabase, at: string): Promise<void> {
  const offset = Temporal.Instant.from(at).epochMilliseconds - Date.now();
  await rows(
    database.db.read,
    `INSERT INTO setting (name, value) VALUES ('clock-offset', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [JSON.stringify(offset)],
  );
}

async function answers(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/health/ready`)).ok;
  } catch {
    // It does not listen yet.
    return false;
  }
}

async function listening(database: TestDatabase, workers: number): Promise<boolean> {
  const found = await rows(
    database.db.read,
    `SELECT 1 FROM pg_stat_activity WHERE application_name = 'vaardig-relay' AND datname = current_database()`,
  );
  return found.length === workers;
}
