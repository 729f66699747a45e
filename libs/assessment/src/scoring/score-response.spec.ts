import fc from 'fast-check';
import type { MatchItem, MultipleItem, OrderItem, SingleItem, TextItem } from './item.js';
import { isAnswerFor, scoreResponse } from './score-response.js';

const single: SingleItem = { type: 'single', options: [{ id: 'a', key: true }, { id: 'b' }, { id: 'c' }] };
const multiple: MultipleItem = {
  type: 'multiple',
  options: [{ id: 'a', key: true }, { id: 'b', key: true }, { id: 'c', key: true }, { id: 'd' }, { id: 'e' }],
  scoring: { mode: 'partial' },
};
const order: OrderItem = {
  type: 'order',
  steps: [{ id: 'read' }, { id: 'app' }, { id: 'reboot' }, { id: 'net' }, { id: 'others' }],
  accept: [
    ['read', 'app'],
    ['app', 'reboot'],
    ['read', 'reboot'],
    ['read', 'others'],
  ],
};
const match: MatchItem = {
  type: 'match',
  left: [{ id: 'l1' }, { id: 'l2' }, { id: 'l3' }],
  right: [{ id: 'r1' }, { id: 'r2' }, { id: 'r3' }, { id: 'r4' }],
  pairs: [
    ['l1', 'r1'],
    ['l2', 'r2'],
    ['l3', 'r3'],
  ],
};
const text: TextItem = {
  type: 'text',
  accept: [
    { lang: 'nl', pattern: '^(een )?foutmelding( zoeken)?$' },
    { lang: 'en', pattern: '^error message$' },
    { lang: 'any', pattern: 'café' },
  ],
  near: [{ pattern: 'fout' }],
};

describe('scoring', () => {
  it('gives a single choice all or nothing, and says of each option whether it was left or chosen rightly', () => {
    expect(scoreResponse(single, { type: 'single', option: 'a' })).toMatchObject({
      points: 1,
      outcome: 'right',
    });
    expect(scoreResponse(single, { type: 'single', option: 'b' })).toEqual({
      points: 0,
      outcome: 'wrong',
      parts: [
        { id: 'a', chosen: false, right: false },
        { id: 'b', chosen: true, right: false },
        { id: 'c', chosen: false, right: true },
      ],
    });
  });

  it('gives multiple choice (right - wrong) / keys, never below 0; everything ticked earns only what is left', () => {
    const points = (options: string[]) => scoreResponse(multiple, { type: 'multiple', options }).points;
    expect(points(['a', 'b', 'c'])).toBe(1);
    expect(points(['a', 'b'])).toBeCloseTo(2 / 3, 12);
    expect(points(['a', 'b', 'd'])).toBeCloseTo(1 / 3, 12);
    expect(points(['d', 'e'])).toBe(0);
    expect(points(['a', 'b', 'c', 'd', 'e'])).toBeCloseTo(1 / 3, 12);
    expect(points(['a', 'a', 'a'])).toBeCloseTo(1 / 3, 12);
  });

  it('gives multiple choice scored as a whole 1 only for exactly the keys', () => {
    const all: MultipleItem = { ...multiple, scoring: { mode: 'all' } };
    expect(scoreResponse(all, { type: 'multiple', options: ['c', 'a', 'b'] }).points).toBe(1);
    expect(scoreResponse(all, { type: 'multiple', options: ['a', 'b'] }).points).toBe(0);
  });

  it('accepts every order in which the required pairs hold', () => {
    const points = (ids: string[]) => scoreResponse(order, { type: 'order', order: ids }).points;
    expect(points(['read', 'app', 'reboot', 'net', 'others'])).toBe(1);
    expect(points(['net', 'read', 'others', 'app', 'reboot'])).toBe(1);
    expect(points(['app', 'read', 'reboot', 'net', 'others'])).toBe(0);
    expect(points(['read', 'app', 'reboot', 'net'])).toBe(0);
    expect(points(['read', 'read', 'app', 'reboot', 'net', 'others'])).toBe(0);
  });

  it('points at the steps of a broken pair, and gives part of the points when the item says so', () => {
    const wrong = ['app', 'read', 'reboot', 'net', 'others'];
    const score = scoreResponse({ ...order, scoring: { mode: 'partial' } }, { type: 'order', order: wrong });
    expect(score.points).toBe(0.75);
    expect(score.parts.filter((p) => !p.right).map((p) => p.id)).toEqual(['read', 'app']);
  });

  it('wants the whole order when no pairs are named', () => {
    const strict: OrderItem = { type: 'order', steps: [{ id: 'x' }, { id: 'y' }, { id: 'z' }] };
    expect(scoreResponse(strict, { type: 'order', order: ['x', 'y', 'z'] }).points).toBe(1);
    expect(scoreResponse(strict, { type: 'order', order: ['x', 'z', 'y'] }).points).toBe(0);
  });

  it('gives matching its share of pairs', () => {
    const points = (pairs: Record<string, string>) => scoreResponse(match, { type: 'match', pairs }).points;
    expect(points({ l1: 'r1', l2: 'r2', l3: 'r3' })).toBe(1);
    expect(points({ l1: 'r1', l2: 'r4', l3: 'r3' })).toBeCloseTo(2 / 3, 12);
    expect(points({})).toBe(0);
    const all: MatchItem = { ...match, scoring: { mode: 'all' } };
    expect(scoreResponse(all, { type: 'match', pairs: { l1: 'r1', l2: 'r4', l3: 'r3' } }).points).toBe(0);
  });

  it('reads text without regard to case, accents, spaces and quotes, in either language', () => {
    const points = (answer: string) => scoreResponse(text, { type: 'text', text: answer }).points;
    expect(points('  Een   FOUTMELDING zoeken ')).toBe(1);
    expect(points('Error Message')).toBe(1);
    expect(points('in het CAFE')).toBe(1);
    expect(points('iets anders')).toBe(0);
    expect(scoreResponse(text, { type: 'text', text: 'de foutmelding niet' })).toMatchObject({
      points: 0,
      near: 0,
    });
  });

  it('keeps points between 0 and 1 and does not depend on the order in which options were ticked', () => {
    const ids = fc.subarray(['a', 'b', 'c', 'd', 'e', 'unknown']);
    fc.assert(
      fc.property(ids, (options) => {
        const forward = scoreResponse(multiple, { type: 'multiple', options });
        const backward = scoreResponse(multiple, { type: 'multiple', options: [...options].reverse() });
        expect(forward).toEqual(backward);
        expect(forward.points).toBeGreaterThanOrEqual(0);
        expect(forward.points).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('knows a whole answer from a missing one', () => {
    expect(isAnswerFor(single, { type: 'single', option: 'a' })).toBe(true);
    expect(isAnswerFor(single, { type: 'single', option: 'zz' })).toBe(false);
    expect(isAnswerFor(single, { type: 'text', text: 'a' })).toBe(false);
    expect(isAnswerFor(multiple, { type: 'multiple', options: [] })).toBe(false);
    expect(isAnswerFor(order, { type: 'order', order: ['read', 'app'] })).toBe(false);
    expect(isAnswerFor(match, { type: 'match', pairs: { l1: 'r1', l2: 'r2' } })).toBe(false);
    expect(isAnswerFor(match, { type: 'match', pairs: { l1: 'r1', l2: 'r2', l3: 'r4' } })).toBe(true);
    expect(isAnswerFor(text, { type: 'text', text: '   ' })).toBe(false);
  });

  it('refuses an answer of another type', () => {
    expect(() => scoreResponse(single, { type: 'text', text: 'a' })).toThrow(TypeError);
  });
});
