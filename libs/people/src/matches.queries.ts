import { column, one, rows, type Tx } from '#kernel';
import type { MatchEvidence } from './match-chance.js';
import type { MatchKind, MatchState } from './merge.entity.js';

/** Two records that agree in name or address; `kept` is the one whose work began first. */
export interface Pair {
  readonly keptId: string;
  readonly otherId: string;
  readonly kind: MatchKind;
  readonly evidence: MatchEvidence;
}

/** Names and addresses that more people than this share say too little to compare each with each. */
const MOST_BEARERS = 20;
const MOST_USERS = 5;

const RECORD = (p: string, work: string): string => `
  ${p}.id, ${p}.number, ${p}.given_name, ${p}.family_name, ${p}.sort_name, lower(${p}.email) AS mail, ${p}.created_at,
  ${work}.first_day, ${work}.last_day, ${work}.first_team, ${work}.last_team`;
const WORK = (p: string): string => `
  LEFT JOIN LATERAL (
    SELECT min(lower(e.valid)) AS first_day, CASE WHEN bool_or(upper_inf(e.valid)) THEN 'infinity'::date ELSE max(upper(e.valid)) END AS last_day,
           (SELECT team_id FROM placement pl WHERE pl.person_id = ${p}.id ORDER BY lower(pl.valid), pl.seat LIMIT 1) AS first_team,
           (SELECT team_id FROM placement pl WHERE pl.person_id = ${p}.id ORDER BY lower(pl.valid) DESC, pl.seat LIMIT 1) AS last_team
    FROM employment e WHERE e.person_id = ${p}.id)`;

/** What is known of each pair of `pairs (one_id, other_id)`, in one statement however many pairs. */
const EVIDENCE = `
  ranked AS (
    SELECT CASE WHEN (coalesce(a.first_day, 'infinity'), a.id) <= (coalesce(b.first_day, 'infinity'), b.id) THEN a.id ELSE b.id END AS kept,
           a.id AS a, b.id AS b, a.sort_name = b.sort_name AS same_name, lower(a.given_name) = lower(b.given_name) AS same_given,
           lower(a.family_name) = lower(b.family_name) AND lower(left(a.given_name, 1)) = lower(left(b.given_name, 1)) AS same_family,
           a.sort_name, a.mail, a.mail = b.mail AS same_mail, a.mail IS NULL OR b.mail IS NULL AS no_mail,
           EXISTS (SELECT 1 FROM employment x JOIN employment y ON y.person_id = b.id AND y.valid && x.valid WHERE x.person_id = a.id) AS together,
           CASE WHEN coalesce(a.first_day, 'infinity') <= coalesce(b.first_day, 'infinity') THEN a.last_team ELSE b.last_team END AS old_team,
           CASE WHEN coalesce(a.first_day, 'infinity') <= coalesce(b.first_day, 'infinity') THEN b.first_team ELSE a.first_team END AS new_team
    FROM pairs
    JOIN LATERAL (SELECT ${RECORD('p', 'w')} FROM person p ${WORK('p')} w ON true WHERE p.id = pairs.one_id) a ON true
    JOIN LATERAL (SELECT ${RECORD('p', 'w')} FROM person p ${WORK('p')} w ON true WHERE p.id = pairs.other_id) b ON true)
  SELECT kept AS "keptId", CASE WHEN kept = a THEN b ELSE a END AS "otherId",
         CASE WHEN together THEN 'duplicate' ELSE 'rehire' END AS kind,
         jsonb_build_object(
           'name', CASE WHEN same_name THEN 'same' WHEN same_given THEN 'given-name' WHEN same_family THEN 'family-name' ELSE 'different' END,
           'nameBearers', (SELECT count(*) FROM person n WHERE n.sort_name = ranked.sort_name AND n.merged_into IS NULL),
           'mail', CASE WHEN no_mail THEN 'unknown' WHEN same_mail THEN 'same' ELSE 'different' END,
           'mailUsers', CASE WHEN same_mail THEN (SELECT count(*) FROM person n WHERE lower(n.email) = ranked.mail AND n.merged_into IS NULL) ELSE 0 END,
           'team', old_team IS NOT NULL AND old_team IS NOT DISTINCT FROM new_team,
           'teamPeople', (SELECT count(DISTINCT person_id) FROM placement pl WHERE pl.team_id = ranked.new_team),
           'together', together) AS evidence
  FROM ranked ORDER BY 1, 2`;

/** Pairs in which one of these people agrees with anybody in full name or address. */
export function listPairs(tx: Tx, personIds: readonly string[]): Promise<Pair[]> {
  return rows<Pair>(
    tx,
    `WITH fresh AS (
       SELECT id, sort_name, lower(email) AS mail FROM person WHERE id = ANY($1::uuid[]) AND merged_into IS NULL AND erased_at IS NULL),
     pairs AS (
       SELECT least(f.id, o.id) AS one_id, greatest(f.id, o.id) AS other_id
       FROM fresh f JOIN person o ON o.sort_name = f.sort_name AND o.id <> f.id AND o.merged_into IS NULL AND o.erased_at IS NULL
       WHERE (SELECT count(*) FROM (SELECT FROM person n WHERE n.sort_name = f.sort_name LIMIT ${MOST_BEARERS + 1}) n) <= ${MOST_BEARERS}
       UNION
       SELECT least(f.id, o.id), greatest(f.id, o.id)
       FROM fresh f JOIN person o ON lower(o.email) = f.mail AND o.id <> f.id AND o.merged_into IS NULL AND o.erased_at IS NULL
       WHERE (SELECT count(*) FROM (SELECT FROM person n WHERE lower(n.email) = f.mail LIMIT ${MOST_USERS + 1}) n) <= ${MOST_USERS}),
     ${EVIDENCE}`,
    [column(personIds, (id) => id)],
  );
}

/** What speaks for one pair that HR named. */
export function evidenceOf(tx: Tx, one: string, other: string): Promise<Pair | undefined> {
  return rows<Pair>(tx, `WITH pairs AS (SELECT $1::uuid AS one_id, $2::uuid AS other_id), ${EVIDENCE}`, [
    one,
    other,
  ]).then(([pair]) => pair);
}

export async function countPeople(tx: Tx): Promise<number> {
  const found = await one<{ n: number }>(
    tx,
    'SELECT count(*)::int AS n FROM person WHERE merged_into IS NULL',
  );
  return found?.n ?? 0;
}

/** Keeps what was found of these people; open pairs that were not found again go, decided ones stay as decided. */
export async function savePairs(
  tx: Tx,
  personIds: readonly string[],
  pairs: readonly (Pair & { readonly chance: number })[],
  now: string,
): Promise<number> {
  await rows(
    tx,
    `DELETE FROM person_match WHERE state = 'open' AND chance IS NOT NULL AND (kept_id = ANY($1::uuid[]) OR other_id = ANY($1::uuid[]))`,
    [column(personIds, (id) => id)],
  );
  if (pairs.length === 0) return 0;
  const added = await rows(
    tx,
    `INSERT INTO person_match (kept_id, other_id, kind, chance, evidence, state, found_at)
     SELECT k, o, d, c, e::jsonb, 'open', $6 FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::float8[], $5::text[]) AS t(k, o, d, c, e)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [
      column(pairs, ({ keptId }) => keptId),
      column(pairs, ({ otherId }) => otherId),
      column(pairs, ({ kind }) => kind),
      column(pairs, ({ chance }) => chance),
      column(pairs, ({ evidence }) => JSON.stringify(evidence)),
      now,
    ],
  );
  return added.length;
}

export interface StoredMatch extends Pair {
  readonly id: string;
  readonly chance: number | null;
  readonly state: MatchState;
  readonly kept: string;
  readonly other: string;
}

const MATCH = `
  SELECT m.id, m.kept_id AS "keptId", m.other_id AS "otherId", m.kind, m.chance, m.evidence, m.state, k.display_name AS kept, o.display_name AS other
  FROM person_match m JOIN person k ON k.id = m.kept_id JOIN person o ON o.id = m.other_id`;

export function listOpenMatches(tx: Tx, limit: number): Promise<StoredMatch[]> {
  return rows(
    tx,
    `${MATCH} WHERE m.state = 'open' ORDER BY m.chance DESC NULLS FIRST, m.found_at, m.id LIMIT $1`,
    [limit],
  );
}

export async function countOpenMatches(tx: Tx): Promise<number> {
  const found = await one<{ n: number }>(
    tx,
    `SELECT count(*)::int AS n FROM person_match WHERE state = 'open'`,
  );
  return found?.n ?? 0;
}

export async function findMatch(tx: Tx, id: string, lock = false): Promise<StoredMatch | undefined> {
  return one(tx, `${MATCH} WHERE m.id = $1 ${lock ? 'FOR UPDATE OF m' : ''}`, [id]);
}

export async function setMatchState(
  tx: Tx,
  id: string,
  decided: { state: MatchState; by: string | null; at: string },
): Promise<void> {
  await rows(tx, 'UPDATE person_match SET state = $2, decided_by = $3, decided_at = $4 WHERE id = $1', [
    id,
    decided.state,
    decided.by,
    decided.at,
  ]);
}

/** A pair that HR names; found again when it was there already, whatever was decided about it. */
export async function proposePair(tx: Tx, pair: Pair, now: string): Promise<string> {
  const kept = await one<{ id: string }>(
    tx,
    `INSERT INTO person_match (kept_id, other_id, kind, evidence, state, found_at) VALUES ($1, $2, $3, $4, 'open', $5)
     ON CONFLICT (least(kept_id, other_id), greatest(kept_id, other_id)) DO UPDATE
       SET state = 'open', chance = NULL, kept_id = excluded.kept_id, other_id = excluded.other_id, kind = excluded.kind, evidence = excluded.evidence,
           decided_by = NULL, decided_at = NULL RETURNING id`,
    [pair.keptId, pair.otherId, pair.kind, JSON.stringify(pair.evidence), now],
  );
  if (kept === undefined) throw new Error('an upsert returns its row');
  return kept.id;
}
