import type { Item } from '#content';
import fc from 'fast-check';

/** Texts with the signs that formats stumble over. */
const text = fc
  .string({
    unit: fc.constantFrom(...'abcdefghij XYZé=~#{}:<>&"\'%*\\|.,-\n\u2019\u20ac'),
    minLength: 1,
    maxLength: 40,
  })
  .map((raw) => raw.replace(/[ \n]*\n[ \n]*/g, '\n').trim())
  .map((raw) => (raw === '' ? 'x' : raw));

const words = fc.record({ nl: text, en: text });
/** So many texts of which no two are alike, as `choices-differ` asks of an item. */
const differing = (count: number) => {
  const texts = fc.uniqueArray(text, {
    minLength: count,
    maxLength: count,
    selector: (each) => each.toLowerCase(),
  });
  return fc.tuple(texts, texts).map(([nl, en]) => nl.map((each, at) => ({ nl: each, en: en[at]! })));
};
const partId = fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,4})?$/);
const ids = (least: number, most: number) => fc.uniqueArray(partId, { minLength: least, maxLength: most });

const shared = {
  id: fc.integer({ min: 1, max: 999 }).map((number) => `ex.lock.${String(number).padStart(3, '0')}`),
  version: fc.integer({ min: 1, max: 99 }),
  skill: fc.constant('ex.lock'),
  use: fc.constantFrom('practice' as const, 'exam' as const),
  status: fc.constantFrom('draft' as const, 'pilot' as const, 'active' as const, 'retired' as const),
  objective: fc.constantFrom('o1', 'o2'),
  bloom: fc.constantFrom('remember' as const, 'apply' as const, 'create' as const),
  digcomp: fc.record({
    framework: fc.constant('3.0' as const),
    ids: fc.constantFrom<['4.1'] | ['1.1', '5.4']>(['4.1'], ['1.1', '5.4']).map((list) => [...list]),
    level: fc.constantFrom('basic' as const, 'highly-advanced' as const),
  }),
  difficulty: fc.record({ source: fc.constant('author' as const), level: fc.integer({ min: 1, max: 5 }) }),
  time_s: fc.integer({ min: 15, max: 300 }),
  stem: words,
  rule: words,
  review: fc.record({
    source: text.map((source) => source.replace(/\n/g, ' ')),
    review_by: fc.constant('2027-11-01'),
  }),
};

const choices = (keys: number, least: number, most: number) =>
  ids(least, most).chain((all) =>
    fc.tuple(differing(all.length), fc.tuple(...all.map(() => words))).map(([texts, whys]) =>
      all.map((id, index) => ({
        id,
        ...(index < keys ? { key: true as const } : {}),
        text: texts[index]!,
        why: whys[index]!,
      })),
    ),
  );

const single = fc.record({
  ...shared,
  type: fc.constant('single' as const),
  shuffle: fc.boolean(),
  options: choices(1, 3, 4),
});

const multiple = fc.integer({ min: 2, max: 3 }).chain((choose) =>
  fc.record({
    ...shared,
    type: fc.constant('multiple' as const),
    shuffle: fc.boolean(),
    choose: fc.constant(choose),
    scoring: fc.record({ mode: fc.constantFrom('all' as const, 'partial' as const) }),
    options: choices(choose, choose + 2, 6),
  }),
);

const order = ids(3, 6).chain((all) =>
  fc.record({
    ...shared,
    type: fc.constant('order' as const),
    steps: fc
      .tuple(differing(all.length), fc.tuple(...all.map(() => words)))
      .map(([texts, whys]) => all.map((id, at) => ({ id, text: texts[at]!, why: whys[at]! }))),
    accept: fc.uniqueArray(
      fc
        .tuple(fc.nat(all.length - 2), fc.nat(all.length))
        .map(([first, more]): [string, string] => [
          all[first]!,
          all[Math.min(first + 1 + more, all.length - 1)]!,
        ]),
      { minLength: 1, maxLength: 6, selector: (pair) => pair.join() },
    ),
    scoring: fc.constant({ mode: 'all' as const }),
  }),
);

const match = fc.tuple(ids(3, 5), ids(2, 5)).chain(([left, right]) =>
  fc.record({
    ...shared,
    type: fc.constant('match' as const),
    left: differing(left.length).map((texts) => left.map((id, at) => ({ id, text: texts[at]! }))),
    right: differing(right.length).map((texts) => right.map((id, at) => ({ id, text: texts[at]! }))),
    pairs: fc.tuple(...left.map((id) => fc.constantFrom(...right).map((to): [string, string] => [id, to]))),
    why: fc
      .tuple(...left.map(() => words))
      .map((whys) => Object.fromEntries(left.map((id, index) => [id, whys[index]!]))),
    scoring: fc.constant({ mode: 'partial' as const }),
  }),
);

const pattern = fc.constantFrom(
  '^(de |the )?l$',
  'win|windows',
  '^(?=[\\s\\S]*a)(?![\\s\\S]*b)',
  '^\\W*x "&<>\\W*$',
  'a.*b',
);

const typed = fc.record({
  ...shared,
  type: fc.constant('text' as const),
  accept: fc.array(
    fc.record({ lang: fc.constantFrom('nl' as const, 'en' as const, 'any' as const), pattern }),
    { minLength: 1, maxLength: 3 },
  ),
  near: fc.array(fc.record({ pattern, why: words }), { maxLength: 2 }),
  why: words,
  example: words.map(({ nl, en }) => ({ nl: nl.replace(/\s+/g, ' '), en: en.replace(/\s+/g, ' ') })),
});

const scenario = ids(2, 3).chain((all) =>
  fc.record({
    ...shared,
    type: fc.constant('scenario' as const),
    steps: fc.tuple(
      ...all.map((id) =>
        fc.record({ id: fc.constant(id), text: words, shuffle: fc.boolean(), options: choices(1, 3, 4) }),
      ),
    ),
    scoring: fc.record({ mode: fc.constantFrom('all' as const, 'partial' as const) }),
  }),
);

/** Places in a row, none over another, each large enough for a thumb. */
const hotspot = fc.record({
  ...shared,
  type: fc.constant('hotspot' as const),
  picture: fc.constantFrom<string | { nl: string; en: string }>('desk.svg', {
    nl: 'message.nl.svg',
    en: 'message.en.svg',
  }),
  alt: words,
  areas: fc.tuple(choices(1, 3, 6), fc.nat(50), fc.integer({ min: 48, max: 100 })).map(([parts, top, size]) =>
    parts.map((part, index) => ({
      ...part,
      at: [index * 105, top, size, size] as [number, number, number, number],
    })),
  ),
});

/** Any item that the schema allows, of each of the seven types. */
export const anyItem: fc.Arbitrary<Item> = fc.oneof<fc.Arbitrary<Item>[]>(
  single,
  multiple,
  order,
  match,
  typed,
  scenario,
  hotspot,
);
