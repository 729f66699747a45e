import type { CalibratedItem, ItemStanding } from './calibration.js';
import { type ItemLife, type ItemMove, moveFor } from './item-lives.js';

/** A person's word for one item: its difficulty may move so far, because. */
export interface Acceptance {
  readonly itemId: string;
  readonly reason: string;
}

type Item = Pick<CalibratedItem, 'itemId' | 'authorVersion' | 'state' | 'gateFailures'>;

/** An item whose difficulty moved by .3 logits or more since the calibration in use; `shift` in logits, now minus then. */
export interface MovedItem {
  readonly itemId: string;
  readonly shift: number;
}

/** Items that would count with a moved difficulty, so that a person signs for each; retired ones need nobody's word. */
export function movedItems(items: readonly Item[], retired: ReadonlySet<string>): MovedItem[] {
  return items.flatMap(({ itemId, state, gateFailures }) => {
    const shift = gateFailures.find(({ reason }) => reason === 'shift')?.found;
    const counts = state === 'active' || state === 'watch';
    return shift !== undefined && shift !== null && counts && !retired.has(itemId) ? [{ itemId, shift }] : [];
  });
}

export type Activation =
  | { readonly kind: 'unsigned'; readonly items: readonly string[] }
  | { readonly kind: 'nothing-to-sign'; readonly items: readonly string[] }
  | {
      readonly kind: 'agreed';
      readonly accepted: readonly (Acceptance & MovedItem)[];
      /** Items whose state changes by the activation. */
      readonly states: ReadonlyMap<string, ItemStanding>;
      readonly moves: readonly ItemMove[];
    };

/**
 * What activating a calibration does to its items. Refused while a moved item has no signature, and when one is given
 * for an item that did not move. Passed items become active; a watched one does when the shift was all that stood
 * against it and somebody signed for it; the rest stays as it is. `by` names who activates.
 */
export function activationOf(
  items: readonly Item[],
  lives: ReadonlyMap<string, ItemLife>,
  acceptances: readonly Acceptance[],
  by: string,
): Activation {
  const retired = new Set(
    [...lives.values()].flatMap(({ itemId, state }) => (state === 'retired' ? [itemId] : [])),
  );
  const moved = movedItems(items, retired);
  const signed = new Map(acceptances.map((each) => [each.itemId, each]));
  const unsigned = moved.filter(({ itemId }) => !signed.has(itemId)).map(({ itemId }) => itemId);
  if (unsigned.length > 0) return { kind: 'unsigned', items: unsigned };
  const idle = acceptances.filter(({ itemId }) => !moved.some((item) => item.itemId === itemId));
  if (idle.length > 0) return { kind: 'nothing-to-sign', items: idle.map(({ itemId }) => itemId) };
  const accepted = moved.map((item) => ({ ...item, ...signed.get(item.itemId)! }));
  const [states, moves] = [new Map<string, ItemStanding>(), new Array<ItemMove>()];
  for (const item of items) {
    const reason = signed.get(item.itemId)?.reason ?? null;
    const onlyMoved = item.gateFailures.every((failure) => failure.reason === 'shift');
    if (item.state === 'calibrated' || (item.state === 'watch' && reason !== null && onlyMoved))
      states.set(item.itemId, 'active');
    const line = lineFor(item, lives.get(item.itemId), states.has(item.itemId), { by, reason });
    if (line) moves.push(line);
  }
  return { kind: 'agreed', accepted, states, moves };
}

function lineFor(
  { itemId, authorVersion, state }: Item,
  life: ItemLife | undefined,
  becomesActive: boolean,
  { by, reason }: { by: string; reason: string | null },
): ItemMove | undefined {
  if (!becomesActive || life?.state === 'retired') return undefined;
  const event = state === 'calibrated' ? 'activated' : 'cleared';
  // The history may lag behind the calibration it was made with; the calibration says where the item stands.
  const line = moveFor({ itemId, authorVersion, state }, { kind: event, by }, { because: reason });
  return line && { ...line, fromState: life?.state ?? line.fromState };
}
