/** Letting one person off until a day, or giving a later day: asked by one, granted by another. Pure. */
import { z } from 'zod';
import { daysBetween } from '#kernel';
import { day } from './due-rule.js';
import type { Day } from './due-rule.js';

/** A waiver stops the clock until its last day, and the days are given anew after it; an extension names a later due day. */
export const WAIVER_KINDS = ['waiver', 'extension'] as const;
export type WaiverKind = (typeof WAIVER_KINDS)[number];

export const WAIVER_STATES = ['asked', 'granted', 'refused', 'withdrawn'] as const;
export type WaiverState = (typeof WAIVER_STATES)[number];

export const WAIVER_STEPS = ['grant', 'refuse', 'withdraw'] as const;
export type WaiverStep = (typeof WAIVER_STEPS)[number];

/** Every waiver ends: at most so many days ahead, then it is asked for again. */
export const LONGEST_WAIVER_DAYS = 366;

export const askWaiver = z.strictObject({
  personId: z.uuid(),
  kind: z.enum(WAIVER_KINDS),
  until: day,
  reason: z
    .string()
    .trim()
    .min(3, { message: 'policies.error_reason' })
    .max(500, { message: 'policies.error_reason' }),
});
export type AskWaiver = z.output<typeof askWaiver>;

export type WaiverRefusal = 'waiver-day' | 'waiver-same-person' | 'waiver-own' | 'waiver-decided';

/** Whether a waiver may be asked until this day: from today on, a year at most. */
export function refuseUntil(until: Day, today: Day): WaiverRefusal | null {
  const ahead = daysBetween(today, until);
  return ahead < 0 || ahead > LONGEST_WAIVER_DAYS ? 'waiver-day' : null;
}

/**
 * The state after a step, or why it may not be taken. Two people: who asked may not grant, and nobody decides about
 * themselves. Withdrawing takes one person, for it only takes back leniency; what was granted until then stays granted.
 */
export function decideWaiver(
  waiver: { state: WaiverState; askedBy: string | null; personId: string },
  step: WaiverStep,
  by: string | null,
): { ok: true; state: WaiverState } | { ok: false; refusal: WaiverRefusal } {
  const no = (refusal: WaiverRefusal) => ({ ok: false as const, refusal });
  if (by !== null && by === waiver.personId) return no('waiver-own');
  if (step === 'withdraw') {
    return waiver.state === 'asked' || waiver.state === 'granted'
      ? { ok: true, state: 'withdrawn' }
      : no('waiver-decided');
  }
  if (waiver.state !== 'asked') return no('waiver-decided');
  if (step === 'refuse') return { ok: true, state: 'refused' };
  return by === waiver.askedBy ? no('waiver-same-person') : { ok: true, state: 'granted' };
}
