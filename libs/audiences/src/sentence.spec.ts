import fc from 'fast-check';
import type { Rule } from './rule.js';
import { plainest } from './rule-tree.js';
import { sentence } from './sentence.js';
import { anyCondition, anyRule } from './testing/arbitrary-rules.js';
import { sayIn } from './testing/words.js';

const names = {
  teams: new Map([
    ['DNV', 'Demo NV'],
    ['FIN', 'Finance'],
    ['FIN-CRED', 'Crediteuren en inkoop'],
    ['HRM', 'Support'],
    ['HRM-2', 'Support'],
  ]),
};
const nl = (rule: Rule) => sentence(rule, 'nl', sayIn('nl'), names);
const en = (rule: Rule) => sentence(rule, 'en', sayIn('en'), names);

describe('the sentence of a rule', () => {
  it('reads like a sentence a colleague in HR would write', () => {
    const rule: Rule = {
      all: [
        { team: { code: 'FIN', below: true } },
        { any: [{ site: ['Amsterdam', 'Lissabon'] }, { manager: true }] },
        { not: { holds: { category: 'B' } } },
      ],
    };
    expect(nl(rule)).toBe(
      'Iedereen die in Finance werkt, (op locatie Amsterdam of Lissabon werkt of leiding geeft) en geen rijbewijs B heeft',
    );
    expect(en(rule)).toBe(
      'Everyone working in Finance, (based at Amsterdam or Lissabon or managing people) and not holding licence B',
    );
  });

  it('says dates, hours and periods in words', () => {
    expect(nl({ all: [{ hours: { op: 'less-than', value: 31.5 } }, { startedFrom: '2024-02-29' }] })).toBe(
      'Iedereen die een contract heeft van minder dan 31,5 uur per week en op of na 29 februari 2024 in dienst kwam',
    );
    expect(en({ all: [{ hours: { op: 'at-least', value: 31.5 } }, { startedWithinDays: 1 }] })).toBe(
      'Everyone having a contract of at least 31.5 hours a week and hired in the last day',
    );
    expect(nl({ everyone: true })).toBe('Iedereen');
  });

  it('tells teams with the same name apart by their code, and quotes a name that holds words of the sentence', () => {
    expect(nl({ team: { code: 'HRM', below: false } })).toBe(
      'Iedereen die rechtstreeks in Support (HRM) werkt',
    );
    expect(nl({ team: { code: 'FIN-CRED', below: true } })).toBe(
      'Iedereen die in “Crediteuren en inkoop” werkt',
    );
    expect(nl({ team: { code: 'OLD', below: true } })).toBe('Iedereen die in (OLD) werkt');
  });

  it('is different for rules that differ in more than brackets without meaning', () => {
    const inWords = (rule: Rule) => `${nl(rule)}\n${en(rule)}`;
    for (const say of [nl, en, inWords]) {
      const seen = new Map<string, string>();
      fc.assert(
        fc.property(anyRule(), (rule) => {
          const text = say(rule);
          const meaning = JSON.stringify(plainest(rule));
          const before = seen.get(text) ?? meaning;
          seen.set(text, meaning);
          return before === meaning;
        }),
        { numRuns: 1500, seed: 11 },
      );
    }
  });

  it('changes when any one condition is replaced by another', () => {
    fc.assert(
      fc.property(anyCondition, anyCondition, anyCondition, (first, second, third) => {
        fc.pre(JSON.stringify(first) !== JSON.stringify(second));
        const same = JSON.stringify(plainest({ not: first })) === JSON.stringify(plainest({ not: second }));
        return (
          !same &&
          nl({ any: [first, third] }) !== nl({ any: [second, third] }) &&
          en({ all: [third, { not: first }] }) !== en({ all: [third, { not: second }] })
        );
      }),
    );
  });

  it('is different for any two texts a rule may carry, however they are written', () => {
    fc.assert(
      fc.property(
        fc.array(nasty, { minLength: 1, maxLength: 3 }),
        fc.array(nasty, { minLength: 1, maxLength: 3 }),
        (a, b) => {
          fc.pre(JSON.stringify(a) !== JSON.stringify(b));
          return nl({ site: a }) !== nl({ site: b }) && en({ job: { is: a } }) !== en({ job: { is: b } });
        },
      ),
      { numRuns: 2000 },
    );
  });
});

const nasty = fc
  .array(fc.constantFrom('a', 'of', 'or', ',', '“', '”', ' ', ' werkt', '(', ')', '{x}', "'"), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.join('').trim())
  .filter((text) => text.length > 0);
