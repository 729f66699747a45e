/** What can be wrong in HR's records, the gravest first. Each has words: `people.finding_<kind>`, `…_why` and `…_todo`. */
export const FINDING_KINDS = [
  'import-row',
  'import-held',
  'manager-circle',
  'manager-self',
  'manager-gone',
  'no-placement',
  'no-manager',
  'stand-in-site',
  'no-mail',
  'shared-mail',
  'absence-without-end',
  'two-records',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Days after which an absence without a last day is asked about. */
export const LONG_ABSENCE_DAYS = 365;
