import { analyse } from 'chardet';
import iconv from 'iconv-lite';

/** The ways of writing text that HR exports use; anything older than Windows-1252 is read as Windows-1252. */
export const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
  /** Whether the file opened with a byte order mark; shown as "UTF-8 met BOM". */
  readonly mark: boolean;
}

/** Why a file can't be read as text at all. */
export type TextRefusal = 'file-empty' | 'file-is-not-text';

/**
 * Turns the bytes of an export into text. A byte order mark decides; without one, valid UTF-8 is UTF-8, UTF-16 is
 * recognised by its zero bytes, and everything else is Windows-1252, what a Dutch Excel writes as "CSV". Binary
 * files are refused: guessing at them would load rubbish. HR may overrule by `as`.
 */
export function decodeText(
  bytes: Uint8Array,
  as?: Encoding,
): { ok: true; value: DecodedText } | { ok: false; refusal: TextRefusal } {
  if (bytes.length === 0) return { ok: false, refusal: 'file-empty' };
  const marked = markOf(bytes);
  const encoding = as ?? marked ?? guess(bytes);
  if (encoding === undefined) return { ok: false, refusal: 'file-is-not-text' };
  const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding, {
    stripBOM: true,
  });
  if (text.includes('\u0000')) return { ok: false, refusal: 'file-is-not-text' };
  if (text.trim() === '') return { ok: false, refusal: 'file-empty' };
  return { ok: true, value: { text, encoding, mark: marked === encoding } };
}

function markOf(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function guess(bytes: Uint8Array): Encoding | undefined {
  const wide = zeroBytes(bytes);
  if (wide !== undefined) return wide === 'neither' ? undefined : wide;
  if (isUtf8(bytes)) return 'utf-8';
  const best = analyse(bytes.subarray(0, 65_536))[0]?.name;
  // chardet often takes short Dutch texts for some other one-byte table; only its UTF-16 verdicts are followed.
  if (best === 'UTF-16LE') return 'utf-16le';
  if (best === 'UTF-16BE') return 'utf-16be';
  return 'windows-1252';
}

/** Western text in UTF-16 has a zero in every second byte; zeros elsewhere mean the file is not text. */
function zeroBytes(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | 'neither' | undefined {
  const sample = bytes.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  sample.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) even++;
    else odd++;
  });
  if (even + odd === 0) return undefined;
  if (odd > sample.length * 0.3 && even < odd / 10) return 'utf-16le';
  if (even > sample.length * 0.3 && odd < even / 10) return 'utf-16be';
  return 'neither';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false; // not an error: the answer to the question
  }
}
