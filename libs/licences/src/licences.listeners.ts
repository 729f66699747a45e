import { Injectable, type OnModuleInit } from '@nestjs/common';
import { examPassed, reviewCompleted } from '#events';
import { Registry, systemActor } from '#kernel';
import { LicencesService } from './licences.service.js';

/** What happens elsewhere and matters here. `person.left` is missing on purpose: what was achieved stays. */
@Injectable()
export class LicencesListeners implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly licences: LicencesService,
  ) {}

  onModuleInit(): void {
    this.registry.listen({
      on: examPassed,
      name: 'licences.consider-exam',
      handle: (exam, { tx, now }) =>
        this.licences.considerExam(tx, systemActor('licences.consider-exam'), exam, now),
    });
    this.registry.listen({
      on: reviewCompleted,
      name: 'licences.keep-alive',
      handle: (review, { tx, now }) =>
        this.licences.keepAlive(tx, systemActor('licences.keep-alive'), review, now),
    });
  }
}
