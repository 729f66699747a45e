import { rows, type Tx } from '#kernel';
import type { VersionPair } from './change.js';

export interface PublicationRow {
  readonly id: number;
  readonly publishedAt: Date;
  /** Null when the system published. */
  readonly by: string | null;
  readonly added: number;
  readonly changed: number;
  readonly retired: number;
}

/** Publications, the newest first. */
export function listPublications(tx: Tx, limit: number): Promise<PublicationRow[]> {
  return rows<PublicationRow>(
    tx,
    `SELECT u.id, u.published_at AS "publishedAt", p.display_name AS by, u.added, u.changed, u.retired
     FROM publication u LEFT JOIN person p ON p.id = u.published_by ORDER BY u.id DESC LIMIT $1`,
    [limit],
  );
}

/** Every item and lesson of a publication with the version before it; lessons first. */
export function listVersionPairs(tx: Tx, publication: number): Promise<VersionPair[]> {
  return rows<VersionPair>(
    tx,
    `SELECT 'lesson' AS kind, v.id::text AS id, v.version, v.status,
       coalesce((v.body->'change'->>'version')::int, 1) AS now,
       CASE WHEN b.id IS NOT NULL THEN coalesce((b.body->'change'->>'version')::int, 1) END AS before,
       v.body->'change' AS change
     FROM lesson_version v LEFT JOIN lesson_version b ON b.id = v.id AND b.version = v.version - 1
     WHERE v.publication = $1
     UNION ALL
     SELECT 'item', v.id, v.version, v.status, v.author_version, b.author_version, v.body->'change'
     FROM item_version v LEFT JOIN item_version b ON b.id = v.id AND b.version = v.version - 1
     WHERE v.publication = $1 ORDER BY kind DESC, id`,
    [publication],
  );
}

/** With which published version a part's present change came. */
export interface FirstOfChange {
  readonly id: string;
  readonly since: number;
  readonly at: Date;
}

const TABLES = {
  item: { table: 'item_version', id: 'text' },
  lesson: { table: 'lesson_version', id: 'uuid' },
} as const;

/**
 * The first published version that holds the present change of each part. Parts that came with it are left out: nobody
 * knew them before.
 */
export function listFirstOfChange(
  tx: Tx,
  kind: keyof typeof TABLES,
  ids: readonly string[],
): Promise<FirstOfChange[]> {
  const { table, id } = TABLES[kind];
  return rows<FirstOfChange>(
    tx,
    `WITH present AS (
       SELECT DISTINCT ON (id) id, body->'change'->>'version' AS change FROM ${table}
       WHERE id = ANY ($1::${id}[]) ORDER BY id, version DESC)
     SELECT v.id::text AS id, min(v.version)::int AS since, min(u.published_at) AS at
     FROM present JOIN ${table} v ON v.id = present.id AND v.body->'change'->>'version' = present.change
       JOIN publication u ON u.id = v.publication
     GROUP BY v.id HAVING min(v.version) > 1`,
    [ids],
  );
}
