import { Injectable, type OnModuleInit } from '@nestjs/common';
import { examFailed, examPassed, reviewCompleted, reviewHealthChanged } from '#events';
import { Registry, systemActor } from '#kernel';
import { EXPORT_HELD, exportPayload, HeldService } from './held.service.js';
import { LicencesService } from './licences.service.js';
import { UpkeepService } from './upkeep.service.js';

/** What happens elsewhere and matters here. `person.left` is missing on purpose: what was achieved stays. */
@Injectable()
export class LicencesListeners implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly licences: LicencesService,
    private readonly upkeep: UpkeepService,
    private readonly held: HeldService,
  ) {}

  onModuleInit(): void {
    this.registry.job({
      name: EXPORT_HELD,
      run: (payload) => this.held.makeExport(exportPayload.parse(payload).id),
    });
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
    this.registry.listen({
      on: reviewHealthChanged,
      name: 'licences.hear-memory',
      handle: ({ items }, { tx, now }) =>
        this.upkeep.hearMemory(tx, systemActor('licences.hear-memory'), items, now),
    });
    this.registry.listen({
      on: examFailed,
      name: 'licences.fail-refresh',
      handle: (exam, { tx, now }) =>
        this.upkeep.failRefresh(tx, systemActor('licences.fail-refresh'), exam, now),
    });
  }
}
