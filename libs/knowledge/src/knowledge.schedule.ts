import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { batches, cardsNeedCare } from '#events';
import { Db, publish, Registry, type RunSummary, rows } from '#kernel';
import { DISPUTED_FROM, STALE_DAYS } from './card.js';
import { listCards } from './cards.queries.js';
import { CardsService } from './cards.service.js';
import { removeTrails } from './trails.queries.js';

const ZONE = 'Europe/Amsterdam';
/** What somebody typed and tried is forgotten after so many days. */
const TRAIL_DAYS = 30;

/** Nightly: ranks that age, trails that are forgotten. On Mondays: a word to the owners of cards that want a look. */
@Injectable()
export class KnowledgeSchedule implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly db: Db,
    private readonly cards: CardsService,
  ) {}

  onModuleInit(): void {
    this.registry.schedule({
      name: 'knowledge.refresh',
      cron: '20 3 * * *',
      tz: ZONE,
      run: ({ now, dry }) => this.refresh(now, dry),
    });
    this.registry.schedule({
      name: 'knowledge.remind-owners',
      cron: '40 6 * * 1',
      tz: ZONE,
      run: ({ now, dry }) => this.remindOwners(now, dry),
    });
  }

  private async refresh(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    return this.db.transaction(async (tx) => {
      const cards = await listCards(tx);
      if (dry) return { seen: cards.length, changed: 0, skipped: cards.length };
      const removed = await removeTrails(tx, now.subtract({ hours: TRAIL_DAYS * 24 }).toString());
      await this.cards.index(
        tx,
        cards.map(({ slug }) => slug),
      );
      return {
        seen: cards.length,
        changed: cards.length,
        skipped: 0,
        notes: [`${removed} trails forgotten`],
      };
    });
  }

  private async remindOwners(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    const today = now.toZonedDateTimeISO(ZONE).toPlainDate();
    return this.db.transaction(async (tx) => {
      const items = await rows<{ personId: string; stale: number; disputed: number }>(
        tx,
        `SELECT * FROM (
           SELECT owner_id AS "personId",
             (count(*) FILTER (WHERE review_by < $1 OR reviewed_on < $1::date - $2::int))::int AS stale,
             (count(*) FILTER (WHERE refused > solved AND solved + almost + refused >= $3))::int AS disputed
           FROM card WHERE state = 'published' AND owner_id IS NOT NULL GROUP BY owner_id) AS owners
         WHERE stale > 0 OR disputed > 0 ORDER BY "personId"`,
        [today.toString(), STALE_DAYS, DISPUTED_FROM],
      );
      const week = today.subtract({ days: today.dayOfWeek - 1 }).toString();
      if (!dry)
        await publish(
          tx,
          batches(items).map((some) => cardsNeedCare({ week, items: some })),
        );
      return { seen: items.length, changed: dry ? 0 : items.length, skipped: 0 };
    });
  }
}
