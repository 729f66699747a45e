import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  licenceExpired,
  licenceGranted,
  licenceReinstated,
  licenceRenewed,
  licenceRevoked,
  licenceSuspended,
  licenceTransferred,
} from '#events';
import { Registry } from '#kernel';
import { AudiencesService } from './audiences.service.js';

/** Keeps the table of holdings in step with the licences. A permit is no licence yet, so it is not heard. */
@Injectable()
export class AudiencesListeners implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly audiences: AudiencesService,
  ) {}

  onModuleInit(): void {
    for (const [on, name] of [
      [licenceGranted, 'audiences.record-granted'],
      [licenceRenewed, 'audiences.record-renewed'],
      [licenceReinstated, 'audiences.record-reinstated'],
    ] as const) {
      this.registry.listen({
        on,
        name,
        handle: ({ personId, category, validFrom, validUntil }, { tx, outboxId }) =>
          this.audiences.recordHolding(
            tx,
            { personId, category, held: true, validFrom, validUntil },
            outboxId,
          ),
      });
    }
    for (const [on, name] of [
      [licenceExpired, 'audiences.record-expired'],
      [licenceSuspended, 'audiences.record-suspended'],
      [licenceRevoked, 'audiences.record-revoked'],
    ] as const) {
      this.registry.listen({
        on,
        name,
        handle: ({ personId, category }, { tx, outboxId }) =>
          this.audiences.recordHolding(
            tx,
            { personId, category, held: false, validFrom: null, validUntil: null },
            outboxId,
          ),
      });
    }
    this.registry.listen({
      on: licenceTransferred,
      name: 'audiences.record-transferred',
      small: true,
      handle: async ({ items }, { tx, outboxId }) => {
        for (const { personId, category, state, validFrom, validUntil } of items) {
          const held = HOLDING_STATES.has(state);
          const days = held ? { validFrom, validUntil } : { validFrom: null, validUntil: null };
          await this.audiences.recordHolding(tx, { personId, category, held, ...days }, outboxId);
        }
      },
    });
  }
}

/** A licence that is due for renewal or in grace is still held. */
const HOLDING_STATES: ReadonlySet<string> = new Set(['valid', 'renewal', 'grace']);
