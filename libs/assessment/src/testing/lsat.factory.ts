import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Calibration } from '../calibration/calibrate.js';
import { tabulateResponses } from '../calibration/response-matrix.js';

/** A file of golden numbers. */
export const readGolden = (name: string): unknown =>
  JSON.parse(readFileSync(join(process.cwd(), 'libs/assessment/fixtures', name), 'utf8'));

/** LSAT section 6: answer patterns with counts, and the published parameters. */
export const lsat = readGolden('lsat6.json') as {
  logLikelihood: number;
  a: number[];
  b: number[];
  patterns: { pattern: string; count: number }[];
};

export const lsatResponses = tabulateResponses(
  lsat.patterns.map(({ pattern }) => [...pattern].map(Number)),
  lsat.patterns.map(({ count }) => count),
);

/** The items of a calibration that must all have been estimated. */
export const estimated = (calibration: Calibration) =>
  calibration.items.map((item) => {
    if (item.kind !== 'estimated') throw new Error(`An item is ${item.kind}.`);
    return item;
  });
