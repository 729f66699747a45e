import { Temporal } from 'temporal-polyfill';
import type { CatalogueItem, Snapshot } from '#catalogue';

/** What an author may look for among items: `disputed` was reported, `stale` is to be read again, `provisional` rests on its author's word alone. */
export const ITEM_STATES = ['disputed', 'stale', 'provisional', 'pilot', 'retired'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** So many days before its day an item or course is shown as one to read again. */
const STALE_DAYS = 60;
/** The spread of a start value that one author alone gave (`startValues` of content). */
const ONE_AUTHOR = 1;

export interface ShelfItem {
  readonly item: CatalogueItem;
  /** The folder of the course that teaches its skill; null when none does any more. */
  readonly course: string | null;
  readonly states: ReadonlySet<ItemState>;
  /** YYYY-MM-DD */
  readonly reviewBy: string;
}

export interface ItemFilter {
  readonly course?: string | undefined;
  readonly skill?: string | undefined;
  readonly use?: 'practice' | 'exam' | undefined;
  readonly state?: ItemState | undefined;
  /** Words that all stand in its id or question, in either language. */
  readonly q?: string | undefined;
}

export interface ShelfCourse {
  readonly slug: string;
  readonly code: string;
  readonly status: string;
  readonly licence: string;
  readonly title: { readonly nl: string; readonly en: string };
  readonly owner: string | null;
  readonly reviewBy: string;
  readonly isStale: boolean;
  readonly lessons: number;
  readonly practice: number;
  readonly exam: number;
  /** Items to read again, the course's own day not counted. */
  readonly stale: number;
  /** Items with open reports. */
  readonly disputed: number;
}

/**
 * All published items in order of id; retired ones too, which lists leave out unless they are asked for.
 *
 * @param reported how many reports are open on an item
 */
export function shelfItems(
  { items, courses }: Snapshot,
  today: string,
  reported: ReadonlyMap<string, number> = new Map(),
): ShelfItem[] {
  const courseOf = new Map(
    courses.flatMap(({ slug, teaches }) => teaches.map((skill) => [skill, slug] as const)),
  );
  const until = staleUntil(today);
  return [...items.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((item) => {
      const reviewBy = item.body.review.review_by;
      return {
        item,
        course: courseOf.get(item.skill) ?? null,
        states: statesOf(item, reviewBy <= until, reported.has(item.id)),
        reviewBy,
      };
    });
}

function statesOf({ status, sd }: CatalogueItem, isStale: boolean, isDisputed: boolean): Set<ItemState> {
  if (status === 'retired') return new Set(['retired']);
  return new Set([
    ...(isDisputed ? (['disputed'] as const) : []),
    ...(isStale ? (['stale'] as const) : []),
    ...(sd >= ONE_AUTHOR ? (['provisional'] as const) : []),
    ...(status === 'pilot' ? (['pilot'] as const) : []),
  ]);
}

/** The last review day that counts as near on this day: what must have been read again by then is stale. */
export function staleUntil(today: string): string {
  return Temporal.PlainDate.from(today).add({ days: STALE_DAYS }).toString();
}

/** The items a filter asks for, in order of id. */
export function findItems(shelf: readonly ShelfItem[], filter: ItemFilter): ShelfItem[] {
  const words = (filter.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return shelf.filter(({ item, course, states }) => {
    if (states.has('retired') !== (filter.state === 'retired')) return false;
    if (filter.state && !states.has(filter.state)) return false;
    if (filter.course && course !== filter.course) return false;
    if (filter.skill && item.skill !== filter.skill) return false;
    if (filter.use && item.use !== filter.use) return false;
    const text = `${item.id} ${item.body.stem.nl} ${item.body.stem.en}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** One page of a list; `next` is where the following one starts. */
export function pageOfItems<One extends { readonly item: { readonly id: string } }>(
  found: readonly One[],
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): { items: One[]; next: string | null } {
  const rest = after === undefined ? found : found.filter(({ item }) => item.id > after);
  const items = rest.slice(0, limit);
  return { items, next: rest.length > limit ? (items.at(-1)?.item.id ?? null) : null };
}

/** The courses by code, each with what stands on its shelf. Retired courses are left out. */
export function shelfCourses(
  { courses }: Snapshot,
  shelf: readonly ShelfItem[],
  today: string,
): ShelfCourse[] {
  const until = staleUntil(today);
  return courses
    .filter(({ status }) => status !== 'retired')
    .map(({ slug, code, status, licence, title, owner, reviewBy, lessons }) => {
      const own = findItems(shelf, { course: slug });
      const count = (is: (one: ShelfItem) => boolean): number => own.filter(is).length;
      return {
        ...{ slug, code, status, licence, title, reviewBy, owner: owner ?? null },
        ...{ isStale: reviewBy <= until, lessons: lessons.length },
        practice: count(({ item }) => item.use === 'practice'),
        exam: count(({ item }) => item.use === 'exam'),
        stale: count(({ states }) => states.has('stale')),
        disputed: count(({ states }) => states.has('disputed')),
      };
    });
}
