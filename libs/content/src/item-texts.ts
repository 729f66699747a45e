import type { Item } from './schemas/item.schema.js';
import type { BothLanguages } from './schemas/text.schema.js';
import type { FieldPath } from './tree.js';

export interface ItemText {
  readonly path: FieldPath;
  readonly text: BothLanguages;
  /**
   * What the text is for: the question (of a scenario the situation), what happens in a step of a scenario and is
   * asked there, what a picture shows, something to choose, an explanation, or the line to remember.
   */
  readonly role: 'stem' | 'step' | 'alt' | 'choice' | 'why' | 'rule' | 'example';
}

/** Every text of an item that a learner may read, with its place in the YAML. */
export function itemTexts(item: Item): ItemText[] {
  return [
    { path: ['stem'], text: item.stem, role: 'stem' },
    ...answerTexts(item),
    { path: ['rule'], text: item.rule, role: 'rule' },
  ];
}

function answerTexts(item: Item): ItemText[] {
  switch (item.type) {
    case 'single':
    case 'multiple':
      return explained(['options'], item.options);
    case 'order':
      return explained(['steps'], item.steps);
    case 'match':
      return [
        ...(['left', 'right'] as const).flatMap((side) =>
          item[side].map((part, index): ItemText => ({
            path: [side, index, 'text'],
            text: part.text,
            role: 'choice',
          })),
        ),
        ...Object.entries(item.why).map(([id, text]): ItemText => ({ path: ['why', id], text, role: 'why' })),
      ];
    case 'scenario':
      return item.steps.flatMap((step, index): ItemText[] => [
        { path: ['steps', index, 'text'], text: step.text, role: 'step' },
        ...explained(['steps', index, 'options'], step.options),
      ]);
    case 'hotspot':
      return [{ path: ['alt'], text: item.alt, role: 'alt' }, ...explained(['areas'], item.areas)];
    case 'text':
      return [
        ...item.near.map((near, index): ItemText => ({
          path: ['near', index, 'why'],
          text: near.why,
          role: 'why',
        })),
        { path: ['why'], text: item.why, role: 'why' },
        { path: ['example'], text: item.example, role: 'example' },
      ];
  }
}

function explained(
  field: FieldPath,
  parts: readonly { text: BothLanguages; why: BothLanguages }[],
): ItemText[] {
  return parts.flatMap((part, index): ItemText[] => [
    { path: [...field, index, 'text'], text: part.text, role: 'choice' },
    { path: [...field, index, 'why'], text: part.why, role: 'why' },
  ]);
}

/** The texts that ask: the stem, or the steps of a scenario, whose stem only tells the situation. */
export const askingTexts = (item: Item): ItemText[] =>
  itemTexts(item).filter(({ role }) => role === (item.type === 'scenario' ? 'step' : 'stem'));

/** A list of which somebody chooses one or some: the options of an item or of a step, the areas of a picture. */
export interface ChoiceList {
  readonly path: FieldPath;
  /** How many of them are right. */
  readonly keys: number;
  readonly choices: readonly {
    readonly id: string;
    readonly key?: true | undefined;
    readonly text: BothLanguages;
  }[];
}

/** The lists of right and wrong choices of an item; none for items that are arranged, paired or typed. */
export function choiceLists(item: Item): ChoiceList[] {
  switch (item.type) {
    case 'single':
      return [{ path: ['options'], keys: 1, choices: item.options }];
    case 'multiple':
      return [{ path: ['options'], keys: item.choose, choices: item.options }];
    case 'scenario':
      return item.steps.map(({ options }, index) => ({
        path: ['steps', index, 'options'],
        keys: 1,
        choices: options,
      }));
    case 'hotspot':
      return [{ path: ['areas'], keys: 1, choices: item.areas }];
    default:
      return [];
  }
}

/** The lists with one right choice: single items, steps of a scenario, areas of a picture. */
export const singleLists = (item: Item): ChoiceList[] => (item.type === 'multiple' ? [] : choiceLists(item));
