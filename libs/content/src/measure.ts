/** Words of a text as a reader counts them; Markdown marks, links' addresses and variables' braces are no words. */
function wordsOf(text: string): string[] {
  return (
    text
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/\{\{[^}]*\}\}/g, 'x')
      .match(/[\p{L}\p{N}]+(?:['’.:@/-][\p{L}\p{N}]+)*/gu) ?? []
  );
}

export const countWords = (text: string): number => wordsOf(text).length;

/** Length as the eye sees it: runs of white space count once. */
export const lengthOf = (text: string): number => text.replace(/\s+/g, ' ').trim().length;

/** Sentences of a text. A point inside a number or an address ends nothing; a blank line or list item does. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/\n\s*\n|\n\s*(?:[-*]|\d+\.)\s+/)
    .flatMap((paragraph) =>
      paragraph.replace(/\s+/g, ' ').split(/(?<=[.?!…:][)”’"'*]*)\s+(?=[\p{Lu}\p{N}“‘"'(*{])/u),
    )
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/**
 * The sentences of a stem that ask: those that end in a question mark or, when none does, the last one. How many
 * to choose ("Kies er 2.") is an instruction, not the question.
 */
export function questionOf(stem: string): string[] {
  const sentences = sentencesOf(stem).filter(
    (sentence) => !/^(kies|choose)\s+(er\s+)?\S+\.?$/i.test(sentence),
  );
  const asking = sentences.filter((sentence) => /\?[)”’"']*$/.test(sentence));
  return asking.length > 0 ? asking : sentences.slice(-1);
}

/** Every word as a set of pairs of neighbours, for comparing two texts. */
function pairsOf(text: string): Set<string> {
  const words = wordsOf(text.toLowerCase());
  return new Set(words.slice(1).map((word, index) => `${words[index]} ${word}`));
}

/** Jaccard similarity of the word pairs of two texts: 0 nothing in common … 1 the same. */
export function similarity(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)];
  const common = [...left].filter((pair) => right.has(pair)).length;
  const all = left.size + right.size - common;
  return all === 0 ? 1 : common / all;
}
