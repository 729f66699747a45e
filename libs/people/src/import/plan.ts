import type { KnownSite, KnownTeam, PlacementFacts } from './company.js';
import type { Day } from './day.js';
import type { RowProblem } from './problem.js';
import type { AbsenceType, Language } from './read-value.js';

/** How HR reads a diff: a person stands in one group, the weightiest one, with everything that changes for them. */
export const GROUPS = ['joins', 'leaves', 'moves', 'changes', 'absences'] as const;
export type Group = (typeof GROUPS)[number];

export type ChangedField =
  | 'name'
  | 'email'
  | 'language'
  | 'startsOn'
  | 'endsOn'
  | 'contract'
  | 'job'
  | 'grade'
  | 'team'
  | 'site'
  | 'manager'
  | 'weeklyHours'
  | 'workingDays'
  | 'nightShift'
  | 'secondJob'
  | 'absence';

/** Old and new value as plain text: days as YYYY-MM-DD, working days as "1,2,3", yes/no, teams and leaders by code and number. */
export interface FieldChange {
  readonly field: ChangedField;
  readonly before: string | null;
  readonly after: string | null;
  /** From which day it holds; null when it simply replaces the old value. */
  readonly from: Day | null;
}

/** A field change as it is stored: field, before, after, from. */
export type CompactChange = readonly [
  field: ChangedField,
  before: string | null,
  after: string | null,
  from: Day | null,
];

export const compactChange = (change: FieldChange): CompactChange => [
  change.field,
  change.before,
  change.after,
  change.from,
];

export const fullChange = ([field, before, after, from]: CompactChange): FieldChange => ({
  field,
  before,
  after,
  from,
});

export interface PersonValues {
  readonly givenName: string;
  readonly infix: string | null;
  readonly familyName: string;
  readonly email: string | null;
  readonly language: Language;
}

export interface PlacementWrite {
  readonly act: 'insert' | 'update' | 'delete';
  readonly id: string | null;
  readonly seat: number;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  readonly facts: PlacementFacts;
}

export interface EmploymentWrite {
  readonly act: 'insert' | 'update' | 'delete' | 'keep';
  readonly id: string | null;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  readonly contract: string | null;
  readonly placements: readonly PlacementWrite[];
}

export interface AbsenceWrite {
  readonly act: 'insert' | 'update' | 'delete';
  readonly id: string | null;
  readonly type: AbsenceType;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
}

/** Everything one run would do to one person. */
export interface PersonPlan {
  readonly group: Group;
  readonly number: string;
  /** Null for somebody who was never here before. */
  readonly personId: string | null;
  readonly name: string;
  /** A join of somebody who was here before: the same person, a further employment. */
  readonly returns: boolean;
  readonly fields: readonly FieldChange[];
  readonly person: PersonValues | null;
  readonly employments: readonly EmploymentWrite[];
  readonly absences: readonly AbsenceWrite[];
}

/** Somebody who is missing from the file, but may be one of the rows without a readable number: left alone. */
export interface HeldLeave {
  readonly number: string;
  readonly personId: string;
  readonly name: string;
}

/** Somebody who is missing from the file, but not yet often enough for that to end their job. */
export interface WaitingLeave extends HeldLeave {
  /** Whether this file counts: not when one of its rows without a readable number may be them. */
  readonly counted: boolean;
}

export interface PlanCounts extends Readonly<Record<Group, number>> {
  /** Rows set aside (a row with two faults counts once) and people held back because of them. */
  readonly problems: number;
  readonly unchanged: number;
  /** People who are missing from the file and wait for a next one. */
  readonly waiting: number;
  readonly rows: number;
}

export interface ImportPlan {
  readonly counts: PlanCounts;
  readonly people: readonly PersonPlan[];
  readonly heldLeaves: readonly HeldLeave[];
  readonly waitingLeaves: readonly WaitingLeave[];
  /** Leaders whose own row was set aside: the people they lead get no leader until that row is mended. */
  readonly managersSetAside: readonly string[];
  readonly teams: readonly (KnownTeam & { readonly isNew: boolean })[];
  readonly sites: readonly (KnownSite & { readonly isNew: boolean })[];
  readonly problems: readonly RowProblem[];
  /** How many people are employed on the day of the run, before it. */
  readonly headcount: number;
}
