import { Temporal } from 'temporal-polyfill';

/** Calendar days from one day to another, both 'YYYY-MM-DD'; negative when the second comes first. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to).days;
}
