import type { Language } from '#content';
import { decodeText } from '#files';
import type { Format, Reading } from './draft.js';
import { readGift } from './gift/read-gift.js';
import { Ledger } from './ledger.js';
import { readMoodle } from './moodle/read-moodle.js';
import { readQti } from './qti/read-qti.js';
import { readAiken } from './read-aiken.js';

/** Larger files are banks of more than 10,000 items, or something else. */
export const LARGEST_BANK = 64 * 1024 * 1024;

/**
 * Reads a file of questions, whatever program wrote it. Never throws on what stands in a file: what cannot be read is
 * told. Imported and not imported items are together the items of the file (`countsOf`).
 *
 * @param bytes UTF-8, UTF-16 or Windows-1252 with or without a byte order mark; QTI also as a zip package
 * @param options.format what the file is; without it that is seen from its beginning
 * @param options.language the language of texts that do not say it themselves
 */
export function readBank(
  bytes: Uint8Array,
  options: { format?: Format | undefined; language: Language },
): Reading {
  const { language } = options;
  if (bytes.length > LARGEST_BANK)
    return unread('too-large', 'the file is larger than 64 MiB', options.format);
  if (options.format === 'qti' || isZip(bytes)) return readQti(bytes, language);
  const decoded = decodeText(bytes);
  if (!decoded.ok) return unread(decoded.refusal, 'the file is empty or no text', options.format);
  const { text } = decoded.value;
  switch (options.format ?? formatOf(text)) {
    case 'gift':
      return readGift(text, language);
    case 'aiken':
      return readAiken(text, language);
    case 'moodle-xml':
      return readMoodle(text, language);
    case 'qti':
      return readQti(bytes, language);
    case undefined:
      return unread('format-unknown', 'this is no GIFT, Aiken, Moodle XML or QTI');
  }
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3;

function unread(reason: string, detail: string, format: Format | null = null): Reading {
  const ledger = new Ledger(format);
  ledger.file(reason, detail);
  return ledger.close();
}

/** By the first element of XML, by ANSWER lines, by braces. */
function formatOf(text: string): Format | undefined {
  if (/^\s*</.test(text)) {
    const [, root = ''] = /<(?![?!])(?:[\w-]+:)?([\w-]+)/.exec(text) ?? [];
    if (root === 'quiz') return 'moodle-xml';
    return /^(qti-|assessment|questestinterop|manifest)/.test(root) ? 'qti' : undefined;
  }
  if (/^\s*ANSWER\s*:/im.test(text)) return 'aiken';
  return /[{}]|^\s*::/m.test(text) ? 'gift' : undefined;
}
