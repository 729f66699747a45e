import type { CatalogueService } from '#catalogue';
import type { Tx } from '#kernel';
import type { ExamAnswer } from './answer-source.js';

/** The author's version of every version of an item that was answered, by `<item id>@<version>`. */
export async function wordingsOf(
  tx: Tx,
  catalogue: CatalogueService,
  answers: readonly ExamAnswer[],
): Promise<ReadonlyMap<string, number>> {
  const known = new Map<string, number>();
  for (const { itemId, itemVersion } of answers) {
    const key = `${itemId}@${itemVersion}`;
    if (!known.has(key)) known.set(key, (await catalogue.getItem(tx, itemId, itemVersion)).body.version);
  }
  return known;
}
