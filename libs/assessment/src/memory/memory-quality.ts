import { type MemoryLog, predictRecall } from './memory-log.js';
import type { MemoryWeights } from './memory-weights.js';

/** How well chances of recall were predicted. */
export interface MemoryQuality {
  readonly reviews: number;
  /** Mean of -ln of the chance given to what happened; smaller is better. */
  readonly logLoss: number;
  /** Root mean squared difference between share recalled and mean prediction over bins of alike reviews. */
  readonly rmseBins: number;
}

const SURE = 1e-6;
const DAY = 86_400_000;

/**
 * Quality of weights on the reviews of a log after `from` (epoch milliseconds), each predicted from all before it. The
 * bins are those of the public benchmark (open-spaced-repetition, srs-benchmark): days since the review before, number
 * of reviews and number of lapses, all on a logarithmic scale.
 *
 * @throws RangeError when no review can be judged.
 */
export function memoryQuality(log: MemoryLog, weights: MemoryWeights, from = -Infinity): MemoryQuality {
  const chances = predictRecall(log, weights);
  const bins = new Map<string, { count: number; difference: number }>();
  let [reviews, loss, nth, lapses] = [0, 0, 0, 0];
  for (let i = 0; i < chances.length; i += 1) {
    const isFirst = i === 0 || log.card[i] !== log.card[i - 1];
    if (isFirst) [nth, lapses] = [0, 0];
    nth += 1;
    const recalled = log.grade[i]! > 1 ? 1 : 0;
    if (!Number.isNaN(chances[i]) && log.at[i]! > from) {
      const p = Math.min(1 - SURE, Math.max(SURE, chances[i]!));
      reviews += 1;
      loss -= Math.log(recalled === 1 ? p : 1 - p);
      const days = Math.floor(log.at[i]! / DAY) - Math.floor(log.at[i - 1]! / DAY);
      const key = [step(days, 3.62), step(nth, 1.89), lapses === 0 ? -1 : step(lapses, 1.73)].join('/');
      const bin = bins.get(key) ?? { count: 0, difference: 0 };
      bins.set(key, { count: bin.count + 1, difference: bin.difference + recalled - p });
    }
    if (!isFirst && recalled === 0) lapses += 1;
  }
  if (reviews === 0) throw new RangeError('there is no review to judge weights by');
  const squares = [...bins.values()].reduce((sum, { count, difference }) => sum + difference ** 2 / count, 0);
  return { reviews, logLoss: loss / reviews, rmseBins: Math.sqrt(squares / reviews) };
}

/** The bin on a logarithmic scale. */
const step = (x: number, base: number): number => Math.floor(Math.log(x) / Math.log(base) + 1e-9);
