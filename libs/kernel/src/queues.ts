import { createPostgresBackend, Queue, setDefaultBackendFactory, Worker, type QueueOptions } from 'bullmq';
import pg from 'pg';
import { kernelConfig, type Config } from './config.js';
import type { Delivery, Dispatcher } from './dispatcher.js';
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

/** Everything of the worker process that touches BullMQ: the outbox relay, the delivery worker and the schedules. */
export class WorkerRuntime {
  private readonly deliveries: Queue;
  private readonly schedules: Queue;
  private workers: Worker[] = [];
  private listening: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
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
    this.schedules = new Queue(QUEUES.schedules, { connection, defaultJobOptions: { ...jobOptions, attempts: 3 } });
    for (const queue of [this.deliveries, this.schedules]) queue.on('error', (error) => this.log.error({ err: error }, 'queue failed'));
  }

  async start(): Promise<void> {
    const connection = queueConnection(this.config);
    this.workers = [
      new Worker<Delivery>(QUEUES.deliveries, (job) => this.deliver(job.data), { connection, concurrency: 8 }),
      new Worker<{ name: string }>(QUEUES.schedules, (job) => this.runSchedule(job.data.name), { connection, concurrency: 1 }),
    ];
    for (const worker of this.workers) {
      worker.on('error', (error) => this.log.error({ err: error }, 'worker failed'));
      worker.on('failed', (job, error) => {
        this.log.error({ err: error, work: job?.name, attempt: job?.attemptsMade }, 'job failed');
        if (job && job.attemptsMade >= (job.opts.attempts ?? 1)) void this.recordFailure(job.name, job.data as Delivery, error);
      });
    }
    await this.registerSchedules();
    await this.listen();
    this.timer = setInterval(() => this.wake(), 5000);
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.listening?.end().catch(() => undefined);
    await this.relaying;
    await Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.all([this.deliveries.close(), this.schedules.close()]);
  }

  /** Schedules are data: what the code no longer declares disappears from the queue. */
  private async registerSchedules(): Promise<void> {
    for (const { name, cron, tz } of this.registry.schedules.values()) {
      await this.schedules.upsertJobScheduler(name, { pattern: cron, tz }, { name, data: { name } });
    }
    for (const known of await this.schedules.getJobSchedulers()) {
      if (known.key && !this.registry.schedules.has(known.key)) await this.schedules.removeJobScheduler(known.key);
    }
  }

  /** Woken by NOTIFY at commit; the timer is there for what a lost connection missed. */
  private async listen(): Promise<void> {
    if (this.stopped) return;
    const client = new pg.Client({ connectionString: this.config.get(kernelConfig).DATABASE_URL, application_name: 'vaardig-relay' });
    client.on('notification', () => this.wake());
    client.on('error', (error) => {
      this.log.warn({ err: error }, 'relay lost its connection');
      setTimeout(() => void this.listen().catch((failure: unknown) => this.log.error({ err: failure }, 'relay cannot listen')), 1000);
    });
    await client.connect();
    await client.query('LISTEN outbox');
    this.listening = client;
  }

  private wake(): void {
    if (this.again || this.stopped) return;
    this.again = true;
    this.relaying = this.relaying.then(async () => {
      this.again = false;
      try {
        while (!this.stopped && (await this.relay()) > 0);
      } catch (error) {
        this.log.error({ err: error }, 'relay failed');
      }
    });
  }

  /**
   * Moves waiting outbox rows to the queue. A crash between adding and committing adds them again; the same job id and
   * the "handled" row make that harmless.
   */
  private async relay(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const waiting = await rows<{ id: string; kind: 'event' | 'job'; name: string }>(
        tx,
        'SELECT id, kind, name FROM outbox WHERE published_at IS NULL ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED',
      );
      if (waiting.length === 0) return 0;
      const deliveries = waiting.flatMap((row) => this.dispatcher.deliveriesOf(row));
      if (deliveries.length > 0) {
        await this.deliveries.addBulk(
          deliveries.map((delivery) => ({
            name: delivery.target,
            data: delivery,
            opts: { jobId: `outbox-${delivery.outboxId}-${delivery.target}` },
          })),
        );
      }
      await rows(tx, 'UPDATE outbox SET published_at = now() WHERE id = ANY($1::bigint[])', [waiting.map(({ id }) => id)]);
      return waiting.length;
    });
  }

  private deliver(delivery: Delivery): Promise<unknown> {
    return logContext.run({ job: delivery.target }, async () => {
      const summary = await this.dispatcher.deliver(delivery);
      this.log.debug({ outboxId: delivery.outboxId, ...summary }, 'job done');
      return summary ?? null;
    });
  }

  private runSchedule(name: string): Promise<unknown> {
    return logContext.run({ job: name }, async () => {
      const summary = await this.dispatcher.runSchedule(name);
      this.log.info({ ...summary }, 'schedule done');
      return summary;
    });
  }

  private async recordFailure(name: string, data: Partial<Delivery>, error: Error): Promise<void> {
    try {
      await rows(this.db.read, 'INSERT INTO job_failure (name, outbox_id, reason) VALUES ($1, $2, $3)', [
        name,
        data.outboxId ?? null,
        `${error.name}: ${error.message}`.slice(0, 500),
      ]);
    } catch (failure) {
      this.log.error({ err: failure }, 'failure could not be recorded');
    }
  }
}
