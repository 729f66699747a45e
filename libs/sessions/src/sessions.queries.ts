import { type Grant, one, rows, type Tx } from '#kernel';

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

const WHO = `
  p.id AS "personId", p.display_name AS name, coalesce(f.language, p.language) AS language, p.zone,
  ARRAY(SELECT g.granted FROM person_grant g WHERE g.person_id = p.id) AS grants,
  EXISTS (SELECT 1 FROM placement m WHERE m.manager_id = p.id AND m.valid @> $3::date) AS "isManager",
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

export async function insertSession(
  tx: Tx,
  session: { tokenHash: Buffer; personId: string; csrfSecret: string; now: string; expiresAt: string },
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO session (token_hash, person_id, csrf_secret, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $4, $4, $5)`,
    [session.tokenHash, session.personId, session.csrfSecret, session.now, session.expiresAt],
  );
}

/** Marks a link of this kind as used and gives its person, unless it is unknown, used or too old. */
export async function useLink(
  tx: Tx,
  tokenHash: Buffer,
  now: string,
  of: 'person' | 'first administrator',
): Promise<{ personId: string | null } | undefined> {
  return one(
    tx,
    `UPDATE sign_in_link SET used_at = $2
     WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2::timestamptz AND (person_id IS NOT NULL) = $3
     RETURNING person_id AS "personId"`,
    [tokenHash, now, of === 'person'],
  );
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
     FROM person p LEFT JOIN preference f ON f.person_id = p.id WHERE lower(p.email) = lower($1) ORDER BY p.display_name`,
    [email],
  );
}
