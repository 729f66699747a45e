import { Temporal } from 'temporal-polyfill';
import { type Day, type DayNumber, dayNumber, momentAt } from './local-time.js';
import { type Nudge, type Purpose, STAGES } from './nudge.js';

/** A day that is known today and that somebody will be told about: a due day or a licence's last day. */
export interface KnownDay {
  readonly kind: 'requirement' | 'licence';
  readonly subject: string;
  readonly category: string;
  readonly on: Day;
}

/** Nightly schedules tell at about this minute of the person's day. */
const TOLD_AT = 6 * 60;

/**
 * The reasons that will come up by themselves after `today` and until `until`, both days included at the end only: 30, 7 and 1 days
 * before the day, and for a requirement the day after it. Assumes that nobody acts, so a forecast made of it is a ceiling.
 */
export function foresee(
  known: readonly KnownDay[],
  zone: string,
  today: DayNumber,
  until: DayNumber,
): Nudge[] {
  const found: Nudge[] = [];
  for (const { kind, subject, category, on } of known) {
    const day = dayNumber(on);
    const add = (purpose: Purpose, at: DayNumber): void => {
      if (at <= today || at > until) return;
      found.push({
        id: `foreseen:${subject}:${purpose}:${at}`,
        purpose,
        subject,
        category,
        aboutOn: on,
        collectedAt: Temporal.Instant.fromEpochMilliseconds(momentAt(at, TOLD_AT, zone)),
      });
    };
    for (const stage of STAGES) add(kind === 'requirement' ? 'due-soon' : 'expiring', day - stage);
    if (kind === 'requirement') add('overdue', day + 1);
  }
  return found;
}
