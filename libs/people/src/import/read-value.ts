import type { Reason } from './problem.js';
import { remember } from './remember.js';

export type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Reason };

export type Language = 'nl' | 'en';

export const ABSENCE_TYPES = ['sick', 'parental', 'care', 'sabbatical', 'other'] as const;
export type AbsenceType = (typeof ABSENCE_TYPES)[number];

const ok = <T>(value: T): Read<T> => ({ ok: true, value });
const refuse = (reason: Reason): { ok: false; reason: Reason } => ({ ok: false, reason });

/**
 * Trims, and turns hard spaces and runs of spaces into one space. Takes off what protects a value in a spreadsheet:
 * ="00123" keeps zeros there, and an apostrophe before = + - @ keeps text from being taken for a formula.
 */
export function tidy(text: string): string {
  return unguard(withSingleSpaces(text));
}

const EQUALS = 61;
const APOSTROPHE = 39;

function unguard(text: string): string {
  const first = text.charCodeAt(0);
  if (first === EQUALS) return /^="([^"]*)"$/.exec(text)?.[1]?.trim() ?? text;
  return first === APOSTROPHE && /^'[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text) ? text.slice(1) : text;
}

/** Signs without a shape that web pages and mails leave in copied text; two numbers that look the same are the same. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

function withSingleSpaces(text: string): string {
  if (
    !/[\t\n\r\f\v\u00a0\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|^ | $| {2}/.test(text)
  )
    return text;
  return text
    .replace(INVISIBLE, '')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
}

/**
 * Reads a number with a decimal comma or point: 32, 32,5, 32.5. A thousands sign is refused, because "1.234" could
 * be read in two ways.
 */
export function readNumber(text: string): Read<number> {
  if (!/^\d{1,3}(?:[.,]\d{1,2})?$/.test(text)) return refuse('number-unreadable');
  return ok(Number(text.replace(',', '.')));
}

/** What a list says of a word; "constructor" is no word of any list. */
const wordIn = <T>(list: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(list, word) ? list[word] : undefined;

const YES = new Set(['ja', 'j', 'yes', 'y', 'x', '1', 'waar', 'true']);
const NO = new Set(['nee', 'n', 'no', '0', 'onwaar', 'false', '-']);

/** Reads ja/nee, yes/no, x, 1/0, waar/onwaar; an empty cell means no. */
export function readYesNo(text: string): Read<boolean> {
  const word = text.toLowerCase();
  if (word === '' || NO.has(word)) return ok(false);
  return YES.has(word) ? ok(true) : refuse('yes-no-unreadable');
}

const DAY_WORDS: Readonly<Record<string, number>> = {
  ma: 1, maandag: 1, mo: 1, mon: 1, monday: 1,
  di: 2, dinsdag: 2, tu: 2, tue: 2, tuesday: 2,
  wo: 3, woensdag: 3, we: 3, wed: 3, wednesday: 3,
  do: 4, donderdag: 4, th: 4, thu: 4, thursday: 4,
  vr: 5, vrijdag: 5, fr: 5, fri: 5, friday: 5,
  za: 6, zaterdag: 6, sa: 6, sat: 6, saturday: 6,
  zo: 7, zondag: 7, su: 7, sun: 7, sunday: 7,
}; // prettier-ignore

/**
 * Reads working days as ISO day numbers (1 = Monday): "ma di wo", "ma, wo en vr", "ma-do", "mon/tue", "12345".
 * Sorted and each once. A range may pass the weekend ("vr-ma").
 */
export function readWorkingDays(text: string): Read<readonly number[]> {
  return schedules(text, () => parseWorkingDays(text));
}

const schedules = remember<Read<readonly number[]>>();

function parseWorkingDays(text: string): Read<readonly number[]> {
  const plain = text
    .toLowerCase()
    .replace(/\b(en|and)\b/g, ' ')
    .replace(/\s*(?:-|–|t\/m)\s*/g, '-');
  if (/^[1-7]+$/.test(plain)) return ok(sortedDays([...plain].map(Number)));
  const days: number[] = [];
  for (const part of plain.split(/[\s,;/+.]+/).filter((word) => word !== '')) {
    const [first, last, ...rest] = part.split('-').map((word) => wordIn(DAY_WORDS, word));
    if (first === undefined || rest.length > 0 || (part.includes('-') && last === undefined))
      return refuse('days-unreadable');
    days.push(...(last === undefined ? [first] : dayRange(first, last)));
  }
  return days.length > 0 ? ok(sortedDays(days)) : refuse('days-unreadable');
}

const dayRange = (first: number, last: number): number[] =>
  Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, step) => ((first - 1 + step) % 7) + 1);

const sortedDays = (days: readonly number[]): number[] =>
  [...new Set(days)].sort((one, other) => one - other);

/** Accepts an address with one @, a dot in its domain and no spaces; delivery is the only real proof. */
export function readEmail(text: string): Read<string> {
  return /^[^\s@;,<>"]{1,64}@[^\s@;,<>"]+\.[^\s@;,<>".]{2,}$/.test(text) && text.length <= 254
    ? ok(text)
    : refuse('email-invalid');
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  nl: 'nl', nederlands: 'nl', dutch: 'nl', vlaams: 'nl', pap: 'nl', papiaments: 'nl', papiamentu: 'nl',
  en: 'en', engels: 'en', english: 'en',
  pt: 'en', portugees: 'en', portuguese: 'en', de: 'en', duits: 'en', german: 'en',
  fr: 'en', frans: 'en', french: 'en', es: 'en', spaans: 'en', spanish: 'en',
}; // prettier-ignore

/** The language somebody learns in. Languages the product does not have fall back: Papiamentu to Dutch, others to English. */
export function readLanguage(text: string): Read<Language> {
  const word = text.toLowerCase();
  const language = wordIn(LANGUAGES, word) ?? wordIn(LANGUAGES, word.replace(/[-_].*$/, ''));
  return language ? ok(language) : refuse('language-unknown');
}

const ABSENCE_WORDS: Readonly<Record<string, AbsenceType>> = {
  'medical leave': 'sick', krank: 'sick', ziekmelding: 'sick', verzuim: 'sick',
  'zwangerschaps- en bevallingsverlof': 'parental', elternzeit: 'parental', 'family leave': 'parental', 'aanvullend geboorteverlof': 'parental',
  ziek: 'sick', ziekte: 'sick', ziekteverlof: 'sick', arbeidsongeschikt: 'sick', sick: 'sick', 'sick leave': 'sick', illness: 'sick',
  ouderschapsverlof: 'parental', zwangerschapsverlof: 'parental', geboorteverlof: 'parental', bevallingsverlof: 'parental',
  parental: 'parental', 'parental leave': 'parental', 'maternity leave': 'parental', 'paternity leave': 'parental',
  zorgverlof: 'care', mantelzorg: 'care', mantelzorgverlof: 'care', care: 'care', 'care leave': 'care',
  sabbatical: 'sabbatical', sabbatsverlof: 'sabbatical',
  overig: 'other', anders: 'other', 'onbetaald verlof': 'other', verlof: 'other', other: 'other', 'unpaid leave': 'other', leave: 'other',
}; // prettier-ignore

/** The type of an absence from the words HR systems use. */
export function readAbsenceType(text: string): Read<AbsenceType> {
  const type = wordIn(ABSENCE_WORDS, text.toLowerCase());
  return type ? ok(type) : refuse('absence-type-unknown');
}

let countries: Map<string, string> | undefined;

/** A country as ISO 3166 code, from the code or from its Dutch or English name. */
export function readCountry(text: string): Read<string> {
  countries ??= countryNames();
  const code = countries.get(text.toLowerCase());
  return code ? ok(code) : refuse('country-unknown');
}

function countryNames(): Map<string, string> {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const names = new Map<string, string>();
  const languages = ['nl', 'en'].map(
    (language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }),
  );
  for (const code of letters.flatMap((one) => letters.map((other) => one + other))) {
    for (const language of languages) {
      const name = language.of(code);
      if (name === undefined) continue;
      names.set(code.toLowerCase(), code);
      names.set(name.toLowerCase(), code);
      names.set(withoutAccents(name.toLowerCase()), code);
    }
  }
  return names;
}

const withoutAccents = (text: string): string => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '');

const zones = remember<boolean>();

/** An IANA time zone, such as Europe/Amsterdam. */
export function readZone(text: string): Read<string> {
  return zones(text, () => isZone(text)) ? ok(text) : refuse('zone-unknown');
}

function isZone(text: string): boolean {
  if (!/^[A-Z][A-Za-z_]+\/[A-Za-z_/+-]+$/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false; // not an error: the answer to the question
  }
}
