/** What would go out in the coming days, from the very function that decides. Pure. */
import { type Temporal } from 'temporal-polyfill';
import { foresee, type KnownDay } from './foresee.js';
import { type Day, dayNumber, dayText, localMoment } from './local-time.js';
import type { Nudge, Purpose } from './nudge.js';
import { foretell, type Recipient } from './plan.js';
import type { NudgeRules } from './send-windows.js';

export interface ForecastPerson {
  readonly recipient: Recipient;
  /** Due days and last days that more will be told about. */
  readonly known: readonly KnownDay[];
  /** Reasons that do not exist yet: what a policy would add. */
  readonly extra: readonly Nudge[];
}

export interface ForecastDay {
  readonly day: Day;
  readonly messages: number;
  readonly lines: number;
  readonly purposes: Readonly<Partial<Record<Purpose, number>>>;
}

export interface Forecast {
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
  readonly messages: number;
  readonly people: number;
  /** One entry per day, empty days included; a day is the recipient's own. */
  readonly days: readonly ForecastDay[];
  readonly purposes: Readonly<Partial<Record<Purpose, number>>>;
}

export const FORECAST_DAYS = 14;

/**
 * Counts messages per day and reasons per purpose for everybody, if nobody acts: people who finish something in the
 * meantime get less.
 */
export function forecast(
  people: readonly ForecastPerson[],
  now: Temporal.Instant,
  rules: NudgeRules,
): Forecast {
  const until = now.add({ hours: 24 * FORECAST_DAYS });
  const days = new Map<
    number,
    { messages: number; lines: number; purposes: Partial<Record<Purpose, number>> }
  >();
  const totals: Partial<Record<Purpose, number>> = {};
  let [messages, reached] = [0, 0];
  for (const { recipient, known, extra } of people) {
    const { zone } = recipient.calendar;
    const today = localMoment(now.epochMilliseconds, zone).day;
    const coming = [...extra, ...foresee(known, zone, today, today + FORECAST_DAYS)];
    const told = foretell(recipient, coming, now, until, rules);
    const purposeOf = new Map([...recipient.pending, ...coming].map(({ id, purpose }) => [id, purpose]));
    messages += told.length;
    if (told.length > 0) reached += 1;
    for (const { at, message } of told) {
      const { day } = localMoment(at.epochMilliseconds, zone);
      const entry = days.get(day) ?? { messages: 0, lines: 0, purposes: {} };
      days.set(day, entry);
      entry.messages += 1;
      entry.lines += message.lines.length;
      for (const id of message.lines) {
        const purpose = purposeOf.get(id);
        if (!purpose) continue;
        entry.purposes[purpose] = (entry.purposes[purpose] ?? 0) + 1;
        totals[purpose] = (totals[purpose] ?? 0) + 1;
      }
    }
  }
  const first = dayNumber(now.toZonedDateTimeISO('UTC').toPlainDate().toString());
  const shown = Array.from({ length: FORECAST_DAYS + 1 }, (_, index) => first + index);
  return {
    from: now,
    until,
    messages,
    people: reached,
    days: [...new Set([...shown, ...days.keys()])]
      .sort((a, b) => a - b)
      .map((day) => ({ day: dayText(day), ...(days.get(day) ?? { messages: 0, lines: 0, purposes: {} }) })),
    purposes: totals,
  };
}
