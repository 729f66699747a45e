import type { ItemParameters } from '#assessment';
import type { CatalogueItem } from '#catalogue';
import type { BlueprintItem } from './blueprints.js';

/** Published items as a test pins them: active ones, and where pilots are asked the pilots, which do not count. */
export function testPool(
  items: readonly CatalogueItem[],
  withPilots: boolean,
  parametersOf: (item: CatalogueItem) => ItemParameters,
): BlueprintItem[] {
  return items
    .filter(({ status }) => status === 'active' || (withPilots && status === 'pilot'))
    .map((item) => ({
      id: item.id,
      version: item.version,
      skill: item.skill,
      parameters: parametersOf(item),
      ...(item.family ? { family: item.family } : {}),
      ...(item.status === 'pilot' ? { scored: false } : {}),
    }));
}
