import { seeded } from '../random.js';
import { association, holm, type Stratum } from './association.js';

const random = seeded('association');

/** Admissions at Berkeley in 1973 by department, men and women (Bickel, Hammel & O'Connell 1975; R's UCBAdmissions). */
const BERKELEY: readonly Stratum[] = [
  { yes: [512, 89], of: [825, 108] },
  { yes: [353, 17], of: [560, 25] },
  { yes: [120, 202], of: [325, 593] },
  { yes: [138, 131], of: [417, 375] },
  { yes: [53, 94], of: [191, 393] },
  { yes: [22, 24], of: [373, 341] },
];

describe('a difference between groups', () => {
  it('is what R gives for Berkeley by department, where no bias shows', () => {
    const found = association(BERKELEY, random);
    expect(found?.statistic).toBeCloseTo(1.5246, 4);
    expect(found?.p).toBeCloseTo(0.2169, 4);
  });

  it('is Pearson’s chi-square times (n - 1) / n without strata', () => {
    const found = association([{ yes: [30, 20, 10], of: [60, 50, 40] }], random);
    // chi2 = sum (o - e)^2 / e over both outcomes, 60 of 150 yes
    const pearson = [60, 50, 40].reduce((total, n, g) => {
      const [yes, e] = [[30, 20, 10][g]!, n * 0.4];
      return total + (yes - e) ** 2 / e + (n - yes - (n - e)) ** 2 / (n - e);
    }, 0);
    expect(found).toMatchObject({ df: 2, method: 'chi-square' });
    expect(found?.statistic).toBeCloseTo((pearson * 149) / 150, 10);
  });

  it('is drawn by exchanging groups when there are few, near Fisher’s exact answer', () => {
    // Fisher's tea: 3 of 4 against 1 of 4, two-sided exact p = 0.4857
    const tea = association([{ yes: [3, 1], of: [4, 4] }], random);
    expect(tea?.method).toBe('permutation');
    // Drawing stops after twenty as far out, so that a plainly unremarkable p is a rough one.
    expect(Math.abs((tea?.p ?? 0) - 0.4857)).toBeLessThan(0.2);
    const clear = association([{ yes: [9, 0], of: [9, 9] }], random);
    expect(clear?.p).toBeLessThan(0.002);
  });

  it('cannot be tested with one group, or when all say the same', () => {
    expect(association([{ yes: [3], of: [9] }], random)).toBeNull();
    expect(association([{ yes: [9, 8], of: [9, 8] }], random)).toBeNull();
    expect(association([], random)).toBeNull();
    expect(() => association([{ yes: [9, 8], of: [9, 7] }], random)).toThrow(RangeError);
  });

  it('is claimed of groups that are treated alike in about one of twenty simulated runs, no more', () => {
    let claimed = 0;
    const RUNS = 500;
    for (let run = 0; run < RUNS; run += 1) {
      const draw = (n: number, chance: number, ...label: (string | number)[]): number => {
        let yes = 0;
        for (let i = 0; i < n; i += 1) if (random(run, ...label, i) < chance) yes += 1;
        return yes;
      };
      // Two sites that differ, with very different shares of both groups: the strata must take the difference away.
      const found = association(
        [
          { yes: [draw(60, 0.7, 'a'), draw(20, 0.7, 'b')], of: [60, 20] },
          { yes: [draw(25, 0.3, 'c'), draw(70, 0.3, 'd')], of: [25, 70] },
        ],
        random,
      );
      if (found && found.p <= 0.05) claimed += 1;
    }
    expect(claimed / RUNS).toBeLessThanOrEqual(0.07);
  });
});

describe('many findings together', () => {
  it('keep the chance of one false alarm down as Holm wrote it', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(holm([])).toEqual([]);
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
  });
});
