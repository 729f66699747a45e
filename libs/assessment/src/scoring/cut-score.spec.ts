import type { PoolItem } from '../adaptive/test-rules.js';
import { decideExam, examRules } from './cut-score.js';

const pool: PoolItem[] = Array.from({ length: 12 }, (_, i) => ({
  id: `i${i}`,
  skill: `s${i % 4}`,
  parameters: { a: 1, b: 0 },
}));
const rules = examRules({ min: 8, max: 12, cut: 0 });
const session = (points: readonly (number | null)[]) => ({
  asked: points.map((p, i) => ({ itemId: `i${i}`, points: p })),
  elapsedSeconds: 0,
});

describe('the exam decision', () => {
  it('passes at the cut: half right on items of difficulty 0 is an estimate of exactly 0', () => {
    const decision = decideExam(session([1, 0, 1, 0, 1, 0, 1, 0]), pool, rules);
    expect(decision.theta).toBeCloseTo(0, 12);
    const above = decideExam(session([1, 1, 1, 0, 1, 0, 1, 0]), pool, rules);
    expect(above).toMatchObject({ outcome: 'passed', topics: [], incomplete: false });
  });

  it('calls it nearly just below the cut, not yet far below, and names the weakest topics', () => {
    const nearly = decideExam(session([1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0]), pool, rules);
    expect(nearly.outcome).toBe('nearly');
    expect(nearly.topics).toHaveLength(2);
    expect(nearly.topics).toContain('s3');
    expect(decideExam(session([0, 0, 0, 0, 0, 0, 0, 0]), pool, rules).outcome).toBe('not-yet');
  });

  it('counts the item that was on the screen when time ran out as wrong', () => {
    const waiting = decideExam(session([1, 1, 1, 0, 1, 0, 1, 0, null]), pool, rules);
    const wrong = decideExam(session([1, 1, 1, 0, 1, 0, 1, 0, 0]), pool, rules);
    expect(waiting.theta).toBe(wrong.theta);
  });

  it('passes nobody on fewer answers than the minimum, however good', () => {
    const decision = decideExam(session([1, 1, 1, 1, 1, null]), pool, rules);
    expect(decision).toMatchObject({ incomplete: true });
    expect(decision.outcome).not.toBe('passed');
  });
});
