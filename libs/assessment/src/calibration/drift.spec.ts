import { u } from '../random.js';
import { detectDrift, reasonToRetire } from './drift.js';

const answersWith = (seed: string, count: number, expected: (i: number) => number, extra: number) =>
  Array.from({ length: count }, (_, i) => {
    const p = expected(i);
    return { correct: u(seed, i) < p + extra, expected: p };
  });
const mixed = (i: number): number => 0.3 + 0.5 * u('expected', i);

describe('drift of an item', () => {
  it('can be checked by hand: 65 right of 100 where 50 were expected is three standard deviations', () => {
    const answers = Array.from({ length: 100 }, (_, i) => ({ correct: i < 65, expected: 0.5 }));
    expect(detectDrift(answers)).toEqual({ z: 3, answers: 100, fires: false });
    const more = answers.map((answer, i) => ({ ...answer, correct: i < 66 }));
    expect(detectDrift(more).fires).toBe(true);
  });

  it('looks at the last hundred answers only, and not before there are so many', () => {
    const wrong = Array.from({ length: 99 }, () => ({ correct: false, expected: 0.5 }));
    expect(detectDrift(wrong)).toMatchObject({ answers: 99, fires: false });
    const recovered = [
      ...wrong,
      ...Array.from({ length: 100 }, (_, i) => ({ correct: i % 2 === 0, expected: 0.5 })),
    ];
    expect(detectDrift(recovered)).toEqual({ z: 0, answers: 100, fires: false });
    expect(detectDrift([])).toEqual({ z: 0, answers: 0, fires: false });
  });

  it('fires for three of a thousand sound items, and for nearly all that leaked', () => {
    const fires = (extra: number, runs: number): number =>
      Array.from({ length: runs }, (_, run) =>
        detectDrift(answersWith(`drift ${extra} ${run}`, 100, mixed, extra)),
      ).filter((drift) => drift.fires).length / runs;
    expect(fires(0, 600)).toBeLessThan(0.01);
    expect(fires(0.25, 100)).toBeGreaterThan(0.95);
  });

  it('seldom fires for a sound item in five hundred answers, when asked after every hundred', () => {
    const runs = 200;
    const fired = Array.from({ length: runs }, (_, run) => answersWith(`sound ${run}`, 500, mixed, 0)).filter(
      (answers) => [100, 200, 300, 400, 500].some((count) => detectDrift(answers.slice(0, count)).fires),
    );
    expect(fired.length / runs).toBeLessThan(0.04);
  });

  it('retires an item for drift or after five hundred exposures', () => {
    const calm = detectDrift([]);
    expect(reasonToRetire(499, calm)).toBeUndefined();
    expect(reasonToRetire(500, calm)).toBe('exposure');
    expect(reasonToRetire(120, { z: 4, answers: 100, fires: true })).toBe('drift');
  });
});
