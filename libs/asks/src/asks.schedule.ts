import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry } from '#kernel';
import { AskRouter } from './ask-router.js';
import { RewardsService } from './rewards.service.js';

@Injectable()
export class AsksSchedule implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly router: AskRouter,
    private readonly rewards: RewardsService,
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
  }
}
