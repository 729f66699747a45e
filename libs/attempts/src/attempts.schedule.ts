import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry } from '#kernel';
import { ExamsService } from './exams.service.js';
import { HealthService } from './health.service.js';

@Injectable()
export class AttemptsSchedule implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly exams: ExamsService,
    private readonly health: HealthService,
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
  }
}
