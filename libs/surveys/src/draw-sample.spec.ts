import { seeded } from '#assessment';
import { type Candidate, drawSample, isRested } from './draw-sample.js';

const random = seeded('survey');
const people = (count: number, changes: (i: number) => Partial<Candidate> = () => ({})): Candidate[] =>
  Array.from({ length: count }, (_, i) => ({
    personId: `p${String(i).padStart(3, '0')}`,
    lastAskedOn: null,
    timesAsked: 0,
    ...changes(i),
  }));

describe('who is asked', () => {
  it('is nobody who was asked less than four weeks ago', () => {
    expect(isRested({ lastAskedOn: '2026-11-01' }, '2026-11-28')).toBe(false);
    expect(isRested({ lastAskedOn: '2026-11-01' }, '2026-11-29')).toBe(true);
    const drawn = drawSample(
      people(20, (i) => ({ lastAskedOn: i % 2 === 0 ? '2026-11-20' : null })),
      { size: null, today: '2026-11-23', random },
    );
    expect(drawn).toHaveLength(10);
  });

  it('is the same for the same seed and other people for another', () => {
    const from = people(100);
    const draw = (seed: string) => drawSample(from, { size: 10, today: '2026-11-23', random: seeded(seed) });
    expect(draw('one')).toEqual(draw('one'));
    expect(draw('one')).not.toEqual(draw('two'));
  });

  it('goes round: in a year of pulses nobody is asked twice more often than somebody else', () => {
    const asked = new Map(people(90).map(({ personId }) => [personId, [] as string[]]));
    for (let pulse = 0; pulse < 12; pulse += 1) {
      const today = `2026-${String(pulse + 1).padStart(2, '0')}-01`;
      const candidates = [...asked].map(([personId, days]) => ({
        personId,
        lastAskedOn: days.at(-1) ?? null,
        timesAsked: days.length,
      }));
      const drawn = drawSample(candidates, { size: 30, today, random: seeded(`pulse ${pulse}`) });
      expect(drawn).toHaveLength(30);
      for (const personId of drawn) asked.get(personId)!.push(today);
    }
    const times = [...asked.values()].map((days) => days.length);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(1);
  });

  it('gives everybody the same chance', () => {
    const times = new Map<string, number>();
    for (let run = 0; run < 1000; run += 1) {
      for (const personId of drawSample(people(20), { size: 5, today: '2026-11-23', random: seeded(run) })) {
        times.set(personId, (times.get(personId) ?? 0) + 1);
      }
    }
    // 1,000 draws of 5 in 20: 250 each, standard deviation 13.7.
    for (const count of times.values()) expect(Math.abs(count - 250)).toBeLessThan(5 * 13.7);
    expect(times.size).toBe(20);
  });
});
