import type { NormalPrior } from '../irt/ability.js';
import type { LinkingConstants } from './linking.js';

/** One item as a version knows it, on the fixed scale. */
export interface VersionItem {
  readonly id: string;
  readonly a: number;
  readonly b: number;
  readonly seA: number;
  readonly seB: number;
  /** Answers behind it. */
  readonly n: number;
}

/**
 * What one calibration found: a value that never changes. A session pins one at its start, so that every decision
 * can be made again from the log; a later version never alters an issued licence.
 */
export interface CalibrationVersion {
  readonly id: string;
  readonly model: '2PL';
  /** Hash of the bank's items as they were worded. */
  readonly bankHash: string;
  /** Answers given from (inclusive) to (exclusive), ISO 8601 instants in UTC. */
  readonly window: { readonly from: string; readonly to: string };
  readonly people: number;
  readonly items: readonly VersionItem[];
  readonly population: NormalPrior;
  readonly logLikelihood: number;
  readonly steps: number;
  readonly converged: boolean;
  readonly linking: LinkingConstants;
  /** Seed of everything drawn while it was made, such as the shadow sample. */
  readonly seed: string;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;

/**
 * Checks and freezes a version, with items in the order of their ids, so that equal content is equal text.
 * @throws RangeError naming the first thing that isn't a finite number, an instant, or an item listed once.
 */
export function makeCalibrationVersion(content: CalibrationVersion): CalibrationVersion {
  const items = [...content.items].sort((left, right) => (left.id < right.id ? -1 : 1));
  const demand = (holds: boolean, what: string): void => {
    if (!holds) throw new RangeError(`Calibration version ${content.id}: ${what}.`);
  };
  const { from, to } = content.window;
  demand(
    content.id !== '' && content.bankHash !== '' && content.seed !== '',
    'id, bank hash and seed are needed',
  );
  demand(
    INSTANT.test(from) && INSTANT.test(to) && Date.parse(from) < Date.parse(to),
    'the window is no period',
  );
  demand(new Set(items.map(({ id }) => id)).size === items.length, 'an item is listed twice');
  for (const { id, a, b, seA, seB, n } of items) {
    demand([a, b, seA, seB, n].every(Number.isFinite), `item ${id} has a number that is not finite`);
    demand(a > 0 && seA > 0 && seB > 0 && n >= 0, `item ${id} needs a, standard errors above 0`);
  }
  const { mean, sd } = content.population;
  const { slope, intercept } = content.linking;
  demand(
    [mean, sd, slope, intercept, content.logLikelihood].every(Number.isFinite),
    'a constant is not finite',
  );
  demand(sd > 0 && slope > 0, 'spread and linking slope must be above 0');
  return freeze(structuredClone({ ...content, items }));
}

/** Parameters by item id, as tests take them. */
export function parametersOf(version: CalibrationVersion): ReadonlyMap<string, { a: number; b: number }> {
  return new Map(version.items.map(({ id, a, b }) => [id, { a, b }]));
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value))
    if (typeof part === 'object' && part !== null) freeze(part as object);
  return Object.freeze(value);
}
