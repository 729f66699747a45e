import { Temporal } from 'temporal-polyfill';
import type { Licence } from './licence.js';
import { endOfDay } from './expiry.js';
import type { Verification } from './licences.schemas.js';

export const UNKNOWN = {
  verdict: 'unknown',
  holder: null,
  category: null,
  categoryTitle: null,
  number: null,
  validUntil: null,
  permit: false,
} as const;

/**
 * What an outsider may know. Valid up to and including the last day, in the holder's zone; grace and the reason of a
 * suspension or revocation stay inside, and a withdrawn licence gives no dates. A suspended licence reads "withdrawn",
 * because that is what it is until somebody gives it back. The sweep may be half an hour late: the dates decide.
 */
export function verdictOn(licence: Licence, now: Temporal.Instant, zone: string): Verification['verdict'] {
  if (licence.state === 'revoked' || licence.state === 'suspended') return 'revoked';
  const isOver = Temporal.Instant.compare(now, endOfDay(licence.validUntil, zone)) >= 0;
  return isOver || licence.state === 'expired' ? 'expired' : 'valid';
}
