import { SaxesParser } from 'saxes';

/** An element with its place; names come without their prefix, `content` holds text and elements in their order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: readonly (string | XmlElement)[];
  /** From 1. */
  readonly line: number;
}

/** Why a text is no XML that is read here. */
export interface XmlRefusal {
  readonly reason: 'xml-broken' | 'xml-doctype' | 'xml-too-large';
  readonly line: number;
  readonly detail: string;
}

const MOST_ELEMENTS = 500_000;
/** Deeper than any question, and far from the end of the stack. */
const DEEPEST = 200;

class XmlRefused extends Error {
  constructor(readonly refusal: XmlRefusal) {
    super(refusal.detail);
  }
}

type Building = XmlElement & { content: (string | XmlElement)[] };

/**
 * Reads XML 1.0 into a tree. A document type is refused, and with it every entity of the file's own; so are files with
 * more than 500,000 elements or elements more than 200 deep. Never throws.
 */
export function readXml(text: string): { ok: true; root: XmlElement } | { ok: false; refusal: XmlRefusal } {
  const parser = new SaxesParser({ xmlns: false });
  const open: Building[] = [];
  let root: Building | undefined;
  let count = 0;
  const refuse = (reason: XmlRefusal['reason'], detail: string): never => {
    throw new XmlRefused({ reason, line: parser.line, detail });
  };
  const add = (piece: string | XmlElement) => void open.at(-1)?.content.push(piece);
  parser.on('error', (error) => refuse('xml-broken', error.message));
  parser.on('doctype', () => refuse('xml-doctype', 'a document type is not read'));
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('opentag', ({ name, attributes }) => {
    count += 1;
    if (count > MOST_ELEMENTS || open.length >= DEEPEST)
      refuse('xml-too-large', 'too many or too deep elements');
    const element: Building = { name: withoutPrefix(name), attributes, content: [], line: parser.line };
    add(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  try {
    parser.write(text).close();
    return root ? { ok: true, root } : refuse('xml-broken', 'there is no element');
  } catch (error) {
    if (error instanceof XmlRefused) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

export const elementsIn = (element: XmlElement): XmlElement[] =>
  element.content.filter((piece) => typeof piece !== 'string');

export const childrenOf = (element: XmlElement | undefined, name: string): XmlElement[] =>
  element ? elementsIn(element).filter((child) => child.name === name) : [];

export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  childrenOf(element, name)[0];

/** Every element below, in the order of the file, without the element itself. */
export function below(element: XmlElement): XmlElement[] {
  return elementsIn(element).flatMap((child) => [child, ...below(child)]);
}

/** All text below, as it stands there. */
export const textOf = (element: XmlElement | undefined): string =>
  (element?.content ?? []).map((piece) => (typeof piece === 'string' ? piece : textOf(piece))).join('');

/** Text of a child, trimmed; empty when there is none. */
export const childText = (element: XmlElement | undefined, name: string): string =>
  textOf(childOf(element, name)).trim();

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it stands in XML. Control signs that XML 1.0 has no word for become spaces. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)

    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ')
    .replace(/\r/g, '&#13;');
