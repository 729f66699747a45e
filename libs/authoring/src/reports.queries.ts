import { one, rows, type Tx } from '#kernel';
import type { AnswerReport, AuthorReport, OwnReport, ReportItem } from './reports.schemas.js';

/** What a report is about: a version of an item that somebody answered, or an exam they took. */
export type About =
  | { readonly itemId: string; readonly itemVersion: number }
  | { readonly examId: string; readonly category: string };

/** Reports of one person take turns, so that nobody passes the limit by sending several at once. */
export async function lockReporter(tx: Tx, personId: string): Promise<void> {
  await rows(tx, `SELECT pg_advisory_xact_lock(hashtext('authoring.report'), hashtext($1))`, [personId]);
}

export async function countReportsSince(tx: Tx, personId: string, since: string): Promise<number> {
  const found = await one<{ n: number }>(
    tx,
    'SELECT count(*)::int AS n FROM authoring_report WHERE person_id = $1 AND reported_at > $2',
    [personId, since],
  );
  return found?.n ?? 0;
}

export async function insertReport(
  tx: Tx,
  report: ReportItem & {
    readonly personId: string;
    readonly about: About;
    readonly language: string;
    readonly at: string;
  },
): Promise<string> {
  const { personId, about, reason, words, contact, language, at } = report;
  const of = {
    ...{ itemId: null, itemVersion: null, examId: null, category: null },
    ...about,
  };
  const added = await one<{ id: string }>(
    tx,
    `INSERT INTO authoring_report (person_id, item_id, item_version, exam_id, category, reason, words, language,
       may_contact, reported_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
    [personId, of.itemId, of.itemVersion, of.examId, of.category, reason, words, language, contact, at],
  );
  if (!added) throw new Error('the report was not stored');
  return added.id;
}

const COLUMNS = `r.id, r.reason, r.words, r.category, r.outcome, r.mended_version AS "mendedVersion", r.answer,
  r.answered_at AS "answeredAt"`;
type Answered<T> = Omit<T, 'answeredAt'> & { readonly answeredAt: Date | null };

/** What somebody reported, newest first. */
export async function listReportsOf(tx: Tx, personId: string): Promise<OwnReport[]> {
  const found = await rows<Answered<Omit<OwnReport, 'reportedAt'>> & { readonly reportedAt: Date }>(
    tx,
    `SELECT ${COLUMNS}, r.may_contact AS "mayContact", r.reported_at AS "reportedAt" FROM authoring_report r WHERE r.person_id = $1
     ORDER BY r.reported_at DESC, r.id DESC`,
    [personId],
  );
  return found.map((row) => ({
    ...row,
    reportedAt: row.reportedAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
  }));
}

/** For authors: who reported it is left out in SQL unless they agreed. */
const FOR_AUTHORS = `SELECT ${COLUMNS}, (r.reported_at AT TIME ZONE 'UTC')::date::text AS "reportedOn", r.language, r.item_id AS "itemId", r.item_version AS "itemVersion",
    CASE WHEN r.may_contact THEN jsonb_build_object('id', p.id, 'name', p.display_name) END AS reporter
  FROM authoring_report r JOIN person p ON p.id = r.person_id`;
const forAuthors = (row: Answered<AuthorReport>): AuthorReport => ({
  ...row,
  answeredAt: row.answeredAt?.toISOString() ?? null,
});

/** Open ones first, the longest waiting on top; then the latest answered. */
export async function listReports(tx: Tx, limit: number): Promise<AuthorReport[]> {
  const found = await rows<Answered<AuthorReport>>(
    tx,
    `${FOR_AUTHORS} ORDER BY r.outcome IS NOT NULL, r.answered_at DESC, r.reported_at, r.id LIMIT $1`,
    [limit],
  );
  return found.map(forAuthors);
}

/** The open reports on one item, the longest waiting first. */
export async function listOpenReportsOn(tx: Tx, itemId: string): Promise<AuthorReport[]> {
  const found = await rows<Answered<AuthorReport>>(
    tx,
    `${FOR_AUTHORS} WHERE r.item_id = $1 AND r.outcome IS NULL ORDER BY r.reported_at, r.id`,
    [itemId],
  );
  return found.map(forAuthors);
}

export async function countOpenReports(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const found = await rows<{ itemId: string; n: number }>(
    tx,
    `SELECT item_id AS "itemId", count(*)::int AS n FROM authoring_report
     WHERE outcome IS NULL AND item_id IS NOT NULL GROUP BY item_id`,
  );
  return new Map(found.map(({ itemId, n }) => [itemId, n]));
}

export async function hasReport(tx: Tx, id: string): Promise<boolean> {
  return (await one(tx, 'SELECT 1 FROM authoring_report WHERE id = $1', [id])) !== undefined;
}

/** Answers a report and every other open one on the same item; gives those that were open until now. */
export function closeReports(
  tx: Tx,
  id: string,
  { outcome, version, answer }: AnswerReport,
  by: { readonly personId: string | null; readonly at: string },
): Promise<{ id: string; personId: string }[]> {
  return rows(
    tx,
    `UPDATE authoring_report r SET outcome = $2, mended_version = $3, answer = $4, answered_by = $5, answered_at = $6
     FROM authoring_report asked
     WHERE asked.id = $1 AND r.outcome IS NULL AND (r.id = asked.id OR r.item_id = asked.item_id)
     RETURNING r.id, r.person_id AS "personId"`,
    [id, outcome, outcome === 'mended' ? (version ?? null) : null, answer, by.personId, by.at],
  );
}
