import { nextStep } from '../adaptive/next-step.js';
import type { AskedItem } from '../adaptive/test-rules.js';
import { probability } from '../irt/model.js';
import { seeded } from '../random.js';
import { makePeople, makePool } from '../simulation/synthetic-bank.js';
import { licenceExamRules } from './licence-exam.js';
import { personFit } from './person-fit.js';

const A = [1, 1.3, 0.8, 1.1, 0.9, 1.5, 0.7, 1.2, 1, 1.4, 0.6, 1.05];
const B = [-2, -1.5, -1.2, -0.8, -0.4, -0.1, 0.2, 0.5, 0.9, 1.2, 1.6, 2.1];
const answered = (pattern: string) =>
  [...pattern].map((x, i) => ({ parameters: { a: A[i]!, b: B[i]! }, points: Number(x) }));
const share = (values: readonly (number | null)[], cut: number): number =>
  values.filter((lz) => lz !== null && lz < cut).length / values.length;

describe('person fit', () => {
  it.each([
    // Computed apart from this code, by bisection in Python.
    ['111111110000', 1.5563181301724045],
    ['110111011000', 0.24735543870991744],
    ['000000111111', -6.545769538111608],
    ['101010101010', -1.5052748473091286],
  ])('of %s is the published formula', (pattern, lz) => {
    expect(personFit(answered(pattern))!.lz).toBeCloseTo(lz, 5);
  });

  it('flags somebody who has the hard ones right and the easy ones wrong, and nobody else of these', () => {
    expect(personFit(answered('000000111111'))).toMatchObject({ flagged: true, answers: 12 });
    expect(personFit(answered('101010101010'))!.flagged).toBe(false);
  });

  it('takes a partly right answer as wrong, as calibration does', () => {
    const half = answered('110111011000').map((one) => ({ ...one, points: one.points || 0.5 }));
    expect(personFit(half)).toEqual(personFit(answered('110111011000')));
  });

  it('says nothing about few answers, about items that are all alike, or about graded ones', () => {
    expect(personFit(answered('101010101'))).toBeNull();
    const alike = Array.from({ length: 20 }, (_, i) => ({ parameters: { a: 1, b: 0 }, points: i % 2 }));
    expect(personFit(alike)).toBeNull();
    const graded = { parameters: { model: 'graded' as const, a: 1, b: [0, 1] }, points: 1 };
    expect(personFit([...answered('110111011000'), graded])).toBeNull();
  });

  it('flags about as many people who follow the model as a normal distribution has, .13 %', () => {
    const pool = makePool({ skills: 1, perSkill: 40 });
    const random = seeded('fit');
    const values = makePeople(8000).map((theta, n) => {
      const answers = pool.map(({ parameters }, i) => ({
        parameters,
        points: random(n, i) < probability(parameters, theta) ? 1 : 0,
      }));
      return personFit(answers)?.lz ?? null;
    });
    // Forty answers are few, so the tail is a little heavier than the normal one.
    expect(share(values, -3)).toBeGreaterThan(0.0005);
    expect(share(values, -3)).toBeLessThan(0.006);
    expect(Math.abs(share(values, -1.645) - 0.05)).toBeLessThan(0.015);
    expect(Math.abs(share(values, 0) - 0.5)).toBeLessThan(0.06);
  });

  it('flags hardly anybody in exams as they are drawn, and many who knew half of the questions beforehand', () => {
    const pool = makePool({ skills: 6, perSkill: 14 });
    const skills = [...new Set(pool.map(({ skill }) => skill))];
    const groups = [
      { group: 'one', skills: skills.slice(0, 3) },
      { group: 'two', skills: skills.slice(3) },
    ];
    const rules = licenceExamRules(pool, groups, { min: 20, max: 40, cut: 0, pilots: 0 });
    const byId = new Map(pool.map((item) => [item.id, item.parameters]));
    const sit = (name: string, right: (id: string, n: number) => boolean) => {
      const asked: AskedItem[] = [];
      for (;;) {
        const step = nextStep({ asked, elapsedSeconds: 0 }, pool, rules, seeded(name));
        if ('stop' in step) break;
        asked.push({ itemId: step.ask.id, points: right(step.ask.id, asked.length) ? 1 : 0 });
      }
      return (
        personFit(asked.map(({ itemId, points }) => ({ parameters: byId.get(itemId)!, points: points ?? 0 })))
          ?.lz ?? null
      );
    };
    const random = seeded('exams');
    const honest = makePeople(600).map((theta, n) =>
      sit(`honest ${n}`, (id) => random(n, id) < probability(byId.get(id)!, theta)),
    );
    expect(share(honest, -3)).toBeLessThan(0.008);
    // Weak people who have seen the harder half of the bank: right there, guessing at what is easy.
    const known = makePeople(200).map((_, n) =>
      sit(
        `known ${n}`,
        (id) => byId.get(id)!.b > 0 || random('known', n, id) < probability(byId.get(id)!, -2),
      ),
    );
    expect(share(known, -3)).toBeGreaterThan(0.3);
  });
});
