/** Which shares may be shown to whom without telling on single people. Pure. */

/** A group smaller than this is never shown as a share. */
export const SMALLEST_GROUP = 5;

export interface Group {
  readonly id: string;
  readonly category: string;
  /** How many people the share is taken of. */
  readonly audience: number;
}

/**
 * The milestones whose share everybody may see. A small audience stays hidden; and of two milestones about one category
 * whose audiences differ by one to four people only the first is shown, for the difference between the two shares would
 * tell on those few. HR sees everything and doesn't come here.
 */
export function sharesToShow(groups: readonly Group[]): ReadonlySet<string> {
  const shown: Group[] = [];
  for (const group of groups) {
    if (group.audience < SMALLEST_GROUP) continue;
    const isTelling = shown.some(({ category, audience }) => {
      const difference = Math.abs(audience - group.audience);
      return category === group.category && difference > 0 && difference < SMALLEST_GROUP;
    });
    if (!isTelling) shown.push(group);
  }
  return new Set(shown.map(({ id }) => id));
}
