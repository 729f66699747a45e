/**
 * Who hears what, and when. Pure: the same function decides what goes out now, what a person sees as "the next message"
 * and what HR reads in the forecast.
 */
import { Temporal } from 'temporal-polyfill';
import { type DayNumber, localMoment, type Millis, momentAt } from './local-time.js';
import { byUrgency, gather, isAlone, isDirect, isHurried, isOver, type Nudge } from './nudge.js';
import type { NudgeRules, SendWindow } from './send-windows.js';
import { digestDay, isFirstDayBack, type PersonCalendar, type QuietDay, quietDay } from './work-days.js';

export interface Preferences {
  /** Fewer than the employer's budget; never more. Null: as the employer decides. */
  readonly perWeek: number | null;
  readonly pausedUntil: Temporal.Instant | null;
}

export interface Recipient {
  readonly pending: readonly Nudge[];
  /** Moments of messages of the last eight days, those on their way included. */
  readonly sentBefore: readonly Temporal.Instant[];
  readonly preferences: Preferences;
  readonly calendar: PersonCalendar;
}

/** Reasons that hold for the person as a whole at a moment. */
export type Blocked = QuietDay | 'paused' | 'one-a-day' | 'too-soon' | 'budget' | 'outside-window';
export type WhyNot = Blocked | 'waits-for-digest' | 'no-room';

export interface Message {
  readonly kind: 'single' | 'digest' | 'welcome-back' | 'direct';
  /** Ids of the nudges told, most urgent first. */
  readonly lines: readonly string[];
  /** Ids of nudges about the same thing: told with it. */
  readonly covered: readonly string[];
}

export interface Plan {
  /** To be sent at this very moment. */
  readonly message: Message | null;
  /** Every reason that is not told now, and why not. */
  readonly waiting: readonly { readonly nudgeId: string; readonly why: WhyNot }[];
  /** Reasons that are no longer worth telling. */
  readonly over: readonly string[];
  /** If nothing else happens: when the next message goes out, at the earliest. */
  readonly next: Temporal.Instant | null;
}

const HOUR = 3_600_000;
const WEEK = 168 * HOUR;
/** How far ahead a free moment is looked for: a summer of leave. */
const HORIZON_DAYS = 120;

/**
 * Decides for one person at one moment. A message needs: a working day of their own (no weekend, public holiday or
 * absence), a window of the day in their own zone, at most one a day, a gap since the last one, and room in the budget of
 * any seven days. Reasons without hurry wait for the digest; on the first day back there is only the digest. What is told
 * at once passes day, gap and window, and takes its place in the budget like all others.
 */
export function plan(recipient: Recipient, now: Temporal.Instant, rules: NudgeRules): Plan {
  const at = now.epochMilliseconds;
  const { day } = localMoment(at, recipient.calendar.zone);
  const [over, live] = split(recipient.pending, (nudge) => isOver(nudge, day));
  const state = stateOf(recipient, rules);
  const next = live.length === 0 ? null : nextMoment(live, state, at);
  const message = next === at ? messageAt(live, state, at) : null;
  const told = new Set(message ? [...message.lines, ...message.covered] : []);
  const blocked =
    live.length === told.size ? null : (blockedAt(state, at) ?? (message ? 'no-room' : 'waits-for-digest'));
  return {
    message,
    waiting: live
      .filter(({ id }) => !told.has(id))
      .map(({ id }) => ({ nudgeId: id, why: blocked ?? 'no-room' })),
    over: over.map(({ id }) => id),
    next: next === null ? null : Temporal.Instant.fromEpochMilliseconds(next),
  };
}

/** What stands in the way of any message to this person at this moment; null when nothing does. Asked again at sending. */
export function blockedBy(
  recipient: Omit<Recipient, 'pending'>,
  now: Temporal.Instant,
  rules: NudgeRules,
  kind: Message['kind'] = 'single',
): Blocked | null {
  const state = stateOf(recipient, rules);
  return (kind === 'direct' ? directBlockedAt : blockedAt)(state, now.epochMilliseconds);
}

export interface Foretold {
  readonly at: Temporal.Instant;
  readonly message: Message;
}

/**
 * Plays the coming days for one person: what would go out from `from` until `until`, when `expected` reasons come in at
 * their moments and nobody acts. Moments are the earliest possible ones.
 */
export function foretell(
  recipient: Recipient,
  expected: readonly Nudge[],
  from: Temporal.Instant,
  until: Temporal.Instant,
  rules: NudgeRules,
): Foretold[] {
  const arrivals = [...expected].sort(
    (a, b) => a.collectedAt.epochMilliseconds - b.collectedAt.epochMilliseconds,
  );
  const messages: Foretold[] = [];
  let pending = [...recipient.pending];
  let sentBefore = [...recipient.sentBefore];
  let at = from.epochMilliseconds;
  const end = until.epochMilliseconds;
  while (at < end) {
    while (arrivals[0] && arrivals[0].collectedAt.epochMilliseconds <= at)
      pending.push(arrivals.shift() as Nudge);
    const state = stateOf({ ...recipient, sentBefore }, rules);
    const next = pending.length === 0 ? null : nextMoment(pending, state, at);
    const arrival = arrivals[0]?.collectedAt.epochMilliseconds ?? Infinity;
    if (arrival < end && (next === null || arrival <= next)) {
      at = arrival;
      continue;
    }
    if (next === null || next >= end) break;
    const message = messageAt(pending, state, next);
    if (message === null) break;
    const moment = Temporal.Instant.fromEpochMilliseconds(next);
    messages.push({ at: moment, message });
    const told = new Set([...message.lines, ...message.covered]);
    pending = pending.filter(({ id }) => !told.has(id));
    sentBefore = [...sentBefore, moment];
    at = next;
  }
  return messages;
}

interface State {
  readonly calendar: PersonCalendar;
  readonly windows: readonly SendWindow[];
  readonly directWindows: readonly SendWindow[];
  readonly digestAfter: number;
  readonly maxLines: number;
  readonly perWeek: number;
  readonly gap: Millis;
  readonly pausedUntil: Millis;
  /** Latest first. */
  readonly sent: readonly Millis[];
}

function stateOf(recipient: Omit<Recipient, 'pending'>, rules: NudgeRules): State {
  const { calendar, preferences, sentBefore } = recipient;
  return {
    calendar,
    windows: calendar.nightShift ? rules.nightWindows : rules.windows,
    directWindows: directWindowsOf(calendar, rules),
    digestAfter: rules.digestAfter,
    maxLines: rules.maxLines,
    perWeek: Math.min(preferences.perWeek ?? rules.perWeek, rules.perWeek),
    gap: rules.gapHours * HOUR,
    pausedUntil: preferences.pausedUntil?.epochMilliseconds ?? -Infinity,
    sent: sentBefore.map((moment) => moment.epochMilliseconds).sort((a, b) => b - a),
  };
}

/** The windows for what is told at once, which are also the hours in which a colleague may be asked something. */
export const directWindowsOf = (
  calendar: Pick<PersonCalendar, 'nightShift'>,
  rules: NudgeRules,
): readonly SendWindow[] => (calendar.nightShift ? rules.nightWindows : rules.directWindows);

/** The earliest moment from `from` on at which something may be told and there is something to tell. */
function nextMoment(pending: readonly Nudge[], state: State, from: Millis): Millis | null {
  const [usual, direct] = [nextUsual(pending, state, from), nextDirect(pending, state, from)];
  return usual === null || direct === null ? (usual ?? direct) : Math.min(usual, direct);
}

function nextDirect(pending: readonly Nudge[], state: State, from: Millis): Millis | null {
  const waiting = pending.filter(isDirect);
  if (waiting.length === 0 || state.perWeek <= 0) return null;
  const { calendar, directWindows } = state;
  const barrier = Math.max(from, state.pausedUntil, whenBudgetFrees(state));
  const first = localMoment(barrier, calendar.zone).day;
  for (let day = first; waiting.some((nudge) => !isOver(nudge, day)); day += 1) {
    if (quietDay(calendar, day) !== null) continue;
    for (const { from: opens, to } of directWindows) {
      const start = Math.max(momentAt(day, opens, calendar.zone), barrier);
      if (start < momentAt(day, to, calendar.zone)) return start;
    }
  }
  return null;
}

function nextUsual(pending: readonly Nudge[], state: State, from: Millis): Millis | null {
  if (state.perWeek <= 0) return null;
  const { calendar } = state;
  const barrier = Math.max(from, state.pausedUntil, afterGap(state), whenBudgetFrees(state));
  const first = localMoment(barrier, calendar.zone).day;
  for (let day = first; day <= first + HORIZON_DAYS; day += 1) {
    if (quietDay(calendar, day) !== null || sentOn(state, day)) continue;
    const live = pending.filter((nudge) => !isOver(nudge, day));
    if (live.length === 0) continue;
    for (const window of windowsOn(state, day)) {
      const start = Math.max(momentAt(day, window.from, calendar.zone), barrier);
      if (start >= momentAt(day, window.to, calendar.zone)) continue;
      if (isRipe(live, state, day, start)) return start;
    }
  }
  return null;
}

/** What stands in the way of being told at once. */
function directBlockedAt(state: State, at: Millis): Blocked | null {
  const { day, minute } = localMoment(at, state.calendar.zone);
  const quiet = quietDay(state.calendar, day);
  if (quiet !== null) return quiet;
  if (at < state.pausedUntil) return 'paused';
  if (state.perWeek <= 0 || at < whenBudgetFrees(state)) return 'budget';
  return state.directWindows.some(({ from, to }) => from <= minute && minute < to) ? null : 'outside-window';
}

function blockedAt(state: State, at: Millis): Blocked | null {
  const { day, minute } = localMoment(at, state.calendar.zone);
  const quiet = quietDay(state.calendar, day);
  if (quiet !== null) return quiet;
  if (at < state.pausedUntil) return 'paused';
  if (sentOn(state, day)) return 'one-a-day';
  if (state.perWeek <= 0 || at < whenBudgetFrees(state)) return 'budget';
  if (at < afterGap(state)) return 'too-soon';
  return windowsOn(state, day).some(({ from, to }) => from <= minute && minute < to)
    ? null
    : 'outside-window';
}

/** The windows of a day; on digest day and on the first day back nothing comes before the digest. */
function windowsOn(state: State, day: DayNumber): SendWindow[] {
  const opening = digestMinute(state);
  const isDigestDay = digestDay(state.calendar, day) === day || isFirstDayBack(state.calendar, day);
  return state.windows
    .map(({ from, to }) => ({ from: isDigestDay ? Math.max(from, opening) : from, to }))
    .filter(({ from, to }) => from < to);
}

/**
 * Is there a reason that may be told at this moment? Hurried ones always; the others once a digest moment has passed since
 * they came in and since the last message; all of them on the first day back.
 */
function isRipe(live: readonly Nudge[], state: State, day: DayNumber, at: Millis): boolean {
  if (live.some((nudge) => isHurried(nudge, day)) || isFirstDayBack(state.calendar, day)) return true;
  const digest = lastDigest(state, day, at);
  const last = state.sent[0] ?? -Infinity;
  return (
    digest !== null && live.some(({ collectedAt }) => Math.max(collectedAt.epochMilliseconds, last) < digest)
  );
}

/** The latest digest moment up to `at`, of this week or the week before. */
function lastDigest(state: State, day: DayNumber, at: Millis): Millis | null {
  for (const week of [day, day - 7]) {
    const on = digestDay(state.calendar, week);
    if (on === null) continue;
    const moment = momentAt(on, digestMinute(state), state.calendar.zone);
    if (moment <= at) return moment;
  }
  return null;
}

/** What cannot wait goes alone; failing that the usual message. */
function messageAt(pending: readonly Nudge[], state: State, at: Millis): Message | null {
  const { day } = localMoment(at, state.calendar.zone);
  const direct = pending.filter(
    (nudge) => isDirect(nudge) && !isOver(nudge, day) && nudge.collectedAt.epochMilliseconds <= at,
  );
  const [lead] = direct.sort(byUrgency(day));
  if (!lead || directBlockedAt(state, at) !== null) return compose(pending, state, at);
  const covered = direct.filter(({ id, subject }) => id !== lead.id && subject === lead.subject);
  return { kind: 'direct', lines: [lead.id], covered: covered.map(({ id }) => id) };
}

/** What a message at this moment says: the most urgent reasons, as many as fit. */
function compose(pending: readonly Nudge[], state: State, at: Millis): Message | null {
  const { day } = localMoment(at, state.calendar.zone);
  const live = pending.filter((nudge) => !isOver(nudge, day) && nudge.collectedAt.epochMilliseconds <= at);
  const others = live.filter((nudge) => !isAlone(nudge));
  const alone = live.filter(isAlone);
  // What goes alone gives way to whatever else may be told now, and waits for a day of its own.
  const isOthersTurn = alone.length === 0 || (others.length > 0 && isRipe(others, state, day, at));
  const told = isOthersTurn ? gather(others, day).slice(0, state.maxLines) : gather(alone, day).slice(0, 1);
  if (told.length === 0) return null;
  return {
    kind: isFirstDayBack(state.calendar, day) ? 'welcome-back' : told.length === 1 ? 'single' : 'digest',
    lines: told.map(({ lead }) => lead.id),
    covered: told.flatMap(({ covered }) => covered.map(({ id }) => id)),
  };
}

const digestMinute = (state: State): number => (state.windows[0]?.from ?? 0) + state.digestAfter;

const afterGap = ({ sent, gap }: State): Millis => (sent[0] ?? -Infinity) + gap;

/** With n messages in seven days, the n-th last one must be a full week old before another may follow. */
function whenBudgetFrees({ sent, perWeek }: State): Millis {
  const nth = perWeek > 0 ? sent[perWeek - 1] : Infinity;
  return nth === undefined ? -Infinity : nth + WEEK;
}

function sentOn({ sent, calendar }: State, day: DayNumber): boolean {
  const latest = sent[0];
  if (latest === undefined || latest < momentAt(day, 0, calendar.zone)) return false;
  return sent.some((moment) => localMoment(moment, calendar.zone).day === day);
}

function split<T>(list: readonly T[], first: (item: T) => boolean): [T[], T[]] {
  const [yes, no]: [T[], T[]] = [[], []];
  for (const item of list) (first(item) ? yes : no).push(item);
  return [yes, no];
}
