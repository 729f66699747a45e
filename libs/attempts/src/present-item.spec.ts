import fc from 'fast-check';
import { type Answer, scoreResponse, seeded } from '#assessment';
import type { Item } from '#content';
import { type Arrangement, arrangeItem, idOf } from './arrange-item.js';
import { presentFeedback } from './present-feedback.js';
import { presentItem } from './present-item.js';
import { readAnswer } from './read-answer.js';
import { madeItem } from './testing/index.js';

const single = madeItem('tx.s1', 1, 'practice');
const match = madeItem('tx.s1', 2, 'practice');
const order = madeItem('tx.s1', 3, 'practice');
const scenario = madeItem('tx.s1', 4, 'practice');
const hotspot = madeItem('tx.s1', 5, 'practice');
const text: Item = {
  ...(({ type: _, options: __, shuffle: ___, ...rest }) => rest)(single as Extract<Item, { type: 'single' }>),
  type: 'text',
  accept: [{ lang: 'any', pattern: '^secret$' }],
  near: [{ pattern: 'sec', why: { nl: 'Bijna', en: 'Near' } }],
  why: { nl: 'Omdat', en: 'Because' },
  example: { nl: 'Geheim', en: 'Secret' },
};
const items = [single, match, order, text, scenario, hotspot];

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
        'desk.svg',
      ]) {
        expect(shown).not.toContain(secret);
      }
      expect(shown).not.toMatch(/"(id|why|a|b|k|l1|r1|t1|hashes)":/);
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

  it('keeps the steps of a scenario in their order, and shuffles the options of each on their own', () => {
    const places = new Set<string>();
    for (let i = 0; i < 100; i += 1) {
      const { steps, within } = arrangeItem(scenario, seeded(`s${i}`));
      expect(steps).toEqual(['t1', 't2']);
      places.add(`${within!['t1']!.indexOf('k')}${within!['t2']!.indexOf('k')}`);
    }
    expect(places.size).toBe(9);
  });

  it('shows a picture by its published address in the reader’s language, with its parts in a drawn order', () => {
    const seen = { areas: ['c', 'a', 'k'] };
    expect(presentItem(hotspot, seen, 'en', { area: '3' })).toMatchObject({
      picture: { src: `/courses/media/${'1'.repeat(64)}`, alt: 'A desk (en)', width: 640, height: 360 },
      areas: [
        { token: '1', text: 'Option c (en)', at: [220, 10, 100, 100], checked: false },
        { token: '2', text: 'Option a (en)', at: [0, 10, 100, 100], checked: false },
        { token: '3', text: 'Option k (en)', at: [110, 10, 100, 100], checked: true },
      ],
    });
    const firsts = Array.from({ length: 60 }, (_, i) => arrangeItem(hotspot, seeded(`p${i}`)).areas![0]);
    expect(new Set(firsts)).toEqual(new Set(['a', 'k', 'c']));
  });

  it('comes back with what was chosen in each step of a scenario', () => {
    const seen = { steps: ['t1', 't2'], within: { t1: ['c', 'k', 'a'], t2: ['k', 'a', 'c'] } };
    const view = presentItem(scenario, seen, 'nl', { step_2: '3' });
    expect(view.questions?.map(({ name, options }) => [name, options.map(({ checked }) => checked)])).toEqual(
      [
        ['step_1', [false, false, false]],
        ['step_2', [false, false, true]],
      ],
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

  it('holds a choice for each step of a scenario, or one part of a picture', () => {
    const seen = { steps: ['t1', 't2'], within: { t1: ['c', 'k', 'a'], t2: ['k', 'a', 'c'] } };
    const steps = { type: 'scenario', steps: { t1: 'k', t2: 'c' } };
    expect(readAnswer(scenario, seen, { step_1: '2', step_2: '3' })).toEqual(steps);
    expect(readAnswer(scenario, seen, { steps: { 1: '2', 2: '3' } })).toEqual(steps);
    expect(readAnswer(scenario, seen, { step_1: '2' })).toBeNull();
    expect(readAnswer(scenario, seen, { step_1: '2', step_2: '4' })).toBeNull();
    expect(readAnswer(scenario, seen, { steps: { t1: '2', t2: '3' } })).toBeNull();
    expect(readAnswer(hotspot, { areas: ['c', 'a', 'k'] }, { area: '3' })).toEqual({
      type: 'hotspot',
      area: 'k',
    });
    expect(readAnswer(hotspot, { areas: ['c', 'a', 'k'] }, { area: '4' })).toBeNull();
    expect(readAnswer(hotspot, { areas: ['c', 'a', 'k'] }, { option: '3' })).toBeNull();
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

  it('explains every option of every step, and marks the parts of a picture as it marks the list', () => {
    const explain = (item: typeof single, arrangement: Arrangement, answer: Answer) =>
      presentFeedback({
        ...{ item, arrangement, answer, score: scoreResponse(item, answer), card: null, language: 'en' },
        confidence: 'fairly',
      });
    const within = { t1: ['c', 'k', 'a'], t2: ['k', 'a', 'c'] };
    const steps = { type: 'scenario', steps: { t1: 'k', t2: 'c' } } as const;
    const told = explain(scenario, { steps: ['t1', 't2'], within }, steps);
    expect([told.outcome, told.tone]).toEqual(['partly', 'almost']);
    expect(told.questions?.map(({ right, options }) => [right, options.map(({ state }) => state)])).toEqual([
      [true, [null, 'right', null]],
      [false, ['missed', null, 'wrong']],
    ]);
    expect(told.questions?.[1]?.options[0]?.why).toBe('Because of k (en)');
    const area = { type: 'hotspot', area: 'a' } as const;
    const shown = explain(hotspot, { areas: ['c', 'a', 'k'] }, area);
    expect(shown.options?.map(({ state }) => state)).toEqual([null, 'wrong', 'missed']);
    expect(shown.picture?.areas).toEqual([
      { at: [220, 10, 100, 100], state: null },
      { at: [0, 10, 100, 100], state: 'wrong' },
      { at: [110, 10, 100, 100], state: 'missed' },
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
