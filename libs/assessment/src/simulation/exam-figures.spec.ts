import { examRules } from '../scoring/cut-score.js';
import { sprtExamRules } from '../scoring/sprt-exam.js';
import { examFigures } from './exam-figures.js';
import { makePool } from './synthetic-bank.js';

const pool = makePool({ skills: 10, perSkill: 30, spreadOfA: 0.3 });
const skills = [...new Set(pool.map((item) => item.skill))];
const quotas = skills.map((skill) => ({ group: skill, skills: [skill], min: 1, max: 6 }));
const rules = sprtExamRules({ min: 12, max: 30, cut: 0, quotas });

describe('the figures of a simulated exam', () => {
  it('tell errors apart near the cut and clear of it, and keep quotas and the exposure cap', () => {
    const told: number[] = [];
    const found = examFigures({ pool, rules, people: 300, seed: 's', onPerson: (done) => told.push(done) });
    expect(told).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
    expect(found).toMatchObject({ people: 300, bank: 300, quotaViolations: 0, capBroken: 0 });
    expect(found.meanItems).toBeGreaterThanOrEqual(12);
    expect(found.p90Items).toBeLessThanOrEqual(30);
    expect(found.inside).toBeGreaterThan(0.1);
    expect(found.inside).toBeLessThan(0.3);
    expect(found.errorOutside).toBeLessThan(found.errorInside);
    expect(found.errorInside).toBeLessThan(0.6);
    const { inside, errorInside, errorOutside } = found;
    expect(found.error).toBeCloseTo(inside * errorInside + (1 - inside) * errorOutside, 12);
    expect(found.topExposure).toBeLessThanOrEqual(0.26);
  });

  it('are the same for the same seed and others for another', () => {
    const run = (seed: string) => examFigures({ pool, rules, people: 40, seed });
    expect(run('a')).toEqual(run('a'));
    expect(run('a')).not.toEqual(run('b'));
  });

  it('show what a bank of eleven items a person would mean: everybody meets everything', () => {
    const tiny = makePool({ skills: 11, perSkill: 1 });
    const found = examFigures({
      pool: tiny,
      rules: examRules({ min: 11, max: 11, cut: 0 }),
      people: 20,
      seed: 's',
    });
    expect(found).toMatchObject({ topExposure: 1, overlap: 1, meanItems: 11, neverUsed: [] });
  });

  it('refuse one person alone and rules without a cut', () => {
    expect(() => examFigures({ pool, rules, people: 1, seed: 's' })).toThrow(RangeError);
    const { cut: _, ...open } = rules;
    expect(() => examFigures({ pool, rules: open, people: 5, seed: 's' })).toThrow(RangeError);
  });
});
