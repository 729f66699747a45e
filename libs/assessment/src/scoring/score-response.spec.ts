import fc from 'fast-check';
import type {
  HotspotItem,
  MatchItem,
  MultipleItem,
  OrderItem,
  ScenarioItem,
  SingleItem,
  TextItem,
} from './item.js';
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

const scenario: ScenarioItem = {
  type: 'scenario',
  steps: [
    { id: 'first', options: [{ id: 'a', key: true }, { id: 'b' }, { id: 'c' }] },
    { id: 'then', options: [{ id: 'a' }, { id: 'b', key: true }, { id: 'c' }] },
    { id: 'last', options: [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd', key: true }] },
  ],
  scoring: { mode: 'partial' },
};
const hotspot: HotspotItem = {
  type: 'hotspot',
  areas: [{ id: 'logo' }, { id: 'request', key: true }, { id: 'closing' }],
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

  it('gives a scenario its share of steps, whatever the same option means in another step', () => {
    const score = (steps: Record<string, string>) => scoreResponse(scenario, { type: 'scenario', steps });
    expect(score({ first: 'a', then: 'b', last: 'd' })).toMatchObject({ points: 1, outcome: 'right' });
    expect(score({ first: 'a', then: 'a', last: 'd' })).toEqual({
      points: 2 / 3,
      outcome: 'partly',
      parts: [
        { id: 'first', chosen: true, right: true },
        { id: 'then', chosen: true, right: false },
        { id: 'last', chosen: true, right: true },
      ],
    });
    expect(score({ first: 'b', then: 'c', last: 'a' })).toMatchObject({ points: 0, outcome: 'wrong' });
  });

  it('gives a scenario that is scored as a whole 1 only when every step is right', () => {
    const all: ScenarioItem = { ...scenario, scoring: { mode: 'all' } };
    const points = (steps: Record<string, string>) => scoreResponse(all, { type: 'scenario', steps }).points;
    expect(points({ first: 'a', then: 'b', last: 'd' })).toBe(1);
    expect(points({ first: 'a', then: 'b', last: 'c' })).toBe(0);
  });

  it('gives a picture all or nothing, and says of each area whether it was left or chosen rightly', () => {
    expect(scoreResponse(hotspot, { type: 'hotspot', area: 'request' }).points).toBe(1);
    expect(scoreResponse(hotspot, { type: 'hotspot', area: 'logo' })).toEqual({
      points: 0,
      outcome: 'wrong',
      parts: [
        { id: 'logo', chosen: true, right: false },
        { id: 'request', chosen: false, right: false },
        { id: 'closing', chosen: false, right: true },
      ],
    });
  });

  it('does not depend on the order in which steps, options and areas stand, and gives nothing for unknown ids', () => {
    const any = fc.constantFrom('a', 'b', 'c', 'd', 'unknown', 'constructor');
    const answers = fc.record({ first: any, then: any, last: any, unknown: any }, { requiredKeys: [] });
    const places = fc.array(fc.nat(), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(answers, places, (given, order) => {
        const steps = given as Record<string, string>;
        const mixed = {
          ...scenario,
          steps: mix(scenario.steps, order).map((step) => ({ ...step, options: mix(step.options, order) })),
        };
        const score = scoreResponse(scenario, { type: 'scenario', steps });
        expect(scoreResponse(mixed, { type: 'scenario', steps }).points).toBe(score.points);
        const hits = [steps['first'] === 'a', steps['then'] === 'b', steps['last'] === 'd'];
        expect(score.points).toBeCloseTo(hits.filter(Boolean).length / 3, 12);
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom('logo', 'request', 'closing', 'unknown'), places, (area, order) => {
        const mixed = { ...hotspot, areas: mix(hotspot.areas, order) };
        expect(scoreResponse(mixed, { type: 'hotspot', area }).points).toBe(area === 'request' ? 1 : 0);
      }),
    );
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
    const steps = { first: 'a', then: 'c', last: 'b' };
    expect(isAnswerFor(scenario, { type: 'scenario', steps })).toBe(true);
    expect(isAnswerFor(scenario, { type: 'scenario', steps: { ...steps, then: 'd' } })).toBe(false);
    expect(isAnswerFor(scenario, { type: 'scenario', steps: { first: 'a', last: 'b' } })).toBe(false);
    expect(isAnswerFor(hotspot, { type: 'hotspot', area: 'logo' })).toBe(true);
    expect(isAnswerFor(hotspot, { type: 'hotspot', area: 'sea' })).toBe(false);
    expect(isAnswerFor(hotspot, { type: 'single', option: 'logo' })).toBe(false);
  });

  it('refuses an answer of another type', () => {
    expect(() => scoreResponse(single, { type: 'text', text: 'a' })).toThrow(TypeError);
  });
});

/** The same list in another order, drawn by the numbers given. */
const mix = <T>(list: readonly T[], order: readonly number[]): T[] =>
  list
    .map((one, index) => ({ one, place: order[index] ?? 0 }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);
