/** One question of a GIFT file, between two empty lines. */
export interface GiftChunk {
  /** Without comments and $CATEGORY; escaped signs are hidden, see `shown`. */
  readonly text: string;
  /** Of its first line, from 1. */
  readonly line: number;
  readonly category: readonly string[];
  /** From `[id:…]` in a comment above it. */
  readonly id: string;
  /** From `[tag:…]` in a comment above it. */
  readonly tags: readonly string[];
}

/** Signs that a backslash takes the meaning from; hidden in a part of Unicode that no file uses. */
const ESCAPED = '~=#{}:\\';
const HIDDEN = 0xf8f0;

const hidden = (text: string): string =>
  text.replace(/\\([~=#{}:\\n])/g, (_all, sign: string) =>
    sign === 'n' ? '\n' : String.fromCharCode(HIDDEN + ESCAPED.indexOf(sign)),
  );

/** Text with the escaped signs back in their place, ends trimmed. */
export const shown = (text: string): string =>
  text.replace(/[\uf8f0-\uf8f6]/g, (sign) => ESCAPED[sign.charCodeAt(0) - HIDDEN] ?? sign).trim();

/** Cuts a GIFT file at its empty lines. Lines that start with // are comments; $CATEGORY holds until the next one. */
export function giftChunks(text: string): GiftChunk[] {
  const chunks: GiftChunk[] = [];
  let [category, id, tags, lines, first]: [string[], string, string[], string[], number] = [
    [],
    '',
    [],
    [],
    0,
  ];
  const close = (): void => {
    if (lines.length > 0) chunks.push({ text: hidden(lines.join('\n')), line: first, category, id, tags });
    if (lines.length > 0) [id, tags] = ['', []];
    lines = [];
  };
  text.split(/\r\n|\r|\n/).forEach((line, index) => {
    const trimmed = line.trim();
    if (trimmed === '') return close();
    if (trimmed.startsWith('//')) {
      id = /\[id:([^\]]*)\]/.exec(trimmed)?.[1]?.trim() ?? id;
      tags = [...tags, ...[...trimmed.matchAll(/\[tag:([^\]]*)\]/g)].map(([, tag = '']) => tag.trim())];
      return;
    }
    if (/^\$CATEGORY:/i.test(trimmed)) {
      close();
      category = categoryOf(trimmed.replace(/^\$CATEGORY:/i, ''));
      return;
    }
    if (lines.length === 0) first = index + 1;
    lines.push(line);
  });
  close();
  return chunks;
}

/** Moodle's categories: / between two, // for a slash inside one, and $course$, $system$ and top say nothing. */
export const categoryOf = (path: string): string[] =>
  path
    .trim()
    .split(/(?<!\/)\/(?!\/)/)
    .map((part) => part.replace(/\/\//g, '/').trim())
    .filter((part, index) => part !== '' && !/^\$.*\$$/.test(part) && !(index <= 1 && part === 'top'));
