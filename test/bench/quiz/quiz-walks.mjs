// One learner's quiz of ten questions, request by request: in pages, through the API, and only its start.
import { findForm, htmlOf } from '../browser.mjs';

export const QUESTIONS = 10;
/** Open, start, ten times question and answer, the page after that, hand in, result: as many as the floor's measured quiz. */
export const PAGE_REQUESTS = 5 + 2 * QUESTIONS;
/** Start (with the first question), ten answers (each with the next question), end. */
export const API_CALLS = 2 + QUESTIONS;

export const PRODUCT = {
  door: '/exams/A',
  api: {
    start: () => '/api/v1/attempts',
    answer: (id) => `/api/v1/attempts/${id}/answers`,
    end: (id) => `/api/v1/attempts/${id}/end`,
  },
};
export const FLOOR = {
  door: '/quiz',
  api: {
    start: () => '/api-start',
    answer: (id) => `/api-answer/${id}`,
    end: (id) => `/api-end/${id}`,
  },
};

/** A browser's `send` that keeps in `log` how many milliseconds each request took, and takes no error for an answer. */
export function timed(browser, log, more) {
  return async (method, url, body) => {
    const began = performance.now();
    const answer = await browser.send(method, url, body, more);
    log.push(performance.now() - began);
    if (answer.status >= 400)
      throw new Error(`${method} ${url} answered ${answer.status}: ${htmlOf(answer)}`);
    return answer;
  };
}

/** The whole quiz in pages; gives the HTML of the door, of one question and of the result. */
export async function quizInPages(send, { door }) {
  const opened = htmlOf(await send('GET', door));
  const started = findForm(opened, door);
  let { location } = (await send('POST', started.action, started.body)).headers;
  let question;
  for (let number = 1; number <= QUESTIONS; number += 1) {
    question = htmlOf(await send('GET', location));
    const { action, body } = findForm(question, '/answers');
    ({ location } = (await send('POST', action, body)).headers);
    if (!location) throw new Error(`Question ${number} was not saved.`);
  }
  const next = htmlOf(await send('GET', location));
  const end = findForm(next, '/hand-in');
  const handedIn = await send('POST', end.action, end.body);
  const result = htmlOf(await send('GET', handedIn.headers.location));
  return { door: opened, question, result };
}

/** The same through the API, as a script would; gives the JSON of the last question. */
export async function quizThroughApi(send, { api }) {
  const post = async (url, body) => {
    const answer = await send('POST', url, JSON.stringify(body));
    return JSON.parse(htmlOf(answer));
  };
  let attempt = await post(api.start(), { kind: 'exam', category: 'A' });
  const { id, session } = attempt;
  for (let number = 1; number <= QUESTIONS; number += 1) {
    const { question } = attempt;
    const sent = { position: question.position, answer: answerTo(question), ...(session ? { session } : {}) };
    const answered = await post(api.answer(id), sent);
    attempt = answered.attempt ?? answered;
  }
  const last = attempt;
  await post(api.end(id), session ? { session } : {});
  return last;
}

function answerTo({ type, options, steps, left, right }) {
  switch (type) {
    case 'multiple':
      return { options: [options[0].token] };
    case 'order':
      return { order: steps.map(({ token }) => token) };
    case 'match':
      return {
        pairs: Object.fromEntries(left.map(({ token }, i) => [token, right[i % right.length].token])),
      };
    case 'scenario':
      return { steps: Object.fromEntries(steps.map(({ token }) => [token, '1'])) };
    case 'hotspot':
      return { area: '1' };
    case 'text':
      return { text: 'mail' };
    default:
      return { option: '1' };
  }
}

/** The form behind "start", looked up beforehand: the page before an exam was opened earlier. */
export async function findStart(browser, { door }) {
  return findForm(await browser.open(door), door);
}

/** Presses "start" and waits for the first question. */
export async function startQuiz(send, { action, body }) {
  const { headers } = await send('POST', action, body);
  const question = htmlOf(await send('GET', headers.location));
  findForm(question, '/answers');
}
