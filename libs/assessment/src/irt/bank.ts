import { logisticInformation } from './logistic-model.js';
import { type ModelParameters, modelOf } from './model.js';
import { within } from './response-model.js';

/** Items as columns: what is computed for all of them at once runs through plain numbers. */
export interface Bank {
  readonly items: readonly ModelParameters[];
  /** Parameters of the right-or-wrong items; NaN where an item is graded. */
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly c: Float64Array;
  readonly d: Float64Array;
}

/** Checks and prepares items once; throws a RangeError for parameters outside their range. */
export function prepareBank(items: readonly ModelParameters[]): Bank {
  const column = (): Float64Array => new Float64Array(items.length).fill(NaN);
  const bank = { items, a: column(), b: column(), c: column(), d: column() };
  items.forEach((item, i) => {
    modelOf(item);
    if (item.model === 'graded' || item.model === 'partial-credit') return;
    bank.a[i] = item.a;
    bank.b[i] = item.b;
    bank.c[i] = item.c ?? 0;
    bank.d[i] = item.d ?? 1;
  });
  return bank;
}

/** Fisher information of every item at theta, per logit^2; `information` for a whole bank. */
export function bankInformation(bank: Bank, theta: number): Float64Array {
  const t = within(theta);
  const out = new Float64Array(bank.items.length);
  for (let i = 0; i < out.length; i += 1) out[i] = informationAt(bank, i, t);
  return out;
}

/**
 * Information, by place in the bank, of the `count` items at `places` that have most of it, and of some others; 0 for
 * the rest. An item is not looked at closely when a^2 / (4 + x^2), x = a (theta - b), is below the best so far: its
 * information is at most a^2 / (2 + 2 cosh x), asymptotes only take from that, and 2 cosh x >= 2 + x^2. That spares
 * nearly all exponentials.
 */
export function bestInformation(bank: Bank, theta: number, places: Int32Array, count: number): Float64Array {
  const { a, b } = bank;
  const t = within(theta);
  const out = new Float64Array(bank.items.length);
  const best: number[] = [];
  let bar = 0;
  for (let n = 0; n < places.length; n += 1) {
    const i = places[n]!;
    const x = a[i]! * (t - b[i]!);
    // A little leeway for rounding; a graded item has NaN here, and is never passed over.
    if (a[i]! * a[i]! * LEEWAY < bar * (4 + x * x)) continue;
    const value = informationAt(bank, i, t);
    out[i] = value;
    if (best.length < count) best.push(value);
    else if (value > bar) best[best.indexOf(bar)] = value;
    if (best.length === count) bar = lowest(best);
  }
  return out;
}

const LEEWAY = 1 + 1e-9;

function lowest(values: readonly number[]): number {
  let least = values[0]!;
  for (let i = 1; i < values.length; i += 1) if (values[i]! < least) least = values[i]!;
  return least;
}

function informationAt({ a, b, c, d, items }: Bank, i: number, t: number): number {
  const slope = a[i]!;
  if (!(slope > 0)) return modelOf(items[i]!).information(t);
  return logisticInformation(slope, slope * (t - b[i]!), c[i]!, d[i]!);
}
