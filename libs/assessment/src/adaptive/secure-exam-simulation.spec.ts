import { sprtExamRules } from '../scoring/sprt-exam.js';
import { bankOf500, bare, errors, letThemSit } from '../testing/secure-bank.factory.js';
import type { SimulationReport } from './simulation-report.js';

const skills = [...new Set(bankOf500.map((item) => item.skill))];
const quotas = skills.map((skill) => ({ group: skill, skills: [skill], min: 2, max: 8 }));

function expectSound(report: SimulationReport): void {
  expect(report.topExposure).toBeLessThanOrEqual(0.25);
  expect(report.relaxed).toBe(0);
  expect(report.skillGaps).toBe(0);
  expect(report.quotaExcess).toBe(0);
  expect(report.overlap).toBeLessThan(0.16);
  expect(report.neverUsed.length).toBeLessThan(0.05 * bankOf500.length);
}

describe('a secure licence exam of 20 to 60 items on it', () => {
  it('keeps every quota and the exposure cap for a few items more than the shortest test', () => {
    const report = letThemSit(sprtExamRules({ min: 20, max: 60, cut: 0, quotas, curtail: 0 }));
    expectSound(report);
    expect(report.meanItems).toBeGreaterThan(26);
    expect(report.meanItems).toBeLessThan(33);
    expect(errors(report)).toBeLessThan(0.08);
    expect(report.errorOutside).toBeLessThan(0.015);
  });

  it('is five items shorter with curtailment, at nearly the same error', () => {
    const report = letThemSit(sprtExamRules({ min: 20, max: 60, cut: 0, quotas }));
    expectSound(report);
    expect(report.meanItems).toBeGreaterThan(22);
    expect(report.meanItems).toBeLessThan(27);
    expect(errors(report)).toBeLessThan(0.08);
    expect(report.errorOutside).toBeLessThan(0.017);
    expect(report.stops.curtailed).toBeGreaterThan(200);
  });

  it('without secrecy would be shorter, and the same twenty items for everybody', () => {
    const report = letThemSit(bare(20, 60));
    expect(report.meanItems).toBeGreaterThan(23);
    expect(report.meanItems).toBeLessThan(28.5);
    expect(report.topExposure).toBe(1);
    expect(report.overlap).toBeGreaterThan(0.7);
  });
});
