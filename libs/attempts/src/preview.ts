import { scoreResponse, seeded, type Answer } from '#assessment';
import type { CatalogueItem, CatalogueLesson } from '#catalogue';
import type { Item } from '#content';
import type { Language } from '#kernel';
import { arrangeItem } from './arrange-item.js';
import { askedItem, feedbackModel } from './attempts.presenter.js';
import { withPictures } from './lessons.presenter.js';

/**
 * An item as learners see it, for its author: the question as it is put (`attempts/_item`), and what is explained to
 * whoever answers it rightly (`attempts/_feedback`). Both languages show the same order.
 */
export function previewItem({ body, ...rest }: CatalogueItem, language: Language) {
  const arrangement = arrangeItem(body, seeded(`preview/${body.id}`));
  const answer = keyAnswer(body);
  const explained = {
    ...{ item: { ...rest, body }, arrangement, answer, card: null },
    ...{ score: scoreResponse(body, answer), confidence: 'fairly' as const },
  };
  return {
    ...askedItem(body, arrangement, language),
    feedback: { ...feedbackModel(explained, language), isPreview: true },
  };
}
export type ItemPreview = ReturnType<typeof previewItem>;

/** The cards of a lesson with their pictures, as Markdown. */
export function previewCards(lesson: CatalogueLesson, language: Language) {
  return lesson.text[language].cards.map(({ kind, heading, body }) => ({
    ...{ kind, heading },
    text: withPictures(body, { lesson }, language),
  }));
}

/** A right answer, in the item's own ids. */
function keyAnswer(item: Item): Answer {
  switch (item.type) {
    case 'single':
      return { type: 'single', option: item.options.find(({ key }) => key)?.id ?? '' };
    case 'multiple':
      return { type: 'multiple', options: item.options.filter(({ key }) => key).map(({ id }) => id) };
    case 'order':
      return { type: 'order', order: item.steps.map(({ id }) => id) };
    case 'match':
      return { type: 'match', pairs: Object.fromEntries(item.pairs) };
    case 'text':
      return { type: 'text', text: item.example.nl };
    case 'scenario': {
      const steps = item.steps.map(({ id, options }) => [id, options.find(({ key }) => key)?.id ?? '']);
      return { type: 'scenario', steps: Object.fromEntries(steps) as Record<string, string> };
    }
    case 'hotspot':
      return { type: 'hotspot', area: item.areas.find(({ key }) => key)?.id ?? '' };
  }
}
