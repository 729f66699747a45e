import fc from 'fast-check';
import { matchChance, type MatchEvidence, WORTH_ASKING, wordOf } from './match-chance.js';

const nothing: MatchEvidence = {
  name: 'different',
  nameBearers: 0,
  mail: 'different',
  mailUsers: 0,
  team: false,
  teamPeople: 20,
  together: false,
};
const of = (evidence: Partial<MatchEvidence>, people: number) =>
  matchChance({ ...nothing, ...evidence }, people);
const sameName = { name: 'same', nameBearers: 2 } as const;

describe('two records of one person', () => {
  it('are nearly certain with the same name and the same address, in a company of any size', () => {
    for (const people of [50, 240, 10_000, 100_000])
      expect(wordOf(of({ ...sameName, mail: 'same', mailUsers: 2 }, people))).toBe('almost-certain');
  });

  it('are likely by a rare name alone in a small company, and not in a large one', () => {
    expect(wordOf(of(sameName, 240))).toBe('likely');
    expect(of(sameName, 100_000)).toBeLessThan(WORTH_ASKING);
  });

  it('are asked about in a large company when the name comes back to the same team', () => {
    expect(of({ ...sameName, team: true }, 100_000)).toBeGreaterThan(0.9);
  });

  it('are not seen in two colleagues who share an address', () => {
    const shared = { mail: 'same', mailUsers: 2, together: true } as const;
    expect(of(shared, 240)).toBeLessThan(WORTH_ASKING);
    expect(of({ ...shared, team: true }, 240)).toBeLessThan(WORTH_ASKING);
    expect(of({ mail: 'same', mailUsers: 30 }, 240)).toBeLessThan(0.01);
  });

  it('are seen in somebody who came back under a married name with the old address', () => {
    expect(of({ name: 'given-name', mail: 'same', mailUsers: 2 }, 10_000)).toBeGreaterThan(0.6);
  });

  it('are less likely when both worked here on one day', () => {
    expect(of({ ...sameName, together: true }, 240)).toBeLessThan(of(sameName, 240));
  });

  it('are never more likely because more people bear the name or use the address', () => {
    const evidence = fc.record({
      name: fc.constantFrom('same', 'given-name', 'family-name', 'different'),
      nameBearers: fc.integer({ min: 2, max: 50 }),
      mail: fc.constantFrom('same', 'different', 'unknown'),
      mailUsers: fc.integer({ min: 2, max: 50 }),
      team: fc.boolean(),
      teamPeople: fc.integer({ min: 1, max: 500 }),
      together: fc.boolean(),
    }) as fc.Arbitrary<MatchEvidence>;
    fc.assert(
      fc.property(evidence, fc.integer({ min: 2, max: 200_000 }), (one, people) => {
        const chance = matchChance(one, people);
        expect(chance).toBeGreaterThan(0);
        expect(chance).toBeLessThan(1);
        const more = { ...one, nameBearers: one.nameBearers + 1, mailUsers: one.mailUsers + 1 };
        expect(matchChance(more, people)).toBeLessThanOrEqual(chance);
      }),
    );
  });
});
