import { Injectable } from '@nestjs/common';
import { auditAt, seeded, usualPace } from '#assessment';
import { type CatalogueItem, CatalogueService, ContentChanges } from '#catalogue';
import { Clock, Db } from '#kernel';
import { arrangeItem, type Arrangement } from './arrange-item.js';
import type { NextResponse } from './attempts.queries.js';
import { practiceItems } from './item-parameters.js';
import { memorySeed } from './mark-answer.js';
import { type DueObjective, type PlannedItem, planPractice, type PracticeItem } from './practice-plan.js';
import { type CardRow, type EvidenceRow, listCards, listEvidence, toCard } from './practice.queries.js';
import { standingsOf } from './skill-states.js';

/** The items people practise with, and which of them somebody gets now. */
@Injectable()
export class PracticeBank {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly changes: ContentChanges,
  ) {}

  /** Practice items of all categories that can be earned, in the order of their skills. */
  async items(): Promise<PracticeItem[]> {
    const categories = await this.catalogue.listCategories(this.db.read);
    const pools = await Promise.all(
      categories.map(async ({ category }) => {
        const items = await this.catalogue.listItems(this.db.read, { category, use: 'practice' });
        const open = items.filter(({ status }) => status === 'active' || status === 'pilot');
        return open.length > 0 ? practiceItems(this.db.read, category, open) : [];
      }),
    );
    // An item that serves two licences is one item; the first licence's parameters hold.
    const byId = new Map<string, PracticeItem>();
    for (const item of pools.flat()) if (!byId.has(item.id)) byId.set(item.id, item);
    return [...byId.values()];
  }

  /** A person's answers in the order of time, without those to a version of an item that its author took back. */
  async evidence(personId: string): Promise<EvidenceRow[]> {
    const found = await listEvidence(this.db.read, personId);
    const invalid = await this.changes.invalidatedItems();
    return found.filter(({ itemId, itemVersion }) => itemVersion >= (invalid.get(itemId) ?? 0));
  }

  /** The items of a new round for this person. */
  async plan(
    personId: string,
    zone: string,
    seed: string,
    skill: string | undefined,
  ): Promise<PlannedItem[]> {
    const items = await this.items();
    const evidence = await this.evidence(personId);
    const cards = await listCards(this.db.read, personId);
    const now = this.clock.now().epochMilliseconds;
    return planPractice({
      items,
      due: cards.flatMap((card) => dueOf(card, personId, now)),
      standings: standingsOf(items, evidence),
      // In the order of time, so that the latest answer to an item is the one that stays.
      seen: new Map(evidence.map(({ itemId, answeredAt }) => [itemId, answeredAt.getTime()])),
      only: skill,
      personId,
      now,
      zone,
      pace: paceOf(items, evidence),
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
      why: planned.why,
    };
  }

  /** The order of an item's options for a seed: the same seed always shows the same. */
  arrange(item: CatalogueItem, seed: string): Arrangement {
    return arrangeItem(item.body, seeded(`${seed}/${item.id}`));
  }
}

/** What of a card is asked now: it is due, or its audit is. */
function dueOf(card: CardRow, personId: string, now: number): DueObjective[] {
  const { skill, objective } = card;
  if (card.dueAt.getTime() <= now) return [{ skill, objective, dueAt: card.dueAt.getTime() }];
  const audit = auditAt(toCard(card), memorySeed(personId, skill, objective));
  return audit !== null && audit <= now ? [{ skill, objective, dueAt: audit, isAudit: true }] : [];
}

/** How many times as long as planned this person usually takes; null when not known. */
function paceOf(items: readonly PracticeItem[], evidence: readonly EvidenceRow[]): number | null {
  const planned = new Map(items.map(({ id, plannedMs }) => [id, plannedMs]));
  return usualPace(
    evidence.flatMap(({ itemId, ms }) => {
      const plannedMs = planned.get(itemId);
      return ms === null || plannedMs === undefined ? [] : [{ ms, plannedMs }];
    }),
  );
}
