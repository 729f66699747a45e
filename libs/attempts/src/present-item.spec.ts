import fc from 'fast-check';
import { scoreResponse, seeded } from '#assessment';
import type { Item } from '#content';
import { arrangeItem, idOf } from './arrange-item.js';
import { presentFeedback } from './present-feedback.js';
import { presentItem } from './present-item.js';
import { readAnswer } from './read-answer.js';
import { madeItem } from './testing/index.js';

const single = madeItem('tx.s1', 1, 'practice');
const match = madeItem('tx.s1', 2, 'practice');
const order = madeItem('tx.s1', 3, 'practice');
const text: Item = {
  ...(({ type: _, options: __, shuffle: ___, ...rest }) => rest)(single as Extract<Item, { type: 'single' }>),
  type: 'text',
  accept: [{ lang: 'any', pattern: '^secret$' }],
  near: [{ pattern: 'sec', why: { nl: 'Bijna', en: 'Near' } }],
  why: { nl: 'Omdat', en: 'Because' },
  example: { nl: 'Geheim', en: 'Secret' },
};
const items = [single, match, order, text];

describe('an item on the screen', () => {
  it('carries no key, no explanation, no rule, no difficulty and none of the author’s ids', () => {
    for (const item of items) {
      const shown = JSON.stringify(presentItem(item, arrangeItem(item, seeded('x')), 'nl'));
      for (const secret of [
        'key":true',
        'Because',
        'Why',
        'rule',
        'difficulty',
        'tx.s1',
        'secret',
        'Geheim',
        'accept',
        'pairs',
      ]) {
        expect(shown).not.toContain(secret);
      }
      expect(shown).not.toMatch(/"(id|why|a|b|k|l1|r1)":/);
    }
  });

  it('puts the right option in every place about equally often', () => {
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 4000; i += 1)
      counts[arrangeItem(single, seeded(`s${i}`)).options!.indexOf('k')]! += 1;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });

  it('never shows the steps of an order question in the right order', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        expect(arrangeItem(order, seeded(seed)).steps).not.toEqual(['s1', 's2', 's3']);
      }),
    );
  });

  it('keeps the author’s order where shuffling is off', () => {
    const fixed = { ...single, shuffle: false } as Item;
    expect(arrangeItem(fixed, seeded('x')).options).toEqual(['a', 'k', 'c', 'd']);
  });
});

describe('an answer that comes in', () => {
  it('is translated back from places to ids, from a form or from the API', () => {
    const seen = arrangeItem(order, seeded('o')).steps!;
    const token = (id: string) => String(seen.indexOf(id) + 1);
    const viaApi = readAnswer(order, { steps: seen }, { order: ['s1', 's2', 's3'].map(token) });
    const viaForm = readAnswer(
      order,
      { steps: seen },
      Object.fromEntries(['s1', 's2', 's3'].map((id, i) => [`place_${token(id)}`, String(i + 1)])),
    );
    expect(viaApi).toEqual({ type: 'order', order: ['s1', 's2', 's3'] });
    expect(viaForm).toEqual(viaApi);
    const columns = { left: ['l1', 'l2', 'l3'], right: ['r4', 'r3', 'r2', 'r1'] };
    const pairs = { type: 'match', pairs: { l1: 'r1', l2: 'r2', l3: 'r3' } };
    expect(readAnswer(match, columns, { match_1: '4', match_2: '3', match_3: '2' })).toEqual(pairs);
    expect(readAnswer(match, columns, { pairs: { 1: '4', 2: '3', 3: '2' } })).toEqual(pairs);
  });

  it('is not taken when it is missing, doubled, unknown or of another kind', () => {
    const seen = { options: ['k', 'a', 'c', 'd'] };
    for (const raw of [
      {},
      { option: '0' },
      { option: '5' },
      { option: 'k' },
      { option: '' },
      { text: 'k' },
      { option: ['1', '2'] },
    ]) {
      expect(readAnswer(single, seen, raw)).toBeNull();
    }
    const steps = { steps: ['s2', 's1', 's3'] };
    expect(readAnswer(order, steps, { place_1: '1', place_2: '1', place_3: '2' })).toBeNull();
    expect(readAnswer(order, steps, { order: ['1', '2'] })).toBeNull();
    expect(
      readAnswer(match, { left: ['l1', 'l2', 'l3'], right: ['r1', 'r2', 'r3', 'r4'] }, { match_1: '1' }),
    ).toBeNull();
  });

  it('never throws and never finds an id the item does not have, whatever somebody sends', () => {
    fc.assert(
      fc.property(fc.constantFrom(...items), fc.object(), (item, raw) => {
        const answer = readAnswer(item, arrangeItem(item, seeded('f')), raw);
        if (answer) expect(scoreResponse(item, answer).points).toBeGreaterThanOrEqual(0);
      }),
    );
    expect(idOf(['a'], '__proto__')).toBeUndefined();
    expect(idOf(['a'], '1e0')).toBeUndefined();
  });
});

describe('an explanation', () => {
  it('explains every option, and says which right one was missed', () => {
    const answer = { type: 'single', option: 'c' } as const;
    const feedback = presentFeedback({
      item: single,
      arrangement: { options: ['d', 'c', 'k', 'a'] },
      answer,
      score: scoreResponse(single, answer),
      confidence: 'sure',
      card: null,
      language: 'en',
    });
    expect(feedback).toMatchObject({
      outcome: 'wrong',
      tone: 'wrong',
      verdict: 'attempts.verdict_wrong_sure',
      days: 0,
    });
    expect(feedback.options?.map(({ token, state, why }) => [token, state, why])).toEqual([
      ['1', null, 'Because of d (en)'],
      ['2', 'wrong', 'Because of c (en)'],
      ['3', 'missed', 'Because of k (en)'],
      ['4', null, 'Because of a (en)'],
    ]);
  });

  it('says what was near in a text, and gives an example', () => {
    const answer = { type: 'text', text: 'secrets' } as const;
    const feedback = presentFeedback({
      ...{
        item: text,
        arrangement: {},
        answer,
        score: scoreResponse(text, answer),
        confidence: 'unsure',
        card: null,
      },
      language: 'nl',
    });
    expect(feedback.text).toEqual({ given: 'secrets', example: 'Geheim', why: 'Omdat', near: 'Bijna' });
  });
});
