import { rapidAnswers } from './rapid-answers.js';

const timed = (...times: (number | null)[]) =>
  times.map((ms, i) => ({ position: i + 1, ms, fifthPercentileMs: null }));

describe('answers that came too quickly', () => {
  it('are those in less than three seconds', () => {
    expect(rapidAnswers(timed(2999, 3000, 40_000))).toEqual({ positions: [1], answered: 3, flagged: true });
  });

  it('are none where most people are that quick', () => {
    const quick = { position: 1, ms: 2500, fifthPercentileMs: 2000 };
    expect(rapidAnswers([quick])).toEqual({ positions: [], answered: 1, flagged: false });
    expect(rapidAnswers([{ ...quick, ms: 1999 }]).positions).toEqual([1]);
    expect(rapidAnswers([{ ...quick, ms: 4000, fifthPercentileMs: 5000 }]).positions).toEqual([]);
  });

  it('are flagged when they are more than a tenth', () => {
    const twenty = Array.from({ length: 20 }, (_, i) => (i < 2 ? 500 : 9000));
    expect(rapidAnswers(timed(...twenty))).toMatchObject({ positions: [1, 2], flagged: false });
    expect(rapidAnswers(timed(...twenty.slice(0, 19))).flagged).toBe(true);
  });

  it('need a time, and an answer', () => {
    expect(rapidAnswers(timed(null, 9000))).toMatchObject({ positions: [], flagged: false });
    expect(rapidAnswers([])).toEqual({ positions: [], answered: 0, flagged: false });
  });
});
