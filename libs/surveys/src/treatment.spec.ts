import { seeded } from '#assessment';
import { type Cell, fits } from './disclosure.js';
import { DIMENSIONS, type Facts } from './facts.js';
import { compareTreatment, dimensionsOf } from './treatment.js';

const OUTCOMES = ['satisfied', 'speed', 'waiver', 'reminder', 'closure'] as const;

/** A company in which leading goes with being a VIP, and who was treated how, with a bias in favour of one group. */
function company(run: number, people: number, bias: number, favoured: Facts) {
  const random = seeded(`treatment ${run}`);
  const facts = Array.from({ length: people }, (_, i): Facts => {
    const leads = random('grade', i) < 0.25;
    return {
      vip: leads && random('vip', i) < 0.7 ? 'yes' : 'no',
      grade: leads ? 'leads' : 'team',
      site: ['Amsterdam', 'Lissabon', 'Willemstad'][Math.floor(random('site', i) ** 2 * 3)]!,
      contract: random('contract', i) < 0.2 ? 'Tijdelijk' : 'Vast',
      scale: String(6 + Math.floor(random('scale', i) ** 2 * 8)),
    };
  });
  const base = { satisfied: 0.55, speed: 0.2, waiver: 0.12, reminder: 0.4, closure: 0.15 } as const;
  return OUTCOMES.map((key) => ({
    key,
    cells: facts.map((of, i): Cell => ({
      facts: of,
      n: 1,
      yes: random(key, i) < base[key] + (key === 'satisfied' && fits(of, favoured) ? bias : 0) ? 1 : 0,
    })),
  }));
}

const report = (run: number, people: number, bias: number, favoured: Facts = {}) =>
  compareTreatment(company(run, people, bias, favoured), DIMENSIONS, { smallest: 5, random: seeded(run) });

describe('the report on equal treatment', () => {
  it('accuses nobody without reason in more than 5 % of 1,000 simulated companies, over 25 comparisons together', () => {
    let accused = 0;
    for (let run = 0; run < 1000; run += 1) {
      if (report(run, 180, 0).some(({ isDifferent }) => isDifferent)) accused += 1;
    }
    expect(accused / 1000).toBeLessThanOrEqual(0.05);
  });

  it.each([{ vip: 'yes' }, { scale: '6' }] satisfies Facts[])(
    'finds planted bias in favour of %o',
    (favoured) => {
      const [dimension] = Object.keys(favoured);
      let found = 0;
      for (let run = 0; run < 20; run += 1) {
        const findings = report(1000 + run, 300, 0.4, favoured);
        if (
          findings.some(
            (one) => one.outcome === 'satisfied' && one.dimension === dimension && one.isDifferent,
          )
        )
          found += 1;
        expect(
          findings.filter((one) => one.outcome !== 'satisfied' && one.isDifferent).length,
        ).toBeLessThanOrEqual(1);
      }
      expect(found / 20).toBeGreaterThanOrEqual(0.9);
    },
  );

  it('compares by grade when HR’s file told the grade of somebody', () => {
    const told = (scale: string) => [
      { key: 'waiver', cells: [{ facts: { vip: 'no', scale }, yes: 0, n: 1 }] },
    ];
    expect(dimensionsOf(told('*'))).toEqual(['vip', 'grade', 'site', 'contract']);
    expect(dimensionsOf(told('8'))).toEqual(DIMENSIONS);
  });

  it('shows no group that is too small, nor the other half that would tell on it', () => {
    const cells: Cell[] = [
      { facts: { vip: 'yes', site: 'A' }, yes: 3, n: 3 },
      { facts: { vip: 'no', site: 'A' }, yes: 20, n: 40 },
    ];
    const [vip] = compareTreatment([{ key: 'satisfied', cells }], ['vip'], {
      smallest: 5,
      random: seeded(1),
    });
    expect(vip).toMatchObject({ groups: [], p: null, isDifferent: false });
  });
});
