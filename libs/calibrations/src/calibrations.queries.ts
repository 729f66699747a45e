import { type Actor, column, one, rows, type Tx } from '#kernel';
import type { Acceptance, MovedItem } from './activation.js';
import type { CalibrationResult, CalibrationUse, KeptSummary, KnownItem } from './calibration.js';
import type { CalibratedItemView, CalibrationView } from './calibrations.schemas.js';

interface CalibrationSql extends Omit<
  CalibrationView,
  'madeAt' | 'activatedAt' | 'retiredAt' | 'window' | 'linking'
> {
  readonly madeAt: Date;
  readonly activatedAt: Date | null;
  readonly retiredAt: Date | null;
  readonly windowFrom: Date;
  readonly windowTo: Date;
  readonly linkSlope: number;
  readonly linkIntercept: number;
}

const SELECT = `
  SELECT id, category, use, state, made_at AS "madeAt", activated_at AS "activatedAt", retired_at AS "retiredAt", seed,
    bank_hash AS "bankHash", window_from AS "windowFrom", window_to AS "windowTo", people, exams, answers,
    log_likelihood AS "logLikelihood", steps, converged, link_slope AS "linkSlope", link_intercept AS "linkIntercept",
    summary
  FROM calibration`;

function toView(row: CalibrationSql): CalibrationView {
  const { madeAt, activatedAt, retiredAt, windowFrom, windowTo, linkSlope, linkIntercept, ...rest } = row;
  return {
    ...rest,
    madeAt: madeAt.toISOString(),
    activatedAt: activatedAt?.toISOString() ?? null,
    retiredAt: retiredAt?.toISOString() ?? null,
    window: { from: windowFrom.toISOString(), to: windowTo.toISOString() },
    linking: { slope: linkSlope, intercept: linkIntercept },
  };
}

/** The newest calibrations first; those in use or waiting before all others. */
export async function listCalibrations(tx: Tx, limit = 100): Promise<CalibrationView[]> {
  const found = await rows<CalibrationSql>(
    tx,
    `${SELECT} ORDER BY state = 'retired', made_at DESC, category, use LIMIT $1`,
    [limit],
  );
  return found.map(toView);
}

export async function findCalibration(
  tx: Tx,
  id: string,
  options: { readonly lock?: boolean } = {},
): Promise<CalibrationView | undefined> {
  const row = await one<CalibrationSql>(tx, `${SELECT} WHERE id = $1 ${options.lock ? 'FOR UPDATE' : ''}`, [
    id,
  ]);
  return row && toView(row);
}

export async function latestCalibration(
  tx: Tx,
  category: string,
  use: CalibrationUse,
): Promise<CalibrationView | undefined> {
  const row = await one<CalibrationSql>(
    tx,
    `${SELECT} WHERE category = $1 AND use = $2 ORDER BY made_at DESC LIMIT 1`,
    [category, use],
  );
  return row && toView(row);
}

const ITEM = `
  SELECT i.item_id AS "itemId", i.item_version AS "itemVersion", i.author_version AS "authorVersion", i.skill, i.n,
    i.right_share AS "rightShare", i.a, i.b, i.se_a AS "seA", i.se_b AS "seB", i.fit, i.dif, i.exposure,
    i.gate_failures AS "gateFailures", i.state
  FROM calibration_item i`;

export function listCalibratedItems(tx: Tx, id: string): Promise<CalibratedItemView[]> {
  return rows<CalibratedItemView>(tx, `${ITEM} WHERE i.calibration_id = $1 ORDER BY i.item_id`, [id]);
}

export function findCalibratedItem(
  tx: Tx,
  id: string,
  itemId: string,
): Promise<CalibratedItemView | undefined> {
  return one<CalibratedItemView>(tx, `${ITEM} WHERE i.calibration_id = $1 AND i.item_id = $2`, [id, itemId]);
}

/**
 * What the active calibration of a category says about its items, with the state their history gives them now; without
 * those that were retired since. Empty as long as no calibration is in use.
 */
export function listKnownItems(tx: Tx, category: string, use: CalibrationUse): Promise<KnownItem[]> {
  return rows<KnownItem>(
    tx,
    `SELECT i.item_id AS "itemId", i.author_version AS "authorVersion", i.a, i.b, coalesce(m.state, i.state) AS state
     FROM calibration c JOIN calibration_item i ON i.calibration_id = c.id
     LEFT JOIN LATERAL (
       SELECT state FROM calibration_item_move m
       WHERE m.category = c.category AND m.item_id = i.item_id ORDER BY m.id DESC LIMIT 1) m ON true
     WHERE c.category = $1 AND c.use = $2 AND c.state = 'active' AND i.state IN ('active', 'watch')
       AND coalesce(m.state, i.state) IN ('active', 'watch')`,
    [category, use],
  );
}

/** An item that new exams must know something about: its parameters in use, or that it is retired, or both. */
export interface ExamItemSql {
  readonly itemId: string;
  readonly retired: boolean;
  readonly calibrationId: string | null;
  readonly authorVersion: number | null;
  readonly a: number | null;
  readonly b: number | null;
}

/** The items of the active calibration and the retired ones, in one statement: every start of an exam asks this. */
export function listExamItems(tx: Tx, category: string): Promise<ExamItemSql[]> {
  return rows<ExamItemSql>(
    tx,
    `WITH used AS (
       SELECT i.item_id, c.id, i.author_version, i.a, i.b
       FROM calibration c JOIN calibration_item i ON i.calibration_id = c.id
       WHERE c.category = $1 AND c.use = 'exam' AND c.state = 'active' AND i.state IN ('active', 'watch')),
     gone AS (
       SELECT item_id FROM (
         SELECT DISTINCT ON (item_id) item_id, state FROM calibration_item_move
         WHERE category = $1 ORDER BY item_id, id DESC) last
       WHERE state = 'retired')
     SELECT item_id AS "itemId", gone.item_id IS NOT NULL AS retired, used.id AS "calibrationId",
       used.author_version AS "authorVersion", used.a, used.b
     FROM used FULL JOIN gone USING (item_id)`,
    [category],
  );
}

/** The practice items of the active calibration, with the standard error of their difficulty. */
export function listPracticeItems(
  tx: Tx,
  category: string,
): Promise<{ itemId: string; authorVersion: number; a: number; b: number; seB: number }[]> {
  return rows(
    tx,
    `SELECT i.item_id AS "itemId", i.author_version AS "authorVersion", i.a, i.b, i.se_b AS "seB"
     FROM calibration c JOIN calibration_item i ON i.calibration_id = c.id
     WHERE c.category = $1 AND c.use = 'practice' AND c.state = 'active' AND i.state IN ('active', 'watch')
       AND i.se_b IS NOT NULL`,
    [category],
  );
}

/** Writes a candidate with its items; the candidates it replaces are retired. */
export async function insertCandidate(
  tx: Tx,
  made: {
    id: string;
    category: string;
    use: CalibrationUse;
    at: string;
    seed: string;
    bankHash: string;
    shadow: KeptSummary['shadow'];
  },
  result: CalibrationResult,
): Promise<void> {
  await rows(
    tx,
    `UPDATE calibration SET state = 'retired', retired_at = $2
     WHERE category = $1 AND use = $3 AND state = 'candidate'`,
    [made.category, made.at, made.use],
  );
  await rows(
    tx,
    `INSERT INTO calibration (id, category, use, state, made_at, seed, bank_hash, window_from, window_to, people, exams,
       answers, log_likelihood, steps, converged, link_slope, link_intercept, summary)
     VALUES ($1, $2, $16, 'candidate', $3, $4, $5, $6, $3, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      ...[made.id, made.category, made.at, made.seed, made.bankHash, result.from.toISOString()],
      ...[result.people, result.exams, result.answers, result.logLikelihood, result.steps, result.converged],
      ...[
        result.linking.slope,
        result.linking.intercept,
        JSON.stringify({ ...result.summary, shadow: made.shadow } satisfies KeptSummary),
        made.use,
      ],
    ],
  );
  await rows(
    tx,
    `INSERT INTO calibration_item (calibration_id, item_id, item_version, author_version, skill, n, right_share, a, b,
       se_a, se_b, fit, dif, exposure, gate_failures, state)
     SELECT $1, "itemId", "itemVersion", "authorVersion", skill, n, "rightShare", a, b, "seA", "seB", fit, dif, exposure,
       "gateFailures", state
     FROM jsonb_to_recordset($2) AS i("itemId" text, "itemVersion" integer, "authorVersion" integer, skill text,
       n integer, "rightShare" float8, a float8, b float8, "seA" float8, "seB" float8, fit jsonb, dif jsonb,
       exposure float8, "gateFailures" jsonb, state text)`,
    [made.id, JSON.stringify(result.items)],
  );
}

/** Puts a candidate in the place of the active calibration; `items` become active with it. */
export async function activate(
  tx: Tx,
  made: {
    readonly id: string;
    readonly category: string;
    readonly use: CalibrationUse;
    readonly at: string;
  },
  items: readonly string[],
): Promise<void> {
  await rows(
    tx,
    `UPDATE calibration SET state = 'retired', retired_at = $2 WHERE category = $1 AND use = $3 AND state = 'active'`,
    [made.category, made.at, made.use],
  );
  await rows(tx, `UPDATE calibration SET state = 'active', activated_at = $2 WHERE id = $1`, [
    made.id,
    made.at,
  ]);
  await rows(
    tx,
    `UPDATE calibration_item SET state = 'active' WHERE calibration_id = $1 AND item_id = ANY($2::text[])`,
    [made.id, items],
  );
}

/** What a person signed with the activation of a calibration. */
export async function insertAcceptances(
  tx: Tx,
  actor: Actor,
  made: { readonly id: string; readonly at: string },
  accepted: readonly (Acceptance & MovedItem)[],
): Promise<void> {
  if (accepted.length === 0) return;
  await rows(
    tx,
    `INSERT INTO calibration_acceptance (calibration_id, item_id, shift, reason, at, actor_kind, actor_id)
     SELECT $1, item, shift, reason, $2, $3, $4
     FROM unnest($5::text[], $6::float8[], $7::text[]) AS a(item, shift, reason)`,
    [
      ...[made.id, made.at, actor.kind, actor.personId],
      column(accepted, ({ itemId }) => itemId),
      column(accepted, ({ shift }) => shift),
      column(accepted, ({ reason }) => reason),
    ],
  );
}

/** Signatures of an activation, in the order of items. */
export function listAcceptances(tx: Tx, id: string): Promise<(Acceptance & MovedItem)[]> {
  return rows<Acceptance & MovedItem>(
    tx,
    `SELECT item_id AS "itemId", shift, reason FROM calibration_acceptance WHERE calibration_id = $1 ORDER BY item_id`,
    [id],
  );
}

/** Calibrating and activating a category take turns; the lock goes with the transaction. */
export async function lockCategory(tx: Tx, category: string): Promise<void> {
  await rows(tx, `SELECT pg_advisory_xact_lock(hashtext('calibration'), hashtext($1))`, [category]);
}
