import type { Acceptance, MovedItem } from './activation.js';
import { acceptances } from './calibrations.schemas.js';

/** What a person ticked and wrote beside the moved items of a proposal. */
export interface Signatures {
  readonly accept: readonly Acceptance[];
  /** Message key by item id: not ticked, or ticked without a reason. */
  readonly errors: ReadonlyMap<string, string>;
  readonly ticked: ReadonlySet<string>;
  /** As typed, by item id. */
  readonly reasons: ReadonlyMap<string, string>;
}

/** Reads a tick (`accept:<item>`) and a reason (`reason:<item>`) for each moved item; both are needed. */
export function readSignatures(moved: readonly MovedItem[], body: unknown): Signatures {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const ticked = new Set<string>();
  const [errors, reasons] = [new Map<string, string>(), new Map<string, string>()];
  const accept: Acceptance[] = [];
  for (const { itemId } of moved) {
    const typed = fields[`reason:${itemId}`];
    const reason = typeof typed === 'string' ? typed : '';
    reasons.set(itemId, reason);
    if (fields[`accept:${itemId}`]) ticked.add(itemId);
    const read = acceptances.safeParse({ accept: [{ itemId, reason }] });
    if (!ticked.has(itemId)) errors.set(itemId, 'calibrations.sign_needed');
    else if (!read.success) errors.set(itemId, 'calibrations.reason_needed');
    else accept.push(...read.data.accept);
  }
  return { accept, errors, ticked, reasons };
}
