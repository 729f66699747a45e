import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Signs a message after Standard Webhooks (standardwebhooks.com, version 1): HMAC-SHA256 over `id.timestamp.body` with
 * the bytes behind `whsec_` as key. `seconds` is the moment of sending, in seconds since 1970.
 */
export function signature(secret: string, id: string, seconds: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
}

/** How a receiver checks it: one of the signatures in the header fits, and the message is not older than five minutes. */
export function isSigned(
  secret: string,
  message: { readonly id: string; readonly seconds: number; readonly body: string; readonly header: string },
  nowSeconds: number,
): boolean {
  if (Math.abs(nowSeconds - message.seconds) > 300) return false;
  const expected = Buffer.from(signature(secret, message.id, message.seconds, message.body));
  return message.header.split(' ').some((candidate) => {
    const given = Buffer.from(candidate);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** Seconds to wait after each failed attempt, as Standard Webhooks recommends; after the last one the message is dead. */
export const RETRY_SECONDS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** What an answer means: done, try again later, never again, or: this address is gone. */
export type Fate =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'retry'; readonly afterSeconds: number }
  | { readonly kind: 'dead' }
  | { readonly kind: 'gone' };

/**
 * The fate of a message after an attempt. `status` is null when no answer came. `attempts` counts this one. 2xx is
 * delivered, 410 closes the subscription (Standard Webhooks), everything else is tried again until the list is used up.
 * A server that names a longer wait (Retry-After, seconds) gets it, up to a day.
 */
export function fateOf(status: number | null, attempts: number, retryAfter: number | null): Fate {
  if (status !== null && status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 410) return { kind: 'gone' };
  const wait = RETRY_SECONDS[attempts - 1];
  if (wait === undefined) return { kind: 'dead' };
  return { kind: 'retry', afterSeconds: Math.max(wait, Math.min(retryAfter ?? 0, 86_400)) };
}
