/** When a requirement is told again before its due day. Pure; remindDue in remind-requirements.queries.ts says the same in SQL. */

/** Days before the due day on which it is told, and 0: told once when it is overdue. */
export const STAGES = [30, 7, 1, 0] as const;
export type Stage = (typeof STAGES)[number];

/** The stage a requirement is in with so many days left; null while it is further off than the first stage. */
export function stageOf(daysLeft: number): Stage | null {
  if (daysLeft < 0) return 0;
  if (daysLeft <= 1) return 1;
  if (daysLeft <= 7) return 7;
  return daysLeft <= 30 ? 30 : null;
}

/**
 * The stage that the first message already covers: somebody asked today with five days to go is told once,
 * not twice. Being late is always told by itself.
 */
export function stageToldAtStart(daysLeft: number): Stage | null {
  const stage = stageOf(daysLeft);
  return stage === 0 ? 1 : stage;
}
