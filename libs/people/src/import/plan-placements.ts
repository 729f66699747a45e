import type { KnownEmployment, KnownPlacement, PlacementFacts } from './company.js';
import { addDays, earliestEnd, type Day } from './day.js';
import type { ChangedField, FieldChange, PlacementWrite } from './plan.js';

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

interface Stretch {
  id: string | null;
  startsOn: Day;
  endsOn: Day | null;
  facts: PlacementFacts;
}

/**
 * Lays the jobs a file tells over the known placements of one employment.
 *
 * - Unchanged facts leave the placement as it is, whatever date the file gives for it.
 * - Changed facts open a new placement: from the file's own date when that is later than the start of the placement
 *   it replaces, and otherwise from today. A file never rewrites the past it told before.
 * - The placement before it ends the day before; planned placements the file no longer tells are dropped.
 * - A job that vanished from the file ends today; a further job gets a seat of its own.
 *
 * `newcomers` are placements that come over from an employment that was taken up in this one: always written.
 */
export function planPlacements(
  known: KnownEmployment | null,
  told: readonly ToldPlacement[],
  span: Span,
  today: Day,
  newcomers: ReadonlySet<string> = new Set(),
): { writes: PlacementWrite[]; fields: FieldChange[] } {
  const [only] = told;
  if (known === null && only && told.length === 1) return { writes: firstPlacement(only, span), fields: [] };
  const seats = seatsOf(known);
  const toldSeats = shareSeats(told, span);
  const pairs = matchSeats(seats, toldSeats, span, today);
  const writes: PlacementWrite[] = [];
  const fields: FieldChange[] = [];
  for (const { seat, before, jobs } of pairs) {
    const timeline = new Timeline(fitToStart(before, known, span), span, known?.endsOn ?? null, today);
    if (jobs.length === 0) timeline.close();
    else jobs.forEach((job, index) => timeline.tell(job, index === 0));
    writes.push(...difference(seat, before, timeline.finish(), newcomers));
    fields.push(...timeline.changes(seat > 1 && before.length === 0));
  }
  return { writes, fields };
}

/** A single job in a new employment: nothing to compare with, and what a first load consists of. */
function firstPlacement(job: ToldPlacement, span: Span): PlacementWrite[] {
  const startsOn = job.from !== null && job.from > span.startsOn ? job.from : span.startsOn;
  const endsOn = earliestEnd(job.until, span.endsOn);
  if (endsOn !== null && startsOn > endsOn) return [];
  return [{ act: 'insert', id: null, seat: 1, startsOn, endsOn, facts: job.factsAfter(undefined) }];
}

/** Ends every placement on the last day of an employment; those that would start later never happen. */
export function endPlacements(known: KnownEmployment, endsOn: Day): PlacementWrite[] {
  return known.placements.flatMap((placement): PlacementWrite[] => {
    const { id, seat, startsOn } = placement;
    if (startsOn > endsOn)
      return [{ act: 'delete', id, seat, startsOn, endsOn: placement.endsOn, facts: placement }];
    if (placement.endsOn !== null && placement.endsOn <= endsOn) return [];
    return [{ act: 'update', id, seat, startsOn, endsOn, facts: placement }];
  });
}

class Timeline {
  private readonly dropped = new Map<Day, Stretch>();
  private readonly told: FieldChange[] = [];
  private readonly live: Stretch | undefined;

  constructor(
    private stretches: Stretch[],
    private readonly span: Span,
    private readonly knownEnd: Day | null,
    private readonly today: Day,
  ) {
    this.live = liveOf(stretches, today);
  }

  tell(job: ToldPlacement, first: boolean): void {
    const until = earliestEnd(job.until, this.span.endsOn);
    const previous = first ? this.live : this.stretches.at(-1);
    const facts = job.factsAfter(previous?.facts);
    const from = first ? this.startOf(job, facts) : (job.from ?? this.span.startsOn);
    if (first) this.forgetPlans(job);
    if (from === 'known') {
      if (this.live) this.live.endsOn = until;
    } else if (until === null || from <= until) {
      this.put({ id: null, startsOn: from, endsOn: until, facts });
    }
  }

  /** The job is no longer in the file: today is its last day. */
  close(): void {
    this.stretches = this.stretches.filter((stretch) => stretch.startsOn <= this.today);
    for (const stretch of this.stretches) {
      if (stretch.endsOn !== null && stretch.endsOn <= this.today) continue;
      this.told.push({ field: 'secondJob', before: stretch.facts.job, after: null, from: this.today });
      stretch.endsOn = this.today;
    }
  }

  finish(): Stretch[] {
    return this.stretches
      .filter((stretch) => this.span.endsOn === null || stretch.startsOn <= this.span.endsOn)
      .map((stretch) => ({ ...stretch, endsOn: earliestEnd(stretch.endsOn, this.span.endsOn) }));
  }

  changes(isFurtherJob: boolean): FieldChange[] {
    if (!isFurtherJob) return this.told;
    const first = this.stretches[0];
    return first ? [{ field: 'secondJob', before: null, after: first.facts.job, from: first.startsOn }] : [];
  }

  /** The day from which changed facts hold, or 'known' when nothing changes (or the past alone would). */
  private startOf(job: ToldPlacement, facts: PlacementFacts): Day | 'known' {
    const start = job.from !== null && job.from > this.span.startsOn ? job.from : this.span.startsOn;
    if (this.live === undefined) return start;
    if (this.endedByItself(this.live, job)) return start > this.today ? start : this.today;
    if (job.from !== null && job.from > this.live.startsOn) {
      return sameFacts(this.live.facts, facts) ? 'known' : start;
    }
    if (sameFacts(this.live.facts, facts)) return 'known';
    const from = this.live.startsOn > this.today ? this.live.startsOn : this.today;
    return this.span.endsOn !== null && from > this.span.endsOn ? 'known' : from;
  }

  /** What an earlier file planned counts only if this file tells it again; until then the present lasts. */
  private forgetPlans(job: ToldPlacement): void {
    const live = this.live;
    if (live === undefined || this.endedByItself(live, job)) return;
    this.dropFrom(addDays(live.startsOn, 1));
    live.endsOn = this.span.endsOn;
  }

  /** A job that had stopped while the employment went on, and now comes back: the time between stays empty. */
  private endedByItself(live: Stretch, job: ToldPlacement): boolean {
    const { endsOn } = live;
    return (
      endsOn !== null &&
      endsOn < this.today &&
      endsOn !== this.knownEnd &&
      endsOn !== earliestEnd(job.until, this.span.endsOn)
    );
  }

  private put(next: Stretch): void {
    const there = this.stretches.find((stretch) => covers(stretch, next.startsOn));
    const before = there ?? this.stretches.findLast((stretch) => stretch.startsOn < next.startsOn);
    this.dropFrom(next.startsOn);
    for (const stretch of this.stretches)
      stretch.endsOn = earliestEnd(stretch.endsOn, addDays(next.startsOn, -1));
    const reused = this.dropped.get(next.startsOn);
    this.stretches.push({ ...next, id: reused?.id ?? null });
    this.dropped.delete(next.startsOn);
    if (before && !(reused && sameFacts(reused.facts, next.facts))) {
      this.told.push(...factChanges(before.facts, next.facts, next.startsOn));
    }
  }

  private dropFrom(day: Day): void {
    for (const stretch of this.stretches)
      if (stretch.startsOn >= day) this.dropped.set(stretch.startsOn, stretch);
    this.stretches = this.stretches.filter((stretch) => stretch.startsOn < day);
  }
}

function difference(
  seat: number,
  before: readonly KnownPlacement[],
  after: readonly Stretch[],
  newcomers: ReadonlySet<string>,
): PlacementWrite[] {
  const kept = new Map(after.map((stretch) => [stretch.id, stretch]));
  const removed = before
    .filter((placement) => !kept.has(placement.id))
    .map((placement) => ({
      act: 'delete' as const,
      id: placement.id,
      seat,
      startsOn: placement.startsOn,
      endsOn: placement.endsOn,
      facts: placement,
    }));
  const written = after.flatMap((stretch): PlacementWrite[] => {
    const old = before.find((placement) => placement.id === stretch.id);
    if (old === undefined) return [{ act: 'insert', seat, ...stretch }];
    const same =
      !newcomers.has(old.id) &&
      old.startsOn === stretch.startsOn &&
      old.endsOn === stretch.endsOn &&
      sameFacts(old, stretch.facts);
    return same ? [] : [{ act: 'update', seat, ...stretch }];
  });
  return [...removed, ...written];
}

/** Known placements within the employment as it is now told, moved along when HR corrected its start. */
function fitToStart(before: readonly KnownPlacement[], known: KnownEmployment | null, span: Span): Stretch[] {
  return before.flatMap((placement): Stretch[] => {
    const { id, endsOn } = placement;
    const opening = placement.startsOn === known?.startsOn || placement.startsOn < span.startsOn;
    const startsOn = opening ? span.startsOn : placement.startsOn;
    if (span.endsOn !== null && startsOn > span.endsOn) return [];
    return endsOn !== null && endsOn < startsOn ? [] : [{ id, startsOn, endsOn, facts: factsOf(placement) }];
  });
}

function seatsOf(known: KnownEmployment | null): Map<number, KnownPlacement[]> {
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
function shareSeats(told: readonly ToldPlacement[], span: Span): ToldPlacement[][] {
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

interface SeatPair {
  readonly seat: number;
  readonly before: readonly KnownPlacement[];
  readonly jobs: readonly ToldPlacement[];
}

/** Gives each told job the known seat it resembles most: same team, job and end; then any. */
function matchSeats(
  known: Map<number, KnownPlacement[]>,
  told: ToldPlacement[][],
  span: Span,
  today: Day,
): SeatPair[] {
  const [jobs] = told;
  const [seat] = known;
  if (jobs && seat && told.length === 1 && known.size === 1) return [{ seat: seat[0], before: seat[1], jobs }];
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
  return Math.max(
    ...jobs.map((job) => {
      const facts = job.factsAfter(live);
      const alike = (facts.teamCode === live.teamCode ? 8 : 0) + (facts.job === live.job ? 4 : 0);
      return alike + (earliestEnd(job.until, span.endsOn) === live.endsOn ? 2 : 0) + (ended ? 0 : 1);
    }),
  );
}

/** The stretch of today; failing that the last one that began; failing that the first to come. */
function liveOf<T extends { startsOn: Day; endsOn: Day | null }>(
  stretches: readonly T[],
  today: Day,
): T | undefined {
  return (
    stretches.find((stretch) => covers(stretch, today)) ??
    stretches.findLast((stretch) => stretch.startsOn <= today) ??
    stretches[0]
  );
}

const covers = (stretch: { startsOn: Day; endsOn: Day | null }, day: Day): boolean =>
  stretch.startsOn <= day && (stretch.endsOn === null || stretch.endsOn >= day);

const factsOf = (placement: PlacementFacts): PlacementFacts => ({
  job: placement.job,
  teamCode: placement.teamCode,
  site: placement.site,
  managerNumber: placement.managerNumber,
  weeklyHours: placement.weeklyHours,
  workingDays: placement.workingDays,
  nightShift: placement.nightShift,
});

const SHOWN: readonly [ChangedField, (facts: PlacementFacts) => string | null][] = [
  ['job', (facts) => facts.job],
  ['team', (facts) => facts.teamCode],
  ['site', (facts) => facts.site],
  ['manager', (facts) => facts.managerNumber],
  ['weeklyHours', (facts) => (facts.weeklyHours === null ? null : String(facts.weeklyHours))],
  ['workingDays', (facts) => facts.workingDays.join(',')],
  ['nightShift', (facts) => (facts.nightShift ? 'yes' : 'no')],
];

/** The facts of a placement as text, field by field. */
export function shownFacts(facts: PlacementFacts): { field: ChangedField; value: string | null }[] {
  return SHOWN.map(([field, show]) => ({ field, value: show(facts) }));
}

function factChanges(before: PlacementFacts, after: PlacementFacts, from: Day): FieldChange[] {
  return SHOWN.flatMap(([field, show]) =>
    show(before) === show(after) ? [] : [{ field, before: show(before), after: show(after), from }],
  );
}

/** Whether two placements say the same about somebody. */
export const sameFacts = (one: PlacementFacts, other: PlacementFacts): boolean =>
  one.job === other.job &&
  one.teamCode === other.teamCode &&
  one.site === other.site &&
  one.managerNumber === other.managerNumber &&
  one.weeklyHours === other.weeklyHours &&
  one.nightShift === other.nightShift &&
  (one.workingDays === other.workingDays || one.workingDays.join() === other.workingDays.join());
