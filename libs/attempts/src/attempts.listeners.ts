import { Injectable, type OnModuleInit } from '@nestjs/common';
import { licenceExpired, licenceRenewalOpened, licenceRevoked } from '#events';
import { Registry } from '#kernel';
import { ExamsService } from './exams.service.js';

/** What licences tell: a pass has done its work, so its exam opens again. */
@Injectable()
export class AttemptsListeners implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly exams: ExamsService,
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
  }
}
