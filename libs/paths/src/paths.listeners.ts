import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  examFailed,
  examPassed,
  lessonCompleted,
  licenceExpired,
  licenceGranted,
  licenceReinstated,
  licenceRenewalOpened,
  licenceRenewed,
  licenceRevoked,
  licenceSuspended,
  licenceTransferred,
  placementFinished,
} from '#events';
import { Registry } from '#kernel';
import { erase, exportOf } from './paths.queries.js';
import { PathsService } from './paths.service.js';

/** What moves a path: lessons, placement, exams, licences. */
@Injectable()
export class PathsListeners implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly paths: PathsService,
  ) {}

  onModuleInit(): void {
    this.hearLearning();
    this.hearExams();
    this.hearLicences();
    this.registry.merging({
      lib: 'paths',
      tables: [
        { table: 'path_mark', key: ['skill', 'kind'], collides: 'same-key' },
        { table: 'path_progress', key: ['category'], collides: 'same-key' },
      ],
    });
    this.registry.erasure({ lib: 'paths', tables: ['path_mark', 'path_progress'], exportOf, erase });
  }

  private hearLearning(): void {
    const { registry, paths } = this;
    registry.listenToAll({
      on: lessonCompleted,
      name: 'paths.mark-lesson-done',
      handle: async (facts, { tx }) => summary(facts.length, await paths.markDone(tx, facts)),
    });
    registry.listen({
      on: placementFinished,
      name: 'paths.exempt-from-lessons',
      small: true,
      handle: async (fact, { tx }) => summary(1, await paths.markPlaced(tx, fact)),
    });
  }

  private hearExams(): void {
    const { registry, paths } = this;
    registry.listen({
      on: examPassed,
      name: 'paths.note-exam-passed',
      small: true,
      handle: (fact, { tx }) => paths.markExam(tx, fact, { passedAt: fact.decidedAt, againAt: null }),
    });
    registry.listen({
      on: examFailed,
      name: 'paths.note-exam-failed',
      small: true,
      handle: (fact, { tx }) => paths.markExam(tx, fact, { passedAt: null, againAt: fact.availableAgainAt }),
    });
  }

  private hearLicences(): void {
    const { registry, paths } = this;
    for (const [on, name] of [
      [licenceGranted, 'paths.note-licence-granted'],
      [licenceRenewed, 'paths.note-licence-renewed'],
      [licenceReinstated, 'paths.note-licence-reinstated'],
    ] as const) {
      registry.listen({
        on,
        name,
        small: true,
        handle: (fact, { tx }) => paths.markLicence(tx, fact, 'held', fact.validUntil),
      });
    }
    registry.listen({
      on: licenceRenewalOpened,
      name: 'paths.note-renewal-opened',
      small: true,
      handle: (fact, { tx }) => paths.markLicence(tx, fact, 'renewal', fact.validUntil),
    });
    for (const [on, state] of [
      [licenceExpired, 'expired'],
      [licenceSuspended, 'suspended'],
      [licenceRevoked, 'revoked'],
    ] as const) {
      registry.listen({
        on,
        name: `paths.note-licence-${state}`,
        small: true,
        handle: (fact, { tx }) => paths.markLicence(tx, fact, state),
      });
    }
    registry.listen({
      on: licenceTransferred,
      name: 'paths.note-licence-transferred',
      small: true,
      handle: async ({ items }, { tx }) => {
        for (const { state, validUntil, ...fact } of items)
          await paths.markLicence(tx, fact, PATH_STATES[state], validUntil);
      },
    });
  }
}

/** What a licence's state means on a path: a permit is no licence yet, and in grace there is time to renew. */
const PATH_STATES = {
  none: 'none',
  permit: 'none',
  valid: 'held',
  renewal: 'renewal',
  grace: 'renewal',
  expired: 'expired',
  suspended: 'suspended',
  revoked: 'revoked',
} as const;

const summary = (seen: number, changed: number) => ({ seen, changed, skipped: Math.max(0, seen - changed) });
