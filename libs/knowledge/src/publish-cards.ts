import { Injectable } from '@nestjs/common';
import { CatalogueService } from '#catalogue';
import { canonical, type ContentAnswer, fingerprint } from '#content';
import { type Actor, audit, Clock, Db, hasGrant, may, rows, type Tx } from '#kernel';
import { CardsService } from './cards.service.js';
import { type CardRow, type CardWrite, listCards, writeCards } from './cards.queries.js';
import { FIRST_SYNONYMS } from './first-synonyms.js';
import { addSynonyms, countWords, keepDocuments, putDocuments } from './search-docs.js';
import { plainText } from './words.js';

export interface CardReceipt {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** No file mentions them any more, and nobody edited them here. */
  readonly retired: number;
  /** Edited in the product while their file says something else: they stay as they are. */
  readonly kept: readonly string[];
}

/** Card files become cards: new ones are added, those that nobody edited here follow their file. */
@Injectable()
export class CardPublishing {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly cards: CardsService,
  ) {}

  async publish(actor: Actor, answers: readonly ContentAnswer[]): Promise<CardReceipt> {
    may(hasGrant(actor, 'author') || hasGrant(actor, 'admin'));
    return this.db.transaction(async (tx) => {
      await rows(tx, `SELECT pg_advisory_xact_lock(hashtext('knowledge.publish'))`);
      const plan = planCards(answers, await listCards(tx));
      const at = this.clock.now();
      const writes = [...plan.added, ...plan.changed, ...plan.retired];
      await writeCards(tx, writes, { personId: actor.personId, at: at.toString() });
      const receipt: CardReceipt = {
        ...{ added: plan.added.length, changed: plan.changed.length, unchanged: plan.unchanged },
        ...{ retired: plan.retired.length, kept: plan.kept },
      };
      if (writes.length > 0) {
        const subject = { type: 'card', id: 'files' };
        await audit(tx, actor, { action: 'cards.published', subject, changes: { ...receipt } }, at);
      }
      await this.firstSynonyms(tx);
      await this.lessons(tx);
      await this.cards.index(
        tx,
        writes.map(({ slug }) => slug),
      );
      return receipt;
    });
  }

  /** A product without synonyms begins with a list; whatever IT makes of it stays. */
  private async firstSynonyms(tx: Tx): Promise<void> {
    if ((await rows(tx, 'SELECT 1 FROM search_synonym LIMIT 1')).length > 0) return;
    await addSynonyms(
      tx,
      FIRST_SYNONYMS.map((group) => group.map(plainText)),
    );
    await countWords(tx);
  }

  /** The lessons that can be taken now, so that the search finds them too. */
  private async lessons(tx: Tx): Promise<void> {
    const { lessons } = await this.catalogue.current(tx);
    const shown = [...lessons.values()].filter(({ status }) => status !== 'retired');
    await keepDocuments(
      tx,
      'lesson',
      shown.map(({ id }) => id),
    );
    await putDocuments(
      tx,
      shown.flatMap(({ id, skill, text }) =>
        (['nl', 'en'] as const).map((language) => ({
          ...{ kind: 'lesson' as const, ref: id, language, personId: null, skill, said: '', weight: 1 },
          ...{ title: text[language].title, summary: text[language].summary },
          text: text[language].cards.map(({ heading }) => heading).join('\n'),
        })),
      ),
    );
  }
}

/** What publishing these files would change. Pure. */
export function planCards(
  answers: readonly ContentAnswer[],
  cards: readonly CardRow[],
): { added: CardWrite[]; changed: CardWrite[]; retired: CardWrite[]; unchanged: number; kept: string[] } {
  const byKey = new Map(cards.flatMap((card) => (card.key === null ? [] : [[card.key, card] as const])));
  const named = new Set(answers.map(({ id }) => id));
  const plan = {
    added: [] as CardWrite[],
    changed: [] as CardWrite[],
    retired: [] as CardWrite[],
    kept: [] as string[],
  };
  let unchanged = 0;
  for (const answer of answers) {
    const hash = fingerprint(canonical(answer));
    const before = byKey.get(answer.id);
    if (!before) plan.added.push(writeOf(answer, hash));
    else if (before.fileHash === hash) unchanged += 1;
    else if (before.isEdited) plan.kept.push(answer.id);
    // The slug of a card that is there stays: links to it are out in the world.
    else plan.changed.push({ ...writeOf(answer, hash), slug: before.slug, ownerId: before.ownerId });
  }
  for (const card of byKey.values()) {
    if (named.has(card.key ?? '') || card.isEdited || card.state === 'retired') continue;
    plan.retired.push({ ...card, state: 'retired' });
  }
  return { ...plan, unchanged };
}

function writeOf(answer: ContentAnswer, fileHash: string): CardWrite {
  const { id: key, slug, skill, minutes, nl, en } = answer;
  return {
    ...{ key, slug, skill, minutes, state: 'published', fileHash, isEdited: false, body: { nl, en } },
    ...{ ownerId: null, creditedId: null, origin: null },
    ...{ reviewedOn: answer.reviewed_on, reviewBy: answer.review_by },
  };
}
