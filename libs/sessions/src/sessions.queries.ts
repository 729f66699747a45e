import { type Db, type Grant, one, recordChange, rows, type Telling, type Tx } from '#kernel';

/** What one request needs to know about who sends it: one prepared statement on the hot path of every page. */
export interface SignedIn {
  personId: string;
  name: string;
  language: 'nl' | 'en';
  zone: string;
  grants: Grant[];
  isManager: boolean;
  csrfSecret: string;
  theme: 'light' | 'dark' | null;
  keysOn: boolean;
  scopes: string[] | null;
  seenAt: Date;
  /** Messages not read yet; 0 unless the web process asked for them (`SessionsService.alsoCount`). */
  unread: number;
}

// LIMIT and IS TRUE keep PostgreSQL to the index on managers: with EXISTS, or by day, it may read everybody's placements.
const WHO = `
  p.id AS "personId", p.display_name AS name, coalesce(f.language, p.language) AS language, p.zone,
  ARRAY(SELECT g.granted FROM person_grant g WHERE g.person_id = p.id) AS grants,
  coalesce(
    (SELECT true FROM placement m WHERE m.manager_id = p.id AND (m.valid @> $3::date) IS TRUE LIMIT 1),
    (SELECT true FROM deputy d WHERE d.person_id = p.id AND (d.valid @> $3::date) IS TRUE LIMIT 1)) IS NOT NULL AS "isManager",
  f.theme, coalesce(f.keys_on, true) AS "keysOn"`;

/** `unread` is a scalar subquery over `p.id`, so that the bell costs no query of its own. */
export const selectSession = (unread: string): string => `
  SELECT ${WHO}, ${unread} AS unread, s.csrf_secret AS "csrfSecret", s.seen_at AS "seenAt", NULL AS scopes
  FROM session s JOIN person p ON p.id = s.person_id LEFT JOIN preference f ON f.person_id = p.id
  WHERE s.token_hash = $1 AND s.expires_at > $2::timestamptz`;

export const SELECT_TOKEN = `
  SELECT ${WHO}, 0 AS unread, '' AS "csrfSecret", $2::timestamptz AS "seenAt", t.scopes
  FROM api_token t JOIN person p ON p.id = t.person_id LEFT JOIN preference f ON f.person_id = p.id
  WHERE t.token_hash = $1 AND t.expires_at > $2::timestamptz`;

/** Whose employment goes on, and somebody without any: not from the HR file, but the first administrator. */
const mayWork = (person: string): string =>
  `NOT EXISTS (SELECT 1 FROM person closed WHERE closed.id = ${person} AND closed.merged_into IS NOT NULL) AND coalesce((SELECT bool_or(e.valid @> $5::date) FROM employment e WHERE e.person_id = ${person}), true)`;

/** A one-time link is used up by the session that it begins. */
const BY_LINK = `
  change AS (
    UPDATE sign_in_link l SET used_at = $1
    WHERE token_hash = $6 AND used_at IS NULL AND expires_at > $1::timestamptz AND person_id IS NOT NULL AND ${mayWork('l.person_id')}
    RETURNING person_id AS subject),
  begun AS (
    INSERT INTO session (token_hash, person_id, csrf_secret, created_at, seen_at, expires_at)
    SELECT $2, subject, $3, $1, $1, $4 FROM change)`;

const BY_PERSON = `
  change AS (
    INSERT INTO session (token_hash, person_id, csrf_secret, created_at, seen_at, expires_at)
    SELECT $2, $6::uuid, $3, $1, $1, $4 WHERE ${mayWork('$6::uuid')}
    RETURNING person_id AS subject)`;

/**
 * Begins a session and tells, in one statement. Gives its person; nothing when the link is not good for one, or when
 * the person's employment has ended.
 */
export async function beginSession(
  where: Db | Tx,
  of: { readonly linkHash: Buffer } | { readonly personId: string },
  session: { tokenHash: Buffer; csrfSecret: string; expiresAt: string; today: string },
  telling: Telling,
): Promise<string | undefined> {
  const [name, steps, source] =
    'linkHash' in of
      ? ['session-by-link', BY_LINK, of.linkHash]
      : ['session-by-person', BY_PERSON, of.personId];
  const { tokenHash, csrfSecret, expiresAt, today } = session;
  const values = [telling.at.toString(), tokenHash, csrfSecret, expiresAt, today, source];
  const [begun] = await recordChange<{ subject: string }>(where, { name, steps, values }, telling);
  return begun?.subject;
}

/** Uses the first administrator's link up. False when it is unknown, used, too old, or somebody's own. */
export async function useFirstLink(tx: Tx, tokenHash: Buffer, now: string): Promise<boolean> {
  const used = await one(
    tx,
    `UPDATE sign_in_link SET used_at = $2
     WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2::timestamptz AND person_id IS NULL RETURNING 1`,
    [tokenHash, now],
  );
  return used !== undefined;
}

export async function findLink(
  tx: Tx,
  tokenHash: Buffer,
  now: string,
): Promise<{ personId: string | null; name: string | null } | undefined> {
  return one(
    tx,
    `SELECT l.person_id AS "personId", p.display_name AS name FROM sign_in_link l LEFT JOIN person p ON p.id = l.person_id
     WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > $2::timestamptz`,
    [tokenHash, now],
  );
}

/** Everybody with this address: HR files know people who share one. */
export async function listByEmail(
  tx: Tx,
  email: string,
): Promise<{ id: string; name: string; email: string; language: 'nl' | 'en' }[]> {
  return rows(
    tx,
    `SELECT p.id, p.display_name AS name, p.email, coalesce(f.language, p.language) AS language
     FROM person p LEFT JOIN preference f ON f.person_id = p.id WHERE lower(p.email) = lower($1) AND p.merged_into IS NULL ORDER BY p.display_name`,
    [email],
  );
}
