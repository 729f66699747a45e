// One line of the result: what was measured, its floor in the same run, and what it must and aims to be.
import { say } from '../house.mjs';

const round = (value) => Number(value.toFixed(value < 1 ? 3 : 2));

/** Told as soon as it is known: a run takes long. */
export function rowOf({ ours, floor, must, ...row }) {
  const full = {
    ...row,
    ours: round(ours),
    floor: round(floor),
    ratio: Number((ours / Math.max(floor, 0.001)).toFixed(1)),
    ...(must === undefined ? {} : { must }),
    ok: must === undefined || ours <= must,
  };
  say(JSON.stringify(full));
  return full;
}
