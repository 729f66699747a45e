import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Category } from '#catalogue';
import { type Actor, Clock, type Tx } from '#kernel';
import type { Temporal } from 'temporal-polyfill';
import { learnerOf } from './attempts.access.js';

/**
 * The categories of which somebody holds a licence on a day of their own. Licences know, and this lib may not ask them: an
 * app that composes both provides it under this token.
 */
export const HELD_LICENCES = Symbol('held licences');
export type HeldLicences = (tx: Tx, personId: string, on: Temporal.PlainDate) => Promise<ReadonlySet<string>>;

/** Which licences somebody still lacks before the exam of a category. */
@Injectable()
export class NeededLicences {
  constructor(
    private readonly clock: Clock,
    @Optional() @Inject(HELD_LICENCES) private readonly heldBy?: HeldLicences,
  ) {}

  /**
   * Of the licences that the category needs, those that the actor does not hold today, in the order in which the category
   * names them. Where nobody can say what is held, nothing is: an exam must not open by accident.
   */
  async missing(tx: Tx, actor: Actor, { needs }: Pick<Category, 'needs'>): Promise<readonly string[]> {
    if (needs.length === 0) return [];
    const held = await this.heldBy?.(tx, learnerOf(actor), this.clock.today(actor.zone));
    return needs.filter((category) => !held?.has(category));
  }
}
