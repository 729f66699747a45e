import { seeded } from '../random.js';
import { type Audit, auditAt, auditReport } from './audit.js';
import { intervalDays, type MemoryCard, review } from './scheduler.js';

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 23, 9);
const card: MemoryCard = { ...review(null, 'easy', START), dueAt: START + 21 * DAY };
const drawn = Array.from({ length: 20_000 }, (_, n) => auditAt(card, `p${n}/s/o`));

describe('the moment of an audit', () => {
  it('is drawn for one review in twenty', () => {
    const share = drawn.filter((at) => at !== null).length / drawn.length;
    expect(share).toBeGreaterThan(0.045);
    expect(share).toBeLessThan(0.055);
  });

  it('lies on any day between the last review and the next, each as likely', () => {
    const days = drawn.flatMap((at) => (at === null ? [] : [(at - START) / DAY]));
    const counts = Array.from({ length: 21 }, (_, day) => days.filter((each) => each === day).length);
    expect(counts[0]).toBe(0);
    for (const count of counts.slice(1)) expect(Math.abs(count / days.length - 1 / 20)).toBeLessThan(0.03);
    expect(Math.max(...days)).toBe(intervalDays(card) - 1);
  });

  it('is the same whenever it is asked, another one after the next review, and none before a day is left', () => {
    const later = { ...card, reviews: card.reviews + 1 };
    const again = drawn.map((_, n) => auditAt(card, `p${n}/s/o`));
    expect(again).toEqual(drawn);
    const both = drawn.filter((at, n) => at !== null && auditAt(later, `p${n}/s/o`) !== null).length;
    expect(both).toBeLessThan(100);
    expect(auditAt({ ...card, dueAt: START + DAY }, 'p')).toBeNull();
  });
});

describe('the report of audits', () => {
  /** Predictions from .6 to 1; `truth` gives the real chance. */
  const audits = (count: number, truth: (predicted: number) => number): Audit[] => {
    const random = seeded('audits');
    return Array.from({ length: count }, (_, n) => {
      const predicted = 0.6 + 0.39 * random('predicted', n);
      return { predicted, recalled: random('recalled', n) < truth(predicted) };
    });
  };
  const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
  const odds = (p: number): number => Math.log(p / (1 - p));

  it('is sound when people remember as was predicted', () => {
    const report = auditReport(audits(3000, (p) => p));
    expect(report.verdict).toBe('sound');
    expect(report.slope!.value).toBeCloseTo(1, 0);
    for (const band of report.bands) {
      expect(Math.abs(band.predicted - band.recalled)).toBeLessThan(0.06);
      expect(band.predicted).toBeGreaterThanOrEqual(band.from);
      expect(band.predicted).toBeLessThanOrEqual(band.to);
    }
    expect(report.bands.reduce((sum, band) => sum + band.audits, 0)).toBe(3000);
  });

  it('is off when people forget much faster or slower than was predicted', () => {
    for (const slope of [0.5, 2])
      expect(auditReport(audits(3000, (p) => logistic(slope * odds(p)))).verdict).toBe('off');
  });

  it('tells its standard error honestly', () => {
    const random = seeded('repeat');
    const slopes = Array.from({ length: 60 }, (_, r) =>
      auditReport(
        Array.from({ length: 400 }, (__, n) => {
          const predicted = 0.6 + 0.39 * random('p', r, n);
          return { predicted, recalled: random('x', r, n) < predicted };
        }),
      ),
    ).map(({ slope }) => slope!);
    const mean = slopes.reduce((sum, { value }) => sum + value, 0) / 60;
    const spread = Math.sqrt(slopes.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / 59);
    const told = slopes.reduce((sum, { standardError }) => sum + standardError, 0) / 60;
    expect(spread / told).toBeGreaterThan(0.75);
    expect(spread / told).toBeLessThan(1.3);
  });

  it('says nothing from few audits, from none, or from people who never forget', () => {
    expect(auditReport(audits(99, (p) => p)).verdict).toBe('too-few');
    expect(auditReport([])).toMatchObject({ audits: 0, predicted: null, recalled: null, slope: null });
    const all = auditReport(audits(500, () => 1));
    expect(all).toMatchObject({ verdict: 'too-few', slope: null, recalled: 1 });
  });

  it('does not call a slope sound that it hardly knows', () => {
    const few = auditReport(audits(120, (p) => p));
    expect(few.slope!.standardError).toBeGreaterThan(0.2);
    expect(few.verdict).toBe('unclear');
  });
});
