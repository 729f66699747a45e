import type { ContentMedia, Part, PartKind, PublishedPart } from '#content';
import { one, rows, type Tx } from '#kernel';

/** Where each kind of part is kept; course, lesson and path ids are UUIDs. */
const TABLES: Readonly<Record<PartKind, { readonly table: string; readonly id: 'text' | 'uuid' }>> = {
  skill: { table: 'skill_version', id: 'text' },
  category: { table: 'category_version', id: 'text' },
  course: { table: 'course_version', id: 'uuid' },
  lesson: { table: 'lesson_version', id: 'uuid' },
  item: { table: 'item_version', id: 'text' },
  path: { table: 'path_version', id: 'uuid' },
};
const KINDS = Object.keys(TABLES) as PartKind[];

export interface PublishedRow {
  readonly kind: PartKind;
  readonly id: string;
  readonly version: number;
  readonly body: unknown;
  readonly status: 'pilot' | 'active' | 'retired';
}

/** One publication at a time, whoever starts it. */
export async function lockPublishing(tx: Tx): Promise<void> {
  await rows(tx, `SELECT pg_advisory_xact_lock(hashtext('catalogue.publish'))`);
}

/** The number of the newest publication; 0 before the first. */
/** Which publication and which choice of the employer's words are the newest. */
export async function currentEdition(tx: Tx): Promise<string> {
  const row = await one<{ edition: string }>(
    tx,
    `SELECT concat(coalesce(max(id), 0), ' ',
       (SELECT value->>'revision' FROM setting WHERE name = 'employer-words')) AS edition FROM publication`,
  );
  return row?.edition ?? '';
}

export async function currentPublication(tx: Tx): Promise<number> {
  const row = await one<{ id: number }>(tx, 'SELECT coalesce(max(id), 0)::int AS id FROM publication');
  return row?.id ?? 0;
}

const newest = (columns: (kind: PartKind) => string): string =>
  KINDS.map(
    (kind) =>
      `(SELECT DISTINCT ON (id) '${kind}' AS kind, id::text AS id, version, status, ${columns(kind)} FROM ${TABLES[kind].table} ORDER BY id, version DESC)`,
  ).join(' UNION ALL ');

/** The newest version of everything, without the bodies: what a new publication is compared with. */
export function listPublished(tx: Tx): Promise<PublishedPart[]> {
  const columns = (kind: PartKind): string =>
    kind === 'item'
      ? 'hash, meaning, author_version AS "authorVersion"'
      : 'hash, NULL::text AS meaning, NULL::int AS "authorVersion"';
  return rows<PublishedPart>(tx, newest(columns));
}

/** The newest version of everything, with the bodies. */
export function listNewest(tx: Tx): Promise<PublishedRow[]> {
  return rows<PublishedRow>(
    tx,
    newest(() => 'body'),
  );
}

export function findVersion(
  tx: Tx,
  kind: 'item' | 'lesson',
  id: string,
  version: number,
): Promise<PublishedRow | undefined> {
  const { table, id: type } = TABLES[kind];
  return one<PublishedRow>(
    tx,
    `SELECT '${kind}' AS kind, id::text AS id, version, status, body FROM ${table} WHERE id = $1::${type} AND version = $2`,
    [id, version],
  );
}

export interface NewPublication {
  readonly at: string;
  readonly by: string | null;
  readonly added: number;
  readonly changed: number;
  readonly retired: number;
  readonly unchanged: number;
}

export async function addPublication(tx: Tx, publication: NewPublication): Promise<number> {
  const { at, by, added, changed, retired, unchanged } = publication;
  const row = await one<{ id: number }>(
    tx,
    `INSERT INTO publication (published_at, published_by, added, changed, retired, unchanged)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [at, by, added, changed, retired, unchanged],
  );
  if (!row) throw new Error('the publication was not stored');
  return row.id;
}

/** Writes the next version of each part; one statement for each kind. */
export async function addVersions(tx: Tx, publication: number, parts: readonly Part[]): Promise<void> {
  for (const kind of KINDS) {
    const these = parts.filter((part) => part.kind === kind);
    if (these.length === 0) continue;
    const { table, id } = TABLES[kind];
    const [names, values] =
      kind === 'item'
        ? [
            ', skill, use, meaning, author_version',
            `, p.body->>'skill', p.body->>'use', p.meaning, p.author_version`,
          ]
        : ['', ''];
    await rows(
      tx,
      `INSERT INTO ${table} (id, version, publication, status, hash, body${names})
       SELECT p.id::${id}, coalesce((SELECT max(version) FROM ${table} v WHERE v.id = p.id::${id}), 0) + 1, $1, p.status, p.hash, p.body${values}
       FROM unnest($2::text[], $3::text[], $4::text[], $5::jsonb[], $6::text[], $7::int[])
         AS p(id, status, hash, body, meaning, author_version)`,
      [
        publication,
        these.map((part) => part.id),
        these.map((part) => part.status),
        these.map((part) => part.hash),
        these.map((part) => JSON.stringify(part.body)),
        these.map((part) => part.meaning),
        these.map((part) => part.authorVersion),
      ],
    );
  }
}

/** Writes a retired version of each part, with the body it had. */
export async function retireParts(
  tx: Tx,
  publication: number,
  parts: readonly PublishedPart[],
): Promise<void> {
  for (const kind of KINDS) {
    const ids = parts.filter((part) => part.kind === kind).map((part) => part.id);
    if (ids.length === 0) continue;
    const { table, id } = TABLES[kind];
    const extra = kind === 'item' ? ', skill, use, meaning, author_version' : '';
    await rows(
      tx,
      `INSERT INTO ${table} (id, version, publication, status, hash, body${extra})
       SELECT DISTINCT ON (id) id, version + 1, $1, 'retired', hash || ' retired', body${extra} FROM ${table}
       WHERE id = ANY ($2::${id}[]) ORDER BY id, version DESC`,
      [publication, ids],
    );
  }
}

export async function addMedia(tx: Tx, media: readonly ContentMedia[]): Promise<void> {
  if (media.length === 0) return;
  await rows(
    tx,
    `INSERT INTO media (hash, content_type, bytes) SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[])
     ON CONFLICT (hash) DO NOTHING`,
    [
      media.map(({ hash }) => hash),
      media.map(({ contentType }) => contentType),
      media.map(({ bytes }) => Buffer.from(bytes)),
    ],
  );
}

export function findMedia(tx: Tx, hash: string): Promise<{ contentType: string; bytes: Buffer } | undefined> {
  return one(tx, 'SELECT content_type AS "contentType", bytes FROM media WHERE hash = $1', [hash]);
}
