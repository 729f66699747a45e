import type { ItemParameters } from '#assessment';
import { activeParameters } from '#calibrations';
import type { CatalogueItem } from '#catalogue';
import type { Tx } from '#kernel';

/** Discrimination of every item until answers have been calibrated: the middle of its prior. */
const START_DISCRIMINATION = 1;

/** An item's place on the ability scale as its author rated it. */
export function parametersOf(item: Pick<CatalogueItem, 'b'>): ItemParameters {
  return { a: START_DISCRIMINATION, b: item.b };
}

/**
 * What to pin for the items of a category: the parameters of its active calibration, and the author's rating for items
 * that it doesn't know, holds back, or knows in another wording.
 */
export async function parametersIn(
  tx: Tx,
  category: string,
): Promise<(item: Pick<CatalogueItem, 'id' | 'b' | 'body'>) => ItemParameters> {
  const calibrated = await activeParameters(tx, category);
  return (item) => {
    const known = calibrated.get(item.id);
    return known?.authorVersion === item.body.version ? { a: known.a, b: known.b } : parametersOf(item);
  };
}
