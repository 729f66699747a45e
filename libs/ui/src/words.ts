import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { Temporal } from 'temporal-polyfill';

export type Language = 'nl' | 'en';
export type WordArgs = Readonly<Record<string, unknown>>;

export interface Words {
  /** The text of a key in a language. An unknown key throws when strict, and else gives the key itself. */
  t(language: Language, key: string, args?: WordArgs): string;
  has(key: string): boolean;
  /** All keys with their unparsed texts, for the spec that compares both languages. */
  entries(language: Language): ReadonlyMap<string, string>;
}

export const LANGUAGES: readonly Language[] = ['nl', 'en'];

const LOCALES: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' };
const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The ICU messages of all libs, read once from `libs/<lib>/src/i18n/{nl,en}.json` and the home pages. Messages are
 * parsed when first used and kept. Throws when two libs define the same key.
 */
export function createWords(root: string, { strict = false }: { strict?: boolean } = {}): Words {
  const texts: Record<Language, Map<string, string>> = { nl: new Map(), en: new Map() };
  for (const folder of wordFolders(root)) {
    for (const language of LANGUAGES) readWords(join(folder, `${language}.json`), texts[language]);
  }
  const parsed: Record<Language, Map<string, IntlMessageFormat>> = { nl: new Map(), en: new Map() };

  return {
    t(language, key, args) {
      const text = texts[language].get(key);
      if (text === undefined) {
        if (strict) throw new Error(`no ${language} text for word key "${key}"`);
        return key;
      }
      if (!text.includes('{') && !text.includes("'")) return text;
      let message = parsed[language].get(key);
      if (!message) {
        message = new IntlMessageFormat(text, LOCALES[language], undefined, { ignoreTag: true });
        parsed[language].set(key, message);
      }
      return String(message.format(printable(language, args)));
    },
    has: (key) => texts.nl.has(key),
    entries: (language) => texts[language],
  };
}

/** The folders that hold words: one per lib, and the home pages. */
export function wordFolders(root: string): string[] {
  const libs = readdirSync(join(root, 'libs'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(root, 'libs', entry.name, 'src', 'i18n'))
    .sort();
  return [...libs, join(root, 'apps', 'web', 'src', 'home', 'i18n')].filter((folder) => existsSync(folder));
}

function readWords(file: string, into: Map<string, string>): void {
  if (!existsSync(file)) return;
  const words = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  for (const [key, text] of Object.entries(words)) {
    if (into.has(key)) throw new Error(`${file}: word key "${key}" is already defined by another lib`);
    into.set(key, text);
  }
}

/** Days among the arguments are printed as days; everything else goes to the message as it is. */
function printable(language: Language, args: WordArgs | undefined): Record<string, never> {
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(args ?? {})) {
    const isDay =
      value instanceof Temporal.PlainDate || (typeof value === 'string' && PLAIN_DATE.test(value));
    out[name] = isDay ? formatDate(language, value) : value;
  }
  return out as Record<string, never>;
}

const formats = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${language}${JSON.stringify(options)}`;
  let format = formats.get(key) as Intl.DateTimeFormat | undefined;
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(LOCALES[language], options)));
  return format;
}

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${language}${JSON.stringify(options)}`;
  let format = formats.get(key) as Intl.NumberFormat | undefined;
  if (!format) formats.set(key, (format = new Intl.NumberFormat(LOCALES[language], options)));
  return format;
}

/** Short months are written out here, because the abbreviations of Intl differ between Node versions. */
const SHORT_MONTHS: Readonly<Record<Language, readonly string[]>> = {
  nl: ['jan.', 'feb.', 'mrt.', 'apr.', 'mei', 'jun.', 'jul.', 'aug.', 'sep.', 'okt.', 'nov.', 'dec.'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
};

const SHORT_WEEKDAYS: Readonly<Record<Language, readonly string[]>> = {
  nl: ['ma', 'di', 'wo', 'do', 'vr', 'za', 'zo'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};

export type DateStyle = 'short' | 'long' | 'day' | 'weekday' | 'month';

/**
 * A calendar day in words: nl "21 nov. 2026", en "21 Nov 2026". Style `long` is "zaterdag 21 november 2026", `weekday`
 * is "za 21 nov. 2026", `day` is "za 21 nov.", `month` is "nov. 2026". A day has no zone, so it never shifts.
 */
export function formatDate(
  language: Language,
  day: Temporal.PlainDate | string,
  style: DateStyle = 'short',
): string {
  const date = typeof day === 'string' ? Temporal.PlainDate.from(day) : day;
  const month = SHORT_MONTHS[language][date.month - 1];
  switch (style) {
    case 'short':
      return `${date.day} ${month} ${date.year}`;
    case 'month':
      return `${month} ${date.year}`;
    case 'day':
      return `${SHORT_WEEKDAYS[language][date.dayOfWeek - 1]} ${date.day} ${month}`;
    case 'weekday':
      return `${SHORT_WEEKDAYS[language][date.dayOfWeek - 1]} ${date.day} ${month} ${date.year}`;
    case 'long': {
      const noon = Date.UTC(date.year, date.month - 1, date.day, 12);
      const name = (options: Intl.DateTimeFormatOptions): string =>
        dateFormat(language, { ...options, timeZone: 'UTC' }).format(noon);
      return `${name({ weekday: 'long' })} ${date.day} ${name({ month: 'long' })} ${date.year}`;
    }
  }
}

/** A moment in the reader's zone: nl "21 nov. 2026 14:02". Takes an Instant, a Date or ISO text. */
export function formatDateTime(
  language: Language,
  moment: Temporal.Instant | Date | string,
  zone: string,
): string {
  const local = Temporal.Instant.fromEpochMilliseconds(epochMilliseconds(moment)).toZonedDateTimeISO(zone);
  return `${formatDate(language, local.toPlainDate())} ${formatTime(language, moment, zone)}`;
}

/** The time of day of a moment in the reader's zone, as "14:02". */
export function formatTime(
  language: Language,
  moment: Temporal.Instant | Date | string,
  zone: string,
): string {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone } as const;
  return dateFormat(language, options).format(epochMilliseconds(moment));
}

function epochMilliseconds(moment: Temporal.Instant | Date | string): number {
  if (typeof moment === 'string') return Temporal.Instant.from(moment).epochMilliseconds;
  return moment instanceof Date ? moment.getTime() : moment.epochMilliseconds;
}

/** nl "1.234,5", en "1,234.5"; at most `decimals` digits after the mark (1). */
export function formatNumber(language: Language, value: number, decimals = 1): string {
  return numberFormat(language, { maximumFractionDigits: decimals }).format(value);
}

/** A measured value with always as many decimals, so that a column of them lines up: nl "1,00", en "1.00". */
export function formatFixed(language: Language, value: number, decimals: number): string {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return numberFormat(language, digits).format(value);
}

/** A share between 0 and 1 as a percentage: nl "82%", en "82%"; whole percents unless `decimals` is given. */
export function formatPercent(language: Language, share: number, decimals = 0): string {
  return numberFormat(language, { style: 'percent', maximumFractionDigits: decimals }).format(share);
}
