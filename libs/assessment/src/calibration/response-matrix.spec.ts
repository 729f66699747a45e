import { collectResponses, countPeople, tabulateResponses } from './response-matrix.js';

describe('collected answers', () => {
  it('keep only the first answer of a person to an item: later ones measure memory', () => {
    const responses = collectResponses(3, [
      { person: 'a', item: 2, correct: false },
      { person: 'b', item: 1, correct: true },
      { person: 'a', item: 0, correct: true },
      { person: 'a', item: 2, correct: true },
    ]);
    expect([...responses.offsets]).toEqual([0, 2, 3]);
    expect([...responses.item]).toEqual([0, 2, 1]);
    expect([...responses.correct]).toEqual([1, 0, 1]);
    expect(countPeople(responses)).toBe(2);
  });

  it('may come as a table with gaps and counts', () => {
    const responses = tabulateResponses(
      [
        [1, null, 0],
        [null, null, 1],
      ],
      [3, 4],
    );
    expect([...responses.item]).toEqual([0, 2, 2]);
    expect(countPeople(responses)).toBe(7);
  });

  it('are refused when they name an unknown item, half a point, or rows of different length', () => {
    expect(() => collectResponses(3, [{ person: 'a', item: 3, correct: true }])).toThrow(RangeError);
    expect(() => tabulateResponses([[0.5]])).toThrow(RangeError);
    expect(() => tabulateResponses([[1, 0], [1]])).toThrow(RangeError);
    expect(() => tabulateResponses([[1]], [-1])).toThrow(RangeError);
  });
});
