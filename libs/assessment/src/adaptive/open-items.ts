import type { PoolIndex } from './pool-index.js';
import type { TestSession } from './test-rules.js';

/** May not be asked (asked, excluded, family or enemy of such); may be, but is at its exposure cap; may be. */
export const CLOSED = 0;
export const AT_CAP = 1;
export const OPEN = 2;

/** Per place of the pool, whether this person can still get the item in this test. */
export function openItems(session: TestSession, index: PoolIndex): Uint8Array {
  const state = new Uint8Array(index.pool.length).fill(OPEN);
  for (const id of session.atCap ?? []) mark(state, index.places.get(id), AT_CAP);
  for (const { itemId } of session.asked) close(state, index, itemId);
  for (const id of session.excluded ?? []) close(state, index, id);
  return state;
}

function close(state: Uint8Array, index: PoolIndex, id: string): void {
  const place = index.places.get(id);
  mark(state, place, CLOSED);
  if (place !== undefined) for (const rival of index.rivals[place]!) state[rival] = CLOSED;
  for (const enemy of index.namedBy.get(id) ?? []) state[enemy] = CLOSED;
}

function mark(state: Uint8Array, place: number | undefined, value: number): void {
  if (place !== undefined) state[place] = value;
}
