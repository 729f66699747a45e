import { Temporal } from 'temporal-polyfill';
import type { Nudge, Purpose } from '../nudge.js';
import type { Recipient } from '../plan.js';
import { type CalendarFacts, personCalendar } from '../work-days.js';

/** A moment given as wall clock time in a zone. */
export function at(local: string, zone = 'Europe/Amsterdam'): Temporal.Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();
}

let counter = 0;

/** A reason that came in early on Thursday 19 November 2026, unless said otherwise. */
export function reason(purpose: Purpose, more: Partial<Nudge> = {}): Nudge {
  counter += 1;
  return {
    id: `nudge-${String(counter).padStart(4, '0')}`,
    purpose,
    subject: `subject:${counter}`,
    category: null,
    aboutOn: null,
    collectedAt: at('2026-11-19T06:00'),
    ...more,
  };
}

/** Somebody in Amsterdam who works Monday to Friday, has chosen nothing and has heard nothing lately. */
export function recipient(
  pending: readonly Nudge[],
  more: Partial<Omit<Recipient, 'calendar' | 'pending'>> & { calendar?: Partial<CalendarFacts> } = {},
): Recipient {
  return {
    sentBefore: [],
    preferences: { perWeek: null, pausedUntil: null },
    ...more,
    pending,
    calendar: personCalendar({ zone: 'Europe/Amsterdam', workingDays: [1, 2, 3, 4, 5], ...more.calendar }),
  };
}
