import type { CatalogueItem } from '#catalogue';

/** One thing that can be chosen in an item, under the name by which `AnswerSource.optionCounts` counts it. */
export interface ItemChoice {
  /** An option or area of the item; of a scenario `step/option`. */
  readonly name: string;
  readonly isKey: boolean;
  readonly text: { readonly nl: string; readonly en: string };
}

/** What can be chosen in an item, in its author's order; nothing where people arrange, pair or write. */
export function itemChoices(body: CatalogueItem['body']): ItemChoice[] {
  switch (body.type) {
    case 'single':
    case 'multiple':
      return body.options.map(({ id, key, text }) => ({ name: id, isKey: key === true, text }));
    case 'hotspot':
      return body.areas.map(({ id, key, text }) => ({ name: id, isKey: key === true, text }));
    case 'scenario':
      return body.steps.flatMap((step, index) =>
        step.options.map(({ id, key, text }) => ({
          name: `${step.id}/${id}`,
          isKey: key === true,
          text: { nl: `${index + 1}. ${text.nl}`, en: `${index + 1}. ${text.en}` },
        })),
      );
    default:
      return [];
  }
}

/** How many choices one answer makes at least: one in each step of a scenario. */
export const choicesPerAnswer = (body: CatalogueItem['body']): number =>
  body.type === 'scenario' ? body.steps.length : 1;
