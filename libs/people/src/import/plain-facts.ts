import type { PlacementFacts } from './company.js';
import { earliestEnd } from './day.js';
import type { Field } from './fields.js';
import { toldPlacement, type RowContext } from './plan-person.js';
import type { PersonRow } from './read-rows.js';

type Told = (row: PersonRow, job: PlacementFacts) => string | number | boolean | null;

/**
 * Everything that one row can say of somebody, in one order; `column` is the field without which a file leaves the
 * fact alone. The language is not among them: an empty cell leaves it as it is, row by row.
 */
const PLAIN_FACTS = {
  givenName: { told: (row) => row.givenName },
  infix: { told: (row) => row.infix },
  familyName: { told: (row) => row.familyName },
  email: { column: 'email', told: (row) => row.email },
  startsOn: { told: (row) => row.startsOn },
  endsOn: { told: (row) => row.endsOn },
  contract: { column: 'contract', told: (row) => row.contract },
  jobEndsOn: { told: (row) => earliestEnd(row.placementUntil, row.endsOn) },
  job: { told: (_, job) => job.job },
  grade: { column: 'grade', told: (_, job) => job.grade },
  teamCode: { told: (_, job) => job.teamCode },
  site: { column: 'site', told: (_, job) => job.site },
  managerNumber: { column: 'managerNumber', told: (_, job) => job.managerNumber },
  weeklyHours: { column: 'weeklyHours', told: (_, job) => job.weeklyHours },
  workingDays: { column: 'workingDays', told: (_, job) => job.workingDays.join(',') },
  nightShift: { column: 'nightShift', told: (_, job) => job.nightShift },
} as const satisfies Record<string, { column?: Field; told: Told }>;

export type PlainFact = keyof typeof PLAIN_FACTS;

/** Stands between two facts. Neither a cell nor a name can hold it: control signs are refused. */
export const FACT_MARK = '\u001f';
/** Stands before a fact that is there, so that nothing and an empty text differ. */
export const FACT_SIGN = '=';

/** The facts that a file with these columns tells, in the order of `plainText`. */
export function plainFacts(mapped: ReadonlySet<Field>): PlainFact[] {
  return (Object.keys(PLAIN_FACTS) as PlainFact[]).filter((fact) => {
    const { column } = PLAIN_FACTS[fact] as { column?: Field };
    return column === undefined || mapped.has(column);
  });
}

/**
 * One row as one text, so that a database can compare it with what it holds, written in the same way: the same text
 * and no other language means that the row changes nothing. Of somebody with one row and no absence.
 */
export function plainText(row: PersonRow, facts: readonly PlainFact[], context: RowContext): string {
  const job = toldPlacement(row, row.startsOn, context).factsAfter(undefined);
  return facts
    .map((fact) => {
      const value = PLAIN_FACTS[fact].told(row, job);
      return value === null ? '' : `${FACT_SIGN}${value}`;
    })
    .join(FACT_MARK);
}
