import { matchesPattern, normaliseText } from '#assessment';
import fc from 'fast-check';
import { answersOf, literalPattern, wildcardPattern } from './patterns.js';
import { ordersOf } from './qti/qti-processing.js';
import { conditionOf, type TextCondition } from './qti/text-condition.js';
import { courseItems } from './testing/course-items.js';

const fits = (answer: string, pattern: string) => matchesPattern(normaliseText(answer), pattern);

describe('answers of other programs as expressions', () => {
  it('accept what is written, whatever signs it holds', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((text) => normaliseText(text) !== ''),
        (answer) => {
          expect(fits(answer, literalPattern(answer))).toBe(true);
          expect(fits(`${answer}x`, literalPattern(answer))).toBe(false);
        },
      ),
    );
  });

  it('let a star stand for any run of signs, and a star behind a backslash for a star', () => {
    expect(fits('letter op het bord L', wildcardPattern('letter * L'))).toBe(true);
    expect(fits('letter L', wildcardPattern('letter * L'))).toBe(false);
    expect(fits('2*3', wildcardPattern('2\\*3'))).toBe(true);
    expect(fits('2 en 3', wildcardPattern('2\\*3'))).toBe(false);
  });
});

describe('our expressions as lists of answers', () => {
  it.each([
    ['^(de |the )?l$', ['l', 'de l', 'the l']],
    ['^gr[ea]y$', ['grey', 'gray']],
    ['win|^cmd$', ['*win*', 'cmd']],
    ['^a.*b$', ['a*b']],
    ['^2\\*3$', ['2\\*3']],
  ])('says %s', (pattern, answers) => {
    expect(answersOf(pattern)?.sort()).toEqual([...answers].sort());
  });

  it.each(['^(?=[\\s\\S]*a)', '^\\d+$', '^a{2}$', '^[a-z]$', '(a', 'a)', '[a', ''])(
    'gives up on %s',
    (pattern) => {
      expect(answersOf(pattern) ?? []).toEqual(pattern === '' ? ['*'] : []);
    },
  );
});

/** What a QTI player does with the patterns: XML Schema's always hold the whole answer. */
const passes = ({ all, none }: TextCondition, answer: string): boolean =>
  all.every((pattern) => new RegExp(`^(?:${pattern})$`, 'su').test(answer)) &&
  !none.some((pattern) => new RegExp(`^(?:${pattern})$`, 'su').test(answer));

describe('our expressions as tests of QTI', () => {
  it('judge the examples and each word of them as ours do, for every text item of every course', () => {
    const typed = courseItems().flatMap(({ item }) => (item.type === 'text' ? [item] : []));
    const patterns = typed.flatMap((item) =>
      [...item.accept, ...item.near].map(({ pattern }) => ({ pattern, item })),
    );
    const known = patterns.flatMap(({ pattern, item }) => {
      const condition = conditionOf(pattern);
      return condition ? [{ condition, pattern, item }] : [];
    });
    expect(known.length).toBeGreaterThan(patterns.length * 0.7);
    for (const { condition, pattern, item } of known) {
      const answers = [item.example.nl, item.example.en].map(normaliseText);
      for (const answer of [
        ...answers,
        ...answers.flatMap((text) => text.split(' ')),
        answers[0]!.toUpperCase(),
      ])
        expect({ pattern, answer, fits: passes(condition, answer) }).toEqual({
          pattern,
          answer,
          fits: fits(answer, pattern),
        });
    }
  });

  it('list every order that keeps all pairs', () => {
    expect(
      ordersOf(
        ['a', 'b', 'c'],
        [
          ['a', 'b'],
          ['a', 'c'],
        ],
        60,
      ),
    ).toEqual([
      ['a', 'b', 'c'],
      ['a', 'c', 'b'],
    ]);
    expect(ordersOf(['a', 'b', 'c', 'd'], [], 100)).toHaveLength(24);
    expect(ordersOf(['a', 'b', 'c', 'd'], [], 5)).toHaveLength(5);
  });
});
