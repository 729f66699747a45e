import type { Language } from './schemas/text.schema.js';

/** What one number in a text may stand for: `24 uur` is a duration of 24 or midnight. */
type Readings = readonly string[];

interface FoundNumber {
  readonly written: string;
  readonly readings: Readings;
}

const NUMBER = /(\d+(?:[.,:]\d+)*)(\s*(?:uur|u\.|am|pm|a\.m\.|p\.m\.)(?![\p{L}]))?/giu;

/**
 * Numbers that stand in one language and not in the other, as they are written. Notation may differ: 1.234,5 and
 * 1,234.5 are the same number; 22.10 uur and 10:10 pm the same time.
 */
export function unequalNumbers(nl: string, en: string): { nl: string[]; en: string[] } {
  const left = numbersIn(nl, 'nl');
  const right = [...numbersIn(en, 'en')];
  const missing = left.filter((number) => {
    const twin = right.findIndex((other) =>
      other.readings.some((reading) => number.readings.includes(reading)),
    );
    if (twin !== -1) right.splice(twin, 1);
    return twin === -1;
  });
  return { nl: missing.map((number) => number.written), en: right.map((number) => number.written) };
}

function numbersIn(text: string, language: Language): FoundNumber[] {
  const withoutVariables = text.replace(/\{\{[^}]*\}\}/g, '').replace(/\]\([^)]*\)/g, ']');
  return [...withoutVariables.matchAll(NUMBER)].map(([written, digits = '', unit = '']) => ({
    written: written.trim(),
    readings: [amount(digits, language), ...time(digits, unit.trim())],
  }));
}

function amount(digits: string, language: Language): string {
  const [thousands, decimal] = language === 'nl' ? ['.', ','] : [',', '.'];
  const groups = digits.split(thousands);
  const isGrouped = groups.length > 1 && groups.slice(1).every((group) => /^\d{3}(?!\d)/.test(group));
  return (isGrouped ? groups.join('') : digits).replace(decimal, '.');
}

/** A time as minutes on a twelve-hour clock face, so that 17.00 uur equals 5 pm. */
function time(digits: string, unit: string): string[] {
  const [, hours, minutes] = /^(\d{1,2})(?:[.:](\d{2}))?$/.exec(digits) ?? [];
  if (hours === undefined || (minutes === undefined && unit === '')) return [];
  const total = Number(hours) * 60 + Number(minutes ?? 0);
  return total <= 24 * 60 && Number(minutes ?? 0) < 60 ? [`clock ${total % 720}`] : [];
}
