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
