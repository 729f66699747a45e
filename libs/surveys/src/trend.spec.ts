import { liesIn, periodOf, trendsOf } from './trend.js';

const survey = (id: string, opensOn: string, closesOn: string) => ({
  ...{ id, opensOn, closesOn, questions: ['satisfied'], topics: [], dimensions: [] },
  smallestGroup: 10,
});
const answers = (yes: number, no: number) => [
  { question: 'satisfied', topic: null, value: '4', facts: {}, n: yes },
  { question: 'satisfied', topic: null, value: '1', facts: {}, n: no },
];

describe('a trend over surveys', () => {
  it('shows of each survey what its own page shows, the earliest first, and nothing below its own threshold', () => {
    const surveys = [
      survey('c', '2026-10-01', '2026-10-08'),
      survey('b', '2026-07-01', '2026-07-08'),
      survey('a', '2026-04-01', '2026-04-08'),
    ];
    const counted = new Map([
      ['a', answers(20, 20)],
      ['b', answers(5, 4)],
      ['c', answers(30, 10)],
    ]);
    const [trend] = trendsOf(surveys, counted);
    expect(trend?.points.map(({ surveyId, share }) => [surveyId, share.value, share.n])).toEqual([
      ['a', 0.5, 40],
      ['c', 0.75, 40],
    ]);
    expect(trendsOf(surveys.slice(0, 2), counted)).toEqual([]);
  });

  it('takes whole surveys of a period: none of which a day lies outside', () => {
    const period = periodOf({}, '2026-11-23');
    expect(period).toEqual({ from: '2025-11-23', to: '2026-11-23' });
    expect(liesIn(period, survey('a', '2025-11-23', '2025-12-01'))).toBe(true);
    expect(liesIn(period, survey('a', '2025-11-22', '2025-12-01'))).toBe(false);
    expect(liesIn({ from: '2026-01-01', to: '2026-01-07' }, survey('a', '2026-01-01', '2026-01-08'))).toBe(
      false,
    );
  });

  it('reaches back to a survey that was asked for by name', () => {
    const old = survey('a', '2024-03-01', '2024-03-08');
    expect(periodOf({}, '2026-11-23', old).from).toBe('2024-03-01');
    expect(periodOf({ from: '2026-01-01' }, '2026-11-23', old).from).toBe('2026-01-01');
  });
});
