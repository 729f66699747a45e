import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry, type RunSummary, systemActor } from '#kernel';
import { ExamsService } from './exams.service.js';
import { HealthService } from './health.service.js';
import { MemoryWeightsService, sayFit } from './memory-weights.service.js';

@Injectable()
export class AttemptsSchedule implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly exams: ExamsService,
    private readonly health: HealthService,
    private readonly memory: MemoryWeightsService,
  ) {}

  onModuleInit(): void {
    this.registry.schedule({
      name: 'attempts.finish-overdue',
      cron: '* * * * *',
      tz: 'UTC',
      run: ({ now, dry }) => this.exams.finishOverdue(now, dry),
    });
    this.registry.schedule({
      name: 'attempts.count-exposure',
      cron: '*/5 * * * *',
      tz: 'UTC',
      run: ({ now, dry }) => this.exams.addExposure(now, dry),
    });
    this.registry.schedule({
      name: 'attempts.open-exams',
      cron: '10 * * * *',
      tz: 'UTC',
      run: ({ now, dry }) => this.exams.openExams(now, dry),
    });
    this.registry.schedule({
      name: 'attempts.measure-health',
      cron: '40 2 * * *',
      tz: 'Europe/Amsterdam',
      run: ({ now, dry }) => this.health.measureAll(now, dry),
    });
    this.registry.schedule({
      name: 'attempts.weekly-review',
      cron: '0 6 * * 1',
      tz: 'Europe/Amsterdam',
      run: ({ now, dry }) => this.exams.findDueReviews(now, dry),
    });
    this.registry.schedule({
      name: 'attempts.fit-memory',
      cron: '20 3 1 * *',
      tz: 'Europe/Amsterdam',
      run: ({ dry }) => this.fitMemory(dry),
    });
  }

  private async fitMemory(dry: boolean): Promise<RunSummary> {
    const report = await this.memory.fit(systemActor('attempts.fit-memory'), { dry });
    const changed = report.kind === 'stored' ? 1 : 0;
    return { seen: 1, changed, skipped: 1 - changed, notes: [sayFit(report)] };
  }
}
