import { bare, errors, letThemSit, people } from '../testing/secure-bank.factory.js';
import { makePeople } from '../testing/index.js';
import type { SimulationReport } from './simulation-report.js';
import type { TestRules } from './test-rules.js';

describe('the sequential test on a bank of 500', () => {
  const passRate = (theta: number): number =>
    letThemSit(bare(1, 200), makePeople(2000, theta, 0)).tests.filter((test) => test.passed).length / 2000;

  it('keeps its promise about false passes: at most 5.5 % of people at cut - .25 pass', () => {
    expect(passRate(-0.25)).toBeLessThanOrEqual(0.055);
  });

  it('keeps its promise about false fails: at least 94.5 % of people at cut + .25 pass', () => {
    expect(passRate(0.25)).toBeGreaterThanOrEqual(0.945);
  });

  it('decides most people in few items, and hardly anybody wrong who is not close to the cut', () => {
    const report = letThemSit(bare(1, 50));
    expect(report.meanItems).toBeGreaterThan(13);
    expect(report.meanItems).toBeLessThan(20);
    expect(report.medianItems).toBeLessThan(14);
    expect(report.p90Items).toBeLessThanOrEqual(50);
    expect(errors(report)).toBeLessThan(0.065);
    expect(report.errorOutside).toBeLessThan(0.01);
    expect((report.stops.max ?? 0) / report.people).toBeLessThan(0.14);
  });
});

describe('the other stop rules beside it, for 500 people and at most 50 items', () => {
  const some = people.slice(0, 500);
  const sprt = { rule: 'sprt', delta: 0.25, alpha: 0.05, beta: 0.05 } as const;
  const other = (stop: NonNullable<TestRules['stop']>, min = 1): SimulationReport =>
    letThemSit({ ...bare(min, 50), stop }, some);
  const simple = letThemSit(bare(1, 50), some);

  it('the generalised ratio is shorter, at the price of errors far from the cut', () => {
    const glr = other({ ...sprt, rule: 'glr' });
    expect(glr.meanItems).toBeLessThan(simple.meanItems - 2);
    expect(glr.medianItems).toBeLessThan(6);
    expect(glr.errorOutside).toBeGreaterThanOrEqual(simple.errorOutside);
  });

  it('with a minimum of twenty items both ratios do the same', () => {
    const [glr, plain] = [other({ ...sprt, rule: 'glr' }, 20), other(sprt, 20)];
    expect(Math.abs(glr.meanItems - plain.meanItems)).toBeLessThan(0.5);
    const differ = glr.tests.filter((test, i) => test.passed !== plain.tests[i]!.passed);
    expect(differ.length).toBeLessThanOrEqual(2);
  });

  it('an interval of 95 % leaves more people undecided at the end, the posterior chance fewer', () => {
    const interval = letThemSit(
      { ...bare(1, 50), aim: 'ability', stop: { rule: 'interval', z: 1.96 } },
      some,
    );
    expect(interval.stops.max).toBeGreaterThan(simple.stops.max!);
    expect(errors(interval)).toBeLessThan(0.08);
    const bayes = other({ rule: 'bayes', alpha: 0.05, beta: 0.05 });
    expect(bayes.stops.max).toBeLessThan(interval.stops.max!);
    expect(errors(bayes)).toBeLessThan(0.08);
  });

  it('curtailment without a minimum is dangerous: a few items, and more errors', () => {
    const rash = other({ ...sprt, curtail: 0.05 });
    expect(rash.meanItems).toBeLessThan(11);
    expect(errors(rash)).toBeGreaterThan(errors(simple));
  });
});
