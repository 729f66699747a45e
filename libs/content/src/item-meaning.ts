import { canonical, fingerprint } from './fingerprint.js';
import type { Item } from './schemas/item.schema.js';

/**
 * What changes when an item means something else: what is right, what can be chosen, not how it is worded or drawn.
 * Where an area lies belongs to the drawing.
 */
export function itemMeaning(item: Item): string {
  switch (item.type) {
    case 'single':
    case 'multiple':
      return fingerprint(canonical([item.type, item.options.map(choice)]));
    case 'order':
      return fingerprint(canonical([item.type, item.steps.map(({ id }) => id), item.accept]));
    case 'match':
      return fingerprint(
        canonical([item.type, item.left.map(({ id }) => id), item.right.map(({ id }) => id), item.pairs]),
      );
    case 'text':
      return fingerprint(canonical([item.type, item.accept]));
    case 'scenario':
      return fingerprint(
        canonical([item.type, item.steps.map(({ id, options }) => [id, options.map(choice)])]),
      );
    case 'hotspot':
      return fingerprint(canonical([item.type, item.areas.map(choice)]));
  }
}

const choice = ({ id, key }: { id: string; key?: true | undefined }) => [id, key === true];

/**
 * Where an item starts on the ability scale before anybody has answered it: b0 = (level - 3) x 0.8 for an author's
 * level 1 to 5, so -1.6 to 1.6, with a spread of 1.0 because one author alone rated it (courses.md, difficulty
 * priors, step 4). The author's level is said of all who answer, lucky ones included, so no type has a guessing rate
 * of its own: the model has none (`assessment`, Rasch and 2PL).
 */
export const startValues = (item: Item): { b: number; sd: number } => ({
  b: Math.round((item.difficulty.level - 3) * 80) / 100,
  sd: 1.0,
});
