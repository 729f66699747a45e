import type { ItemChange, LessonChange } from '#content';

/**
 * What a publication did to one item or lesson. `cosmetic`: worded or arranged otherwise, the version its author wrote
 * stayed. `update`: the version was raised. `invalidating`: raised, and its author says that former answers no longer hold.
 */
export const CHANGE_TYPES = ['added', 'cosmetic', 'update', 'invalidating', 'retired'] as const;
export type ChangeType = (typeof CHANGE_TYPES)[number];

/** Two versions that follow each other, as far as a change can be told from them. */
export interface VersionPair {
  readonly kind: 'item' | 'lesson';
  readonly id: string;
  /** The published version. */
  readonly version: number;
  readonly status: string;
  /** Items: the version their author wrote; lessons: the number of their latest update, 1 without one. */
  readonly now: number;
  /** The same of the version before; null for the first. */
  readonly before: number | null;
  readonly change: ItemChange | LessonChange | null;
}

export interface PartChange {
  readonly kind: 'item' | 'lesson';
  readonly id: string;
  readonly version: number;
  readonly type: ChangeType;
  /** What changed, as its author says; null when nothing was said of this version. */
  readonly words: { readonly nl: string; readonly en: string } | null;
}

/** Types a change by its two versions; pure. */
export function toChange({ kind, id, version, status, now, before, change }: VersionPair): PartChange {
  const type = typeOf({ status, now, before, change });
  const isSaid = change?.version === now && (type === 'update' || type === 'invalidating');
  return { kind, id, version, type, words: isSaid ? { nl: change.nl, en: change.en } : null };
}

function typeOf({
  status,
  now,
  before,
  change,
}: Pick<VersionPair, 'status' | 'now' | 'before' | 'change'>): ChangeType {
  if (status === 'retired') return 'retired';
  if (before === null) return 'added';
  if (now <= before) return 'cosmetic';
  const invalidates = change !== null && 'type' in change && change.type === 'invalidating';
  return invalidates && change.version === now ? 'invalidating' : 'update';
}
