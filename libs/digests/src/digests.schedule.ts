import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry } from '#kernel';
import { DigestsService } from './digests.service.js';

@Injectable()
export class DigestsSchedule implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly digests: DigestsService,
  ) {}

  onModuleInit(): void {
    this.registry.schedule({
      name: 'digests.refresh',
      cron: '* * * * *',
      tz: 'UTC',
      run: ({ now, dry }) => this.digests.refresh(now, dry),
    });
    // In the quiet hours, after everything else that a new day changes.
    this.registry.schedule({
      name: 'digests.check',
      cron: '25 3 * * *',
      tz: 'Europe/Amsterdam',
      run: ({ now, dry }) => this.digests.check(now, dry),
    });
  }
}
