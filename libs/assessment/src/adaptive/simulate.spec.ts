import { makePeople, makePool } from '../testing/index.js';
import { examRules } from '../scoring/cut-score.js';
import { placementRules } from './placement.js';
import { simulate } from './simulate.js';

// The size of licence A at launch: 11 skills, 6 practice and 7-8 exam items each.
const practice = makePool({ skills: 11, perSkill: 6, seed: 'practice' });
const exam = makePool({ skills: 11, perSkill: 8, seed: 'exam' });
const people = makePeople(1000);
const rules = examRules({ min: 15, max: 24, cut: 0 });
const believed = simulate({ pool: exam, rules, thetas: people, seed: 'exam' });

describe('a thousand simulated people', () => {
  it('are placed without bias, precisely enough, every skill asked', () => {
    const report = simulate({
      pool: practice,
      rules: placementRules({ skills: 11, cut: 0 }),
      thetas: people,
      seed: 'p',
    });
    expect(Math.abs(report.bias)).toBeLessThan(0.05);
    expect(report.rmse).toBeLessThan(0.5);
    expect(report.skillGaps).toBe(0);
    expect(report.meanItems).toBeLessThanOrEqual(30);
    expect(report.meanItems).toBeGreaterThanOrEqual(11);
  });

  it('get a right exam decision in more than 85 of 100 cases, within the item limits', () => {
    const report = believed;
    expect(report.falsePass + report.falseFail).toBeLessThan(0.15);
    expect(report.falsePass).toBeLessThan(0.09);
    expect(report.meanItems).toBeGreaterThanOrEqual(15);
    expect(report.meanItems).toBeLessThanOrEqual(24);
    expect(report.skillGaps).toBe(0);
    for (const test of report.tests) {
      expect(test.items.length).toBeGreaterThanOrEqual(15);
      expect(test.items.length).toBeLessThanOrEqual(24);
    }
  });

  it('do not all meet the same items: the most used one stays below a half, nearly none is dead', () => {
    const report = believed;
    expect(report.topExposure).toBeLessThan(0.5);
    expect(report.neverUsed.length).toBeLessThan(exam.length * 0.05);
  });

  it('clear of the cut are decided right almost always', () => {
    const able = simulate({ pool: exam, rules, thetas: makePeople(300, 1.5, 0), seed: 'able' });
    const weak = simulate({ pool: exam, rules, thetas: makePeople(300, -1.5, 0), seed: 'weak' });
    expect(able.falseFail).toBeLessThan(0.01);
    expect(weak.falsePass).toBeLessThan(0.01);
  });

  it('pass more often when items are easier than believed: the known danger of shared bias', () => {
    const easier = new Map(exam.map((i) => [i.id, { ...i.parameters, b: i.parameters.b - 0.4 }]));
    const biased = simulate({ pool: exam, rules, thetas: people, seed: 'exam', truth: easier });
    expect(biased.falsePass).toBeGreaterThan(believed.falsePass);
    expect(biased.bias).toBeGreaterThan(0.2);
  });
});
