import type { Language } from '#content';
import type { Draft, Question, Reading, Words } from '../draft.js';
import { matchOf, typedOf } from '../foreign-answers.js';
import { choiceOf } from '../foreign-choice.js';
import { foreignHtml, hasWords, wordsIn } from '../foreign-text.js';
import { Ledger, NotImported, type ItemNotes } from '../ledger.js';
import { giftChunks, shown, type GiftChunk } from './gift-chunks.js';

/** How a text of a question is written; GIFT's own way is text that may hold HTML. */
type Say = (text: string, what: string) => Words;

/**
 * GIFT (docs.moodle.org/en/GIFT_format): choices with weights, true or false, short answers, matching and numbers.
 * Essays and descriptions stay out and are told.
 */
export function readGift(text: string, language: Language): Reading {
  const ledger = new Ledger('gift');
  for (const chunk of giftChunks(text)) {
    const title = shown(/^\s*::([\s\S]*?)::/.exec(chunk.text)?.[1] ?? '');
    ledger.item({ name: chunk.id || title, line: chunk.line, part: '' }, (notes) =>
      draftOf(chunk, title, language, notes),
    );
  }
  return ledger.close();
}

function draftOf(
  chunk: GiftChunk,
  title: string,
  language: Language,
  notes: ItemNotes,
): Omit<Draft, 'numbers'> {
  const body = chunk.text.replace(/^\s*::[\s\S]*?::/, '');
  const [, format = 'moodle'] = /^\s*\[(html|moodle|plain|markdown)\]/i.exec(body) ?? [];
  const say = sayIn(format.toLowerCase(), language, notes);
  const { stem, answers } = cut(body.replace(/^\s*\[(html|moodle|plain|markdown)\]/i, ''));
  const [given = '', general = ''] = answers.split(/####([\s\S]*)/);
  if (chunk.tags.length > 0) notes.lose('tags', `tags: ${chunk.tags.join(', ')}`);
  const question = questionOf(given.trim(), say, language, notes);
  return {
    name: chunk.id || title,
    category: chunk.category,
    stem: say(stem, 'the question'),
    rule: say(general, 'the general feedback'),
    details: {},
    question,
  };
}

/** What stands before and behind the braces is the question; between them a gap. */
function cut(text: string): { stem: string; answers: string } {
  const [open, close] = [text.indexOf('{'), text.lastIndexOf('}')];
  if (open < 0 && close < 0) throw new NotImported('description', 'a description asks nothing');
  if (open < 0 || close < open)
    throw new NotImported('gift-broken', 'a brace is missing: an empty line ends a question');
  const [before, after] = [text.slice(0, open), text.slice(close + 1)];
  if (before.trim() === '' && after.trim() === '')
    throw new NotImported('no-question', 'there is no question');
  const stem = after.trim() === '' ? before : `${before.trimEnd()} _____ ${after.trimStart()}`;
  return { stem, answers: text.slice(open + 1, close) };
}

function sayIn(format: string, language: Language, notes: ItemNotes): Say {
  return (text, what) => {
    const plain = shown(text);
    if (format === 'html') return foreignHtml(plain, language, notes, what);
    if (format === 'moodle' && /<\/?[a-z][^<>]*>|&#?\w+;/i.test(plain))
      return foreignHtml(plain.replace(/\n/g, '<br>'), language, notes, what);
    return wordsIn(language, plain.replace(/[ \t]*\n[ \t]*/g, '\n'));
  };
}

function questionOf(given: string, say: Say, language: Language, notes: ItemNotes): Question {
  if (given === '') throw new NotImported('essay', 'an essay is judged by people');
  if (given.startsWith('#')) return numberOf(given.slice(1), say, language, notes);
  const truth = /^(T|TRUE|F|FALSE)\s*(?:#([^#]*))?(?:#([^#]*))?$/i.exec(given);
  if (truth) return truthOf(truth, say, language, notes);
  const parts = answersIn(given);
  if (parts.length === 0) throw new NotImported('gift-broken', 'no answer starts with = or ~');
  if (parts.every(({ sign, text }) => sign === '=' && text.includes('->')))
    return matchPairs(parts, say, notes);
  const written = parts.map((part) => ({ ...part, ...weighed(part, say) }));
  if (parts.every(({ sign }) => sign === '=')) {
    return typedOf(
      written.map(({ raw, why, weight }) => ({ text: shown(raw), why, weight })),
      { language, stars: true },
      notes,
    );
  }
  return choiceOf(
    written.map(({ raw, why, weight }) => ({ text: say(raw, 'an option'), why, weight })),
    { several: parts.every(({ sign }) => sign === '~'), shuffle: true },
    notes,
  );
}

interface GiftAnswer {
  readonly sign: '=' | '~';
  readonly text: string;
}

const answersIn = (given: string): GiftAnswer[] =>
  [...given.matchAll(/([=~])([^=~]*)/g)].map(([, sign, text = '']) => ({
    sign: sign === '=' ? '=' : '~',
    text,
  }));

/** `%50%text#feedback` */
function weighed({ sign, text }: GiftAnswer, say: Say): { raw: string; why: Words; weight: number } {
  const [, percent, rest = ''] = /^\s*(?:%(-?\d+(?:[.,]\d+)?)%)?([\s\S]*)$/.exec(text) ?? [];
  const [raw = '', why = ''] = rest.split(/#([\s\S]*)/);
  const weight = percent === undefined ? (sign === '=' ? 100 : 0) : Number(percent.replace(',', '.'));
  return { raw, why: say(why, 'feedback'), weight };
}

function truthOf(found: RegExpExecArray, say: Say, language: Language, notes: ItemNotes): Question {
  const [, answer = '', first = '', second = ''] = found;
  const isTrue = /^t/i.test(answer);
  // GIFT gives the feedback for the wrong answer first.
  const [wrong, right] = [say(first, 'feedback'), say(second, 'feedback')];
  return choiceOf(
    [true, false].map((value) => ({
      text: wordsIn(language, TRUTH[language][value ? 0 : 1]),
      why: value === isTrue ? right : wrong,
      weight: value === isTrue ? 100 : 0,
    })),
    { several: false, shuffle: false },
    notes,
  );
}

/** What Moodle shows for true and false. */
export const TRUTH = { nl: ['Waar', 'Niet waar'], en: ['True', 'False'] } as const;

function matchPairs(parts: readonly GiftAnswer[], say: Say, notes: ItemNotes): Question {
  return matchOf(
    parts.map(({ text }) => {
      const [left = '', rest = ''] = text.split(/->([\s\S]*)/);
      const [right = '', why = ''] = rest.split(/#([\s\S]*)/);
      if (hasWords(say(why, 'feedback'))) notes.lose('feedback', 'feedback of a pair');
      return { left: say(left, 'a pair'), right: say(right, 'a pair') };
    }),
  );
}

/** `3`, `3:0`, or `=3:0#feedback =%50%4`; with a tolerance or a range it stays out. */
function numberOf(given: string, say: Say, language: Language, notes: ItemNotes): Question {
  const parts = answersIn(given);
  const written = parts.length > 0 ? parts : [{ sign: '=' as const, text: given }];
  const answers = written.map((part) => {
    const { raw, why, weight } = weighed(part, say);
    const [, number, tolerance = '0'] =
      /^\s*(-?\d+(?:[.,]\d+)?)\s*(?::\s*(\d+(?:[.,]\d+)?))?\s*$/.exec(shown(raw)) ?? [];
    if (number === undefined || Number(tolerance.replace(',', '.')) !== 0)
      throw new NotImported('number-range', 'a number with a tolerance or a range has no form here');
    return { text: number, why, weight };
  });
  notes.lose('number', 'a number became a text that is typed: other notations of it are not accepted');
  return typedOf(answers, { language, stars: false }, notes);
}
