import { stripLetter } from './strip-letter.js';

/** What the HR record knows, as far as the text mentions it. */
export interface KnownPeople {
  /** Given and family names, small letters without accents: 'chaima', 'el idrissi'. */
  readonly names: ReadonlySet<string>;
  /** Personnel numbers. */
  readonly numbers: ReadonlySet<string>;
}

/** Given names that are also everyday words: hidden only where they are written as a name. */
const EVERYDAY = new Set([
  ...['bas', 'mark', 'roos', 'wil', 'will', 'may', 'april', 'juni', 'faith', 'hope', 'ties', 'sky', 'rob'],
  ...[
    'bill',
    'art',
    'max',
    'pat',
    'sue',
    'grace',
    'june',
    'august',
    'teun',
    'fleur',
    'linde',
    'storm',
    'jet',
  ],
]);
const INFIXES = 'van|de|der|den|het|ten|ter|el|al|von|di|da|dos|la|le|op|in|’t|’s|bin|ben';

/**
 * Takes out of a ticket's text what tells who somebody is: e-mail and IP addresses, telephone numbers, IBANs (ISO 13616,
 * mod 97), citizen service numbers (eleven-test), personnel numbers, names that the HR record knows, greetings and
 * signatures. Each becomes a word in square brackets, so that the sentence stays readable. What is left may still tell
 * something to who knows the situation: this is pseudonymising, not anonymising (GDPR art. 4(5)).
 */
export function pseudonymise(text: string, known: KnownPeople): string {
  const plain = text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\u0000', '');
  const marked = hideNumbers(hideAddresses(stripLetter(plain)), known.numbers);
  return hideNames(marked, known.names)
    .replace(/(\[naam\])(?:[ \t]+\[naam\])+/g, '$1')
    .trim();
}

/** Small letters without accents, as names are compared. */
export function plainWord(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();
}

/** The words of a text that might be a name or a personnel number: what to ask the HR record about. */
export function wordsOf(text: string): string[] {
  const words = text.normalize('NFC').match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? [];
  return [...new Set(words.filter((word) => word.length > 1).map(plainWord))];
}

function hideAddresses(text: string): string {
  return text
    .replace(/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, '[e-mail]')
    .replace(/(https?:\/\/[^\s?#]+)[?#]\S*/gi, '$1')
    .replace(/(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}(?::?[0-9a-f]{1,4})(?![\w:])/gi, '[ip]')
    .replace(
      /(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w]|\.\d)/g,
      '[ip]',
    );
}

function hideNumbers(text: string, numbers: ReadonlySet<string>): string {
  return text
    .replace(/\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}/gi, hideIban)
    .replace(
      /((?:personeels?|pers|medewerker|employee|staff|personnel)[ -]?\.?(?:nummer|nr|number|no|id)?\.?\s*[:#=]?\s*)(\d{3,10})\b/gi,
      '$1[nummer]',
    )
    .replace(
      /(?<![\w.])(?:\+\d{1,3}|00\d{1,3}|0)(?:[ .-]?\(0\))?[ .-]?\(?\d{1,3}\)?(?:[ .-]?\d{2,4}){2,4}(?!\w)/g,
      (found) => (isPhone(found) ? '[telefoon]' : found),
    )
    .replace(/(?<![\w.,-])\d[\d .]{6,10}\d(?![\w-])/g, (found) => (isCitizenNumber(found) ? '[bsn]' : found))
    .replace(/(?<![\w.-])\d{5,10}(?![\w-])/g, (found) => (numbers.has(found) ? '[nummer]' : found));
}

/** Words may stand behind an IBAN: the longest beginning that passes the check is one. */
function hideIban(found: string): string {
  for (let end = found.length; end >= 15; end -= 1)
    if (/\w$/.test(found.slice(0, end)) && isIban(found.slice(0, end))) return `[iban]${found.slice(end)}`;
  return found;
}

/** ISO 13616: the first four characters behind the rest, letters as 10 to 35, leave 1 when divided by 97. */
function isIban(found: string): boolean {
  const compact = found.replace(/[ -]/g, '').toUpperCase();
  if (compact.length < 15 || compact.length > 34) return false;
  let rest = 0;
  for (const sign of compact.slice(4) + compact.slice(0, 4)) {
    const value = parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** The Dutch eleven-test: nine digits weighed 9 to 2 and -1 give a multiple of eleven. */
function isCitizenNumber(found: string): boolean {
  const digits = found.replace(/\D/g, '').padStart(9, '0');
  if (digits.length !== 9 || /^0+$/.test(digits)) return false;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at === 8 ? -1 : 9 - at), 0);
  return sum % 11 === 0;
}

const isPhone = (found: string): boolean => {
  const digits = found.replace(/\D/g, '').length;
  return digits >= 9 && digits <= 15;
};

/**
 * Names of colleagues, alone or in a row, with what stands between ("Anna van der Berg"). A word in small letters is
 * hidden too when it is a given or family name and no everyday word; after a title it is hidden whatever it is.
 */
function hideNames(text: string, names: ReadonlySet<string>): string {
  const titled = text.replace(
    new RegExp(
      `\\b((?:de heer|mevrouw|meneer|mevr|mej|dhr|mw|mr|mrs|ms|dr)\\.?\\s+)((?:(?:${INFIXES})\\s+)*)(\\p{L}[\\p{L}\\p{M}'’-]+)`,
      'giu',
    ),
    (_found, title: string) => `${title}[naam]`,
  );
  const isName = (word: string): boolean => {
    const plain = plainWord(word);
    if (!names.has(plain) && !plain.split('-').every((part) => part.length > 1 && names.has(part)))
      return false;
    return /^\p{Lu}/u.test(word) || !EVERYDAY.has(plain);
  };
  const word = String.raw`(?<![\p{L}\p{N}[-])\p{L}[\p{L}\p{M}'’-]*\p{L}(?![\p{L}\p{N}\]])`;
  return titled
    .replace(new RegExp(word, 'gu'), (found) => (isName(found.replace(/['’]s$/, '')) ? '[naam]' : found))
    .replace(new RegExp(`\\[naam\\]((?:\\s+(?:${INFIXES}))+)\\s+\\[naam\\]`, 'giu'), '[naam]')
    .replace(new RegExp(`(?:\\b(?:van|de|der|den|ten|ter|el|al)\\s+)+\\[naam\\]`, 'giu'), (found) =>
      /^(?:van|de|der|den|ten|ter|el|al)\s+\[/iu.test(found) && /^\p{Ll}/u.test(found) ? found : '[naam]',
    );
}
