import { Injectable } from '@nestjs/common';
import type { Tx } from '#kernel';
import { type OutcomeRow, outcomesBetween } from './cards.queries.js';

/** What cards did for whom: for counting what never became a ticket. */
@Injectable()
export class CardOutcomes {
  /** Outcomes from `from` up to, but not including, `to` (ISO 8601), in order of time. */
  between(tx: Tx, from: string, to: string): Promise<OutcomeRow[]> {
    return outcomesBetween(tx, from, to);
  }
}
