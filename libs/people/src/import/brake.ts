import type { ImportPlan } from './plan.js';

/** Where the brake stops a run; HR sets it per source. */
export interface BrakeLimits {
  /** Percentage of the people employed on the day of the run. */
  readonly percent: number;
  readonly people: number;
}

/** Product rule 7: 5 % or 10 people, whichever is larger. */
export const USUAL_LIMITS: BrakeLimits = { percent: 5, people: 10 };

export interface Braking {
  readonly stopped: boolean;
  /** People the run would end or change. Newcomers and absences don't count: they take nothing from anybody. */
  readonly affected: number;
  readonly allowed: number;
}

/**
 * Whether a run must wait until a second person releases it: it would end or change more than `percent` of the
 * people employed now, and more than `people` of them. People held back because a row has no number count too: a file
 * cut in half must stop here. The first load into an empty company passes, since it ends and changes nobody.
 */
export function brake(
  plan: Pick<ImportPlan, 'counts' | 'heldLeaves' | 'headcount'>,
  limits: BrakeLimits,
): Braking {
  const { leaves, moves, changes } = plan.counts;
  const affected = leaves + moves + changes + plan.heldLeaves.length;
  const allowed = Math.max(limits.people, Math.floor((plan.headcount * limits.percent) / 100));
  return { stopped: affected > allowed, affected, allowed };
}
