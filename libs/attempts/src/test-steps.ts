import { Injectable } from '@nestjs/common';
import { seeded } from '#assessment';
import { type CatalogueItem, CatalogueService } from '#catalogue';
import { Clock, Db, notFound } from '#kernel';
import { arrangeItem } from './arrange-item.js';
import type { AttemptRow, NextResponse, ResponseRow } from './attempts.queries.js';
import { type Blueprint, Blueprints } from './blueprints.js';

/** Where somebody is in an attempt: the question on the screen, or null when it is over. */
export interface AttemptStep {
  readonly attempt: AttemptRow;
  readonly response: ResponseRow | null;
  readonly item: CatalogueItem | null;
  /** The rules that were pinned at the start (tests only). */
  readonly blueprint: Blueprint | null;
}

/** From a stored attempt to the question on the screen, and from a chosen item to the next stored question. */
@Injectable()
export class TestSteps {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly blueprints: Blueprints,
  ) {}

  async of(attempt: AttemptRow): Promise<AttemptStep> {
    const blueprint = attempt.blueprintId ? await this.blueprints.get(attempt.blueprintId) : null;
    const waiting =
      attempt.state === 'open' ? attempt.responses.find((response) => response.points === null) : undefined;
    if (!waiting) return { attempt, response: null, item: null, blueprint };
    const item = await this.catalogue.getItem(this.db.read, waiting.itemId, waiting.itemVersion);
    return { attempt, response: waiting, item, blueprint };
  }

  /** The question for one item of the blueprint, its parts in an order that belongs to this attempt. */
  async ask(seed: string, position: number, itemId: string, blueprint: Blueprint): Promise<NextResponse> {
    const pinned = blueprint.pool.find((item) => item.id === itemId);
    if (!pinned) throw notFound('item');
    const item = await this.catalogue.getItem(this.db.read, itemId, pinned.version);
    const arrangement = arrangeItem(item.body, seeded(`${seed}/${position}`));
    return {
      itemId,
      itemVersion: pinned.version,
      skill: item.skill,
      objective: item.body.objective,
      arrangement,
    };
  }

  /** The server's clock has passed the attempt's limit. */
  isOverdue(attempt: AttemptRow): boolean {
    return attempt.deadlineAt !== null && this.clock.now().epochMilliseconds >= attempt.deadlineAt.getTime();
  }
}
