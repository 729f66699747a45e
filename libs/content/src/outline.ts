import type { Content } from './compile-content.js';
import { canonical, fingerprint } from './fingerprint.js';
import { itemMeaning } from './item-meaning.js';
import type { LifeCycle } from './schemas/text.schema.js';

export const PART_KINDS = ['skill', 'category', 'course', 'lesson', 'item', 'path'] as const;
export type PartKind = (typeof PART_KINDS)[number];

/** One thing that is published as an immutable version. */
export interface Part {
  readonly kind: PartKind;
  readonly id: string;
  readonly status: LifeCycle;
  readonly body: object;
  /** Fingerprint of the body: the same hash means nothing to publish. */
  readonly hash: string;
  /** Only items: fingerprint of what is right, and the version its author wrote. */
  readonly meaning: string | null;
  readonly authorVersion: number | null;
}

/** What the catalogue holds now: the newest version of each part. */
export type PublishedPart = Omit<Part, 'body'>;

export interface Outline {
  readonly added: readonly Part[];
  readonly changed: readonly Part[];
  /** Published parts that no file mentions any more. They stay readable, nobody is asked them again. */
  readonly retired: readonly PublishedPart[];
  readonly unchanged: number;
  /** Items whose right answer or choices changed without a higher version: mend it (raise version) or give a new id. */
  readonly questions: readonly Part[];
}

/** What publishing this content would change. Pure: the catalogue does it, the command line shows it. */
export function outline(content: Content, published: readonly PublishedPart[]): Outline {
  const key = ({ kind, id }: { kind: PartKind; id: string }): string => `${kind} ${id}`;
  const parts = partsOf(content);
  const before = new Map(published.map((part) => [key(part), part]));
  const named = new Set(parts.map(key));
  const changed = parts.filter((part) => before.has(key(part)) && before.get(key(part))?.hash !== part.hash);
  return {
    added: parts.filter((part) => !before.has(key(part))),
    changed,
    retired: published.filter((part) => part.status !== 'retired' && !named.has(key(part))),
    unchanged: parts.filter((part) => before.get(key(part))?.hash === part.hash).length,
    questions: changed.filter((part) => {
      const old = before.get(key(part));
      if (!old || old.status === 'draft' || part.meaning === old.meaning) return false;
      return (part.authorVersion ?? 0) <= (old.authorVersion ?? 0);
    }),
  };
}

export function partsOf(content: Content): Part[] {
  return [
    ...content.skills.map((skill) => part('skill', skill.id, skill.status, skill)),
    ...content.categories.map((category) => part('category', category.category, category.status, category)),
    ...content.courses.map((course) => part('course', course.id, course.status, course)),
    ...content.lessons.map((lesson) => part('lesson', lesson.id, lesson.status, lesson)),
    ...content.items.map((item) => ({
      ...part('item', item.id, item.status, item),
      meaning: itemMeaning(item),
      authorVersion: item.version,
    })),
    ...content.paths.map((path) => part('path', path.id, path.status, path)),
  ];
}

const part = (kind: PartKind, id: string, status: LifeCycle, body: object): Part => ({
  kind,
  id,
  status,
  body,
  hash: fingerprint(canonical(body)),
  meaning: null,
  authorVersion: null,
});
