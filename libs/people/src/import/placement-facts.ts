import type { PlacementFacts } from './company.js';
import type { Day } from './day.js';
import type { ChangedField, FieldChange } from './plan.js';

/** The facts alone, without whose and when. */
export const factsOf = (placement: PlacementFacts): PlacementFacts => ({
  job: placement.job,
  grade: placement.grade,
  teamCode: placement.teamCode,
  site: placement.site,
  managerNumber: placement.managerNumber,
  weeklyHours: placement.weeklyHours,
  workingDays: placement.workingDays,
  nightShift: placement.nightShift,
});

const SHOWN: readonly [ChangedField, (facts: PlacementFacts) => string | null][] = [
  ['job', (facts) => facts.job],
  ['grade', (facts) => facts.grade],
  ['team', (facts) => facts.teamCode],
  ['site', (facts) => facts.site],
  ['manager', (facts) => facts.managerNumber],
  ['weeklyHours', (facts) => (facts.weeklyHours === null ? null : String(facts.weeklyHours))],
  ['workingDays', (facts) => facts.workingDays.join(',')],
  ['nightShift', (facts) => (facts.nightShift ? 'yes' : 'no')],
];

/** The facts in which two placements differ, from the day of the second. */
export function factChanges(before: PlacementFacts, after: PlacementFacts, from: Day): FieldChange[] {
  return SHOWN.flatMap(([field, show]) =>
    show(before) === show(after) ? [] : [{ field, before: show(before), after: show(after), from }],
  );
}

/** Whether two placements say the same about somebody. */
export const sameFacts = (one: PlacementFacts, other: PlacementFacts): boolean =>
  one.job === other.job &&
  one.grade === other.grade &&
  one.teamCode === other.teamCode &&
  one.site === other.site &&
  one.managerNumber === other.managerNumber &&
  one.weeklyHours === other.weeklyHours &&
  one.nightShift === other.nightShift &&
  (one.workingDays === other.workingDays || one.workingDays.join() === other.workingDays.join());
