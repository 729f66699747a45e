import type { Temporal } from 'temporal-polyfill';
import { one, rows, type Tx } from '#kernel';

export interface PreferenceRow {
  readonly perWeek: number | null;
  readonly emailOn: boolean;
  readonly pausedUntil: Date | null;
  readonly unsubscribedAt: Date | null;
}

// 244 random bits from PostgreSQL's own strong source.
const NEW_TOKEN = `replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')`;

export async function findPreferences(tx: Tx, personId: string): Promise<PreferenceRow> {
  const found = await one<PreferenceRow>(
    tx,
    `SELECT per_week AS "perWeek", email_on AND unsubscribed_at IS NULL AS "emailOn", paused_until AS "pausedUntil",
            unsubscribed_at AS "unsubscribedAt" FROM nudge_preference WHERE person_id = $1`,
    [personId],
  );
  return found ?? { perWeek: null, emailOn: true, pausedUntil: null, unsubscribedAt: null };
}

/** Changes what is named. Switching e-mail on also takes back an earlier unsubscription. */
export async function savePreferences(
  tx: Tx,
  personId: string,
  change: { perWeek?: number | null; emailOn?: boolean; pausedUntil?: Temporal.Instant | null },
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO nudge_preference AS f (person_id, token, per_week, email_on, paused_until)
     VALUES ($1, ${NEW_TOKEN}, $3, coalesce($4, true), $6)
     ON CONFLICT (person_id) DO UPDATE SET
       per_week = CASE WHEN $2 THEN excluded.per_week ELSE f.per_week END,
       email_on = coalesce($4, f.email_on),
       unsubscribed_at = CASE WHEN $4 THEN NULL ELSE f.unsubscribed_at END,
       paused_until = CASE WHEN $5 THEN excluded.paused_until ELSE f.paused_until END`,
    [
      personId,
      change.perWeek !== undefined,
      change.perWeek ?? null,
      change.emailOn ?? null,
      change.pausedUntil !== undefined,
      change.pausedUntil?.toString() ?? null,
    ],
  );
}

/** The unsubscribe token of each of these people; made when there is none yet. */
export async function tokensOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, string>> {
  await rows(
    tx,
    `INSERT INTO nudge_preference (person_id, token) SELECT id, ${NEW_TOKEN} FROM unnest($1::uuid[]) AS p(id) ORDER BY id
     ON CONFLICT (person_id) DO NOTHING`,
    [[...new Set(personIds)]],
  );
  const found = await rows<{ personId: string; token: string }>(
    tx,
    'SELECT person_id AS "personId", token FROM nudge_preference WHERE person_id = ANY($1)',
    [personIds],
  );
  return new Map(found.map(({ personId, token }) => [personId, token]));
}

/** Whose token this is; undefined for a made-up one. */
export async function findByToken(
  tx: Tx,
  token: string,
): Promise<{ personId: string; unsubscribedAt: Date | null } | undefined> {
  return one(
    tx,
    'SELECT person_id AS "personId", unsubscribed_at AS "unsubscribedAt" FROM nudge_preference WHERE token = $1',
    [token],
  );
}

/** Stops e-mail; the first moment counts. False for a made-up token. */
export async function unsubscribeByToken(tx: Tx, token: string, now: Temporal.Instant): Promise<boolean> {
  const changed = await rows(
    tx,
    'UPDATE nudge_preference SET unsubscribed_at = coalesce(unsubscribed_at, $2) WHERE token = $1 RETURNING 1',
    [token, now.toString()],
  );
  return changed.length > 0;
}
