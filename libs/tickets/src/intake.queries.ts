import { one, rows, type Tx } from '#kernel';
import type { SkillChoice } from './choose-skill.js';
import type { KnownPeople } from './pseudonymise.js';
import type { IncomingTicket } from './ticket-bodies.js';

/** Which of these words the HR record knows as a name or a personnel number. Words are small letters without accents. */
export async function knownAmong(tx: Tx, words: readonly string[]): Promise<KnownPeople> {
  const found = await rows<{ kind: 'name' | 'number'; word: string }>(
    tx,
    `WITH word AS (SELECT DISTINCT unnest($1::text[]) AS word),
     part AS (
       SELECT DISTINCT regexp_split_to_table(lower(normalize(given_name || ' ' || family_name, NFD)), '[\\s-]+') AS raw FROM person
       WHERE erased_at IS NULL)
     SELECT 'name' AS kind, w.word FROM word w WHERE w.word IN (SELECT regexp_replace(raw, '[\\u0300-\\u036f]', '', 'g') FROM part WHERE length(raw) > 1)
     UNION ALL SELECT 'number', w.word FROM word w JOIN person p ON p.number = w.word`,
    [words],
  );
  const of = (kind: 'name' | 'number'): Set<string> =>
    new Set(found.filter((row) => row.kind === kind).map(({ word }) => word));
  // Between two parts of a family name these are no names of their own.
  const names = of('name');
  for (const infix of [
    'van',
    'de',
    'der',
    'den',
    'het',
    'ten',
    'ter',
    'el',
    'al',
    'von',
    'in',
    'op',
    'la',
    'le',
  ])
    names.delete(infix);
  return { names, numbers: of('number') };
}

/** The people behind these requesters, by personnel number or else by work e-mail; an e-mail of two people is nobody's. */
export async function findRequesters(
  tx: Tx,
  incoming: readonly Pick<IncomingTicket, 'externalId' | 'number' | 'email'>[],
): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ externalId: string; personId: string }>(
    tx,
    `WITH asked AS (SELECT * FROM jsonb_to_recordset($1) AS a("externalId" text, number text, email text)),
     mail AS (
       SELECT lower(email) AS email, (array_agg(id))[1] AS id FROM person
       WHERE email IS NOT NULL AND merged_into IS NULL AND erased_at IS NULL AND lower(email) IN (SELECT lower(email) FROM asked)
       GROUP BY 1 HAVING count(*) = 1)
     SELECT a."externalId", coalesce(p.merged_into, p.id, m.id) AS "personId"
     FROM asked a LEFT JOIN person p ON p.number = a.number AND p.erased_at IS NULL LEFT JOIN mail m ON m.email = lower(a.email)
     WHERE coalesce(p.id, m.id) IS NOT NULL`,
    [JSON.stringify(incoming.map(({ externalId, number, email }) => ({ externalId, number, email })))],
  );
  return new Map(found.map(({ externalId, personId }) => [externalId, personId]));
}

/** A ticket of another system as it is stored: without who it was about, with what it is about. */
export interface CleanTicket {
  readonly externalId: string;
  readonly personId: string | null;
  readonly title: string;
  readonly words: string;
  readonly language: 'nl' | 'en';
  readonly state: 'open' | 'closed';
  readonly openedAt: string;
  readonly changedAt: string;
  readonly choice: SkillChoice;
}

export interface Stored {
  readonly id: string;
  readonly personId: string | null;
  readonly skill: string | null;
  readonly needsReview: boolean;
  readonly isNew: boolean;
}

/**
 * Adds tickets, or updates those that changed since; one that is older than what is stored changes nothing, whatever order
 * messages come in. What a person said about the skill stays. Gives the rows that were added or changed.
 */
export function saveIncoming(tx: Tx, sourceId: string, tickets: readonly CleanTicket[]): Promise<Stored[]> {
  return rows(
    tx,
    `INSERT INTO ticket AS t (source_id, external_id, person_id, title, words, language, impact, state, skill, skill_by, confidence,
       needs_review, opened_at, changed_at, closed_at)
     SELECT $1, "externalId", "personId", title, words, language, 'one', state, skill, "skillBy", confidence, "needsReview",
       "openedAt", "changedAt", CASE WHEN state = 'closed' THEN "changedAt" END
     FROM jsonb_to_recordset($2) AS n("externalId" text, "personId" uuid, title text, words text, language text, state text,
       skill text, "skillBy" text, confidence real, "needsReview" boolean, "openedAt" timestamptz, "changedAt" timestamptz)
     ON CONFLICT (source_id, external_id) DO UPDATE SET
       person_id = coalesce(excluded.person_id, t.person_id), state = excluded.state, changed_at = excluded.changed_at,
       closed_at = excluded.closed_at, opened_at = least(t.opened_at, excluded.opened_at),
       title = CASE WHEN excluded.title = '' THEN t.title ELSE excluded.title END,
       words = CASE WHEN excluded.words = '' THEN t.words ELSE excluded.words END
     WHERE excluded.changed_at > t.changed_at
     RETURNING t.id, t.person_id AS "personId", t.skill, t.needs_review AS "needsReview", (xmax = 0) AS "isNew"`,
    [
      sourceId,
      JSON.stringify(
        tickets.map(({ choice, ...ticket }) => ({
          ...ticket,
          ...{
            skill: choice.skill,
            skillBy: choice.by,
            confidence: choice.confidence,
            needsReview: choice.needsReview,
          },
        })),
      ),
    ],
  );
}

/** When these tickets of a source last changed, as far as they are stored. */
export async function storedMoments(
  tx: Tx,
  sourceId: string,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ externalId: string; changedAt: Date }>(
    tx,
    'SELECT external_id AS "externalId", changed_at AS "changedAt" FROM ticket WHERE source_id = $1 AND external_id = ANY($2::text[])',
    [sourceId, externalIds],
  );
  return new Map(found.map(({ externalId, changedAt }) => [externalId, changedAt.toISOString()]));
}

/** Notes that a message was handled; false when it was before. */
export async function noteSeen(tx: Tx, sourceId: string, deliveryId: string, at: string): Promise<boolean> {
  const added = await rows(
    tx,
    'INSERT INTO ticket_hook_seen (source_id, delivery_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1',
    [sourceId, deliveryId, at],
  );
  return added.length > 0;
}

export function findSource(
  tx: Tx,
  id: string,
): Promise<
  | {
      name: string;
      kind: 'topdesk' | 'servicenow' | 'zammad' | 'jira' | 'csv';
      secret: string | null;
      paused: boolean;
    }
  | undefined
> {
  return one(
    tx,
    'SELECT name, kind, secret, paused_at IS NOT NULL AS paused FROM ticket_source WHERE id = $1',
    [id],
  );
}

/** Notes what a source did last: it was heard, or its message could not be used (a word for what was wrong). */
export async function noteHeard(tx: Tx, id: string, at: string, fault: string | null = null): Promise<void> {
  await rows(
    tx,
    fault === null
      ? 'UPDATE ticket_source SET heard_at = $2 WHERE id = $1'
      : 'UPDATE ticket_source SET fault_at = $2, fault = $3 WHERE id = $1',
    fault === null ? [id, at] : [id, at, fault],
  );
}

/** Forgets what is no longer needed: ids of messages a day old, rows of files nobody applied within a day. */
export async function forgetOld(tx: Tx, before: string): Promise<number> {
  const seen = await rows(tx, 'DELETE FROM ticket_hook_seen WHERE at < $1 RETURNING 1', [before]);
  const files = await rows(
    tx,
    'UPDATE ticket_file SET rows = NULL WHERE rows IS NOT NULL AND looked_at < $1 RETURNING 1',
    [before],
  );
  return seen.length + files.length;
}
