import type { ItemType } from '#assessment';
import { cataloguePaths } from '#catalogue';
import { PICTURE, type Area, type ContentItem } from '#content';
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

/** One step of a scenario: what happens, the question and its options. */
export interface QuestionView {
  readonly token: string;
  readonly text: string;
  readonly name: string;
  readonly options: readonly OptionView[];
}

/** A picture of which one part is asked. */
export interface PictureView {
  readonly src: string;
  readonly alt: string;
  /** Units of the picture, in which areas are told; not pixels. */
  readonly width: number;
  readonly height: number;
}

export interface AreaView extends OptionView {
  /** [x, y, width, height] in units of the picture. */
  readonly at: Area;
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
  readonly questions?: readonly QuestionView[];
  readonly picture?: PictureView;
  readonly areas?: readonly AreaView[];
}

/** Prepares an item for a person. `given` is what they sent before, so that a form comes back as it was left. */
export function presentItem(
  item: ContentItem,
  arrangement: Arrangement,
  language: Language,
  given: RawAnswer = {},
): ItemView {
  const view = { type: item.type, stem: item.stem[language] };
  switch (item.type) {
    case 'single':
    case 'multiple': {
      const name = item.type === 'single' ? 'option' : 'options';
      const options = choices(item.options, arrangement.options, language, given[name]);
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
    case 'scenario': {
      const questions = ordered(item.steps, arrangement.steps).map((step, i) => {
        const name = `step_${tokenOf(i)}`;
        const options = choices(step.options, arrangement.within?.[step.id], language, given[name]);
        return { token: tokenOf(i), text: step.text[language], name, options };
      });
      return { ...view, questions };
    }
    case 'hotspot': {
      const places = ordered(item.areas, arrangement.areas);
      const areas = choices(item.areas, arrangement.areas, language, given['area']).flatMap((area, i) => {
        const place = places[i];
        return place ? [{ ...area, at: place.at }] : [];
      });
      return { ...view, picture: pictureOf(item, language), areas };
    }
    case 'text':
      return { ...view, text: typeof given['text'] === 'string' ? given['text'] : '' };
  }
}

/** The picture of a hotspot in a language, by its published address. */
export const pictureOf = (
  { hashes, alt }: Extract<ContentItem, { type: 'hotspot' }>,
  language: Language,
): PictureView => ({ src: cataloguePaths.media({ hash: hashes[language] }), alt: alt[language], ...PICTURE });

/** Options or areas by place; `given` is the place or the places that were chosen before. */
function choices(
  parts: readonly { readonly id: string; readonly text: { readonly [language in Language]: string } }[],
  order: readonly string[] | undefined,
  language: Language,
  given: unknown,
): OptionView[] {
  const chosen = ([] as unknown[]).concat(given ?? []).map(String);
  return ordered(parts, order).map(({ text }, i) => ({
    token: tokenOf(i),
    text: text[language],
    digit: tokenOf(i),
    checked: chosen.includes(tokenOf(i)),
  }));
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
