import { simulate } from '../adaptive/simulate.js';
import type { SimulationReport } from '../adaptive/simulation-report.js';
import type { TestRules } from '../adaptive/test-rules.js';
import { sprtExamRules } from '../scoring/sprt-exam.js';
import { makePeople, makePool } from '../simulation/synthetic-bank.js';

/** 500 two-parameter items over 10 skills, ln a ~ N(0, .3), b ~ N(0, .9). */
export const bankOf500 = makePool({ skills: 10, perSkill: 50, spreadOfA: 0.3 });

export const people = makePeople(2000);

/** 2,000 people N(0, 1), or those named, take a test on it. */
export const letThemSit = (rules: TestRules, thetas = people): SimulationReport =>
  simulate({ pool: bankOf500, rules, thetas, seed: 'sprt' });

/** No secrecy and no quotas: the most informative item at the cut is always next. */
export const bare = (min: number, max: number): TestRules => ({
  ...sprtExamRules({ min, max, cut: 0, quotas: [], cap: 1, curtail: 0 }),
  draw: { among: 1 },
});

export const errors = (report: SimulationReport): number => report.falsePass + report.falseFail;
