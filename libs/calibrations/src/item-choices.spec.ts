import type { CatalogueItem } from '#catalogue';
import { choicesPerAnswer, itemChoices } from './item-choices.js';

type Body = CatalogueItem['body'];
const part = (id: string, key?: true) => ({
  id,
  ...(key && { key }),
  text: { nl: `${id} nl`, en: `${id} en` },
});

describe('what can be chosen in an item', () => {
  it('is named as its answers are counted: an option, a part of a picture, or a step with its option', () => {
    const scenario = {
      type: 'scenario',
      steps: [
        { id: 'first', options: [part('a', true), part('b')] },
        { id: 'then', options: [part('a'), part('b', true)] },
      ],
    } as unknown as Body;
    expect(itemChoices(scenario).map(({ name, isKey, text }) => [name, isKey, text.en])).toEqual([
      ['first/a', true, '1. a en'],
      ['first/b', false, '1. b en'],
      ['then/a', false, '2. a en'],
      ['then/b', true, '2. b en'],
    ]);
    expect(choicesPerAnswer(scenario)).toBe(2);
    const hotspot = { type: 'hotspot', areas: [part('logo'), part('request', true)] } as unknown as Body;
    expect(itemChoices(hotspot).map(({ name, isKey }) => [name, isKey])).toEqual([
      ['logo', false],
      ['request', true],
    ]);
    expect(choicesPerAnswer(hotspot)).toBe(1);
  });

  it('is nothing where people arrange, pair or write', () => {
    expect(itemChoices({ type: 'text' } as unknown as Body)).toEqual([]);
  });
});
