import fc from 'fast-check';
import { afterAnswer, newSkillState, type SkillState } from './skill-state.js';
import { LEVELS, levelBand, levelOf, masteryWord } from './skill-words.js';

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 23, 9);
/** One answer a day, each to another item, as authors rate them: a = 1, b near the cut, one SD of doubt. */
const after = (points: readonly number[], perDay = 1): SkillState =>
  points.reduce<SkillState>((state, each, n) => {
    const at = START + Math.floor(n / perDay) * DAY;
    const day = new Date(at).toISOString().slice(0, 10);
    return afterAnswer(state, { itemId: `i${n}`, a: 1, b: -0.3, variance: 1, points: each, at, day }, 0);
  }, newSkillState());
const right = (count: number): number[] => Array<number>(count).fill(1);

describe('a skill in words', () => {
  it('is unknown on fewer than four different items', () => {
    expect(masteryWord(after(right(3)), 0)).toBe('unknown');
    expect(masteryWord(after(right(4)), 0)).not.toBe('unknown');
  });

  it('is solid only after right answers on two days', () => {
    expect(masteryWord(after(right(6), 6), 0)).toBe('nearly');
    expect(masteryWord(after(right(6), 3), 0)).toBe('solid');
  });

  it('is "practise" when the answers are mostly wrong', () => {
    expect(masteryWord(after([1, 0, 0, 0, 0, 0]), 0)).toBe('practise');
  });

  it('stays solid after one slip, and is lost after many', () => {
    const solid = right(10);
    expect(masteryWord(after([...solid, 0]), 0)).toBe('solid');
    expect(masteryWord(after([...solid, 0, 0, 0, 0, 0, 0]), 0)).not.toBe('solid');
  });
});

describe('the band around a word', () => {
  it('is wide when little is known and one word when much is', () => {
    expect(levelBand(newSkillState(), 0)).toEqual({ from: 'practise', to: 'solid' });
    expect(levelBand({ mean: 0, variance: 0.04 }, 0)).toEqual({ from: 'nearly', to: 'nearly' });
    expect(levelBand({ mean: 2, variance: 0.16 }, 0)).toEqual({ from: 'solid', to: 'solid' });
  });

  it('always holds the word it stands beside and the word of its middle, in order', () => {
    const word = fc.constantFrom(...LEVELS);
    const logits = fc.double({ min: -4, max: 4, noNaN: true });
    const spread = fc.double({ min: 0.04, max: 2, noNaN: true });
    fc.assert(
      fc.property(logits, spread, word, (mean, variance, own) => {
        const band = levelBand({ mean, variance }, 0.2, own);
        const [from, to] = [LEVELS.indexOf(band.from), LEVELS.indexOf(band.to)];
        for (const level of [own, levelOf(mean, 0.2)]) {
          expect(LEVELS.indexOf(level)).toBeGreaterThanOrEqual(from);
          expect(LEVELS.indexOf(level)).toBeLessThanOrEqual(to);
        }
      }),
    );
  });
});
