import type { ItemType } from '#assessment';
import type { Item } from '#content';
import type { Language } from '#kernel';
import { tokenOf, type Arrangement } from './arrange-item.js';
import type { RawAnswer } from './read-answer.js';

/** One option as it is put before somebody: a place and a text. */
export interface OptionView {
  readonly token: string;
  readonly text: string;
  /** Keyboard digit. */
  readonly digit: string;
  readonly checked: boolean;
}

export interface StepView {
  readonly token: string;
  readonly text: string;
  /** Form field. */
  readonly name: string;
  /** Place chosen so far, counted from 1. */
  readonly position: number;
}

export interface LeftView {
  readonly token: string;
  readonly text: string;
  readonly name: string;
  readonly value: string;
}

/**
 * All that leaves the server about an unanswered item: no id, no key, no explanation, no difficulty, and places in a
 * shuffled order instead of the author's ids.
 */
export interface ItemView {
  readonly type: ItemType;
  readonly stem: string;
  /** Multiple choice: how many to choose. */
  readonly choose?: number;
  readonly options?: readonly OptionView[];
  readonly steps?: readonly StepView[];
  readonly left?: readonly LeftView[];
  readonly right?: readonly { readonly token: string; readonly text: string }[];
  readonly text?: string;
}

/** Prepares an item for a person. `given` is what they sent before, so that a form comes back as it was left. */
export function presentItem(
  item: Item,
  arrangement: Arrangement,
  language: Language,
  given: RawAnswer = {},
): ItemView {
  const view = { type: item.type, stem: item.stem[language] };
  switch (item.type) {
    case 'single':
    case 'multiple': {
      const name = item.type === 'single' ? 'option' : 'options';
      const chosen = ([] as unknown[]).concat(given[name] ?? []).map(String);
      const options = ordered(item.options, arrangement.options).map((option, i) => ({
        token: tokenOf(i),
        text: option.text[language],
        digit: tokenOf(i),
        checked: chosen.includes(tokenOf(i)),
      }));
      return item.type === 'multiple' ? { ...view, choose: item.choose, options } : { ...view, options };
    }
    case 'order': {
      const steps = ordered(item.steps, arrangement.steps).map((step, i) => {
        const name = `place_${tokenOf(i)}`;
        return {
          token: tokenOf(i),
          text: step.text[language],
          name,
          position: Number(given[name] ?? i + 1) || i + 1,
        };
      });
      return { ...view, steps };
    }
    case 'match': {
      const left = ordered(item.left, arrangement.left).map((part, i) => {
        const name = `match_${tokenOf(i)}`;
        return { token: tokenOf(i), text: part.text[language], name, value: textOf(given[name]) };
      });
      const right = ordered(item.right, arrangement.right).map((part, i) => ({
        token: tokenOf(i),
        text: part.text[language],
      }));
      return { ...view, left, right };
    }
    case 'text':
      return { ...view, text: typeof given['text'] === 'string' ? given['text'] : '' };
  }
}

/** The parts of an item in the order somebody saw them; a part that is no longer known is left out. */
export function ordered<Part extends { readonly id: string }>(
  parts: readonly Part[],
  order: readonly string[] | undefined,
): Part[] {
  const byId = new Map(parts.map((part) => [part.id, part]));
  return (order ?? parts.map(({ id }) => id)).flatMap((id) => byId.get(id) ?? []);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
