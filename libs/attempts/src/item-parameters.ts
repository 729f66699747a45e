import type { ItemParameters } from '#assessment';
import { activeParameters, practiceParameters } from '#calibrations';
import type { CatalogueItem } from '#catalogue';
import type { Tx } from '#kernel';
import type { PracticeItem } from './practice-plan.js';

/** Discrimination of every item until answers have been calibrated: the middle of its prior. */
const START_DISCRIMINATION = 1;

/** An item's place on the ability scale as its author rated it. */
export function parametersOf(item: Pick<CatalogueItem, 'b'>): ItemParameters {
  return { a: START_DISCRIMINATION, b: item.b };
}

/** What a new exam of a category is pinned to: the items it may ask, their parameters, and where those come from. */
export interface CategoryParameters {
  /** The calibration in use, null without one. */
  readonly calibrationId: string | null;
  /** The active calibration's; the author's rating for items that it doesn't know, holds back, or knows otherwise worded. */
  readonly parametersOf: (item: Pick<CatalogueItem, 'id' | 'b' | 'body'>) => ItemParameters;
  /** Retired by a person: asked no more, pilot or not. */
  readonly isRetired: (item: Pick<CatalogueItem, 'id'>) => boolean;
}

export async function parametersIn(tx: Tx, category: string): Promise<CategoryParameters> {
  const { calibrationId, parameters, retired } = await activeParameters(tx, category);
  return {
    calibrationId,
    parametersOf: (item) => {
      const known = parameters.get(item.id);
      return known?.authorVersion === item.body.version ? { a: known.a, b: known.b } : parametersOf(item);
    },
    isRetired: ({ id }) => retired.has(id),
  };
}

/**
 * The items of a category as practice sees them, with how unsure their difficulty is: the author's own spread, or for a
 * calibrated item the standard error of its calibration.
 */
export async function practiceItems(
  tx: Tx,
  category: string,
  items: readonly CatalogueItem[],
): Promise<PracticeItem[]> {
  const known = await practiceParameters(tx, category);
  return items.map((item) => {
    const found = known.get(item.id);
    const own = found?.authorVersion === item.body.version ? found : undefined;
    return {
      ...{ id: item.id, version: item.version, skill: item.skill, family: item.family },
      ...{ objective: item.body.objective, plannedMs: item.body.time_s * 1000 },
      parameters: own
        ? { a: own.a, b: own.b, variance: own.seB ** 2 }
        : { ...parametersOf(item), variance: item.sd ** 2 },
      calibrated: own !== undefined,
    };
  });
}
