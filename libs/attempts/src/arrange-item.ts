import { shuffled, type Random, type ScenarioItem, type ScorableItem } from '#assessment';

/** The ids of an item's parts in the order in which one person sees them. */
export interface Arrangement {
  readonly options?: readonly string[];
  readonly steps?: readonly string[];
  readonly left?: readonly string[];
  readonly right?: readonly string[];
  /** Of a scenario, by step: its options. */
  readonly within?: Readonly<Record<string, readonly string[]>>;
  readonly areas?: readonly string[];
}

interface Shuffling {
  readonly shuffle?: boolean;
}
type ArrangeableItem =
  | (Exclude<ScorableItem, ScenarioItem> & Shuffling)
  | (Omit<ScenarioItem, 'steps'> & {
      readonly steps: readonly (ScenarioItem['steps'][number] & Shuffling)[];
    });

/**
 * The order in which somebody gets the parts of an item. Options are shuffled unless the author said not to (numbers);
 * steps always, and never into the right order; the left column of a match stays, the right one is shuffled. The steps
 * of a scenario stay, because the story moves on, and the options of each are shuffled on their own; the areas of a
 * picture are shuffled, so that the list beside it says nothing.
 * Stored with the response, so that another device shows the same.
 */
export function arrangeItem(item: ArrangeableItem, random: Random): Arrangement {
  const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);
  switch (item.type) {
    case 'single':
    case 'multiple':
      return {
        options: item.shuffle === false ? ids(item.options) : shuffled(ids(item.options), random, 'options'),
      };
    case 'order':
      return { steps: otherThan(ids(item.steps), shuffled(ids(item.steps), random, 'steps')) };
    case 'match':
      return { left: ids(item.left), right: shuffled(ids(item.right), random, 'right') };
    case 'text':
      return {};
    case 'scenario': {
      const within = item.steps.map(({ id, options, shuffle }) => [
        id,
        shuffle === false ? ids(options) : shuffled(ids(options), random, `options ${id}`),
      ]);
      return { steps: ids(item.steps), within: Object.fromEntries(within) as Record<string, string[]> };
    }
    case 'hotspot':
      return { areas: shuffled(ids(item.areas), random, 'areas') };
  }
}

/** What a page or an API client calls a part: its place, which says nothing about the key. */
export function tokenOf(index: number): string {
  return String(index + 1);
}

/** The id behind a token, or undefined when there is no such place. */
export function idOf(order: readonly string[] | undefined, token: unknown): string | undefined {
  if (typeof token !== 'string' && typeof token !== 'number') return undefined;
  return /^[1-9]\d?$/.test(String(token)) ? order?.[Number(token) - 1] : undefined;
}

function otherThan(right: readonly string[], drawn: string[]): string[] {
  return right.length > 1 && drawn.every((id, i) => id === right[i]) ? [...drawn.slice(1), drawn[0]!] : drawn;
}
