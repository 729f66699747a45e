import { DEFAULT_RULES, personCalendar } from '#nudges';
import type { AskFacts, Candidate } from '../route-ask.js';

/** A willing, licensed colleague in Amsterdam who works Monday to Friday. */
export function candidate(personId: string, more: Partial<Candidate> = {}): Candidate {
  return {
    ...{ personId, isWilling: true, isLicensed: true, evidenceDays: 20, solved: 0, languages: ['nl'] },
    ...{ siteId: 'ams', teamId: null, windows: DEFAULT_RULES.directWindows, pausedUntil: null, hears: true },
    calendar: personCalendar({ zone: 'Europe/Amsterdam', workingDays: [1, 2, 3, 4, 5] }),
    ...{ openAsks: 0, asksThisWeek: 0, perWeek: 3, askedLately: 0, helpsReports: false },
    ...more,
  };
}

export function askFacts(more: Partial<AskFacts> = {}): AskFacts {
  return {
    ...{ askerId: 'asker', skill: 'ph.links', language: 'nl' as const, siteId: 'ams', teamId: 'fin' },
    ...{ isNightShift: false, managerIds: [], askedIds: [] },
    ...more,
  };
}

/** Milliseconds of a moment in ISO 8601. */
export const at = (moment: string): number => Date.parse(moment);

/** 0 for equal shares, near 1 when one carries everything. */
export function gini(loads: readonly number[]): number {
  const sorted = [...loads].sort((a, b) => a - b);
  const total = sorted.reduce((sum, load) => sum + load, 0);
  const weighted = sorted.reduce((sum, load, index) => sum + (2 * (index + 1) - sorted.length - 1) * load, 0);
  return total === 0 ? 0 : weighted / (sorted.length * total);
}
