import { Injectable } from '@nestjs/common';
import { CatalogueService } from '#catalogue';
import { type Tx } from '#kernel';
import { plainStep, textFor } from './card.js';
import { type CardRow, cardsBySlug } from './cards.queries.js';

/** A card in one language, without Markdown. */
export interface BriefCard {
  readonly slug: string;
  readonly title: string;
  readonly minutes: number;
  readonly steps: readonly string[];
}

/** Cards in short, for who shows them beside something of its own. */
@Injectable()
export class BriefCards {
  constructor(private readonly catalogue: CatalogueService) {}

  /** Those of these cards that are published, for readers of both languages. */
  async of(tx: Tx, slugs: readonly string[]): Promise<ReadonlyMap<string, Record<'nl' | 'en', BriefCard>>> {
    if (slugs.length === 0) return new Map();
    const found = (await cardsBySlug(tx, slugs)).filter(({ state }) => state === 'published');
    return new Map(
      found.map((card) => [card.slug, { nl: this.brief(card, 'nl'), en: this.brief(card, 'en') }]),
    );
  }

  private brief({ slug, minutes, body }: CardRow, wanted: 'nl' | 'en'): BriefCard {
    const found = textFor(body, wanted);
    if (!found) throw new Error('a published card has a text');
    const fill = (words: string): string => plainStep(this.catalogue.fillWords(words, found.language));
    return { slug, minutes, title: fill(found.text.title), steps: found.text.steps.map(fill) };
  }
}
