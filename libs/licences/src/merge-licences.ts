import { apply } from './fold.js';
import type { Day } from './expiry.js';
import { isOnHold, isOpen, OPENING_STATES } from './licence.js';
import type { Licence, LicenceEvent } from './licence.js';

/** Which licences change record when two records of one human being become one. */
export interface LicenceMoves {
  /** From the record that closes to the one that is kept. */
  readonly over: readonly Licence[];
  /** From the kept record to the closed one, where it rests until the records are parted. */
  readonly aside: readonly Licence[];
}

/**
 * Everything earned goes over. Where both records have an open licence of one category, one counts and the other
 * rests on the closed record: a suspension by HR counts before anything else, so that nobody sheds it by coming back
 * under another number; then what opens doors; then what lasts longest; else the kept record's own.
 */
export function moveLicences(closing: readonly Licence[], kept: readonly Licence[]): LicenceMoves {
  const over: Licence[] = [];
  const aside: Licence[] = [];
  for (const licence of closing) {
    const own = isOpen(licence)
      ? kept.find((other) => isOpen(other) && other.category === licence.category)
      : undefined;
    if (own && compare(licence, own) <= 0) continue;
    over.push(licence);
    if (own) aside.push(own);
  }
  return { over, aside };
}

/** Above 0 when the first of two open licences counts before the second. */
function compare(one: Licence, other: Licence): number {
  const byWeight = weight(one) - weight(other);
  if (byWeight !== 0) return byWeight;
  return one.graceUntil === other.graceUntil ? 0 : one.graceUntil > other.graceUntil ? 1 : -1;
}

function weight(licence: Licence): number {
  if (licence.state === 'suspended' && !isOnHold(licence)) return 3;
  if (licence.state === 'permit') return 1;
  return OPENING_STATES.includes(licence.state) ? 2 : 0;
}

/** The licence on its new record, and the line for the ledger. */
export function transfer(
  licence: Licence,
  to: { readonly personId: string; readonly mergeId: string; readonly on: Day },
): { readonly licence: Licence; readonly events: readonly LicenceEvent[] } {
  const event: LicenceEvent = {
    kind: 'transferred',
    on: to.on,
    toPersonId: to.personId,
    mergeId: to.mergeId,
  };
  return { licence: apply(licence, event), events: [event] };
}
