import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  licenceExpired,
  licenceRefreshClosed,
  licenceRefreshOpened,
  licenceRenewalOpened,
  licenceRevoked,
  licenceUpkeepEarned,
  reviewCompleted,
} from '#events';
import { Registry } from '#kernel';
import { ExamsService } from './exams.service.js';
import { HealthService } from './health.service.js';

/** What licences tell: a pass has done its work, so its exam opens again; and what upkeep asks of memory. */
@Injectable()
export class AttemptsListeners implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly exams: ExamsService,
    private readonly health: HealthService,
  ) {}

  onModuleInit(): void {
    this.registry.listen({
      on: licenceRenewalOpened,
      name: 'attempts.open-renewal',
      handle: (payload, { tx, now }) => this.exams.spendPass(tx, payload, 'renewal', now),
    });
    this.registry.listen({
      on: licenceExpired,
      name: 'attempts.open-after-expiry',
      handle: (payload, { tx, now }) => this.exams.spendPass(tx, payload, 'ended', now),
    });
    this.registry.listen({
      on: licenceRevoked,
      name: 'attempts.open-after-revocation',
      handle: (payload, { tx, now }) => this.exams.spendPass(tx, payload, 'ended', now),
    });
    this.registry.listen({
      on: reviewCompleted,
      name: 'attempts.measure-after-review',
      handle: ({ personId }, { tx, now }) => this.health.measureOne(tx, personId, now),
    });
    this.registry.listen({
      on: licenceUpkeepEarned,
      name: 'attempts.refresh-memory',
      handle: (exam, { tx, now }) => this.health.refreshMemory(tx, exam, now),
    });
    this.registry.listen({
      on: licenceRefreshOpened,
      name: 'attempts.open-refresh',
      handle: ({ personId, category }, { tx }) => this.health.setRefresh(tx, personId, category, true),
    });
    for (const [on, why] of [
      [licenceRefreshClosed, 'recovery'],
      [licenceExpired, 'expiry'],
      [licenceRevoked, 'revocation'],
    ] as const) {
      this.registry.listen({
        on,
        name: `attempts.close-refresh-after-${why}`,
        handle: ({ personId, category }, { tx }) => this.health.setRefresh(tx, personId, category, false),
      });
    }
  }
}
