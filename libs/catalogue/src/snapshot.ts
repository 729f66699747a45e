import {
  fillEmployerWords,
  startValues,
  type ContentCourse,
  type ContentItem,
  type ContentLesson,
  type ContentPath,
  type EmployerNames,
  type Item,
  type Licence,
  type Skill,
} from '#content';
import type { PublishedRow } from './catalogue.queries.js';

/** What a licence category takes: the words of `courses/licences/*.yaml`. */
export type Category = Licence;

interface Versioned {
  readonly version: number;
}
export type CatalogueLesson = ContentLesson & Versioned;
export type CatalogueCourse = ContentCourse & Versioned;

/** One version of an item, with the employer's words filled in and its start values on the ability scale. */
export interface CatalogueItem extends Versioned {
  readonly id: string;
  readonly skill: string;
  readonly use: Item['use'];
  readonly status: Item['status'];
  /** Near-clones share a family; only one of them is asked. */
  readonly family: string | null;
  readonly body: ContentItem;
  readonly b: number;
  readonly sd: number;
}

/** All that is published now, in memory; it changes only when the number of the publication does. */
export interface Snapshot {
  readonly publication: number;
  readonly categories: ReadonlyMap<string, Category>;
  readonly skills: ReadonlyMap<string, Skill>;
  readonly courses: readonly CatalogueCourse[];
  readonly lessons: ReadonlyMap<string, CatalogueLesson>;
  readonly items: ReadonlyMap<string, CatalogueItem>;
  readonly paths: readonly ContentPath[];
  /** Items that may be asked now (pilot or active), by skill and use: `ph.links exam`. */
  readonly pools: ReadonlyMap<string, readonly CatalogueItem[]>;
}

export const poolKey = (skill: string, use: Item['use']): string => `${skill} ${use}`;

/** Joins the newest published rows. Retired parts stay findable by id; lists leave them out. */
export function makeSnapshot(
  publication: number,
  published: readonly PublishedRow[],
  names: EmployerNames,
): Snapshot {
  const bodies = <T>(kind: PublishedRow['kind']): (T & Versioned)[] =>
    published
      .filter((row) => row.kind === kind)
      .map((row) => ({ ...(filled(row.body, names) as T), version: row.version, status: row.status }));
  const items = published.filter((row) => row.kind === 'item').map((row) => toItem(row, names));
  const courses = bodies<ContentCourse>('course').sort((a, b) => (a.code < b.code ? -1 : 1));
  return {
    publication,
    // Versions from before licences could ask for others say nothing about it.
    categories: byId(
      bodies<Omit<Category, 'needs'> & Partial<Category>>('category').map((body) => ({
        ...body,
        needs: body.needs ?? [],
      })),
      ({ category }) => category,
    ),
    skills: byId(bodies<Skill>('skill'), ({ id }) => id),
    courses,
    lessons: byId(bodies<ContentLesson>('lesson'), ({ id }) => id),
    items: byId(items, ({ id }) => id),
    paths: bodies<ContentPath>('path').filter(({ status }) => status !== 'retired'),
    pools: pools(items),
  };
}

/** One row of `item_version` as the rest of the house sees it. */
export function toItem(row: PublishedRow, names: EmployerNames): CatalogueItem {
  const body = filled(row.body, names) as ContentItem;
  const { id, skill, use, family } = body;
  return {
    id,
    version: row.version,
    skill,
    use,
    status: row.status,
    family: family ?? null,
    body,
    ...startValues(body),
  };
}

export const toLesson = (row: PublishedRow, names: EmployerNames): CatalogueLesson => ({
  ...(filled(row.body, names) as ContentLesson),
  version: row.version,
  status: row.status,
});

function pools(items: readonly CatalogueItem[]): Map<string, CatalogueItem[]> {
  const pools = new Map<string, CatalogueItem[]>();
  for (const item of items) {
    if (item.status === 'retired') continue;
    const key = poolKey(item.skill, item.use);
    pools.set(key, [...(pools.get(key) ?? []), item]);
  }
  return pools;
}

const byId = <T>(list: readonly T[], id: (one: T) => string): Map<string, T> =>
  new Map(list.map((one) => [id(one), one]));

/** A copy in which every text has the employer's words; which language a text is in shows from its key. */
function filled(value: unknown, names: EmployerNames, language: 'nl' | 'en' = 'nl'): unknown {
  if (typeof value === 'string')
    return value.includes('{{org.') ? fillEmployerWords(value, names[language]) : value;
  if (Array.isArray(value)) return value.map((inner) => filled(inner, names, language));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      filled(inner, names, key === 'nl' || key === 'en' ? key : language),
    ]),
  );
}
