import { endToday, refusePeriod } from './deputy-period.js';

const TODAY = '2026-11-23';

describe('a stand-in', () => {
  it('lasts from its first to its last day, a year at most', () => {
    expect(refusePeriod('2026-11-23', '2026-11-23', TODAY)).toBeNull();
    expect(refusePeriod('2026-11-23', '2027-11-23', TODAY)).toBeNull();
    expect(refusePeriod('2026-11-23', '2027-11-24', TODAY)).toBe('too-long');
    expect(refusePeriod('2028-02-01', '2029-01-31', TODAY)).toBeNull();
  });

  it('does not end before it begins, and is not written down afterwards', () => {
    expect(refusePeriod('2026-12-02', '2026-12-01', TODAY)).toBe('ends-before-start');
    expect(refusePeriod('2026-11-01', '2026-11-22', TODAY)).toBe('past');
    expect(refusePeriod('2026-11-01', '2026-11-23', TODAY)).toBeNull();
  });

  it('keeps the days on which it counted when it is ended', () => {
    expect(endToday({ from: '2026-11-16', until: '2026-12-01' }, TODAY)).toEqual({
      from: '2026-11-16',
      until: '2026-11-22',
    });
    expect(endToday({ from: '2026-11-23', until: '2026-12-01' }, TODAY)).toBeNull();
    expect(endToday({ from: '2026-12-01', until: '2026-12-05' }, TODAY)).toBeNull();
    expect(endToday({ from: '2026-11-02', until: '2026-11-10' }, TODAY)).toEqual({
      from: '2026-11-02',
      until: '2026-11-10',
    });
  });
});
