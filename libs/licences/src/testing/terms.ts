import type { Terms } from '../expiry.js';
import type { Identity } from '../licence.js';

/** Terms of an ordinary category: two years, two months' window, a month's grace. */
export function terms(changes: Partial<Terms> = {}): Terms {
  return {
    rule: 'from-completion',
    months: 24,
    windowDays: 60,
    graceDays: 30,
    minActiveDays: 90,
    fixedOn: '12-31',
    ...changes,
  };
}

/** Who and what a licence in a pure spec is about. */
export function identity(changes: Partial<Identity> = {}): Identity {
  return {
    licenceId: '0199-licence',
    personId: '0199-chaima',
    category: 'A',
    number: 'DNV-A-2026-000001',
    codeDigest: 'digest-of-a-code',
    ...changes,
  };
}
