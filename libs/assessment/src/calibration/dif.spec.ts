import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeAnswers } from '../testing/answers.factory.js';
import { assessDif, type ItemDif } from './dif.js';
import { logisticDif } from './dif-logistic.js';
import { matchOnAbility, matchOnScore, type Group, type Stratum } from './dif-strata.js';
import { classify, DELTA_PER_LOGIT, mantelHaenszel } from './mantel-haenszel.js';

const golden = (
  JSON.parse(readFileSync(join(process.cwd(), 'libs/assessment/fixtures/calibration.json'), 'utf8')) as {
    admissions: {
      tables: [number, number, number, number][];
      commonOddsRatio: number;
      chiSquare: number;
      p: number;
      interval95: [number, number];
      logistic: Record<'delta' | 'standardError' | 'uniform' | 'nonUniform' | 'rSquaredChange', number>;
    };
  }
).admissions;
const strata = golden.tables.map(
  ([referenceRight, referenceWrong, focalRight, focalWrong], score): Stratum => ({
    score,
    referenceRight,
    referenceWrong,
    focalRight,
    focalWrong,
  }),
);

describe('tests of two groups over strata', () => {
  it('give the published Mantel-Haenszel figures of the Berkeley admissions', () => {
    const found = mantelHaenszel(strata)!;
    const lnOdds = -found.delta / DELTA_PER_LOGIT;
    expect(Math.exp(lnOdds)).toBeCloseTo(golden.commonOddsRatio, 6);
    expect(found.chiSquare).toBeCloseTo(golden.chiSquare, 4);
    expect(found.p).toBeCloseTo(golden.p, 4);
    const half = (1.959963984540054 * found.standardError) / DELTA_PER_LOGIT;
    expect(Math.exp(lnOdds - half)).toBeCloseTo(golden.interval95[0], 6);
    expect(Math.exp(lnOdds + half)).toBeCloseTo(golden.interval95[1], 6);
    expect(found.class).toBe('A');
  });

  it('give the logistic regression that another optimiser finds', () => {
    const found = logisticDif(strata)!;
    expect(found.delta).toBeCloseTo(golden.logistic.delta, 6);
    expect(found.standardError).toBeCloseTo(golden.logistic.standardError, 6);
    expect(found.uniform.chiSquare).toBeCloseTo(golden.logistic.uniform, 6);
    expect(found.nonUniform.chiSquare).toBeCloseTo(golden.logistic.nonUniform, 6);
    expect(found.both.chiSquare).toBeCloseTo(golden.logistic.uniform + golden.logistic.nonUniform, 6);
    expect(found.rSquaredChange).toBeCloseTo(golden.logistic.rSquaredChange, 8);
  });

  it('classify by size and by what chance could do', () => {
    expect(classify(-0.9, 0.1, 0.0001)).toBe('A');
    expect(classify(-1.6, 0.9, 0.08)).toBe('A');
    expect(classify(1.3, 0.2, 0.0001)).toBe('B');
    expect(classify(1.6, 0.5, 0.001)).toBe('B');
    expect(classify(-1.6, 0.2, 0.0001)).toBe('C');
  });

  it('say nothing where no stratum compares the groups', () => {
    const apart = [
      { score: 1, referenceRight: 5, referenceWrong: 5, focalRight: 0, focalWrong: 0 },
      { score: 2, referenceRight: 0, referenceWrong: 0, focalRight: 5, focalWrong: 5 },
    ];
    expect(mantelHaenszel(apart)).toBeUndefined();
    const allRight = [{ score: 1, referenceRight: 9, referenceWrong: 0, focalRight: 9, focalWrong: 0 }];
    expect(logisticDif(allRight)).toBeUndefined();
  });
});

/** 40 items, of which four differ for the focal group, and one tells its people apart less well. */
const PLANTED = new Map([
  [3, 1.1],
  [13, -1.1],
  [23, 1.1],
  [33, -1.1],
]);
const BLUNT = 9;
const PEOPLE = 2400;
const groups = Array.from({ length: PEOPLE }, (_, i): Group => (i % 2 === 0 ? 'reference' : 'focal'));

function simulate(missing: number, impact: number) {
  return makeAnswers({
    people: PEOPLE,
    items: 40,
    missing,
    seed: 'dif 2',
    chance: (item, person, theta) => {
      const focal = groups[person] === 'focal';
      const ability = theta + (focal ? impact : 0);
      const { a, b } = truth(item);
      const shift = focal ? (PLANTED.get(item) ?? 0) : 0;
      const slope = focal && item === BLUNT ? a * 0.2 : a;
      return 1 / (1 + Math.exp(-slope * (ability - b - shift)));
    },
  });
}

/** a between .8 and 1.4, b between -1.4 and 1.4, mixed. */
function truth(item: number): { a: number; b: number } {
  if (item === BLUNT) return { a: 1.6, b: 0 };
  return { a: 0.8 + 0.6 * ((item * 7) % 10) * 0.1, b: -1.4 + 2.8 * (((item * 11) % 40) / 39) };
}

const classes = (found: readonly ItemDif[], wanted: string): number[] =>
  found.flatMap((dif, item) => (dif.kind === 'assessed' && dif.class === wanted ? [item] : []));

describe('differential item functioning', () => {
  const { responses: complete } = simulate(0, 0);
  const everything = assessDif(complete, groups, matchOnScore(complete));

  it('is found in four planted items of forty and falsely in none, when all answered all', () => {
    const found = everything;
    expect(classes(found, 'C').filter((item) => item !== BLUNT)).toEqual([...PLANTED.keys()]);
    expect(classes(found, 'B').filter((item) => item !== BLUNT)).toEqual([]);
    for (const [item, shift] of PLANTED) {
      const dif = found[item]!;
      if (dif.kind !== 'assessed') throw new Error('Not assessed.');
      expect(Math.sign(dif.mantelHaenszel.delta)).toBe(-Math.sign(shift));
      expect(Math.abs(dif.logistic.delta - dif.mantelHaenszel.delta)).toBeLessThan(0.3);
      expect(dif.logistic.class).toBe('C');
    }
  });

  it('is found as well when people answered different items and the focal group is less able', () => {
    const { responses } = simulate(0.3, -0.5);
    const parameters = Array.from({ length: 40 }, (_, item) => truth(item));
    const found = assessDif(responses, groups, matchOnAbility(responses, parameters));
    expect(classes(found, 'C').filter((item) => item !== BLUNT)).toEqual([...PLANTED.keys()]);
    expect(classes(found, 'B').filter((item) => item !== BLUNT)).toEqual([]);
  });

  it('is told to be non-uniform where an item sorts one group less well', () => {
    const blunt = everything[BLUNT]!;
    if (blunt.kind !== 'assessed') throw new Error('Not assessed.');
    expect(blunt.logistic.nonUniform.p).toBeLessThan(1e-6);
    expect(blunt.mantelHaenszel.class).toBe('A');
    expect(blunt.class).not.toBe('A');
  });

  it('is not looked for in groups below two hundred', () => {
    const few = groups.map((group, i): Group => (group === 'focal' && i > 396 ? null : group));
    expect(assessDif(complete, few, matchOnScore(complete))[0]).toEqual({
      kind: 'not-assessable',
      reason: 'small-group',
      reference: 1200,
      focal: 198,
    });
  });
});
