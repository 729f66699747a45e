import { createHash } from 'node:crypto';
import { makeCalibrationVersion } from '#assessment';
import type { CatalogueItem } from '#catalogue';
import type { BankItem, CalibratedItem, CalibrationResult } from './calibration.js';

/** A published item as calibration sees it. */
export function toBankItem({ id, version, skill, b, body }: CatalogueItem): BankItem {
  return { id, version, skill, b0: b, authorVersion: body.version };
}

/** What new exams would take over, for every version of an item in the wording that was calibrated. */
export function usableParameters(
  items: readonly CalibratedItem[],
  wordings: ReadonlyMap<string, number>,
): Map<string, { a: number; b: number }> {
  const usable = new Map(items.filter(({ state }) => state !== 'pilot').map((item) => [item.itemId, item]));
  return new Map(
    [...wordings].flatMap(([key, wording]) => {
      const item = usable.get(key.slice(0, key.lastIndexOf('@')));
      return item?.authorVersion === wording ? [[key, { a: item.a, b: item.b }] as const] : [];
    }),
  );
}

/** The same for the same questions, whatever else was published; SHA-256 in hexadecimal. */
export function hashOf(items: readonly CatalogueItem[]): string {
  const wordings = items.map(({ id, body }) => `${id}@${body.version}`).sort();
  return createHash('sha256').update(wordings.join('\n')).digest('hex');
}

/**
 * The core's own check of a version; items without a standard error take no part, and no gate lets them through.
 * @throws RangeError naming the first number that cannot be kept.
 */
export function checkVersion(
  made: { id: string; at: string; seed: string; bankHash: string },
  result: CalibrationResult,
): void {
  makeCalibrationVersion({
    ...{ id: made.id, model: '2PL', bankHash: made.bankHash, seed: made.seed, people: result.people },
    window: { from: result.from.toISOString(), to: made.at },
    population: { mean: 0, sd: 1 },
    ...{ logLikelihood: result.logLikelihood, steps: result.steps, converged: result.converged },
    linking: result.linking,
    items: result.items.flatMap(({ itemId, a, b, seA, seB, n }) =>
      seA === null || seB === null ? [] : [{ id: itemId, a, b, seA, seB, n }],
    ),
  });
}
