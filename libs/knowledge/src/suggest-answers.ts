import { Injectable } from '@nestjs/common';
import { CatalogueService } from '#catalogue';
import { type Actor, Db } from '#kernel';
import { stepsFor, textFor } from './card.js';
import { cardsBySlug } from './cards.queries.js';
import { knowledgePaths } from './knowledge.paths.js';
import { findHits, type Hit } from './search.queries.js';
import { ANSWERS_FROM, CLOSE_TO_BEST } from './search.service.js';
import { askedWords, plainText } from './words.js';

/** What may answer a question that is still being typed. */
export interface Answer {
  readonly title: string;
  readonly summary: string;
  /** The language of the words. */
  readonly language: 'nl' | 'en';
  /** Slug of a card, with its steps; null for a lesson. */
  readonly card: string | null;
  readonly steps: readonly string[];
  readonly href: string;
}

const MOST = 3;
/** Who did not ask for an answer is shown a likely one only; below this a card merely shares a word. */
const LIKELY_FROM = 0.15;
/** A lesson takes minutes, a card seconds: one lesson at most, after the cards. */
const MOST_LESSONS = 1;

/** Looks along while somebody types to a colleague. Keeps nothing, no gap either: half a question is no question yet. */
@Injectable()
export class AnswerSuggestions {
  constructor(
    private readonly db: Db,
    private readonly catalogue: CatalogueService,
  ) {}

  /** At most three cards, or two and a lesson; none when nothing holds enough of these words. */
  async of(actor: Actor, words: string): Promise<Answer[]> {
    const found = await findHits(this.db.read, askedWords(words), {
      phrase: plainText(words),
      personId: actor.personId,
      language: actor.language,
    });
    const fitting = found.filter(({ coverage, score }) => coverage >= ANSWERS_FROM && score >= LIKELY_FROM);
    const lessons = fitting.filter(({ kind }) => kind === 'lesson').slice(0, MOST_LESSONS);
    const cards = fitting.filter(({ kind }) => kind === 'card').slice(0, MOST - lessons.length);
    const close = cards.filter(({ score }) => score >= (cards[0]?.score ?? 0) * CLOSE_TO_BEST);
    return [...(await this.cards(actor, close)), ...lessons.map(lessonAnswer)];
  }

  private async cards(actor: Actor, hits: readonly Hit[]): Promise<Answer[]> {
    const slugs = hits.map(({ ref }) => ref);
    const cards = new Map(
      (await cardsBySlug(this.db.read, slugs)).map((card) => [card.slug, card.body] as const),
    );
    return slugs.flatMap((slug) => {
      const body = cards.get(slug);
      const found = body && textFor(body, actor.language);
      if (!found) return [];
      const { text, language } = found;
      const fill = (words: string): string => this.catalogue.fillWords(words, language);
      return {
        ...{ card: slug, language, href: knowledgePaths.card({ slug }) },
        ...{ title: fill(text.title), summary: fill(text.summary), steps: stepsFor(text, null).map(fill) },
      };
    });
  }
}

const lessonAnswer = ({ ref, title, summary, language }: Hit): Answer => ({
  ...{ title, summary, language, card: null, steps: [], href: knowledgePaths.lesson({ id: ref }) },
});
