import type { Draft } from '../draft.js';

/** `name-nl`, `name_en`, `name.nl`: the same item in two languages. */
const LANGUAGE_MARK = /[-_.](nl|en)$/i;

/**
 * QTI has one item for each language. Drafts whose names differ in the language alone, and that ask the same in the same
 * form, become one; any other stays as it is.
 */
export function joinLanguages(drafts: readonly Draft[]): Draft[] {
  const joined: Draft[] = [];
  const waiting = new Map<string, number>();
  for (const draft of drafts) {
    const key = `${draft.category.join('/')}/${draft.name.replace(LANGUAGE_MARK, '')}`;
    const at = LANGUAGE_MARK.test(draft.name) ? waiting.get(key) : undefined;
    const before = at === undefined ? undefined : joined[at];
    const both = before && merged(before, draft);
    if (at !== undefined && both !== undefined) joined[at] = both;
    else joined.push(draft);
    if (at === undefined && LANGUAGE_MARK.test(draft.name)) waiting.set(key, joined.length - 1);
  }
  return joined;
}

function merged(first: Draft, second: Draft): Draft | undefined {
  const { numbers, name, ...one } = first;
  const { numbers: others, name: _name, ...other } = second;
  if (sharesLanguage(first, second)) return undefined;
  const both = mergedValue(one, other);
  return both === CLASH ? undefined : ({ ...(both as Omit<Draft, 'numbers' | 'name'>), numbers: [...numbers, ...others], name: name.replace(LANGUAGE_MARK, '') }); // prettier-ignore
}

const sharesLanguage = (first: Draft, second: Draft): boolean =>
  Object.keys(first.stem).some((language) => Object.hasOwn(second.stem, language));

const CLASH = Symbol('two values that cannot both hold');

/** Lists place by place, objects field by field; anything else must be the same. */
function mergedValue(one: unknown, other: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(other)) {
    if (one.length !== other.length) return CLASH;
    const list = one.map((value, index) => mergedValue(value, other[index]));
    return list.includes(CLASH) ? CLASH : list;
  }
  if (typeof one === 'object' && one !== null && typeof other === 'object' && other !== null) {
    const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>];
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    const fields = keys.map(
      (key) => [key, key in a && key in b ? mergedValue(a[key], b[key]) : (a[key] ?? b[key])] as const,
    );
    return fields.some(([, value]) => value === CLASH) ? CLASH : Object.fromEntries(fields);
  }
  return one === other ? one : CLASH;
}
