/** Who is asked: at random, in turns, nobody twice within four weeks. Pure. */
import type { Random } from '#assessment';
import { Temporal } from 'temporal-polyfill';

/** Days between two surveys of one person, whatever they are about. */
export const REST_DAYS = 28;

export interface Candidate {
  readonly personId: string;
  /** Day on which they were last asked anything, null when never. */
  readonly lastAskedOn: string | null;
  /** How often in the last year. */
  readonly timesAsked: number;
}

/** Whether somebody may be asked again on a day. */
export function isRested({ lastAskedOn }: Pick<Candidate, 'lastAskedOn'>, today: string): boolean {
  if (lastAskedOn === null) return true;
  return Temporal.PlainDate.from(lastAskedOn).add({ days: REST_DAYS }).toString() <= today;
}

/**
 * Draws `size` people (all who are rested when null): who was asked least in the last year goes first, and among
 * equals chance decides, so that the burden goes round. The same seed draws the same people.
 */
export function drawSample(
  candidates: readonly Candidate[],
  { size, today, random }: { size: number | null; today: string; random: Random },
): string[] {
  const rested = candidates.filter((candidate) => isRested(candidate, today));
  const lots = rested.map(({ personId, timesAsked }) => ({
    personId,
    timesAsked,
    lot: random('sample', personId),
  }));
  lots.sort((a, b) => a.timesAsked - b.timesAsked || a.lot - b.lot || (a.personId < b.personId ? -1 : 1));
  return lots.slice(0, size ?? lots.length).map(({ personId }) => personId);
}
