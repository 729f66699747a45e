// `npm run bench -- search`: how good the search is on the labelled questions, and how quick at 20,000 cards and 200,000 tickets.
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { newFolder, say, startDatabase, withCommands } from './house.mjs';
import { environment, root, withClient } from './product.mjs';

const CARDS = 20_000;
const TICKETS = 200_000;
const PEOPLE = 2_000;
const ASKED = 300;
const product = (file) => import(path.join(root, 'dist', file));
const QUESTIONS = path.join(root, 'libs/knowledge/fixtures/search-queries.yaml');

/** Quality with the real cards; then p95 of one search among many, beside one count by `websearch_to_tsquery`. */
export async function benchSearch({ wanted }) {
  const { urlFor } = await startDatabase(newFolder());
  const url = urlFor('company');
  await withClient(urlFor('postgres'), (admin) => admin.query('CREATE DATABASE company'));
  const { prepare } = await product('apps/cli/src/prepare.js');
  await prepare(environment({ DATABASE_URL: url, DEMO: 'on', LOG_LEVEL: 'error' }), say);
  const quality = wanted('quality') ? await withCommands(url, measureQuality) : null;
  say(`quality: ${JSON.stringify(quality?.all ?? 'no labelled questions')}`);
  const speed = wanted('speed') ? await withCommands(url, (context) => measureSpeed(context, url)) : null;
  say(`speed: ${JSON.stringify(speed)}`);
  const isGood = !quality || (quality.all.inTop3 >= 0.9 && quality.all.mrr >= 0.75);
  return { ok: isGood && (!speed || speed.ours.p95 <= speed.must), quality, speed };
}

async function measureQuality(context) {
  if (!fs.existsSync(QUESTIONS)) return null;
  const { Db } = await product('libs/kernel/src/index.js');
  const { askedWords, plainText, findHits, searchQuality } = await tools();
  const queries = parse(fs.readFileSync(QUESTIONS, 'utf8'));
  const { read } = context.get(Db);
  const keys = new Map((await read.query('SELECT slug, key FROM card')).map(({ slug, key }) => [slug, key]));
  const answers = [];
  for (const { query, language } of queries) {
    const hits = await findHits(read, askedWords(query), {
      phrase: plainText(query),
      personId: null,
      language,
    });
    answers.push(hits.filter(({ kind }) => kind === 'card').map(({ ref }) => keys.get(ref)));
  }
  return searchQuality(queries, answers);
}

async function tools() {
  const [words, queries, quality, docs] = await Promise.all(
    ['words', 'search.queries', 'search-quality', 'search-docs'].map((file) =>
      product(`libs/knowledge/src/${file}.js`),
    ),
  );
  return { ...words, ...queries, ...quality, ...docs };
}

/** Words as in a language: a few in nearly every text, most in hardly any. Every run draws the same. */
function drawing(seed) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const syllables = 'ba de fi go ku la me ni po ru sa te vi wo za bel dor fin gal hof'.split(' ');
  const vocabulary = Array.from({ length: 12_000 }, () =>
    Array.from(
      { length: 2 + Math.floor(next() * 3) },
      () => syllables[Math.floor(next() * syllables.length)],
    ).join(''),
  );
  const word = () => vocabulary[Math.floor(vocabulary.length ** next()) - 1];
  return { next, words: (n) => Array.from({ length: n }, word).join(' ') };
}

async function measureSpeed(context, url) {
  const { Db } = await product('libs/kernel/src/index.js');
  const { putDocuments, countWords, askedWords, plainText, findHits } = await tools();
  const db = context.get(Db);
  const draw = drawing(20_261_122);
  const text = () => ({
    title: draw.words(5),
    summary: draw.words(12),
    said: draw.words(6),
    text: draw.words(60),
  });
  const people = (await db.read.query('SELECT id FROM person ORDER BY number LIMIT $1', [PEOPLE])).map(
    ({ id }) => id,
  );
  say(`writing ${CARDS} cards and ${TICKETS} tickets`);
  for (let start = 0; start < CARDS; start += 1000)
    await putDocuments(
      db.read,
      Array.from({ length: 1000 }, (_, n) =>
        ['nl', 'en'].map((language) => ({
          ...{
            kind: 'card',
            ref: `made-${start + n}`,
            language,
            personId: null,
            skill: 'ss.first-checks',
            weight: 1,
          },
          ...text(),
        })),
      ).flat(),
    );
  for (let start = 0; start < TICKETS; start += 2000)
    await putDocuments(
      db.read,
      Array.from({ length: 2000 }, (_, n) => ({
        ...{
          kind: 'ticket',
          ref: `t-${start + n}`,
          language: 'nl',
          personId: people[(start + n) % people.length],
        },
        ...{
          skill: null,
          weight: 1,
          title: draw.words(6),
          summary: draw.words(15),
          said: '',
          text: draw.words(20),
        },
      })),
    );
  await countWords(db.read);
  await withClient(url, (client) => client.query('ANALYZE'));
  const questions = Array.from({ length: ASKED }, () =>
    misspelt(draw, draw.words(2 + Math.floor(draw.next() * 4))),
  );
  const ours = await timed(questions, (question, n) =>
    findHits(db.read, askedWords(question), {
      phrase: plainText(question),
      personId: people[n % people.length],
      language: 'nl',
    }),
  );
  const floor = await timed(questions, (question) =>
    db.read.query(
      `SELECT count(*) FROM search_doc WHERE vector @@ websearch_to_tsquery('vaardig_nl', $1) AND person_id IS NULL`,
      [question.split(' ').join(' or ')],
    ),
  );
  return { cards: CARDS, tickets: TICKETS, questions: ASKED, unit: 'ms', must: 150, ours, floor };
}

/** Every fourth question has a typo. */
function misspelt(draw, question) {
  if (draw.next() > 0.25) return question;
  const at = 1 + Math.floor(draw.next() * (question.length - 2));
  return question.slice(0, at) + question.slice(at + 1);
}

/** Milliseconds of one after another, after a tenth of them to warm up. */
async function timed(questions, ask) {
  for (const [n, question] of questions.slice(0, questions.length / 10).entries()) await ask(question, n);
  const times = [];
  for (const [n, question] of questions.entries()) {
    const start = performance.now();
    await ask(question, n);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share) =>
    Number(times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
