import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { Config, Db, Registry, type RunSummary } from '#kernel';
import { AskRouter } from './ask-router.js';
import { asksConfig } from './asks.config.js';
import { forgetAsks } from './forget-asks.js';
import { RewardsService } from './rewards.service.js';

@Injectable()
export class AsksSchedule implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly router: AskRouter,
    private readonly rewards: RewardsService,
    private readonly db: Db,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.registry.schedule({
      name: 'asks.move-on',
      // Every two minutes: whoever is stuck should not wait for a clock.
      cron: '*/2 * * * *',
      tz: 'UTC',
      run: ({ dry }) => this.router.moveOn(dry),
    });
    this.registry.schedule({
      name: 'asks.find-rings',
      cron: '20 4 * * 1',
      tz: 'UTC',
      run: ({ dry }) => this.rewards.searchRings(dry),
    });
    this.registry.schedule({
      name: 'asks.forget',
      cron: '50 3 * * *',
      tz: 'Europe/Amsterdam',
      run: ({ now, dry }) => this.forget(now, dry),
    });
  }

  private async forget(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    if (dry) return { seen: 0, changed: 0, skipped: 0, notes: ['forgets nothing when dry'] };
    const { ASKS_KEEP_MONTHS: months } = this.config.get(asksConfig);
    const before = now.toZonedDateTimeISO('UTC').subtract({ months }).toInstant().toString();
    const { asks, coachings } = await this.db.transaction((tx) => forgetAsks(tx, before));
    return { seen: asks + coachings, changed: asks + coachings, skipped: 0 };
  }
}
