import type { Read } from './read-value.js';

export interface NameParts {
  readonly givenName: string;
  readonly infix: string | null;
  readonly familyName: string;
}

/** "Anna de Wit": given name, infix and family name. */
export function displayName(name: NameParts): string {
  return [name.givenName, name.infix, name.familyName].filter((part) => part).join(' ');
}

/** "wit anna de": what names are sorted by and searched in, without capitals and accents. */
export function sortName(name: NameParts): string {
  return foldText([name.familyName, name.givenName, name.infix].filter((part) => part).join(' '));
}

/** Small letters without accents, so that "Emilia" finds Emília. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

// Words that Dutch, French and German names sort without; "el", "da" and "dos" stay with the family name.
const INFIX_WORDS = new Set([
  'van',
  'de',
  'der',
  'den',
  'het',
  "'t",
  'te',
  'ten',
  'ter',
  'in',
  'op',
  'aan',
  'la',
  'le',
  'du',
  'von',
]);

/** "de Wit" → infix "de", name "Wit"; "El Idrissi" and "dos Santos" stay whole, because they sort under their first word. */
export function splitFamilyName(text: string): { infix: string | null; familyName: string } {
  if (!text.includes(' ')) return { infix: null, familyName: text };
  const words = text.split(' ');
  let count = 0;
  while (count < words.length - 1 && isInfix(words[count] ?? '')) count++;
  return {
    infix: count > 0 ? words.slice(0, count).join(' ') : null,
    familyName: words.slice(count).join(' '),
  };
}

const isInfix = (word: string): boolean => INFIX_WORDS.has(word);

/** "Anna de Wit" or "Wit, Anna de" → its parts. One word alone is refused: a family name is needed to sort by. */
export function splitFullName(text: string): Read<NameParts> {
  const [before, after] = text.split(',').map((part) => part.trim());
  if (after !== undefined && before) {
    const words = after.split(' ').filter((word) => word !== '');
    const infix = words.filter(isInfix);
    const given = words.filter((word) => !isInfix(word)).join(' ');
    if (given === '') return NOT_ENOUGH;
    const own = splitFamilyName(before);
    return understood({
      givenName: given,
      infix: infix.length > 0 ? infix.join(' ') : own.infix,
      familyName: own.familyName,
    });
  }
  const words = text.split(' ');
  if (words.length < 2) return NOT_ENOUGH;
  const infixAt = words.findIndex((word, index) => index > 0 && isInfix(word));
  const split = infixAt > 0 ? infixAt : 1;
  return understood({
    givenName: words.slice(0, split).join(' '),
    ...splitFamilyName(words.slice(split).join(' ')),
  });
}

const understood = <T>(value: T): Read<T> => ({ ok: true, value });
const NOT_ENOUGH: Read<never> = { ok: false, reason: 'value-missing' };
