import { one, rows, type Tx } from '#kernel';
import type { LabelledText } from './skill-classifier.js';
import type { OfferView, ReviewTicket, RuleView, SaveRule } from './tickets.schemas.js';

export function listRules(tx: Tx): Promise<RuleView[]> {
  return rows(tx, 'SELECT id, phrase, skill FROM ticket_rule ORDER BY skill, phrase');
}

export async function insertRules(tx: Tx, list: readonly SaveRule[], at: string): Promise<number> {
  const added = await rows(
    tx,
    `INSERT INTO ticket_rule (phrase, skill, created_at) SELECT phrase, skill, $2 FROM jsonb_to_recordset($1) AS r(phrase text, skill text)
     ON CONFLICT (phrase) DO NOTHING RETURNING id`,
    [JSON.stringify(list), at],
  );
  return added.length;
}

export async function removeRule(tx: Tx, id: string): Promise<boolean> {
  return (await rows(tx, 'DELETE FROM ticket_rule WHERE id = $1 RETURNING id', [id])).length > 0;
}

/** Tickets whose skill a person said, newest first: what the classifier learns from beside its first examples. */
export function listReviewed(tx: Tx, limit: number): Promise<LabelledText[]> {
  return rows(
    tx,
    `SELECT title || '. ' || words AS text, skill FROM ticket WHERE skill_by = 'person' AND skill IS NOT NULL
     ORDER BY changed_at DESC, id LIMIT $1`,
    [limit],
  );
}

/** Changes when there is something new to learn. */
export async function reviewedMark(tx: Tx): Promise<string> {
  const found = await one<{ mark: string }>(
    tx,
    `SELECT count(*) || ' ' || coalesce(max(changed_at)::text, '') AS mark FROM ticket WHERE skill_by = 'person'`,
  );
  return found?.mark ?? '';
}

/** Tickets that a person should look at, the likeliest guesses first: those go quickest. */
export async function listForReview(
  tx: Tx,
  limit: number,
): Promise<{ items: ReviewTicket[]; waiting: number }> {
  const found = await rows<Omit<ReviewTicket, 'openedAt'> & { openedAt: Date; waiting: number }>(
    tx,
    `SELECT id, title, words, language, skill, confidence, opened_at AS "openedAt", count(*) OVER ()::int AS waiting
     FROM ticket WHERE needs_review ORDER BY confidence DESC NULLS LAST, opened_at, id LIMIT $1`,
    [limit],
  );
  return {
    items: found.map(({ waiting: _, ...row }) => ({ ...row, openedAt: row.openedAt.toISOString() })),
    waiting: found[0]?.waiting ?? 0,
  };
}

/** A person said what a ticket is about, or that it is about no skill; gives whose ticket it is. */
export function decideSkillOf(
  tx: Tx,
  id: string,
  skill: string | null,
): Promise<{ personId: string | null } | undefined> {
  return one(
    tx,
    `UPDATE ticket SET skill = $2, skill_by = CASE WHEN $2::text IS NULL THEN NULL ELSE 'person' END, confidence = NULL,
       needs_review = false WHERE id = $1 AND needs_review RETURNING person_id AS "personId"`,
    [id, skill],
  );
}

export interface SkillOfPerson {
  readonly personId: string;
  readonly skill: string;
}

/** What is known of each pair since a moment: its tickets (sure ones only) and the last offer. One at a time per house. */
export async function loadPatterns(
  tx: Tx,
  pairs: readonly SkillOfPerson[],
  since: string,
): Promise<(SkillOfPerson & { openedAt: string[]; offeredAt: string | null })[]> {
  await rows(tx, `SELECT pg_advisory_xact_lock(hashtext('tickets.offer'))`);
  const found = await rows<SkillOfPerson & { openedAt: Date[]; offeredAt: Date | null }>(
    tx,
    `SELECT w."personId", w.skill, array_agg(t.opened_at) AS "openedAt",
       (SELECT max(o.offered_at) FROM ticket_offer o WHERE o.person_id = w."personId" AND o.skill = w.skill) AS "offeredAt"
     FROM (SELECT DISTINCT "personId", skill FROM jsonb_to_recordset($1) AS p("personId" uuid, skill text)) w
     JOIN ticket t ON t.person_id = w."personId" AND t.skill = w.skill AND NOT t.needs_review AND t.opened_at >= $2
     GROUP BY w."personId", w.skill`,
    [JSON.stringify(pairs), since],
  );
  return found.map((row) => ({
    ...row,
    openedAt: row.openedAt.map((at) => at.toISOString()),
    offeredAt: row.offeredAt?.toISOString() ?? null,
  }));
}

export function insertOffers(
  tx: Tx,
  offers: readonly (SkillOfPerson & { tickets: number })[],
  at: string,
): Promise<(SkillOfPerson & { offerId: string })[]> {
  return rows(
    tx,
    `INSERT INTO ticket_offer (person_id, skill, tickets, offered_at)
     SELECT "personId", skill, tickets, $2 FROM jsonb_to_recordset($1) AS o("personId" uuid, skill text, tickets integer)
     RETURNING id AS "offerId", person_id AS "personId", skill`,
    [JSON.stringify(offers), at],
  );
}

/** A person's offers since a moment that they did not put away. */
export async function listOffers(tx: Tx, personId: string, since: string): Promise<OfferView[]> {
  const found = await rows<Omit<OfferView, 'offeredAt'> & { offeredAt: Date }>(
    tx,
    `SELECT id, skill, tickets, offered_at AS "offeredAt" FROM ticket_offer
     WHERE person_id = $1 AND offered_at >= $2 AND dismissed_at IS NULL ORDER BY offered_at DESC`,
    [personId, since],
  );
  return found.map((row) => ({ ...row, offeredAt: row.offeredAt.toISOString() }));
}

export async function dismissOffer(tx: Tx, personId: string, id: string, at: string): Promise<boolean> {
  const found = await rows(
    tx,
    'UPDATE ticket_offer SET dismissed_at = $3 WHERE id = $1 AND person_id = $2 RETURNING id',
    [id, personId, at],
  );
  return found.length > 0;
}

/** The first lesson of a skill that each of these people completed. */
export async function noteLessons(tx: Tx, lessons: readonly SkillOfPerson[], at: string): Promise<number> {
  const added = await rows(
    tx,
    `INSERT INTO ticket_lesson (person_id, skill, completed_at)
     SELECT DISTINCT "personId", skill, $2::timestamptz FROM jsonb_to_recordset($1) AS l("personId" uuid, skill text)
     ON CONFLICT ON CONSTRAINT ticket_lesson_pkey DO NOTHING RETURNING 1`,
    [JSON.stringify(lessons), at],
  );
  return added.length;
}
