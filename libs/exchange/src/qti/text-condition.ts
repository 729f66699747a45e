import { answersOf } from '../patterns.js';

/** A regular expression as tests that QTI can do: every one of `all` must fit, and none of `none`. */
export interface TextCondition {
  /** Patterns of XML Schema: they have no word for "any case" and always hold the whole answer. */
  readonly all: readonly string[];
  readonly none: readonly string[];
}

/** Look-aheads at the front, as our authors write "holds A and B, and not C", and what follows them. */
export function conditionOf(pattern: string): TextCondition | undefined {
  const all: string[] = [];
  const none: string[] = [];
  let rest = pattern;
  if (/^\^\(\?[=!]/.test(pattern)) {
    rest = pattern.slice(1);
    while (/^\(\?[=!]/.test(rest)) {
      const end = closingOf(rest);
      const schema = end < 0 ? undefined : schemaOf(`^(${rest.slice(3, end)})`);
      if (schema === undefined) return undefined;
      (rest[2] === '=' ? all : none).push(schema);
      rest = rest.slice(end + 1);
    }
    if (rest === '') return { all, none };
    rest = `^${rest}`;
  }
  const schema = schemaOf(rest);
  return schema === undefined ? undefined : { all: [...all, schema], none };
}

/** Where the parenthesis that opens a text is closed; -1 when it is not. */
function closingOf(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '[') at = Math.max(at, text.indexOf(']', at + 1));
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')' && (depth -= 1) === 0) return at;
  }
  return -1;
}

const schemaOf = (pattern: string): string | undefined => answersOf(pattern)?.map(inEitherCase).join('|');

/** `l*` becomes `[lL].*` */
const inEitherCase = (answer: string): string =>
  answer
    .replace(/\\\*/g, '\u0001')
    .split('')
    .map((sign) => {
      if (sign === '*') return '.*';
      if (sign === '\u0001') return '\\*';
      const [lower, upper] = [sign.toLowerCase(), sign.toUpperCase()];
      if (lower !== upper && lower.length === 1 && upper.length === 1) return `[${lower}${upper}]`;
      return /[.\\?*+{}()|[\]^$]/.test(sign) ? `\\${sign}` : sign;
    })
    .join('');
