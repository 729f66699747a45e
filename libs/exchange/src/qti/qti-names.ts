import type { XmlElement } from '../xml-tree.js';

/**
 * QTI 3 writes `qti-simple-choice` and `max-choices` where QTI 2 writes `simpleChoice` and `maxChoices`. Everything is
 * read by the names of QTI 2; `data-…`, `aria-…` and names with a colon stay as they are.
 */
export function byOldNames(element: XmlElement): XmlElement {
  return {
    name: element.name.startsWith('qti-') ? camel(element.name.slice(4)) : element.name,
    attributes: Object.fromEntries(
      Object.entries(element.attributes).map(([name, value]) => [
        /^(data|aria)-|:/.test(name) ? name : camel(name),
        value,
      ]),
    ),
    content: element.content.map((piece) => (typeof piece === 'string' ? piece : byOldNames(piece))),
    line: element.line,
  };
}

const camel = (name: string): string =>
  name.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());

/** Our own ids stand behind a letter for their kind (`C_a`), since an identifier of QTI may not begin with a digit. */
export const withoutKind = (identifier: string): string => identifier.replace(/^[A-Z]_/, '');
