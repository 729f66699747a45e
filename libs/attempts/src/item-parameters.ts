import type { ItemParameters } from '#assessment';
import type { CatalogueItem } from '#catalogue';

/** Discrimination of every item until answers have been calibrated: the middle of its prior. */
const START_DISCRIMINATION = 1;

/** An item's place on the ability scale: for now the author's rating. */
export function parametersOf(item: Pick<CatalogueItem, 'b'>): ItemParameters {
  return { a: START_DISCRIMINATION, b: item.b };
}
