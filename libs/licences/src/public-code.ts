import { createHash } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so a code survives being read aloud or typed over. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Bytes of randomness in a code: 128 bits, so codes can't be guessed. */
export const CODE_BYTES = 16;
const CODE_LENGTH = 26;

/** Writes 16 random bytes as 26 characters, most significant bits first, the last character padded with zero bits. */
export function encodeCode(bytes: Uint8Array): string {
  if (bytes.length !== CODE_BYTES) throw new Error(`a code takes ${CODE_BYTES} bytes`);
  let code = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      code += ALPHABET[(buffer >> bits) & 31];
    }
    buffer &= (1 << bits) - 1;
  }
  return bits > 0 ? code + ALPHABET[(buffer << (5 - bits)) & 31] : code;
}

/** The code as stored, from what somebody typed: case, spaces and hyphens are free, O reads as 0, I and L as 1. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return code.length === CODE_LENGTH && [...code].every((sign) => ALPHABET.includes(sign)) ? code : null;
}

/** What the ledger keeps of a code: enough to check, nothing to look up. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** `DNV-A-2026-000123`: issuer, category, year of issue, running number. */
export function licenceNumber(issuer: string, category: string, year: number, running: number): string {
  return `${issuer}-${category}-${year}-${String(running).padStart(6, '0')}`;
}

/** Initials and last name, for people outside the company: "A. de Wit", "C. El Idrissi", "J.P. Smit". */
export function publicName(givenName: string, familyName: string): string {
  const initials = givenName
    .split(/[\s.-]+/)
    .filter(Boolean)
    .map((name) => `${[...name][0]?.toLocaleUpperCase('nl') ?? ''}.`)
    .join('');
  return [initials, familyName.trim()].filter(Boolean).join(' ');
}
