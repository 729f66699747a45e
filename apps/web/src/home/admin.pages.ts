import { Controller, Get, Post } from '@nestjs/common';
import {
  type Actor,
  Api,
  CurrentActor,
  Db,
  Dispatcher,
  hasGrant,
  may,
  Page,
  page,
  redirect,
  Registry,
  rows,
  type RunSummary,
  type View,
} from '#kernel';
import { t } from '#ui';
import { z } from 'zod';
import { homePaths } from './home.paths.js';

interface Failure {
  id: string;
  name: string;
  outbox_id: string | null;
  kind: 'event' | 'job' | null;
  failed_at: Date;
  reason: string;
}

const operationsView = z.object({
  schedules: z.array(
    z.object({
      name: z.string(),
      cron: z.string(),
      tz: z.string(),
      lastRun: z.string().nullable(),
      summary: z.string().nullable(),
    }),
  ),
  failures: z.array(z.object({ name: z.string(), failedAt: z.string(), reason: z.string() })),
  waiting: z.number(),
});

/** What an administrator looks at: does the background work run, and what failed for the last time? */
@Controller()
export class AdminPages {
  constructor(
    private readonly db: Db,
    private readonly registry: Registry,
    private readonly dispatcher: Dispatcher,
  ) {}

  @Get('admin')
  @Page({ access: ['admin'] })
  async show(@CurrentActor() actor: Actor): Promise<View> {
    may(hasGrant(actor, 'admin'));
    const operations = await this.operations();
    return page('home/admin', { ...operations }, { title: t(actor.language, 'home.admin_title') });
  }

  /** Offers what failed once more; what fails again stays on the list. */
  @Post('admin/retries')
  @Page({ access: ['admin'] })
  async retry(@CurrentActor() actor: Actor): Promise<View> {
    may(hasGrant(actor, 'admin'));
    let done = 0;
    let failed = 0;
    for (const { id, name, outbox_id: outboxId, kind } of await this.failures()) {
      if (!outboxId || !kind) continue;
      try {
        await this.dispatcher.deliver({ outboxId, kind, target: name });
        await rows(this.db.read, 'DELETE FROM job_failure WHERE id = $1', [id]);
        done += 1;
      } catch {
        // Still on the list, where the reason stands.
        failed += 1;
      }
    }
    return redirect(homePaths.admin(), {
      flash: { tone: failed > 0 ? 'warn' : 'ok', key: 'home.admin_retried', args: { done, failed } },
    });
  }

  @Get('api/v1/operations')
  @Api({
    summary: 'Background work: schedules, last runs, failures',
    access: ['admin'],
    returns: operationsView,
  })
  async api(@CurrentActor() actor: Actor) {
    may(hasGrant(actor, 'admin'));
    const { schedules, failures, waiting } = await this.operations();
    return {
      waiting,
      schedules: schedules.map(({ lastRun, counts, ...schedule }) => ({
        ...schedule,
        lastRun: lastRun?.toISOString() ?? null,
        summary: counts ? `${counts.seen} / ${counts.changed} / ${counts.skipped}` : null,
      })),
      failures: failures.map(({ name, failed_at, reason }) => ({
        name,
        failedAt: failed_at.toISOString(),
        reason,
      })),
    };
  }

  private async operations() {
    const runs = await rows<{ name: string; started_at: Date; summary: RunSummary }>(
      this.db.read,
      'SELECT DISTINCT ON (name) name, started_at, summary FROM job_run ORDER BY name, started_at DESC',
    );
    const [waiting] = await rows<{ n: number }>(
      this.db.read,
      'SELECT count(*)::int AS n FROM outbox WHERE published_at IS NULL',
    );
    const schedules = [...this.registry.schedules.values()]
      .map(({ name, cron, tz }) => {
        const last = runs.find((run) => run.name === name);
        return { name, cron, tz, lastRun: last?.started_at ?? null, counts: last?.summary };
      })
      .sort((a, b) => a.name.localeCompare(b.name));
    return { schedules, failures: await this.failures(), waiting: waiting?.n ?? 0 };
  }

  private failures(): Promise<Failure[]> {
    return rows(
      this.db.read,
      `SELECT f.id, f.name, f.outbox_id, o.kind, f.failed_at, f.reason FROM job_failure f LEFT JOIN outbox o ON o.id = f.outbox_id
       ORDER BY f.id DESC LIMIT 100`,
    );
  }
}
