import { seeded } from '#assessment';
import { coarsen, DIMENSIONS, type Facts, keyOf } from './facts.js';

const random = seeded('facts');

describe('the facts that go with an answer', () => {
  it('never point at fewer than five of those who were asked, in 200 companies of all sizes', () => {
    for (let run = 0; run < 200; run += 1) {
      const people = Array.from({ length: 5 + Math.floor(random(run, 'n') * 150) }, (_, i) => ({
        facts: {
          vip: random(run, 'vip', i) < 0.05 ? 'yes' : 'no',
          grade: random(run, 'grade', i) < 0.15 ? 'leads' : 'team',
          site: ['Amsterdam', 'Lissabon', 'Willemstad'][Math.floor(random(run, 'site', i) ** 3 * 3)]!,
          contract: ['Vast', 'Tijdelijk', 'Inhuur'][Math.floor(random(run, 'contract', i) ** 2 * 3)]!,
          scale: String(6 + Math.floor(random(run, 'scale', i) ** 2 * 8)),
        } satisfies Facts,
      }));
      const sizes = new Map<string, number>();
      for (const { facts } of coarsen(people, DIMENSIONS, 5)) {
        sizes.set(keyOf(facts), (sizes.get(keyOf(facts)) ?? 0) + 1);
      }
      expect(Math.min(...sizes.values())).toBeGreaterThanOrEqual(5);
    }
  });

  it('stay as they are when all groups are large enough', () => {
    const people = Array.from({ length: 10 }, (_, i) => ({ facts: { vip: i < 5 ? 'yes' : 'no' } }));
    expect(coarsen(people, ['vip'], 5).map(({ facts }) => facts.vip)).toEqual(
      people.map(({ facts }) => facts.vip),
    );
  });

  it('give up contract before site, and site before being a VIP', () => {
    const people = Array.from({ length: 12 }, (_, i) => ({
      facts: { vip: i < 6 ? 'yes' : 'no', site: 'Gent', contract: i === 0 ? 'Inhuur' : 'Vast' },
    }));
    const told = coarsen(people, ['contract', 'site', 'vip'], 5);
    expect(told.slice(1).every(({ facts }) => facts.site === 'Gent' && facts.vip !== '*')).toBe(true);
    expect(told[0]?.facts.contract).toBe('*');
  });

  it('say nothing at all of four people', () => {
    const people = Array.from({ length: 4 }, () => ({ facts: { vip: 'no' } }));
    expect(coarsen(people, ['vip'], 5).map(({ facts }) => facts.vip)).toEqual(['*', '*', '*', '*']);
  });
});
