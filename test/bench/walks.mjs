// What people do, request by request: the same steps in the product and in the floor, each with its own addresses.
import { Browser, findForm, htmlOf, together } from './browser.mjs';

/** As many people at once as the table's first row has. */
export const AT_ONCE = 8;

/** Row of the performance table, what it must and aims to cost in CPU milliseconds, people per round, and the steps. */
export const WORK = {
  today: { row: 5, name: 'Today page', must: 7, aim: 2.7, people: 120 },
  lesson: { row: 6, name: 'lesson page, completion recorded', must: 4, aim: 1.6, people: 120 },
  signIn: { row: 17, name: 'sign-in by one-time link (page and button)', must: 6, aim: 2, people: 120 },
  // The quiz of row 1 is ten of these and some pages; the answer itself has no number of its own there.
  practice: {
    row: null,
    name: 'practice answer, form and page with the explanation',
    must: 7.4,
    aim: 3,
    people: 120,
  },
};

/** The product's addresses. `makeLink` and `people` come from outside: a link is in a mail, people are in HR's file. */
export function productWalks({ origin, people, makeLink }) {
  const browsers = people.map(() => new Browser(origin));
  let lessons;
  return {
    browsers,
    signIn: {
      prepare: (index) => makeLink(people[index]),
      // Whoever signs in comes without a session.
      act: async (_, token) => {
        const browser = new Browser(origin);
        const html = htmlOf(await browser.send('GET', `/login/links/${token}`));
        const { action, body } = findForm(html, '/login/links/');
        return browser.send('POST', action, body);
      },
    },
    today: { act: (browser) => browser.send('GET', '/today') },
    lesson: {
      /** To the last card of a lesson that this person has not finished yet: when all are done, other people come. */
      prepare: async (index, round) => {
        lessons ??= await findLessons(browsers[0]);
        const lesson = lessons[round % lessons.length];
        const shift = WORK.lesson.people * Math.floor(round / lessons.length);
        const browser = browsers[(index + shift) % browsers.length];
        let html = await browser.open(lesson);
        for (let step = 0; step < 12 && !html.includes(`${lesson}/completion`); step += 1) {
          if (html.includes(`${lesson}/answers`)) {
            const sent = findForm(html, '/answers');
            await browser.send('POST', sent.action, sent.body);
            html = await browser.open(lesson);
            // An answered card without a form says where it goes on.
            const on = /href="([^"]*\/lessons\/[^"]*[?&](?:amp;)?card=\d[^"]*)"/.exec(html)?.[1];
            if (!html.includes(`${lesson}/position`) && !html.includes(`${lesson}/answers`) && on)
              html = await browser.open(on.replaceAll('&amp;', '&'));
          } else html = await browser.submit(html, '/position');
        }
        return { browser, lesson };
      },
      act: async (_, { browser, lesson }) => {
        const { action, body } = findForm(htmlOf(await browser.send('GET', lesson)), '/completion');
        return browser.send('POST', action, body);
      },
    },
    practice: {
      /** To the next question of a round; a round that is over makes place for a new one. */
      prepare: async (index) => {
        const door = await browsers[index].open('/practice');
        const html = door.includes('/answers"') ? door : await browsers[index].submit(door, '/practice');
        return findForm(html, '/answers');
      },
      act: answerAndFollow,
    },
  };
}

/** The same steps on the bare server, whose addresses need no looking for. */
export function floorWalks({ origin, people }) {
  const browsers = people.map(() => new Browser(origin));
  return {
    browsers,
    signIn: {
      prepare: async (index, round) => `${people[index]}-${round}`,
      act: async (_, token) => {
        const browser = new Browser(origin);
        const { action, body } = findForm(htmlOf(await browser.send('GET', `/link/${token}`)), '/link/');
        return browser.send('POST', action, body);
      },
    },
    today: { act: (browser) => browser.send('GET', '/today') },
    lesson: {
      prepare: async () => '/lesson',
      act: async (browser, lesson) => {
        const { action, body } = findForm(htmlOf(await browser.send('GET', lesson)), '/completion');
        return browser.send('POST', action, body);
      },
    },
    practice: {
      prepare: async () => ({ action: '/answers', body: 'position=1&option=b&confidence=fairly' }),
      act: answerAndFollow,
    },
  };
}

async function answerAndFollow(browser, { action, body }) {
  const answer = await browser.send('POST', action, body);
  return answer.status === 303 ? browser.send('GET', answer.headers.location) : answer;
}

async function findLessons(browser) {
  const html = await browser.open('/learn');
  const rooms = [
    '/learn',
    ...new Set([...html.matchAll(/href="(\/courses\/[^"?#]+)"/g)].map(([, url]) => url)),
  ];
  const found = new Set();
  for (const room of rooms) {
    for (const [, url] of (await browser.open(room)).matchAll(/href="(\/lessons\/[0-9a-f-]{36})/g))
      found.add(url);
  }
  if (found.size === 0) throw new Error('No lesson is linked from /learn or the courses.');
  return [...found];
}

/** What `measure` needs for one kind of work: everybody prepared beforehand, then everybody at it. */
export function walkOf(walks, kind, rounds) {
  const { people } = WORK[kind];
  const walk = walks[kind];
  let ready = [];
  const indexes = Array.from({ length: people }, (_, index) => index % walks.browsers.length);
  return {
    rounds,
    prepare: async (round) => {
      ready = [];
      if (walk.prepare)
        await together(
          indexes,
          AT_ONCE,
          async (index) => void (ready[index] = await walk.prepare(index, round)),
        );
    },
    work: async () => {
      await together(indexes, AT_ONCE, async (index) => {
        const answer = await walk.act(walks.browsers[index], ready[index]);
        if (answer.status >= 400) throw new Error(`${kind}: ${answer.url} answered ${answer.status}`);
      });
      return people;
    },
  };
}
