// The rounds of the quiz bench, the same for product and floor: so many quizzes by so many people at once.
import { together } from '../browser.mjs';
import { measure, median } from '../cpu.mjs';
import { say } from '../house.mjs';
import { findStart, quizInPages, quizThroughApi, startQuiz, timed } from './quiz-walks.mjs';

/** Until both servers run compiled code and reuse their plans, as they do all day. */
const WARM_UP_ROUNDS = 2;
/** Quizzes a round: as many for everybody, and enough for a second or more. */
const KINDS = {
  one: { way: 'pages', atOnce: 1, quizzes: 24 },
  eight: { way: 'pages', atOnce: 8, quizzes: 120 },
  thirtyTwo: { way: 'pages', atOnce: 32, quizzes: 192 },
  api: { way: 'api', atOnce: 8, quizzes: 120 },
};
const WAYS = {
  pages: ({ browser }, addresses, log) => quizInPages(timed(browser, log), addresses),
  api: ({ script, asScript }, addresses, log) => quizThroughApi(timed(script, log, asScript), addresses),
};

/** CPU milliseconds a quiz, quizzes a second and the 95th percentile of a request of each kind, and the starts. */
export async function measureSide(side) {
  const results = {};
  for (const way of Object.keys(WAYS))
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
      await side.forget();
      await takeQuizzes(side, { way, atOnce: 8, quizzes: 120 }, []);
    }
  for (const [name, kind] of Object.entries(KINDS)) {
    results[name] = await measureKind(side, kind);
    say(`${name}: ${JSON.stringify(results[name])}`);
  }
  results.starts = await measureStarts(side);
  say(`starts: ${JSON.stringify(results.starts)}`);
  return results;
}

async function measureKind(side, kind) {
  const requests = [];
  const speeds = [];
  const { value, parts } = await measure({
    ...{ roots: side.roots, rounds: side.rounds },
    prepare: () => side.forget(),
    work: async () => {
      const began = performance.now();
      await takeQuizzes(side, kind, requests);
      speeds.push((1000 * kind.quizzes) / (performance.now() - began));
      await side.drain();
      return kind.quizzes;
    },
  });
  const p95 = percentile(requests, 0.95);
  return {
    ...{ cpu: value, parts, perSecond: round(median(speeds)), p95: round(p95) },
    requests: requests.length / (kind.quizzes * side.rounds),
  };
}

function takeQuizzes({ learners, addresses }, { way, atOnce, quizzes }, log) {
  return together(learners.slice(0, quizzes), atOnce, (learner) => WAYS[way](learner, addresses, log));
}

/**
 * Everybody presses "start" in the same moment: seconds until the last one sees question 1. And spread evenly over a
 * second: the seconds that the slowest one waited. Both the middle of the rounds.
 */
async function measureStarts({ learners, addresses, rounds, forget, drain }) {
  const seconds = { atOnce: [], spread: [] };
  for (let number = 0; number < rounds; number += 1) {
    for (const [how, over] of Object.entries({ atOnce: 0, spread: 1000 })) {
      await forget();
      const forms = [];
      await together(learners, 8, async ({ browser }, index) => {
        forms[index] = await findStart(browser, addresses);
      });
      await drain();
      const waits = await Promise.all(
        learners.map(async ({ browser }, index) => {
          await new Promise((resolve) => setTimeout(resolve, (over * index) / learners.length));
          const began = performance.now();
          await startQuiz(timed(browser, []), forms[index]);
          return performance.now() - began;
        }),
      );
      seconds[how].push(Math.max(...waits) / 1000);
    }
  }
  return { atOnce: round(median(seconds.atOnce)), spread: round(median(seconds.spread)) };
}

const percentile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const round = (value) => Number(value.toPrecision(3));
