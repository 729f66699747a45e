/** SQL of the roadmap's own tables: vision, milestones, snapshots and who was told. */
import type { Rule } from '#audiences';
import { one, rows, type Tx } from '#kernel';
import type { Announcement, BothLanguages, Milestone, MilestoneState, Snapshot } from './milestone.js';

export interface StoredVision {
  readonly version: number;
  readonly text: BothLanguages;
  readonly writtenAt: Date;
}

export interface TakenSnapshot extends Snapshot {
  readonly takenOn: string;
}

export interface StoredMilestone extends Milestone {
  readonly id: string;
  readonly version: number;
  readonly title: BothLanguages;
  readonly text: BothLanguages;
  readonly category: string;
  readonly rule: Rule;
  /** The rule as a sentence. */
  readonly audience: BothLanguages;
  readonly announcedAt: Date | null;
  readonly decidedOn: string | null;
  readonly latest: TakenSnapshot | null;
}

export async function findVision(tx: Tx): Promise<StoredVision | undefined> {
  return one(tx, 'SELECT version, text, written_at AS "writtenAt" FROM vision ORDER BY version DESC LIMIT 1');
}

/** Adds the next version; false when somebody else added one after `after`. */
export async function addVision(
  tx: Tx,
  text: BothLanguages,
  after: number,
  by: string | null,
  at: string,
): Promise<boolean> {
  const added = await rows(
    tx,
    `INSERT INTO vision (version, text, written_by, written_at)
     SELECT $2::int + 1, $1::jsonb, $3, $4 WHERE $2::int = (SELECT coalesce(max(version), 0) FROM vision)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [JSON.stringify(text), after, by, at],
  );
  return added.length > 0;
}

interface MilestoneSql {
  id: string;
  version: number;
  state: MilestoneState;
  title: BothLanguages;
  text: BothLanguages;
  category: string;
  rule: Rule;
  audience: BothLanguages;
  target: number;
  due_on: string;
  announcement: BothLanguages | null;
  announce_on: string | null;
  announced_at: Date | null;
  decided_on: string | null;
  taken_on: string | null;
  audience_size: number | null;
  holders: number | null;
}

const MILESTONE = `SELECT m.id, m.version, m.state, m.title, m.text, m.category, m.rule, m.audience, m.target, m.due_on, m.announcement,
    m.announce_on, m.announced_at, m.decided_on, s.taken_on, s.audience AS audience_size, s.holders
  FROM milestone m
  LEFT JOIN LATERAL (
    SELECT taken_on, audience, holders FROM milestone_snapshot WHERE milestone_id = m.id ORDER BY taken_on DESC LIMIT 1) s ON true`;

function readMilestone(row: MilestoneSql): StoredMilestone {
  const { announcement, announce_on: on } = row;
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    title: row.title,
    text: row.text,
    category: row.category,
    rule: row.rule,
    audience: row.audience,
    target: row.target,
    dueOn: row.due_on,
    announcement: announcement && on ? { nl: announcement.nl, en: announcement.en, on } : null,
    announcedAt: row.announced_at,
    decidedOn: row.decided_on,
    latest:
      row.taken_on === null
        ? null
        : { takenOn: row.taken_on, audience: row.audience_size ?? 0, holders: row.holders ?? 0 },
  };
}

/** One milestone; with `lock` nobody else changes it until this transaction is over. */
export async function findMilestone(
  tx: Tx,
  id: string,
  options: { lock?: boolean } = {},
): Promise<StoredMilestone | undefined> {
  const row = await one<MilestoneSql>(
    tx,
    `${MILESTONE} WHERE m.id = $1${options.lock ? ' FOR UPDATE OF m' : ''}`,
    [id],
  );
  return row && readMilestone(row);
}

/** Milestones by due day. `decidedSince` leaves out what was decided before that day; open ones always come along. */
export async function listMilestones(
  tx: Tx,
  filter: { decidedSince?: string; after?: { dueOn: string; id: string } | null; limit?: number } = {},
): Promise<StoredMilestone[]> {
  const found = await rows<MilestoneSql>(
    tx,
    `${MILESTONE}
     WHERE ($1::date IS NULL OR m.decided_on IS NULL OR m.decided_on >= $1::date)
       AND ($2::date IS NULL OR (m.due_on, m.id) > ($2::date, $3::uuid))
     ORDER BY m.due_on, m.id LIMIT $4`,
    [filter.decidedSince ?? null, filter.after?.dueOn ?? null, filter.after?.id ?? null, filter.limit ?? 200],
  );
  return found.map(readMilestone);
}

/** Ids of what is still undecided, by due day; `messageBy` only those whose message should have gone out by that day. */
export async function listOpenIds(tx: Tx, messageBy: string | null = null): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    `SELECT id FROM milestone WHERE state IN ('planned', 'announced') AND ($1::date IS NULL OR announce_on <= $1::date)
     ORDER BY due_on, id`,
    [messageBy],
  );
  return found.map(({ id }) => id);
}

/** What HR says about a milestone. */
export interface MilestoneText {
  readonly title: BothLanguages;
  readonly text: BothLanguages;
  readonly category: string;
  readonly rule: Rule;
  readonly audience: BothLanguages;
  readonly target: number;
  readonly dueOn: string;
  readonly announcement: Announcement | null;
}

const said = (text: MilestoneText): unknown[] => [
  JSON.stringify(text.title),
  JSON.stringify(text.text),
  text.category,
  JSON.stringify(text.rule),
  JSON.stringify(text.audience),
  text.target,
  text.dueOn,
  text.announcement && JSON.stringify({ nl: text.announcement.nl, en: text.announcement.en }),
  text.announcement?.on ?? null,
];

export async function addMilestone(
  tx: Tx,
  text: MilestoneText,
  by: string | null,
  at: string,
): Promise<string> {
  const added = await one<{ id: string }>(
    tx,
    `INSERT INTO milestone (title, text, category, rule, audience, target, due_on, announcement, announce_on, created_by, created_at, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) RETURNING id`,
    [...said(text), by, at],
  );
  if (!added) throw new Error('an insert without a conflict clause gave no row');
  return added.id;
}

export async function saveMilestone(tx: Tx, id: string, text: MilestoneText, at: string): Promise<void> {
  await rows(
    tx,
    `UPDATE milestone SET title = $1, text = $2, category = $3, rule = $4, audience = $5, target = $6, due_on = $7,
       announcement = $8, announce_on = $9, version = version + 1, changed_at = $11 WHERE id = $10`,
    [...said(text), id, at],
  );
}

export async function removeMilestone(tx: Tx, id: string): Promise<void> {
  await rows(tx, 'DELETE FROM milestone WHERE id = $1', [id]);
}

export async function markDecided(
  tx: Tx,
  id: string,
  state: 'reached' | 'missed',
  on: string,
): Promise<void> {
  await rows(tx, 'UPDATE milestone SET state = $2, decided_on = $3 WHERE id = $1', [id, state, on]);
}

/** The message has gone out; sent ahead of its day, that day becomes today. */
export async function markAnnounced(tx: Tx, id: string, on: string, at: string): Promise<void> {
  await rows(
    tx,
    `UPDATE milestone SET state = 'announced', announce_on = least(announce_on, $2::date), announced_at = coalesce(announced_at, $3)
     WHERE id = $1`,
    [id, on, at],
  );
}

/** The snapshot of a day; taken again on the same day it replaces the earlier one. */
export async function saveSnapshot(
  tx: Tx,
  id: string,
  on: string,
  { audience, holders }: Snapshot,
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO milestone_snapshot (milestone_id, taken_on, audience, holders, share)
     VALUES ($1, $2, $3::int, $4::int, CASE WHEN $3::int > 0 THEN round($4::numeric / $3::int, 4) END)
     ON CONFLICT (milestone_id, taken_on) DO UPDATE SET audience = excluded.audience, holders = excluded.holders, share = excluded.share`,
    [id, on, audience, holders],
  );
}

/** The newest snapshots (more than a year of them), oldest first. */
export async function listSnapshots(tx: Tx, id: string, limit = 400): Promise<TakenSnapshot[]> {
  const newest = await rows<TakenSnapshot>(
    tx,
    `SELECT taken_on AS "takenOn", audience, holders FROM milestone_snapshot WHERE milestone_id = $1 ORDER BY taken_on DESC LIMIT $2`,
    [id, limit],
  );
  return newest.reverse();
}

export interface Told {
  readonly personId: string;
  readonly name: string;
  readonly sortName: string;
  readonly toldAt: Date;
}

/** Where a page of people told ended. */
export interface ToldPlace {
  readonly toldAt: string;
  readonly sortName: string;
  readonly personId: string;
}

/** Who got the message: the latest sending first, by family name within it. */
export async function listTold(
  tx: Tx,
  id: string,
  { after, limit }: { after: ToldPlace | null; limit: number },
): Promise<Told[]> {
  return rows(
    tx,
    `SELECT a.person_id AS "personId", p.display_name AS name, p.sort_name AS "sortName", a.told_at AS "toldAt"
     FROM announcement a JOIN person p ON p.id = a.person_id
     WHERE a.milestone_id = $1
       AND ($2::timestamptz IS NULL OR a.told_at < $2::timestamptz
            OR (a.told_at = $2::timestamptz AND (p.sort_name, a.person_id) > ($3::text, $4::uuid)))
     ORDER BY a.told_at DESC, p.sort_name, a.person_id LIMIT $5`,
    [id, after?.toldAt ?? null, after?.sortName ?? null, after?.personId ?? null, limit],
  );
}

/** Everything kept about one person here. */
export async function listMessagesTo(tx: Tx, personId: string): Promise<Record<string, unknown>[]> {
  return rows(
    tx,
    `SELECT m.title, a.told_at AS "toldAt" FROM announcement a JOIN milestone m ON m.id = a.milestone_id
     WHERE a.person_id = $1 ORDER BY a.told_at`,
    [personId],
  );
}

export async function forgetMessagesTo(tx: Tx, personId: string): Promise<void> {
  await rows(tx, 'DELETE FROM announcement WHERE person_id = $1', [personId]);
}
