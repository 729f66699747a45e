import { notFound, one, rows, type Actor, type Tx } from '#kernel';
import type { BrakeLimits } from './import/brake.js';
import type { FirstPart } from './import/day.js';
import type { Feed } from './import/feed.js';
import type { ColumnMapping } from './import/fields.js';
import type { PresetKey } from './import/presets.js';
import type { RunState } from './import.entity.js';
import type { PlannedRun } from './plan-run.js';
import { dropDiffs, insertProblemRows, keepDiff } from './import-rows.queries.js';
import type { ImportListItem, ImportReading, ImportResult, UndoResult } from './imports.schemas.js';

export interface Source extends BrakeLimits {
  readonly id: string;
  readonly name: string;
  readonly mapping: ColumnMapping;
  readonly preset: PresetKey | null;
  readonly dates: FirstPart;
  readonly feed: Feed;
  readonly endsAfter: number;
}

const SOURCE =
  'id, name, mapping, brake_percent AS percent, brake_people AS people, preset, dates, feed, ends_after AS "endsAfter"';

/** The source by name; made with the usual limits when it is new. */
export async function ensureSource(tx: Tx, name: string): Promise<Source> {
  await rows(tx, 'INSERT INTO import_source (name) VALUES ($1) ON CONFLICT (name) DO NOTHING', [name]);
  const found = await one<Source>(tx, `SELECT ${SOURCE} FROM import_source WHERE name = $1`, [name]);
  if (found === undefined) throw notFound('import-source');
  return found;
}

export async function getSource(tx: Tx, id: string): Promise<Source> {
  const found = await one<Source>(tx, `SELECT ${SOURCE} FROM import_source WHERE id = $1`, [id]);
  if (found === undefined) throw notFound('import-source');
  return found;
}

export function listSources(tx: Tx): Promise<Source[]> {
  return rows(tx, `SELECT ${SOURCE} FROM import_source ORDER BY name`);
}

/** What HR overruled of the guesses; kept with the run, so that applying reads the file in the same way. */
export interface RunChoice {
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly sheet?: string | undefined;
  readonly dates?: FirstPart | undefined;
  readonly mapping?: ColumnMapping | undefined;
}

export interface Run {
  readonly id: string;
  readonly sourceId: string;
  readonly source: string;
  readonly state: RunState;
  readonly fileName: string;
  readonly choice: RunChoice;
  readonly reading: ImportReading;
  readonly result: ImportResult | null;
  readonly fingerprint: string | null;
  readonly startedBy: string | null;
  readonly startedByName: string | null;
  readonly startedAt: Date;
  readonly releasedBy: string | null;
  readonly releasedByName: string | null;
  readonly appliedBy: string | null;
  readonly appliedAt: Date | null;
  readonly percent: number;
  readonly step: string | null;
  /** What undoing needs was kept with it. */
  readonly canUndo: boolean;
  readonly undoneAt: Date | null;
  readonly undoneByName: string | null;
  readonly undoResult: UndoResult | null;
}

const RUN = `
  SELECT r.id, r.source_id AS "sourceId", s.name AS source, r.state, r.file_name AS "fileName", r.choice, r.reading, r.result, r.fingerprint,
         r.started_by AS "startedBy", coalesce(p.display_name, nullif(r.started_by_name, '')) AS "startedByName", r.started_at AS "startedAt",
         r.released_by AS "releasedBy", q.display_name AS "releasedByName", r.applied_by AS "appliedBy", r.applied_at AS "appliedAt", r.percent, r.step,
         r.applied_audit IS NOT NULL AS "canUndo", r.undone_at AS "undoneAt", u.display_name AS "undoneByName", r.undo_result AS "undoResult"
  FROM import_run r JOIN import_source s ON s.id = r.source_id
  LEFT JOIN person p ON p.id = r.started_by LEFT JOIN person q ON q.id = r.released_by LEFT JOIN person u ON u.id = r.undone_by`;

/** The run, locked when it is about to change. */
export async function getRun(tx: Tx, id: string, options: { lock?: boolean } = {}): Promise<Run> {
  const found = await one<Run>(tx, `${RUN} WHERE r.id = $1 ${options.lock ? 'FOR UPDATE OF r' : ''}`, [id]);
  if (found === undefined) throw notFound('import');
  const { result } = found;
  return {
    ...found,
    reading: { ...READ_AS_TEXT, ...found.reading },
    result: result && { ...result, counts: { ...NOBODY_WAITS, ...result.counts } },
  };
}

const NOBODY_WAITS = { waiting: 0 };
/** Runs from before there were other formats than text. */
const READ_AS_TEXT = { format: 'csv', sheet: null, sheets: [], dates: 'day', mappedBy: 'names' } as const;

export async function readRunFile(tx: Tx, id: string): Promise<Buffer | null> {
  return (
    (await one<{ file: Buffer | null }>(tx, 'SELECT file FROM import_run WHERE id = $1', [id]))?.file ?? null
  );
}

export async function insertRun(
  tx: Tx,
  actor: Actor,
  run: {
    sourceId: string;
    fileName: string;
    file: Uint8Array;
    choice: RunChoice;
    reading: ImportReading;
    takenAs: string | null;
    now: string;
  },
): Promise<string> {
  const added = await one<{ id: string }>(
    tx,
    `INSERT INTO import_run (source_id, state, file_name, file, choice, reading, started_by, started_by_name, started_at, taken_as)
     VALUES ($1, 'columns', $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
    [
      run.sourceId,
      run.fileName,
      Buffer.from(run.file),
      JSON.stringify(run.choice),
      JSON.stringify(run.reading),
      actor.personId,
      actor.kind === 'person' ? '' : actor.name,
      run.now,
      run.takenAs,
    ],
  );
  if (added === undefined) throw new Error('an insert returns its row');
  return added.id;
}

/**
 * Keeps a plan with its run: numbers, the diff, and the problems; `personIds` when it is carried out. A release counts
 * for one plan only.
 */
export async function savePlan(
  tx: Tx,
  runId: string,
  planned: PlannedRun & {
    reading: ImportReading;
    choice: RunChoice;
    step: string | null;
    personIds?: readonly string[];
  },
): Promise<void> {
  await rows(
    tx,
    `UPDATE import_run SET state = 'planned', choice = $2, reading = $3, result = $4, step = $6, percent = 0,
            released_by = CASE WHEN fingerprint = $5 THEN released_by END, released_at = CASE WHEN fingerprint = $5 THEN released_at END,
            fingerprint = $5 WHERE id = $1`,
    [
      runId,
      JSON.stringify(planned.choice),
      JSON.stringify(planned.reading),
      JSON.stringify(planned.result),
      planned.fingerprint,
      planned.step,
    ],
  );
  await dropDiffs(tx, [runId]);
  await keepDiff(tx, runId, planned, planned.personIds);
  if (planned.result.counts.problems > 0) await insertProblemRows(tx, runId, planned.plan);
}

export async function listRuns(tx: Tx, before: Date | null, limit: number): Promise<ImportListItem[]> {
  const found = await rows<
    Omit<ImportListItem, 'startedAt' | 'appliedAt'> & { startedAt: Date; appliedAt: Date | null }
  >(
    tx,
    `SELECT r.id, r.state, s.name AS source, r.file_name AS "fileName", r.started_at AS "startedAt", r.applied_at AS "appliedAt",
            r.result -> 'counts' AS counts
     FROM import_run r JOIN import_source s ON s.id = r.source_id
     WHERE $1::timestamptz IS NULL OR r.started_at < $1 ORDER BY r.started_at DESC, r.id DESC LIMIT $2`,
    [before, limit],
  );
  return found.map((run) => ({
    ...run,
    counts: run.counts && { ...NOBODY_WAITS, ...run.counts },
    startedAt: run.startedAt.toISOString(),
    appliedAt: run.appliedAt?.toISOString() ?? null,
  }));
}

/** Marks a run as applied, and lets go of the file when nothing was set aside. */
export async function finishRun(
  tx: Tx,
  runId: string,
  applied: { by: string | null; at: string; keepFile: boolean },
): Promise<void> {
  await rows(
    tx,
    `UPDATE import_run SET state = 'applied', percent = 100, step = NULL, applied_by = $2, applied_at = $3,
            file = CASE WHEN $4 THEN file END WHERE id = $1`,
    [runId, applied.by, applied.at, applied.keepFile],
  );
}
