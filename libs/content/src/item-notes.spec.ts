import { itemNotes } from './item-notes.js';
import type { Item, SingleItem } from './schemas/item.schema.js';

const both = (nl: string, en = nl) => ({ nl, en });
const option = (id: string, nl: string, en: string, key?: true) => ({
  ...{ id, text: both(nl, en), why: both('Waarom.', 'Why.') },
  ...(key && { key }),
});

const plain: SingleItem = {
  ...{ id: 'ph.links.501', version: 1, skill: 'ph.links', use: 'exam', status: 'active', objective: 'o1' },
  ...{ bloom: 'apply', digcomp: [], difficulty: { source: 'author', level: 3 }, time_s: 45 },
  ...{ type: 'single', shuffle: true, rule: both('Kijk eerst.', 'Look first.') },
  review: { source: 'own', review_by: '2027-01-01' },
  stem: both('Je krijgt een mail. Wat doe je?', 'You get a mail. What do you do?'),
  options: [
    option('a', 'Ik meld de mail bij IT.', 'I report the mail to IT.', true),
    option('b', 'Ik open meteen de bijlage.', 'I open the attachment now.'),
    option('c', 'Ik stuur hem door naar Eva.', 'I forward it to my Eva now.'),
  ],
} as unknown as SingleItem;

describe('notes on the text of an item', () => {
  it('are none for a plain item', () => {
    expect(itemNotes(plain)).toEqual([]);
  });

  it('say in which language the right option is the longest', () => {
    const [, ...others] = plain.options;
    const key = option('a', 'Ik meld de mail direct bij IT.', 'I report it.', true);
    expect(itemNotes({ ...plain, options: [key, ...others] })).toContainEqual({
      kind: 'key-longest',
      language: 'nl',
    });
    expect(itemNotes({ ...plain, options: [key, ...others] })).not.toContainEqual({
      kind: 'key-longest',
      language: 'en',
    });
  });

  it('look at each step of a scenario and at the areas of a picture', () => {
    const [key, ...others] = plain.options;
    const step = (id: string, text: ReturnType<typeof both>) => ({
      id,
      text,
      shuffle: true,
      options: [...others, key],
    });
    const scenario = {
      ...plain,
      type: 'scenario',
      stem: both('De mail opent niet.', 'The mail does not open.'),
      steps: [
        step('one', both('Wat doe je?', 'What do you do?')),
        step('two', both(`Je wacht ${'en wacht '.repeat(50)}. Wat nu?`, 'You wait. What now?')),
      ],
    } as unknown as Item;
    expect(itemNotes(scenario)).toEqual([
      { kind: 'long-stem', language: 'nl', words: 104 },
      { kind: 'long-sentence', language: 'nl', words: 102 },
    ]);
    const long = {
      ...option('z', 'Ik meld de mail direct bij IT.', 'I report it.', true),
      at: [0, 0, 48, 48],
    };
    const picture = {
      ...plain,
      type: 'hotspot',
      alt: both('Een mail.', 'A mail.'),
      areas: [...others, long],
    };
    expect(itemNotes(picture as unknown as Item)).toContainEqual({ kind: 'key-longest', language: 'nl' });
  });

  it('name words that rules let pass: a negation in the situation, an absolute word in the right option', () => {
    const stem = both('De mail opent niet. Wat doe je?', 'The mail does not open. What do you do?');
    const [, ...others] = plain.options;
    const key = option('a', 'Ik meld zulke mail altijd.', 'I always report such mail.', true);
    expect(itemNotes({ ...plain, stem, options: [key, ...others] })).toEqual([
      { kind: 'negative-word', language: 'nl', word: 'niet' },
      { kind: 'negative-word', language: 'en', word: 'not' },
      { kind: 'absolute-word', language: 'nl', word: 'altijd' },
      { kind: 'absolute-word', language: 'en', word: 'always' },
    ]);
  });

  it('count words of long stems and sentences, and letters of choices that differ between languages', () => {
    const long = Array.from({ length: 6 }, () => 'Je opent een mail van iemand uit een ander land.').join(
      ' ',
    );
    const winding = 'You open a mail from somebody who lives in a far and foreign land today or tomorrow.';
    const [key, , third] = plain.options;
    const uneven = option('b', 'Ik open hem.', 'I open the attachment and the link.');
    const notes = itemNotes({ ...plain, stem: both(long, winding), options: [key!, uneven, third!] });
    expect(notes).toContainEqual({ kind: 'long-stem', language: 'nl', words: 60 });
    expect(notes).toContainEqual({ kind: 'long-sentence', language: 'en', words: 17 });
    expect(notes).toContainEqual({ kind: 'choice-lengths', place: 2, nl: 12, en: 35 });
  });
});
