import type { Language } from '#content';
import type { Words } from './draft.js';
import { htmlToText } from './html-text.js';
import type { ItemNotes } from './ledger.js';

/** Moodle's own spans, and the braces of its plugin "Multi-Language Content (v2)". */
const SPAN =
  /<span(?=[^>]*\bclass="[^"]*\bmultilang\b)(?=[^>]*\blang="([\w-]+)")[^>]*>([\s\S]*?)<\/span>|\{mlang\s+([\w,-]+)\s*\}([\s\S]*?)\{mlang\}/gi;

const LANGUAGES: readonly Language[] = ['nl', 'en'];

/** HTML of a foreign file as text in one language, or in those that its language tags name. Losses are told. */
export function foreignHtml(html: string, language: Language, notes: ItemNotes, what: string): Words {
  const plain = (text: string): string => {
    const { text: found, lost } = htmlToText(text);
    for (const tag of lost) notes.lose(...lossOf(tag, what));
    return found;
  };
  const named = [...html.matchAll(SPAN)].flatMap(([, span, , braces]) => codesOf(span ?? braces));
  if (named.length === 0) return wordsIn(language, plain(html));
  for (const code of named.filter((name) => !isOurs(name) && name !== 'other'))
    notes.lose('language', `${what} has a text in the language ${code}`);
  const words: { nl?: string; en?: string } = {};
  for (const own of LANGUAGES.filter((candidate) => named.includes(candidate))) {
    const text = plain(
      html.replace(SPAN, (_all, span?: string, inner?: string, braces?: string, braced?: string) =>
        codesOf(span ?? braces).includes(own) ? (inner ?? braced ?? '') : '',
      ),
    );
    if (text !== '') words[own] = text;
  }
  return words;
}

/** Text that is no HTML, in the language of the file. */
export const wordsIn = (language: Language, text: string): Words => {
  const trimmed = text.trim();
  return trimmed === '' ? {} : { [language]: trimmed };
};

/** Is there anything to read? */
export const hasWords = ({ nl, en }: Words): boolean => (nl ?? '') !== '' || (en ?? '') !== '';

/** A text in whichever language it has, for names and for telling texts apart. */
export const anyWords = ({ nl, en }: Words): string => nl ?? en ?? '';

const codesOf = (codes = ''): string[] =>
  codes
    .toLowerCase()
    .split(',')
    .map((code) => code.split(/[-_]/)[0] ?? code);

const isOurs = (code: string): boolean => (LANGUAGES as readonly string[]).includes(code);

function lossOf(tag: string, what: string): [reason: string, detail: string] {
  if (/^(img|object|svg|picture|figure)$/.test(tag)) return ['picture', `a picture in ${what}`];
  if (/^(audio|video|source|track|iframe|embed)$/.test(tag))
    return ['media', `sound, film or a page inside ${what} (${tag})`];
  if (/^(script|style)$/.test(tag)) return ['script', `a ${tag} in ${what}`];
  return ['formatting', `formatting in ${what} (${tag}); its text came along`];
}
