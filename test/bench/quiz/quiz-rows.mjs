// What was measured beside what must be reached: rows 1 to 4 of the performance table.
import { median } from '../cpu.mjs';
import { API_CALLS, PAGE_REQUESTS } from './quiz-walks.mjs';

const CPU = 'CPU ms per quiz';
const ROWS = [
  { row: null, name: 'quiz in pages, 1 learner', kind: 'one', of: 'cpu', unit: CPU },
  { row: 1, name: 'quiz in pages, 8 learners', kind: 'eight', of: 'cpu', unit: CPU, must: 74, aim: 30 },
  { row: null, name: 'quiz in pages, 32 learners', kind: 'thirtyTwo', of: 'cpu', unit: CPU },
  { row: 4, name: 'quiz through the API, 8 learners', kind: 'api', of: 'cpu', unit: CPU, must: 42, aim: 17 },
  { row: null, name: 'quizzes, 1 learner', kind: 'one', of: 'perSecond', unit: 'per second' },
  { row: null, name: 'quizzes, 8 learners', kind: 'eight', of: 'perSecond', unit: 'per second' },
  {
    ...{ row: 2, name: 'quizzes, 32 learners', kind: 'thirtyTwo', of: 'perSecond', unit: 'per second' },
    ...{ must: 23, aim: 57 },
  },
  { row: null, name: 'request, 1 learner', kind: 'one', of: 'p95', unit: 'ms, p95' },
  { row: null, name: 'request, 8 learners', kind: 'eight', of: 'p95', unit: 'ms, p95' },
  { row: 2, name: 'request, 32 learners', kind: 'thirtyTwo', of: 'p95', unit: 'ms, p95', must: 98, aim: 39 },
  {
    ...{ row: 3, name: '200 exam starts in the same moment, until the last one sees question 1' },
    ...{ kind: 'starts', of: 'atOnce', unit: 's', must: 1, aim: 0.5 },
  },
  {
    ...{ row: null, name: '200 exam starts spread over a second, the longest wait' },
    ...{ kind: 'starts', of: 'spread', unit: 's' },
  },
];

/** One line per figure; for quizzes a second more is better, for all others less. */
export function listRows(ours, floor, { answers, withNext }) {
  const compared = ROWS.map(({ kind, of, ...row }) => {
    const [mine, bare] = [ours[kind][of], floor[kind][of]];
    const isMore = of === 'perSecond';
    return {
      ...{ ...row, ours: mine, floor: bare },
      ratio: Number((isMore ? bare / mine : mine / bare).toFixed(1)),
      ok: row.must === undefined || (isMore ? mine >= row.must : mine <= row.must),
      ...(of === 'cpu' ? { parts: ours[kind].parts } : {}),
    };
  });
  const calls = { ours: ours.api.requests, floor: floor.api.requests, must: API_CALLS };
  return [
    ...compared,
    { row: 4, name: 'calls of a quiz through the API', ...calls, ok: calls.ours <= calls.must },
    {
      ...{ row: 1, name: 'SQL statements to save an answer', ours: median(answers), must: 3 },
      ...{ most: Math.max(...answers), withNextQuestion: median(withNext) },
      ok: median(answers) <= 3,
    },
    {
      row: 1,
      name: 'requests of a quiz in pages',
      ours: ours.eight.requests,
      floor: PAGE_REQUESTS,
      ok: true,
    },
  ];
}
