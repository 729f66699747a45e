import { awarenessOf, gapRow, groupsApart, largestGap } from './gap.js';

describe('the gap', () => {
  it('is 18 points for 72 predicted and 54 of 100 found, more than chance', () => {
    const row = gapRow('satisfied', 0.72, { yes: 54, n: 100 });
    expect(row.gap?.value).toBeCloseTo(0.18, 10);
    expect(row.direction).toBe('over');
    expect(gapRow('speed', 0.05, { yes: 20, n: 100 }).direction).toBe('under');
  });

  it('has no direction when chance explains it, and none while a side is missing', () => {
    expect(gapRow('satisfied', 0.6, { yes: 54, n: 100 }).direction).toBe('none');
    expect(gapRow('satisfied', null, { yes: 54, n: 100 })).toMatchObject({ gap: null, direction: null });
    expect(gapRow('satisfied', 0.6, null)).toMatchObject({ measured: null, gap: null });
  });

  it('is largest where both sides lie furthest apart, leaving out what chance explains', () => {
    const rows = [
      gapRow('satisfied', 0.72, { yes: 54, n: 100 }),
      gapRow('speed', 0.05, { yes: 20, n: 100 }),
      gapRow('human', 0.83, { yes: 44, n: 100 }),
      gapRow('solved', 0.9, { yes: 3, n: 5 }),
    ];
    expect(largestGap(rows)?.question).toBe('human');
    expect(largestGap([gapRow('solved', 0.5, { yes: 5, n: 10 })])).toBeNull();
  });

  it('between VIPs and others is 65 against 46', () => {
    const apart = groupsApart({ yes: 52, n: 80 }, { yes: 55, n: 120 });
    expect(apart.first.value).toBeCloseTo(0.65, 2);
    expect(apart.second.value).toBeCloseTo(0.458, 3);
    expect(apart.direction).toBe('over');
  });
});

describe('awareness', () => {
  it('is 4 % when 12 of 200 know the chat and 4 of 200 what does not exist', () => {
    const found = awarenessOf({ yes: 12, n: 200 }, { yes: 4, n: 200 }, 5);
    expect(found?.value).toBeCloseTo(0.041, 3);
    expect(found!.low).toBeLessThan(0.04);
    expect(found!.high).toBeGreaterThan(0.05);
  });

  it('is not told of fewer than five, nor without something invented', () => {
    expect(awarenessOf({ yes: 2, n: 4 }, { yes: 0, n: 4 }, 5)).toBeNull();
    expect(awarenessOf({ yes: 2, n: 40 }, null, 5)).toBeNull();
  });
});
