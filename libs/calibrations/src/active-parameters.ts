import type { Tx } from '#kernel';
import { listExamItems, listPracticeItems } from './calibrations.queries.js';

/** An item's parameters on the scale in use, and the wording (author's version) they hold for. */
export interface ActiveParameters {
  readonly authorVersion: number;
  readonly a: number;
  readonly b: number;
}

/** What calibration has to say to a new exam of a category. */
export interface ExamParameters {
  /** The calibration that is in use; null as long as nobody activated one. */
  readonly calibrationId: string | null;
  /** By item id; items it does not hold keep their author's rating. */
  readonly parameters: ReadonlyMap<string, ActiveParameters>;
  /** Items that are not asked any more, whatever the courses say. */
  readonly retired: ReadonlySet<string>;
}

/** Parameters in use and retired items of a category, in one statement. */
export async function activeParameters(tx: Tx, category: string): Promise<ExamParameters> {
  const found = await listExamItems(tx, category);
  return {
    calibrationId: found.find(({ calibrationId }) => calibrationId !== null)?.calibrationId ?? null,
    parameters: new Map(
      found.flatMap(({ itemId, authorVersion, a, b }) =>
        authorVersion === null || a === null || b === null
          ? []
          : [[itemId, { authorVersion, a, b }] as const],
      ),
    ),
    retired: new Set(found.flatMap(({ itemId, retired }) => (retired ? [itemId] : []))),
  };
}

/** The practice items of a category whose difficulty answers have settled, by item id. */
export async function practiceParameters(
  tx: Tx,
  category: string,
): Promise<ReadonlyMap<string, ActiveParameters & { readonly seB: number }>> {
  return new Map((await listPracticeItems(tx, category)).map((item) => [item.itemId, item]));
}
