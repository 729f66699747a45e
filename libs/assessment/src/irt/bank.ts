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
  /** Places of the graded items. */
  readonly graded: readonly number[];
}

/** Checks and prepares items once; throws a RangeError for parameters outside their range. */
export function prepareBank(items: readonly ModelParameters[]): Bank {
  const column = (): Float64Array => new Float64Array(items.length).fill(NaN);
  const bank = { items, a: column(), b: column(), c: column(), d: column(), graded: [] as number[] };
  items.forEach((item, i) => {
    modelOf(item);
    if (item.model === 'graded' || item.model === 'partial-credit') {
      bank.graded.push(i);
      return;
    }
    bank.a[i] = item.a;
    bank.b[i] = item.b;
    bank.c[i] = item.c ?? 0;
    bank.d[i] = item.d ?? 1;
  });
  return bank;
}

const { abs, exp } = Math;

/**
 * Fisher information at theta, per logit^2, by place in the bank; `information` for many items at once. Of all items,
 * or only of those at `places` (0 elsewhere).
 */
export function bankInformation(bank: Bank, theta: number, places?: Int32Array): Float64Array {
  const { a, b, c, d, items } = bank;
  const t = within(theta);
  const out = new Float64Array(items.length);
  const count = places ? places.length : items.length;
  for (let n = 0; n < count; n += 1) {
    const i = places ? places[n]! : n;
    const slope = a[i]!;
    const x = slope * (t - b[i]!);
    const e = exp(-abs(x));
    const large = 1 / (1 + e);
    const both = e * large * large;
    const low = c[i]!;
    const high = d[i]!;
    if (low === 0 && high === 1) {
      out[i] = slope * slope * both;
      continue;
    }
    const s = x >= 0 ? large : e * large;
    const rest = x >= 0 ? e * large : large;
    const rise = (high - low) * slope;
    const up = low === 0 ? 1 / high : s / (low + (high - low) * s);
    const down = high === 1 ? 1 / (1 - low) : rest / (1 - high + (high - low) * rest);
    out[i] = rise * rise * both * up * down;
  }
  // Graded items have no columns, so NaN stands where they were asked for.
  for (const i of bank.graded) if (out[i] !== 0) out[i] = modelOf(items[i]!).information(theta);
  return out;
}
