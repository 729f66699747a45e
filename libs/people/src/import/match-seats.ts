import type { KnownEmployment, KnownPlacement, PlacementFacts } from './company.js';
import { earliestEnd, type Day } from './day.js';

/** A job as the file tells it. `from` is null when the file does not say since when. */
export interface ToldPlacement {
  readonly from: Day | null;
  readonly until: Day | null;
  /** The facts, given what is known now: fields without a column keep their known value. */
  factsAfter(known: PlacementFacts | undefined): PlacementFacts;
}

export interface Span {
  readonly startsOn: Day;
  readonly endsOn: Day | null;
}

/** Known placements by seat, oldest first. */
export function seatsOf(known: KnownEmployment | null): Map<number, KnownPlacement[]> {
  const seats = new Map<number, KnownPlacement[]>();
  for (const placement of known?.placements ?? []) {
    const seat = seats.get(placement.seat);
    if (seat) seat.push(placement);
    else seats.set(placement.seat, [placement]);
  }
  for (const seat of seats.values()) seat.sort((one, other) => (one.startsOn < other.startsOn ? -1 : 1));
  return seats;
}

/** Jobs that follow each other share a seat; jobs that overlap need a seat each. */
export function shareSeats(told: readonly ToldPlacement[], span: Span): ToldPlacement[][] {
  if (told.length === 1) return [[...told]];
  const start = (job: ToldPlacement): Day => job.from ?? span.startsOn;
  const seats: ToldPlacement[][] = [];
  for (const job of [...told].sort((one, other) =>
    start(one) < start(other) ? -1 : start(one) > start(other) ? 1 : 0,
  )) {
    const free = seats.find((seat) => {
      const until = seat.at(-1)?.until ?? null;
      return until !== null && until < start(job);
    });
    if (free) free.push(job);
    else seats.push([job]);
  }
  return seats;
}

export interface SeatPair {
  readonly seat: number;
  readonly before: readonly KnownPlacement[];
  readonly jobs: readonly ToldPlacement[];
}

/** Gives each told job the known seat it resembles most: same team, job and end, alive, and same first day; then any. */
export function matchSeats(
  known: Map<number, KnownPlacement[]>,
  told: ToldPlacement[][],
  span: Span,
  today: Day,
): SeatPair[] {
  const [jobs] = told;
  const [seat] = known;
  if (jobs && seat && told.length === 1 && known.size === 1)
    return [{ seat: seat[0], before: seat[1], jobs }];
  const pairs: SeatPair[] = [];
  const free = new Map(known);
  const waiting = new Set(told);
  const candidates = told.flatMap((jobs) =>
    [...known].map(([seat, before]) => ({
      seat,
      before,
      jobs,
      likeness: likeness(before, jobs, span, today),
    })),
  );
  candidates.sort((one, other) => other.likeness - one.likeness || one.seat - other.seat);
  for (const { seat, before, jobs } of candidates) {
    if (!free.has(seat) || !waiting.has(jobs)) continue;
    pairs.push({ seat, before, jobs });
    free.delete(seat);
    waiting.delete(jobs);
  }
  let next = Math.max(0, ...known.keys());
  for (const jobs of waiting) pairs.push({ seat: ++next, before: [], jobs });
  for (const [seat, before] of free) pairs.push({ seat, before, jobs: [] });
  return pairs;
}

function likeness(
  before: readonly KnownPlacement[],
  jobs: readonly ToldPlacement[],
  span: Span,
  today: Day,
): number {
  const live = liveOf(before, today);
  if (live === undefined) return 0;
  const ended = live.endsOn !== null && live.endsOn < today;
  // The seat's own end, with what is planned for it: the stretch of today ends where a planned one begins.
  const lastDay = before.at(-1)?.endsOn ?? null;
  const likest = Math.max(
    ...jobs.map((job) => {
      const facts = job.factsAfter(live);
      const alike = (facts.teamCode === live.teamCode ? 16 : 0) + (facts.job === live.job ? 8 : 0);
      return alike + (earliestEnd(job.until, span.endsOn) === lastDay ? 4 : 0) + (ended ? 0 : 2);
    }),
  );
  // Two seats of the same job: only their days tell them apart.
  return likest + (before[0]?.startsOn === (jobs[0]?.from ?? span.startsOn) ? 1 : 0);
}

/** The stretch of today; failing that the last one that began; failing that the first to come. */
export function liveOf<T extends { startsOn: Day; endsOn: Day | null }>(
  stretches: readonly T[],
  today: Day,
): T | undefined {
  return (
    stretches.find((stretch) => covers(stretch, today)) ??
    stretches.findLast((stretch) => stretch.startsOn <= today) ??
    stretches[0]
  );
}

/** Whether a stretch of days holds this day. */
export const covers = (stretch: { startsOn: Day; endsOn: Day | null }, day: Day): boolean =>
  stretch.startsOn <= day && (stretch.endsOn === null || stretch.endsOn >= day);
