import type { Item } from '#content';
import type { Draft, DraftOption, Words } from './draft.js';

/**
 * An item of ours as a plain value, with what the draft knows. It is an item only when the draft is whole; whoever needs
 * one lets the schema say so.
 */
export function valuesOf({ stem, rule, details, question }: Draft): Record<string, unknown> {
  const { review, ...facts } = details;
  const common = { ...facts, type: question.type, stem, rule, review };
  switch (question.type) {
    case 'single':
      return { ...common, shuffle: question.shuffle, options: question.options.map(option) };
    case 'multiple':
      return {
        ...common,
        shuffle: question.shuffle,
        choose: question.options.filter(({ key }) => key).length,
        scoring: { mode: question.scoring },
        options: question.options.map(option),
      };
    case 'order':
      return { ...common, steps: question.steps, accept: question.accept, scoring: { mode: 'all' } };
    case 'match': {
      const { left, right, pairs, why } = question;
      return { ...common, left, right, pairs, why, scoring: { mode: 'partial' } };
    }
    case 'scenario': {
      const steps = question.steps.map((step) => ({ ...step, options: step.options.map(option) }));
      return { ...common, steps, scoring: { mode: question.scoring } };
    }
    case 'hotspot': {
      const { picture, alt } = question;
      const areas = question.areas.map((area) => ({ ...option(area), at: area.at }));
      return { ...common, picture: pictureOf(picture), alt, areas };
    }
    case 'text': {
      const { accept, near, why, example } = question;
      return { ...common, accept, near, why, example };
    }
  }
}

/** One name when both languages have the same drawing, or only one has any. */
function pictureOf({ nl, en }: Words): string | Words | null {
  if (nl === undefined || en === undefined) return nl ?? en ?? null;
  return nl === en ? nl : { nl, en };
}

const option = ({ id, key, text, why }: DraftOption): Pick<Item, 'id'> & Record<string, unknown> => ({
  id,
  ...(key ? { key: true } : {}),
  text,
  why,
});
