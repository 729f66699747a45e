import { Injectable } from '@nestjs/common';
import { seeded } from '#assessment';
import { type CatalogueItem, CatalogueService } from '#catalogue';
import { Clock, Db } from '#kernel';
import { arrangeItem, type Arrangement } from './arrange-item.js';
import type { NextResponse } from './attempts.queries.js';
import { planPractice, type PlannedItem } from './practice-plan.js';
import { listCards, listEvidence } from './practice.queries.js';
import { standingsOf } from './progress.js';

/** The items people practise with, and which of them somebody gets now. */
@Injectable()
export class PracticeBank {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
  ) {}

  /** Practice items of all categories that can be earned, in the order of their skills. */
  async items(): Promise<CatalogueItem[]> {
    const categories = await this.catalogue.listCategories(this.db.read);
    const pools = await Promise.all(
      categories.map(({ category }) => this.catalogue.listItems(this.db.read, { category, use: 'practice' })),
    );
    const active = pools.flat().filter((item) => item.status === 'active' || item.status === 'pilot');
    return [...new Map(active.map((item) => [item.id, item])).values()];
  }

  /** The items of a new round for this person. */
  async plan(personId: string, seed: string, skill: string | undefined): Promise<PlannedItem[]> {
    const items = await this.items();
    const evidence = await listEvidence(this.db.read, personId);
    const cards = await listCards(this.db.read, personId);
    const now = this.clock.now().epochMilliseconds;
    return planPractice({
      items: items.map(({ id, version, skill: own, family, body }) => ({
        id,
        version,
        skill: own,
        family,
        objective: body.objective,
      })),
      due: cards.flatMap((card) =>
        card.dueAt.getTime() <= now ? [{ ...card, dueAt: card.dueAt.getTime() }] : [],
      ),
      standings: standingsOf(items, evidence),
      seen: new Map(evidence.map((entry) => [entry.itemId, entry.answeredAt.getTime()])),
      only: skill,
      random: seeded(seed),
    });
  }

  /** The question for one planned item of a round. */
  async ask(seed: string, position: number, planned: PlannedItem): Promise<NextResponse> {
    const item = await this.catalogue.getItem(this.db.read, planned.itemId, planned.version);
    const arrangement = arrangeItem(item.body, seeded(`${seed}/${position}`));
    return {
      itemId: item.id,
      itemVersion: item.version,
      skill: item.skill,
      objective: item.body.objective,
      arrangement,
    };
  }

  /** The order of an item's options for a seed: the same seed always shows the same. */
  arrange(item: CatalogueItem, seed: string): Arrangement {
    return arrangeItem(item.body, seeded(`${seed}/${item.id}`));
  }
}
