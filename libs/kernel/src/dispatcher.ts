import { Injectable } from '@nestjs/common';
import { Clock } from './clock.js';
import { among, Db, one, rows, type Tx } from './database.js';
import { type Listener, Registry, type RunSummary } from './registry.js';
import { Temporal } from 'temporal-polyfill';

export interface OutboxRow {
  readonly id: string;
  readonly kind: 'event' | 'job';
  readonly name: string;
}

/** One piece of work: an outbox row and who must deal with it. */
export interface Delivery {
  readonly outboxId: string;
  readonly kind: 'event' | 'job';
  /** Listener or job name. */
  readonly target: string;
}

/** Events for one listener, or one job, as the queue carries them; in the order in which they happened. */
export interface Batch {
  readonly kind: 'event' | 'job';
  readonly target: string;
  readonly outboxIds: readonly string[];
}

/** Events for one listener that share a job at most: enough to make the queue's own work small, few enough to spread. */
const BATCH_EVENTS = 25;

/** Puts the events of each listener together. A job goes alone: it opens its own transactions and may take long. */
export function batchesOf(deliveries: readonly Delivery[]): Batch[] {
  const batches: { kind: 'event' | 'job'; target: string; outboxIds: string[] }[] = [];
  const open = new Map<string, string[]>();
  for (const { kind, target, outboxId } of deliveries) {
    const ids = kind === 'event' ? open.get(target) : undefined;
    if (ids && ids.length < BATCH_EVENTS) {
      ids.push(outboxId);
      continue;
    }
    const outboxIds = [outboxId];
    batches.push({ kind, target, outboxIds });
    if (kind === 'event') open.set(target, outboxIds);
  }
  return batches;
}

/** Runs listeners, jobs and schedules; the queues call it, and so do specs and the command line. */
@Injectable()
export class Dispatcher {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly registry: Registry,
  ) {}

  /** Who must deal with an outbox row. */
  deliveriesOf(row: OutboxRow): Delivery[] {
    if (row.kind === 'job') return [{ outboxId: row.id, kind: 'job', target: row.name }];
    return this.registry
      .listenersOf(row.name)
      .map((listener) => ({ outboxId: row.id, kind: 'event' as const, target: listener.name }));
  }

  async deliver(delivery: Delivery): Promise<RunSummary | undefined> {
    return delivery.kind === 'event' ? this.runListener(delivery) : this.runJob(delivery);
  }

  /**
   * Delivers a batch: all in one transaction, which is how it nearly always goes. When one of them fails, each gets a
   * transaction of its own, so that a failure never holds up or repeats another's work; the first failure is thrown at the end.
   */
  async deliverBatch({ kind, target, outboxIds }: Batch): Promise<void> {
    if (kind === 'event' && outboxIds.length > 1) {
      try {
        await this.runListenerOnce(target, outboxIds);
        return;
      } catch {
        // Each is tried again below, and what still fails is thrown there.
      }
    }
    let failure: { error: unknown } | undefined;
    for (const outboxId of outboxIds) {
      try {
        await this.deliver({ kind, target, outboxId });
      } catch (error) {
        failure ??= { error };
      }
    }
    if (failure) throw failure.error;
  }

  private async runListener({ target, outboxId }: Delivery): Promise<RunSummary | undefined> {
    const [summary] = await this.runListenerOnce(target, [outboxId]);
    return summary;
  }

  /** The listener's effects and the marks that they are done are one commit: a second delivery does nothing. */
  private async runListenerOnce(
    target: string,
    outboxIds: readonly string[],
  ): Promise<(RunSummary | undefined)[]> {
    const listener = this.registry.listeners.get(target);
    if (!listener) throw new Error(`There is no listener "${target}".`);
    return this.db.transaction((tx) => this.handle(tx, listener, outboxIds));
  }

  /** Runs a small listener in the transaction of the relay. */
  async handleSmall(tx: Tx, { target, outboxIds }: Batch): Promise<void> {
    const listener = this.registry.listeners.get(target);
    if (listener) await this.handle(tx, listener, outboxIds);
  }

  isSmall({ target }: Delivery): boolean {
    return this.registry.listeners.get(target)?.small ?? false;
  }

  private async handle(
    tx: Tx,
    listener: Listener,
    outboxIds: readonly string[],
  ): Promise<(RunSummary | undefined)[]> {
    const taken = await takeOver(tx, listener.name, outboxIds);
    if (listener.handleAll && taken.length > 1) {
      const payloads = taken.map(({ payload }) => payload);
      await listener.handleAll(payloads, { tx, now: this.clock.now() });
      return [];
    }
    const summaries: (RunSummary | undefined)[] = [];
    for (const { id, payload } of taken) {
      const summary = await listener.handle(payload, { tx, outboxId: id, now: this.clock.now() });
      summaries.push(summary ?? undefined);
    }
    return summaries;
  }

  private async runJob({ target, outboxId }: Delivery): Promise<RunSummary | undefined> {
    const job = this.registry.jobs.get(target);
    if (!job) throw new Error(`There is no job "${target}".`);
    const row = await payloadOf(this.db.read, outboxId);
    const done = await one(this.db.read, 'SELECT 1 FROM handled WHERE listener = $1 AND outbox_id = $2', [
      target,
      outboxId,
    ]);
    if (!row || done) return undefined;
    const started = this.clock.now();
    const summary = (await job.run(row.payload, { now: started, outboxId })) ?? undefined;
    await this.db.transaction(async (tx) => {
      await markHandled(tx, target, outboxId);
      if (summary) await this.recordRun(tx, target, started, summary);
    });
    return summary;
  }

  /** Runs a schedule as if it were `now`; `dry` changes nothing. */
  async runSchedule(
    name: string,
    options: { now?: Temporal.Instant; dry?: boolean } = {},
  ): Promise<RunSummary> {
    const schedule = this.registry.schedules.get(name);
    if (!schedule) throw new Error(`There is no scheduled job "${name}".`);
    const started = options.now ?? this.clock.now();
    const summary = await schedule.run({ now: started, dry: options.dry ?? false });
    if (!options.dry) await this.db.transaction((tx) => this.recordRun(tx, name, started, summary));
    return summary;
  }

  /** Delivers everything that waits in the outbox, here and now, until nothing is left. For specs and the demo load. */
  async drain(): Promise<number> {
    let delivered = 0;
    while (true) {
      const waiting = await this.db.transaction((tx) =>
        rows<OutboxRow>(
          tx,
          `UPDATE outbox SET published_at = now()
           WHERE id IN (SELECT id FROM outbox WHERE published_at IS NULL ORDER BY id LIMIT 200 FOR UPDATE SKIP LOCKED)
           RETURNING id, kind, name`,
        ),
      );
      if (waiting.length === 0) return delivered;
      for (const row of [...waiting].sort((a, b) => Number(a.id) - Number(b.id))) {
        for (const delivery of this.deliveriesOf(row)) {
          await this.deliver(delivery);
          delivered += 1;
        }
      }
    }
  }

  private async recordRun(
    tx: Tx,
    name: string,
    startedAt: Temporal.Instant,
    summary: RunSummary,
  ): Promise<void> {
    await rows(tx, 'INSERT INTO job_run (name, started_at, finished_at, summary) VALUES ($1, $2, $3, $4)', [
      name,
      startedAt.toString(),
      this.clock.now().toString(),
      JSON.stringify(summary),
    ]);
  }
}

async function payloadOf(tx: Tx, outboxId: string): Promise<{ payload: unknown } | undefined> {
  return one(tx, 'SELECT payload FROM outbox WHERE id = $1', [outboxId]);
}

/** Marks events as handled by a listener and gives what they say; those handled before are left out. One statement. */
async function takeOver(
  tx: Tx,
  listener: string,
  outboxIds: readonly string[],
): Promise<{ id: string; payload: unknown }[]> {
  const { equals, value } = among(outboxIds, '$2', 'bigint');
  return rows(
    tx,
    `WITH marked AS (
       INSERT INTO handled (listener, outbox_id) SELECT $1, id FROM outbox WHERE id ${equals} ORDER BY id
       ON CONFLICT DO NOTHING RETURNING outbox_id)
     SELECT o.id, o.payload FROM marked m JOIN outbox o ON o.id = m.outbox_id ORDER BY o.id`,
    [listener, value],
  );
}

async function markHandled(tx: Tx, listener: string, outboxId: string): Promise<boolean> {
  const marked = await rows(
    tx,
    'INSERT INTO handled (listener, outbox_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
    [listener, outboxId],
  );
  return marked.length > 0;
}
