/** How a version comes in: step by step, and whom it concerns. Pure. */
import { z } from 'zod';
import { day } from './due-rule.js';
import type { Day } from './due-rule.js';

/**
 * Whom a changed version concerns. It is chosen at publication and frozen with the version.
 * - `new`: only people who are asked from now on; all others stay with the version that asked them.
 * - `renewal`: also everybody else, each from the first proof earned after the day of publication.
 * - `now`: everybody, at once.
 */
export const APPLY_TO = ['new', 'renewal', 'now'] as const;
export type ApplyTo = (typeof APPLY_TO)[number];

/** First days of the steps after the announcement, which is the publication itself. Null: the step is left out. */
export interface Steps {
  /** From here people are reminded that they may start; before it they have only been told. */
  optionalFrom: Day | null;
  /** Nothing is due before this day, and no days are counted before it. Null: from the publication. */
  requiredFrom: Day | null;
  /** From here somebody whose day has passed loses access. Null: being late has no consequence. */
  enforcedFrom: Day | null;
}

export const NO_STEPS: Steps = { optionalFrom: null, requiredFrom: null, enforcedFrom: null };

export const stepsSchema = z
  .strictObject({
    optionalFrom: day.nullable().default(null),
    requiredFrom: day.nullable().default(null),
    enforcedFrom: day.nullable().default(null),
  })
  .refine(
    ({ optionalFrom, requiredFrom, enforcedFrom }) => {
      const days = [optionalFrom, requiredFrom, enforcedFrom].filter((one) => one !== null);
      return days.every((one, i) => i === 0 || one >= (days[i - 1] ?? one));
    },
    { message: 'policies.error_steps' },
  )
  .meta({ id: 'PolicySteps', description: 'First days of the steps: optional, required, enforced.' });

export const POLICY_PHASES = ['announced', 'optional', 'required', 'enforced'] as const;
export type PolicyPhase = (typeof POLICY_PHASES)[number];

/** The step a published version is in on a day. */
export function phaseOn({ optionalFrom, requiredFrom, enforcedFrom }: Steps, on: Day): PolicyPhase {
  if (requiredFrom === null || on >= requiredFrom)
    return enforcedFrom !== null && on >= enforcedFrom ? 'enforced' : 'required';
  return optionalFrom !== null && on >= optionalFrom ? 'optional' : 'announced';
}

/** The day from which days are counted for a version published on a day: never before it is required. */
export function countsFrom(steps: Steps, publishedOn: Day): Day {
  return steps.requiredFrom !== null && steps.requiredFrom > publishedOn ? steps.requiredFrom : publishedOn;
}

/**
 * Whether a second person from HR must agree before it comes into force: when somebody can lose access by it,
 * or when a fixed date that has passed makes people late at once.
 */
export function hasConsequence(content: { due: object; steps: Steps }, today: Day): boolean {
  const { due, steps } = content;
  return steps.enforcedFrom !== null || ('by' in due && typeof due.by === 'string' && due.by < today);
}
