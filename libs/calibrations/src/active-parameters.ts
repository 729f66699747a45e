import type { Tx } from '#kernel';
import { listKnownItems } from './calibrations.queries.js';

/** An item's parameters on the scale in use, and the wording (author's version) they hold for. */
export interface ActiveParameters {
  readonly authorVersion: number;
  readonly a: number;
  readonly b: number;
}

/** Parameters by item id of the active calibration of a category; empty as long as nobody activated one. */
export async function activeParameters(
  tx: Tx,
  category: string,
): Promise<ReadonlyMap<string, ActiveParameters>> {
  const known = await listKnownItems(tx, category);
  return new Map(known.map(({ itemId, authorVersion, a, b }) => [itemId, { authorVersion, a, b }]));
}
