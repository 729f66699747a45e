import { one, rows, type Tx } from '#kernel';
import type { CalibrationResult, KeptSummary, KnownItem } from './calibration.js';
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
  SELECT id, category, state, made_at AS "madeAt", activated_at AS "activatedAt", retired_at AS "retiredAt", seed,
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
    `${SELECT} ORDER BY state = 'retired', made_at DESC LIMIT $1`,
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

export async function latestCalibration(tx: Tx, category: string): Promise<CalibrationView | undefined> {
  const row = await one<CalibrationSql>(tx, `${SELECT} WHERE category = $1 ORDER BY made_at DESC LIMIT 1`, [
    category,
  ]);
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

/** What the active calibration of a category says about its items; empty without one. */
export function listKnownItems(tx: Tx, category: string): Promise<KnownItem[]> {
  return rows<KnownItem>(
    tx,
    `SELECT i.item_id AS "itemId", i.author_version AS "authorVersion", i.a, i.b, i.state
     FROM calibration c JOIN calibration_item i ON i.calibration_id = c.id
     WHERE c.category = $1 AND c.state = 'active' AND i.state IN ('active', 'watch')`,
    [category],
  );
}

/** Writes a candidate with its items; the candidates it replaces are retired. */
export async function insertCandidate(
  tx: Tx,
  made: {
    id: string;
    category: string;
    at: string;
    seed: string;
    bankHash: string;
    shadow: KeptSummary['shadow'];
  },
  result: CalibrationResult,
): Promise<void> {
  await rows(
    tx,
    `UPDATE calibration SET state = 'retired', retired_at = $2 WHERE category = $1 AND state = 'candidate'`,
    [made.category, made.at],
  );
  await rows(
    tx,
    `INSERT INTO calibration (id, category, state, made_at, seed, bank_hash, window_from, window_to, people, exams,
       answers, log_likelihood, steps, converged, link_slope, link_intercept, summary)
     VALUES ($1, $2, 'candidate', $3, $4, $5, $6, $3, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      ...[made.id, made.category, made.at, made.seed, made.bankHash, result.from.toISOString()],
      ...[result.people, result.exams, result.answers, result.logLikelihood, result.steps, result.converged],
      ...[
        result.linking.slope,
        result.linking.intercept,
        JSON.stringify({ ...result.summary, shadow: made.shadow } satisfies KeptSummary),
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

/** Puts a candidate in the place of the active calibration; its items that passed become active. */
export async function activate(tx: Tx, id: string, category: string, at: string): Promise<void> {
  await rows(
    tx,
    `UPDATE calibration SET state = 'retired', retired_at = $2 WHERE category = $1 AND state = 'active'`,
    [category, at],
  );
  await rows(tx, `UPDATE calibration SET state = 'active', activated_at = $2 WHERE id = $1`, [id, at]);
  await rows(
    tx,
    `UPDATE calibration_item SET state = 'active' WHERE calibration_id = $1 AND state = 'calibrated'`,
    [id],
  );
}

/** Calibrating and activating a category take turns; the lock goes with the transaction. */
export async function lockCategory(tx: Tx, category: string): Promise<void> {
  await rows(tx, `SELECT pg_advisory_xact_lock(hashtext('calibration'), hashtext($1))`, [category]);
}
