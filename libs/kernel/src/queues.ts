import { createPostgresBackend, Queue, setDefaultBackendFactory, Worker, type QueueOptions } from 'bullmq';
import pg from 'pg';
import { kernelConfig, type Config } from './config.js';
import { type Batch, batchesOf, type Delivery, type Dispatcher } from './dispatcher.js';
import type { Logger } from './logging.js';
import { logContext } from './logging.js';
import type { Registry } from './registry.js';
import { type Db, rows } from './database.js';

export const QUEUES = { deliveries: 'deliveries', schedules: 'schedules' } as const;

/** Where BullMQ keeps its queues: PostgreSQL (schema bullmq), or Redis when REDIS_URL is set. */
export function queueConnection(config: Config): QueueOptions['connection'] {
  const { REDIS_URL, DATABASE_URL } = config.get(kernelConfig);
  setDefaultBackendFactory(REDIS_URL ? undefined : createPostgresBackend);
  return REDIS_URL
    ? { url: REDIS_URL, maxRetriesPerRequest: null }
    : { connectionString: DATABASE_URL, schema: 'bullmq', max: 3, application_name: 'vaardig-queue' };
}

const jobOptions = {
  attempts: 5,
  backoff: { type: 'exponential' as const, delay: 1000 },
  removeOnComplete: { age: 3600, count: 1000 },
  removeOnFail: { age: 7 * 24 * 3600 },
};

/**
 * What a killed worker had in its hands is taken up by another one (or by itself, started again) after at most
 * `lockDuration` + twice `stalledInterval` milliseconds. A job that loses its worker five times goes to the failure list.
 */
const workerOptions = { lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 5 };

/** Rows per turn of the relay; a turn that was not full leaves nothing behind, and what comes later wakes it again. */
const RELAY_ROWS = 500;
const RELAY_PAUSE_MILLISECONDS = 100;

/** How far back `reoffer` looks, in outbox rows, and how much it offers at once. */
const REOFFER = { rows: 50_000, atOnce: 1_000, everyMilliseconds: 10 * 60_000 };

/** Everything of the worker process that touches BullMQ: the outbox relay, the delivery worker and the schedules. */
export class WorkerRuntime {
  private readonly deliveries: Queue;
  private readonly schedules: Queue;
  private workers: Worker[] = [];
  private listening: pg.Client | undefined;
  private timers: NodeJS.Timeout[] = [];
  private relaying: Promise<void> = Promise.resolve();
  private again = false;
  private stopped = false;

  constructor(
    private readonly config: Config,
    private readonly db: Db,
    private readonly registry: Registry,
    private readonly dispatcher: Dispatcher,
    private readonly log: Logger,
  ) {
    const connection = queueConnection(config);
    this.deliveries = new Queue(QUEUES.deliveries, { connection, defaultJobOptions: jobOptions });
    this.schedules = new Queue(QUEUES.schedules, {
      connection,
      defaultJobOptions: { ...jobOptions, attempts: 3 },
    });
    for (const queue of [this.deliveries, this.schedules])
      queue.on('error', (error) => this.log.error({ err: error }, 'queue failed'));
  }

  async start(): Promise<void> {
    const connection = queueConnection(this.config);
    this.workers = [
      new Worker<Batch>(QUEUES.deliveries, (job) => this.deliver(job.data), {
        ...workerOptions,
        connection,
        concurrency: 8,
      }),
      new Worker<{ name: string }>(QUEUES.schedules, (job) => this.runSchedule(job.data.name), {
        ...workerOptions,
        connection,
        concurrency: 1,
      }),
    ];
    for (const worker of this.workers) {
      worker.on('error', (error) => this.log.error({ err: error }, 'worker failed'));
      worker.on('failed', (job, error) => {
        this.log.error({ err: error, work: job?.name, attempt: job?.attemptsMade }, 'job failed');
        // Finished and failed: the attempts are used up, or its worker died under it too often.
        if (job?.finishedOn) void this.recordFailure(job.name, job.data as Partial<Batch>, error);
      });
    }
    await this.registerSchedules();
    await this.listen();
    this.timers = [
      setInterval(() => this.wake(), 5000),
      setInterval(() => void this.reoffer(), REOFFER.everyMilliseconds),
    ];
    this.wake();
    await this.reoffer();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.listening?.end().catch(() => undefined);
    await this.relaying;
    await Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.all([this.deliveries.close(), this.schedules.close()]);
  }

  /**
   * Schedules are data: what the code no longer declares disappears from the queue. One that is unchanged is left alone,
   * for setting it again would throw away a run that came due while no worker lived.
   */
  private async registerSchedules(): Promise<void> {
    const known = new Map(
      (await this.schedules.getJobSchedulers()).map((scheduler) => [scheduler.key, scheduler]),
    );
    for (const { name, cron, tz } of this.registry.schedules.values()) {
      const { pattern, tz: zone } = known.get(name) ?? {};
      if (pattern === cron && zone === tz) continue;
      await this.schedules.upsertJobScheduler(name, { pattern: cron, tz }, { name, data: { name } });
    }
    for (const key of known.keys()) {
      if (!this.registry.schedules.has(key)) await this.schedules.removeJobScheduler(key);
    }
  }

  /** Woken by NOTIFY at commit; the timer is there for what a lost connection missed. */
  private async listen(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.config.get(kernelConfig).DATABASE_URL,
      application_name: 'vaardig-relay',
    });
    client.on('notification', () => this.wake());
    client.on('error', (error) => this.log.warn({ err: error }, 'relay lost its connection'));
    await client.connect();
    client.once('end', () => void this.listenAgain());
    await client.query('LISTEN outbox');
    this.listening = client;
  }

  /** Tries until it works: a database that restarts takes a while. */
  private async listenAgain(): Promise<void> {
    while (!this.stopped) {
      await new Promise((resolve) => setTimeout(resolve, 1000).unref());
      try {
        if (!this.stopped) await this.listen();
        return;
      } catch (error) {
        this.log.warn({ err: error }, 'relay cannot listen');
      }
    }
  }

  private wake(): void {
    if (this.again || this.stopped) return;
    this.again = true;
    this.relaying = this.relaying.then(async () => {
      // What others write in this moment goes along in the same turn.
      await new Promise((resolve) => setTimeout(resolve, RELAY_PAUSE_MILLISECONDS));
      this.again = false;
      try {
        while (!this.stopped && (await this.relayOrOffer()) === RELAY_ROWS);
      } catch (error) {
        this.log.error({ err: error }, 'relay failed');
      }
    });
  }

  private async relayOrOffer(): Promise<number> {
    try {
      return await this.relay((delivery) => this.dispatcher.isSmall(delivery));
    } catch (error) {
      // A listener that fails must not hold up the rest: all of it goes to the queue, which tries each again.
      this.log.warn({ err: error }, 'relay hands everything to the queue');
      return this.relay(() => false);
    }
  }

  /**
   * Deals with what is small and moves the other waiting outbox rows to the queue, in one transaction. A crash between adding and committing adds them again, perhaps in other
   * batches; the "handled" row makes that harmless, and a job, which goes alone, has the same id.
   */
  private async relay(isSmall: (delivery: Delivery) => boolean): Promise<number> {
    return this.db.transaction(async (tx) => {
      const waiting = await rows<{ id: string; kind: 'event' | 'job'; name: string }>(
        tx,
        'SELECT id, kind, name FROM outbox WHERE published_at IS NULL ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED',
        [RELAY_ROWS],
      );
      if (waiting.length === 0) return 0;
      const deliveries = waiting.flatMap((row) => this.dispatcher.deliveriesOf(row));
      for (const batch of batchesOf(deliveries.filter(isSmall))) await this.dispatcher.handleSmall(tx, batch);
      const others = deliveries.filter((delivery) => !isSmall(delivery));
      if (others.length > 0) await this.offer(others);
      await rows(tx, 'UPDATE outbox SET published_at = now() WHERE id = ANY($1::bigint[])', [
        waiting.map(({ id }) => id),
      ]);
      return waiting.length;
    });
  }

  /**
   * Offers again what went to the queue and was neither dealt with nor put on the failure list: the queue lost it (a Redis
   * that died, a change of queues). What still waits there may be there twice now; whichever comes first deals with it.
   */
  private async reoffer(): Promise<void> {
    const pairs = [...this.registry.listeners.values()].map(({ event, name }) => ({
      kind: 'event',
      event,
      name,
    }));
    for (const name of this.registry.jobs.keys()) pairs.push({ kind: 'job', event: name, name });
    try {
      const lost = await rows<Delivery>(
        this.db.read,
        `SELECT o.id AS "outboxId", o.kind, l.target
         FROM outbox o
         JOIN unnest($1::text[], $2::text[], $3::text[]) AS l(kind, name, target) ON l.kind = o.kind AND l.name = o.name
         WHERE o.id > (SELECT coalesce(max(id), 0) - $4 FROM outbox) AND o.published_at < now() - interval '2 minutes'
           AND NOT EXISTS (SELECT 1 FROM handled h WHERE h.outbox_id = o.id AND h.listener = l.target)
           AND NOT EXISTS (SELECT 1 FROM job_failure f WHERE f.outbox_id = o.id AND f.name = l.target)
         ORDER BY o.id LIMIT $5`,
        [
          pairs.map(({ kind }) => kind),
          pairs.map(({ event }) => event),
          pairs.map(({ name }) => name),
          REOFFER.rows,
          REOFFER.atOnce,
        ],
      );
      if (lost.length > 0 && !this.stopped) await this.offer(lost);
    } catch (error) {
      this.log.error({ err: error }, 'lost work could not be offered again');
    }
  }

  private async offer(deliveries: readonly Delivery[]): Promise<void> {
    await this.deliveries.addBulk(
      batchesOf(deliveries).map((batch) => ({
        name: batch.target,
        data: batch,
        opts: { jobId: `outbox-${batch.outboxIds.join('-')}-${batch.target}` },
      })),
    );
  }

  private deliver(batch: Batch): Promise<unknown> {
    return logContext.run({ job: batch.target }, async () => {
      await this.dispatcher.deliverBatch(batch);
      this.log.debug({ outboxIds: batch.outboxIds }, 'job done');
      return null;
    });
  }

  private runSchedule(name: string): Promise<unknown> {
    return logContext.run({ job: name }, async () => {
      const summary = await this.dispatcher.runSchedule(name);
      this.log.info({ ...summary }, 'schedule done');
      return summary;
    });
  }

  /** Of a batch, those that were not dealt with; a schedule belongs to no outbox row. */
  private async recordFailure(name: string, data: Partial<Batch>, error: Error): Promise<void> {
    try {
      await rows(
        this.db.read,
        `INSERT INTO job_failure (name, outbox_id, reason)
         SELECT $1, id, $3 FROM unnest($2::bigint[]) AS f(id)
         WHERE NOT EXISTS (SELECT 1 FROM handled h WHERE h.listener = $1 AND h.outbox_id = f.id)`,
        [name, data.outboxIds ?? [null], `${error.name}: ${error.message}`.slice(0, 500)],
      );
    } catch (failure) {
      this.log.error({ err: failure }, 'failure could not be recorded');
    }
  }
}
