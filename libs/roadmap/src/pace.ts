/** Where the daily snapshots are heading. Pure arithmetic over days and people. */
import { Temporal } from 'temporal-polyfill';
import { daysBetween } from '#kernel';

export interface Point {
  readonly on: string;
  readonly value: number;
}

/** The pace is measured over this many days back from the last snapshot: long enough to level out a week off. */
const PACE_DAYS = 28;
/** Beyond this a forecast is no more than a guess, so none is given. */
const FARTHEST_DAYS = 730;

export type Outlook =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'there' }
  | { readonly kind: 'standing-still'; readonly toGo: number }
  | { readonly kind: 'on-track' | 'too-slow'; readonly toGo: number; readonly expectedOn: string };

/**
 * Holders needed (`goal`) against the snapshots (oldest first): people gained per day over the last 28 days, carried on
 * in a straight line. One snapshot tells nothing about pace; no gain, or a loss, means standing still.
 */
export function outlook(done: readonly Point[], goal: number, dueOn: string): Outlook {
  const last = done.at(-1);
  if (!last || goal === 0) return { kind: 'unknown' };
  const toGo = goal - last.value;
  if (toGo <= 0) return { kind: 'there' };
  const first = done.find(({ on }) => daysBetween(on, last.on) <= PACE_DAYS);
  const days = first ? daysBetween(first.on, last.on) : 0;
  if (!first || days === 0) return { kind: 'unknown' };
  const perDay = (last.value - first.value) / days;
  const daysToGo = perDay > 0 ? Math.ceil(toGo / perDay) : Number.POSITIVE_INFINITY;
  if (daysToGo > FARTHEST_DAYS) return { kind: 'standing-still', toGo };
  const expectedOn = Temporal.PlainDate.from(last.on).add({ days: daysToGo }).toString();
  return { kind: expectedOn <= dueOn ? 'on-track' : 'too-slow', toGo, expectedOn };
}

/**
 * The straight line from the first snapshot to the goal on the due day, with a value on every day of a snapshot: what
 * there should have been by then. Rounded to whole people.
 */
export function planLine(done: readonly Point[], goal: number, dueOn: string): Point[] {
  const first = done[0];
  if (!first || first.on >= dueOn) return [];
  const all = daysBetween(first.on, dueOn);
  const days = [...done.map(({ on }) => on).filter((on) => on < dueOn), dueOn];
  return days.map((on) => ({
    on,
    value: Math.round(first.value + ((goal - first.value) * daysBetween(first.on, on)) / all),
  }));
}
