import { daysBetween, type Language } from '#kernel';
import { t } from '#ui';
import type { Day } from './expiry.js';
import { licencesPaths } from './licences.paths.js';

/** What the holder remembers of a category, as practice measured it. Only the holder is ever shown it. */
export interface Memory {
  readonly category: string;
  /** 0 to 100, rounded down. */
  readonly percent: number;
  readonly band: 'green' | 'amber' | 'red';
  /** When something of the category comes back, on the holder's own calendar, past or to come; null when nothing is planned. */
  readonly nextReviewOn: Day | null;
}

/** What follows from it: with the rule `upkeep` the licence lives by it, with every other rule nothing does. */
export interface Consequence {
  readonly isUpkeep: boolean;
  readonly refreshBy: Day | null;
  readonly isOnHold: boolean;
}

export interface MemoryView {
  readonly percent: number;
  readonly band: Memory['band'];
  /** In words, so that nobody has to see a colour or a bar. */
  readonly text: string;
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly glyph: string;
  readonly next: string | null;
  readonly keeps: string;
  readonly practiceHref: string;
}

const LOOKS = { green: ['ok', 'check'], amber: ['warn', 'clock'], red: ['bad', 'alert'] } as const;

/** Health in words, the next review and what it keeps alive. */
export function presentMemory(
  language: Language,
  { category, percent, band, nextReviewOn }: Memory,
  { isUpkeep }: Consequence,
  today: Day,
): MemoryView {
  const [tone, glyph] = LOOKS[band];
  return {
    percent,
    band,
    text: t(language, `licences.memory_${band}`, { percent }),
    tone,
    glyph,
    next: nextReviewOn && nextReview(language, nextReviewOn, today),
    keeps: t(language, isUpkeep ? 'licences.memory_keeps_alive' : 'licences.memory_for_you', { category }),
    practiceHref: licencesPaths.practice(),
  };
}

function nextReview(language: Language, on: Day, today: Day): string {
  const days = Math.max(0, daysBetween(today, on));
  return t(language, 'licences.memory_next', { days, date: on });
}

/** The sentence of a refresh exam that is open or was missed; null when there is none. */
export function refreshLine(
  language: Language,
  { refreshBy, isOnHold }: Consequence,
  today: Day,
): string | null {
  if (isOnHold) return t(language, 'licences.refresh_on_hold');
  if (refreshBy === null) return null;
  return t(language, 'licences.refresh_open', { date: refreshBy, days: daysBetween(today, refreshBy) });
}
