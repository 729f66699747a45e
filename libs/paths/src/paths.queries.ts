import { Temporal } from 'temporal-polyfill';
import { column, one, rows, type Tx } from '#kernel';
import type { CategoryProgress, LicenceState } from './next-step.js';
import type { Marks } from './path.js';

interface StateRow {
  readonly marks: readonly { readonly skill: string; readonly kind: 'done' | 'exempt' }[];
  readonly progress: {
    readonly placed_at: string | null;
    readonly licence: LicenceState;
    readonly held_until: string | null;
    readonly exam_passed_at: string | null;
    readonly exam_again_at: string | null;
  } | null;
}

/** Everything the path of one person to one category is made of, in one statement. */
export async function getState(
  tx: Tx,
  personId: string,
  category: string,
): Promise<{ marks: Marks; progress: CategoryProgress }> {
  const row = await one<StateRow>(
    tx,
    `SELECT coalesce((SELECT jsonb_agg(jsonb_build_object('skill', skill, 'kind', kind)) FROM path_mark WHERE person_id = $1), '[]') AS marks,
            (SELECT to_jsonb(p) FROM path_progress p WHERE person_id = $1 AND category = $2) AS progress`,
    [personId, category],
  );
  const skills = (kind: string): Set<string> =>
    new Set((row?.marks ?? []).filter((mark) => mark.kind === kind).map(({ skill }) => skill));
  const progress = row?.progress;
  return {
    marks: { done: skills('done'), exempt: skills('exempt') },
    progress: {
      placedAt: instant(progress?.placed_at),
      licence: progress?.licence ?? 'none',
      heldUntil: progress?.held_until ?? null,
      examPassedAt: instant(progress?.exam_passed_at),
      examAgainAt: instant(progress?.exam_again_at),
    },
  };
}

/** Of these categories, those whose licence the person holds, as far as licences have told. */
export async function heldAmong(
  tx: Tx,
  personId: string,
  categories: readonly string[],
): Promise<ReadonlySet<string>> {
  if (categories.length === 0) return new Set();
  const found = await rows<{ category: string }>(
    tx,
    `SELECT category FROM path_progress
     WHERE person_id = $1 AND category = ANY($2::text[]) AND licence IN ('held', 'renewal')`,
    [personId, categories],
  );
  return new Set(found.map(({ category }) => category));
}

const instant = (text: string | null | undefined): Temporal.Instant | null =>
  text ? Temporal.Instant.from(text) : null;

/** Marks skills as there; a mark that exists stays as it was. Returns how many are new. */
export async function addMarks(
  tx: Tx,
  kind: 'done' | 'exempt',
  at: string,
  marks: readonly { readonly personId: string; readonly skill: string; readonly sourceId: string }[],
): Promise<number> {
  if (marks.length === 0) return 0;
  const added = await rows(
    tx,
    `INSERT INTO path_mark (person_id, skill, kind, at, source_id)
     SELECT p, s, $4, $5, f FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS m(p, s, f) ON CONFLICT DO NOTHING RETURNING 1`,
    [
      column(marks, ({ personId }) => personId),
      column(marks, ({ skill }) => skill),
      column(marks, ({ sourceId }) => sourceId),
      kind,
      at,
    ],
  );
  return added.length;
}

export async function setPlaced(tx: Tx, personId: string, category: string, at: string): Promise<void> {
  await rows(
    tx,
    `INSERT INTO path_progress (person_id, category, placed_at) VALUES ($1, $2, $3)
     ON CONFLICT (person_id, category) DO UPDATE SET placed_at = excluded.placed_at`,
    [personId, category, at],
  );
}

/** The last exam: passed, or to be taken again from a moment; the one wipes out the other. */
export async function setExam(
  tx: Tx,
  personId: string,
  category: string,
  exam: { passedAt: string | null; againAt: string | null },
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO path_progress (person_id, category, exam_passed_at, exam_again_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (person_id, category) DO UPDATE SET exam_passed_at = excluded.exam_passed_at, exam_again_at = excluded.exam_again_at`,
    [personId, category, exam.passedAt, exam.againAt],
  );
}

/** What licences told. Whatever it was, the exam that led to it is history now. */
export async function setLicence(
  tx: Tx,
  personId: string,
  category: string,
  licence: LicenceState,
  heldUntil: string | null,
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO path_progress (person_id, category, licence, held_until) VALUES ($1, $2, $3, $4)
     ON CONFLICT (person_id, category) DO UPDATE
       SET licence = excluded.licence, held_until = excluded.held_until, exam_passed_at = NULL, exam_again_at = NULL`,
    [personId, category, licence, heldUntil],
  );
}

export async function exportOf(tx: Tx, personId: string): Promise<Record<string, unknown>> {
  return {
    skills: await rows(tx, 'SELECT skill, kind, at FROM path_mark WHERE person_id = $1 ORDER BY at, skill', [
      personId,
    ]),
    categories: await rows(tx, 'SELECT * FROM path_progress WHERE person_id = $1 ORDER BY category', [
      personId,
    ]),
  };
}

export async function erase(tx: Tx, personId: string): Promise<void> {
  await rows(tx, 'DELETE FROM path_mark WHERE person_id = $1', [personId]);
  await rows(tx, 'DELETE FROM path_progress WHERE person_id = $1', [personId]);
}
