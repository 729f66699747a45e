import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { Db, Registry, systemActor } from '#kernel';
import type { RunSummary, Tx } from '#kernel';
import { EvaluationService } from './evaluation.service.js';
import { HeadOffice } from './head-office.js';
import { takeSnapshots } from './policies.queries.js';

/** What policies do by the clock. */
@Injectable()
export class PoliciesSchedule implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly db: Db,
    private readonly headOffice: HeadOffice,
    private readonly evaluation: EvaluationService,
  ) {}

  onModuleInit(): void {
    const tz = this.headOffice.zone;
    // After midnight at the head office: rules with relative dates mean somebody else today.
    this.registry.schedule({
      name: 'policies.evaluate',
      cron: '20 0 * * *',
      tz,
      run: ({ now, dry }) => this.evaluate(now, dry),
    });
    // Every hour, because a due day ends at another hour in every zone.
    this.registry.schedule({
      name: 'policies.remind',
      cron: '10 * * * *',
      tz: 'UTC',
      run: ({ now, dry }) =>
        this.db.transaction((tx) => this.evaluation.remind(tx, now, this.headOffice.today(now), dry)),
    });
    this.registry.schedule({
      name: 'policies.snapshot',
      cron: '50 23 * * *',
      tz,
      run: ({ now, dry }) => this.snapshot(now, dry),
    });
  }

  private evaluate(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    const look = { on: this.headOffice.today(now), now, personIds: null, redate: false };
    const run = (tx: Tx): Promise<RunSummary> =>
      this.evaluation.evaluate(tx, systemActor('policies.evaluate'), look);
    return dry ? this.undone(run) : this.db.transaction(run);
  }

  private async snapshot(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    const run = async (tx: Tx): Promise<RunSummary> => {
      const changed = await takeSnapshots(tx, now.toString(), this.headOffice.today(now));
      return { seen: changed, changed, skipped: 0 };
    };
    return dry ? this.undone(run) : this.db.transaction(run);
  }

  /** Does the work and takes it back: what it would change is known exactly. */
  private async undone(run: (tx: Tx) => Promise<RunSummary>): Promise<RunSummary> {
    let summary: RunSummary | undefined;
    const takeBack = new Error('dry run');
    try {
      await this.db.transaction(async (tx) => {
        summary = await run(tx);
        throw takeBack;
      });
    } catch (error) {
      if (error !== takeBack) throw error;
    }
    return {
      seen: summary?.seen ?? 0,
      changed: 0,
      skipped: summary?.changed ?? 0,
      notes: ['dry run: skipped is what would change'],
    };
  }
}
