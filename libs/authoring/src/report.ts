/** What can be wrong with a question, in the order in which people may choose. */
export const REASONS = ['wrong-answer', 'unclear', 'outdated', 'other'] as const;
export type ReportReason = (typeof REASONS)[number];

/** More than this in a day is somebody else's work: a person reports what they met. */
export const REPORTS_A_DAY = 5;
