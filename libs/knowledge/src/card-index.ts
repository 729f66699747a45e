import type { Tx } from '#kernel';
import type { CardText } from './card.js';
import type { CardRow } from './cards.queries.js';
import { countWords, dropDocuments, putDocuments, type SearchDocument } from './search-docs.js';

export interface IndexTools {
  /** Fills in the employer's own words. */
  readonly fill: (text: string, language: 'nl' | 'en') => string;
  readonly weightOf: (card: CardRow) => number;
}

/** Puts published cards into the search and takes the others out; then counts the words anew. */
export async function indexCards(tx: Tx, cards: readonly CardRow[], tools: IndexTools): Promise<void> {
  const shown = cards.filter(({ state }) => state === 'published');
  const others = cards.filter(({ state }) => state !== 'published');
  await dropDocuments(
    tx,
    'card',
    others.map(({ slug }) => slug),
  );
  await putDocuments(
    tx,
    shown.flatMap((card) =>
      (['nl', 'en'] as const).flatMap((language) => {
        const text = card.body[language];
        return text ? [documentOf(card, text, language, tools)] : [];
      }),
    ),
  );
  await countWords(tx);
}

function documentOf(
  card: CardRow,
  text: CardText,
  language: 'nl' | 'en',
  { fill, weightOf }: IndexTools,
): SearchDocument {
  const steps = [...text.steps, ...text.variants.flatMap((variant) => [variant.device, ...variant.steps])];
  return {
    ...{ kind: 'card', ref: card.slug, language, personId: null, skill: card.skill },
    title: fill(text.title, language),
    summary: fill(text.summary, language),
    said: text.words.join(' . '),
    text: fill([...steps, text.otherwise].join('\n'), language),
    weight: weightOf(card),
  };
}
