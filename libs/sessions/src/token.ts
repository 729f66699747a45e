import { hash, randomBytes } from 'node:crypto';

/** 256 random bits in base64url: what the browser, the mail or the script holds. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database holds instead of the token; enough against a leaked table, as the token is random. */
export function hashOf(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
