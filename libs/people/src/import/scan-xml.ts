import { SaxesParser } from 'saxes';
import { errorCode } from '../error-code.js';

/** Why a workbook can't be read. */
export type WorkbookRefusal = 'workbook-broken' | 'workbook-locked' | 'workbook-empty' | 'file-too-large';

/** Thrown while a workbook is taken apart, and caught where its reading began. */
export class WorkbookRefused extends Error {
  constructor(readonly refusal: WorkbookRefusal) {
    super(refusal);
  }
}

/** What a reader wants to hear; names come without their prefix ("x:row" and "row" are the same to a workbook). */
export interface XmlListener {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
  /** Asked between slices; true ends the reading there. */
  enough?(): boolean;
}

const SLICE = 64 * 1024;

/**
 * Reads XML in slices and tells what passes by, so that no tree is built of it. A document type with entities of its
 * own is refused by the parser, as is anything that is not well-formed: then `WorkbookRefused` is thrown.
 */
export function scanXml(bytes: Uint8Array, listener: XmlListener): void {
  const parser = new SaxesParser({ position: false, xmlns: false });
  parser.on('error', () => {
    throw new WorkbookRefused('workbook-broken');
  });
  parser.on('doctype', () => {
    throw new WorkbookRefused('workbook-broken');
  });
  parser.on('opentag', ({ name, attributes }) => listener.open(local(name), attributes));
  if (listener.close) parser.on('closetag', ({ name }) => listener.close?.(local(name)));
  if (listener.text) {
    parser.on('text', (text) => listener.text?.(text));
    parser.on('cdata', (text) => listener.text?.(text));
  }
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at < bytes.length; at += SLICE) {
    parser.write(decode(decoder, bytes.subarray(at, at + SLICE)));
    if (listener.enough?.()) return;
  }
  parser.close();
}

function decode(decoder: TextDecoder, slice: Uint8Array): string {
  try {
    return decoder.decode(slice, { stream: true });
  } catch (error) {
    if (errorCode(error) !== undefined) throw new WorkbookRefused('workbook-broken'); // not UTF-8
    throw error;
  }
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
