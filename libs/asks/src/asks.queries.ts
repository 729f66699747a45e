import { one, rows, type Tx } from '#kernel';
import type { AskRow, AskState, TurnOutcome, Urgency } from './ask.entity.js';
import type { Why } from './route-ask.js';

/** An ask with what the reader is to it. */
export interface AskFound {
  readonly id: string;
  readonly askerId: string;
  readonly asker: string;
  readonly trailId: string | null;
  readonly skill: string | null;
  readonly language: 'nl' | 'en';
  readonly audience: 'one' | 'team';
  readonly teamId: string | null;
  readonly wants: string;
  readonly sees: string;
  readonly tried: string;
  readonly urgency: Urgency;
  readonly state: AskState;
  readonly createdAt: Date;
  readonly nextAt: Date | null;
  readonly helperId: string | null;
  readonly helper: string | null;
  readonly solutionId: string | null;
  readonly cardId: string | null;
  readonly isTeamMate: boolean;
  /** The reader's own turn. */
  readonly turn: { readonly outcome: TurnOutcome | null; readonly why: readonly Why[] } | null;
  /** Who is asked at this moment and has not answered. */
  readonly askedNow: string | null;
  readonly askedBefore: number;
  readonly isThanked: boolean;
}

const ASK = `
  a.id, a.person_id AS "askerId", p.display_name AS asker, a.trail_id AS "trailId", a.skill, a.language, a.audience,
  a.team_id AS "teamId", a.wants, a.sees, a.tried, a.urgency, a.state, a.created_at AS "createdAt", a.next_at AS "nextAt",
  a.helper_id AS "helperId", h.display_name AS helper, a.solution_id AS "solutionId", a.card_id AS "cardId",
  (a.audience = 'team' AND EXISTS (SELECT 1 FROM placement m WHERE m.person_id = $1 AND m.team_id = a.team_id
     AND m.valid @> $2::date)) AS "isTeamMate",
  (SELECT jsonb_build_object('outcome', t.outcome, 'why', t.why) FROM ask_turn t
     WHERE t.ask_id = a.id AND t.person_id = $1) AS turn,
  (SELECT q.display_name FROM ask_turn t JOIN person q ON q.id = t.person_id
     WHERE t.ask_id = a.id AND t.outcome IS NULL LIMIT 1) AS "askedNow",
  (SELECT count(*)::int FROM ask_turn t WHERE t.ask_id = a.id AND t.outcome IS NOT NULL) AS "askedBefore",
  EXISTS (SELECT 1 FROM ask_thanks k WHERE k.ask_id = a.id) AS "isThanked"`;
const FROM_ASK = 'FROM ask a JOIN person p ON p.id = a.person_id LEFT JOIN person h ON h.id = a.helper_id';

/** An ask as `readerId` meets it; `today` decides who is in the team. */
export function findAsk(tx: Tx, id: string, readerId: string, today: string): Promise<AskFound | undefined> {
  return one(tx, `SELECT ${ASK} ${FROM_ASK} WHERE a.id = $3`, [readerId, today, id]);
}

/** Holds the ask until the transaction ends, so that two people never take it at once. */
export async function lockAsk(tx: Tx, id: string): Promise<boolean> {
  return (await one(tx, 'SELECT 1 FROM ask WHERE id = $1 FOR UPDATE', [id])) !== undefined;
}

/** Own asks, newest first. */
export function listOwn(tx: Tx, personId: string, today: string, limit: number): Promise<AskFound[]> {
  return rows(
    tx,
    `SELECT ${ASK} ${FROM_ASK} WHERE a.person_id = $1 ORDER BY a.state <> 'open', a.created_at DESC LIMIT $3`,
    [personId, today, limit],
  );
}

/** Asks that wait for this person or that they took, and what they solved lately. */
export function listForHelper(tx: Tx, personId: string, today: string, limit: number): Promise<AskFound[]> {
  return rows(
    tx,
    `SELECT ${ASK} ${FROM_ASK} JOIN ask_turn mine ON mine.ask_id = a.id AND mine.person_id = $1
     WHERE mine.outcome IS NULL OR mine.outcome = 'taken'
     ORDER BY a.state <> 'open', mine.outcome IS NOT NULL, mine.asked_at DESC LIMIT $3`,
    [personId, today, limit],
  );
}

/** Open asks that a colleague put to the team of this person. */
export function listForTeam(tx: Tx, personId: string, today: string, limit: number): Promise<AskFound[]> {
  return rows(
    tx,
    `SELECT ${ASK} ${FROM_ASK} WHERE a.audience = 'team' AND a.state = 'open' AND a.person_id <> $1
       AND a.team_id IN (SELECT m.team_id FROM placement m WHERE m.person_id = $1 AND m.valid @> $2::date)
     ORDER BY a.created_at DESC LIMIT $3`,
    [personId, today, limit],
  );
}

export type NewAsk = Pick<
  AskRow,
  'trailId' | 'skill' | 'language' | 'audience' | 'teamId' | 'wants' | 'sees' | 'tried' | 'urgency'
> & { readonly personId: string; readonly at: string };

export async function insertAsk(tx: Tx, ask: NewAsk): Promise<string> {
  const added = await one<{ id: string }>(
    tx,
    `INSERT INTO ask (person_id, trail_id, skill, language, audience, team_id, wants, sees, tried, urgency, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`,
    [
      ...[ask.personId, ask.trailId, ask.skill, ask.language, ask.audience, ask.teamId],
      ...[ask.wants, ask.sees, ask.tried, ask.urgency, ask.at],
    ],
  );
  if (!added) throw new Error('the ask was not stored');
  return added.id;
}

/** One person's asks take turns, so that nobody passes the limit by sending several at once. */
export async function countAsksSince(tx: Tx, personId: string, since: string): Promise<number> {
  await rows(tx, `SELECT pg_advisory_xact_lock(hashtext('asks.ask'), hashtext($1))`, [personId]);
  const found = await one<{ n: number }>(
    tx,
    'SELECT count(*)::int AS n FROM ask WHERE person_id = $1 AND created_at > $2',
    [personId, since],
  );
  return found?.n ?? 0;
}

export interface MessageFound {
  readonly id: string;
  readonly personId: string | null;
  /** Null once the writer is forgotten. */
  readonly name: string | null;
  readonly words: string;
  readonly at: Date;
}

export function listMessages(tx: Tx, askId: string): Promise<MessageFound[]> {
  return rows(
    tx,
    `SELECT m.id, m.person_id AS "personId", p.display_name AS name, m.words, m.at FROM ask_message m
     LEFT JOIN person p ON p.id = m.person_id WHERE m.ask_id = $1 ORDER BY m.at, m.id`,
    [askId],
  );
}

export async function insertMessage(
  tx: Tx,
  message: { readonly askId: string; readonly personId: string; readonly words: string; readonly at: string },
): Promise<string> {
  const added = await one<{ id: string }>(
    tx,
    'INSERT INTO ask_message (ask_id, person_id, words, at) VALUES ($1, $2, $3, $4) RETURNING id',
    [message.askId, message.personId, message.words, message.at],
  );
  if (!added) throw new Error('the answer was not stored');
  return added.id;
}

/** Somebody helps: nobody else is looked for. */
export async function takeAsk(tx: Tx, askId: string, helperId: string, at: string): Promise<void> {
  await rows(tx, 'UPDATE ask SET helper_id = $2, taken_at = $3, next_at = NULL WHERE id = $1', [
    askId,
    helperId,
    at,
  ]);
}

/** Writes the end of an ask. */
export async function endAsk(
  tx: Tx,
  askId: string,
  end: {
    readonly state: Exclude<AskState, 'open'>;
    readonly at: string;
    readonly solutionId?: string;
    readonly helperId?: string;
  },
): Promise<void> {
  await rows(
    tx,
    `UPDATE ask SET state = $2, ended_at = $3, next_at = NULL, solution_id = $4, helper_id = coalesce($5, helper_id) WHERE id = $1`,
    [askId, end.state, end.at, end.solutionId ?? null, end.helperId ?? null],
  );
}

export async function noteCard(tx: Tx, askId: string, cardId: string): Promise<void> {
  await rows(tx, 'UPDATE ask SET card_id = $2 WHERE id = $1', [askId, cardId]);
}

/** Ends the turns of an ask that are still open, or this person's alone; gives who no longer has to answer. */
export async function endTurns(
  tx: Tx,
  askId: string,
  end: { readonly outcome: TurnOutcome; readonly at: string; readonly personId?: string },
): Promise<string[]> {
  const ended = await rows<{ id: string }>(
    tx,
    `UPDATE ask_turn SET outcome = $2, ended_at = $3 WHERE ask_id = $1 AND outcome IS NULL AND ($4::uuid IS NULL OR person_id = $4)
     RETURNING person_id AS id`,
    [askId, end.outcome, end.at, end.personId ?? null],
  );
  return ended.map(({ id }) => id);
}

/** Takes an ask from whoever had taken it, who reads no further: the asker looks on. */
export async function releaseTaken(tx: Tx, askId: string): Promise<void> {
  await rows(tx, 'UPDATE ask SET helper_id = NULL, taken_at = NULL WHERE id = $1', [askId]);
  await rows(tx, `UPDATE ask_turn SET outcome = 'over' WHERE ask_id = $1 AND outcome = 'taken'`, [askId]);
}

/** Asks that ended solved between two moments, of which it is known what they were about and who asked. */
export function solvedBetween(
  tx: Tx,
  from: string,
  until: string,
): Promise<{ personId: string; skill: string; at: string }[]> {
  return rows(
    tx,
    `SELECT person_id AS "personId", skill, to_char(ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
     FROM ask WHERE state = 'solved' AND skill IS NOT NULL AND person_id IS NOT NULL AND ended_at >= $1 AND ended_at < $2 ORDER BY ended_at, id`,
    [from, until],
  );
}

/** The ask that has waited longest for an answer of this person; undefined when none does. */
export function oldestWaiting(tx: Tx, personId: string): Promise<{ id: string; asker: string } | undefined> {
  return one(
    tx,
    `SELECT a.id, p.display_name AS asker FROM ask_turn t JOIN ask a ON a.id = t.ask_id JOIN person p ON p.id = a.person_id
     WHERE t.person_id = $1 AND t.outcome IS NULL AND a.state = 'open' ORDER BY t.asked_at LIMIT 1`,
    [personId],
  );
}
