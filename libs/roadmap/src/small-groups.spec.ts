import { sharesToShow } from './small-groups.js';

const group = (id: string, audience: number, category = 'A') => ({ id, category, audience });

describe('shares for everybody', () => {
  it('leave groups under five out', () => {
    expect([...sharesToShow([group('four', 4), group('five', 5, 'B'), group('none', 0)])]).toEqual(['five']);
  });

  it('leave out the second of two groups whose difference would tell on a few people', () => {
    expect([...sharesToShow([group('finance', 38), group('finance but Bram', 37)])]).toEqual(['finance']);
    expect([
      ...sharesToShow([group('finance', 38), group('all but four', 34), group('all but five', 33)]),
    ]).toEqual(['finance', 'all but five']);
  });

  it('compare only milestones about the same category, and let equal groups be', () => {
    expect(sharesToShow([group('A', 38), group('B', 37, 'B'), group('A again', 38)]).size).toBe(3);
  });
});
