import type { Day } from './day.js';
import type { AbsenceType, Language } from './read-value.js';

/**
 * The company as the database knows it when a plan is made; everything by HR's own keys (number, code, name). `people`
 * are all of it, or with `others` those whom a file can change.
 */
export interface Company {
  readonly people: readonly KnownPerson[];
  readonly teams: readonly KnownTeam[];
  readonly sites: readonly KnownSite[];
  readonly others?: KnownOthers;
}

/** Who is known beside the people of a company, so that not everybody must be loaded to compare a file. */
export interface KnownOthers {
  /** Leaders whom the file does not list, and people who stand exactly as it tells: a plan does nothing to them. */
  readonly numbers: ReadonlySet<string>;
  /** How many people are employed on the day of the run: everybody, also those of `people`. */
  readonly headcount: number;
}

export interface KnownTeam {
  readonly code: string;
  readonly name: string;
  readonly parentCode: string | null;
}

export interface KnownSite {
  readonly name: string;
  readonly zone: string;
  readonly country: string;
}

export interface KnownPerson {
  readonly id: string;
  readonly number: string;
  readonly givenName: string;
  readonly infix: string | null;
  readonly familyName: string;
  readonly email: string | null;
  readonly language: Language;
  readonly employments: readonly KnownEmployment[];
  readonly absences: readonly KnownAbsence[];
}

/** Continuous service: one stretch without a gap. Oldest first; stretches of one person never overlap. */
export interface KnownEmployment {
  readonly id: string;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  readonly contract: string | null;
  readonly placements: readonly KnownPlacement[];
}

/** What HR says about somebody in a job; a change in any of these opens a new placement from that day on. */
export interface PlacementFacts {
  readonly job: string;
  /** Pay scale, as HR writes it. */
  readonly grade: string | null;
  readonly teamCode: string;
  readonly site: string;
  readonly managerNumber: string | null;
  readonly weeklyHours: number | null;
  readonly workingDays: readonly number[];
  readonly nightShift: boolean;
}

/** Facts during a stretch of days. Placements in one `seat` follow each other; a second job sits in a second seat. */
export interface KnownPlacement extends PlacementFacts {
  readonly id: string;
  readonly seat: number;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
}

export interface KnownAbsence {
  readonly id: string;
  readonly type: AbsenceType;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
}

/** A company nobody has been loaded into yet. */
export const EMPTY_COMPANY: Company = { people: [], teams: [], sites: [] };
