import type { Item } from './schemas/item.schema.js';
import type { BothLanguages } from './schemas/text.schema.js';
import type { FieldPath } from './tree.js';

export interface ItemText {
  readonly path: FieldPath;
  readonly text: BothLanguages;
  /** What the text is for: the question, something to choose, an explanation, or the line to remember. */
  readonly role: 'stem' | 'choice' | 'why' | 'rule' | 'example';
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
      return explained('options', item.options);
    case 'order':
      return explained('steps', item.steps);
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

function explained(field: string, parts: readonly { text: BothLanguages; why: BothLanguages }[]): ItemText[] {
  return parts.flatMap((part, index): ItemText[] => [
    { path: [field, index, 'text'], text: part.text, role: 'choice' },
    { path: [field, index, 'why'], text: part.why, role: 'why' },
  ]);
}
