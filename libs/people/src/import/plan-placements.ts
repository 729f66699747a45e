import type { KnownEmployment, KnownPlacement, PlacementFacts } from './company.js';
import { addDays, earliestEnd, type Day } from './day.js';
import {
  covers,
  liveOf,
  matchSeats,
  seatsOf,
  shareSeats,
  type Span,
  type ToldPlacement,
} from './match-seats.js';
import { factChanges, factsOf, sameFacts } from './placement-facts.js';
import type { FieldChange, PlacementWrite } from './plan.js';

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
  private live: Stretch | undefined;

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
    if (first) this.forgetUnbegun(until);
    const previous = first ? this.live : this.stretches.at(-1);
    const facts = job.factsAfter(previous?.facts);
    const from = first ? this.startOf(job, facts) : (job.from ?? this.span.startsOn);
    if (first) this.forgetPlans(job);
    if (from === null) {
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

  /** The day from which changed facts hold, or null when nothing changes (or the past alone would). */
  private startOf(job: ToldPlacement, facts: PlacementFacts): Day | null {
    const start = job.from !== null && job.from > this.span.startsOn ? job.from : this.span.startsOn;
    if (this.live === undefined) return start;
    if (this.endedByItself(this.live, job)) return start > this.today ? start : this.today;
    if (job.from !== null && job.from > this.live.startsOn) {
      return sameFacts(this.live.facts, facts) ? null : start;
    }
    if (sameFacts(this.live.facts, facts)) return null;
    const from = this.live.startsOn > this.today ? this.live.startsOn : this.today;
    return this.span.endsOn !== null && from > this.span.endsOn ? null : from;
  }

  /** A placement that the file ends before it began never was. */
  private forgetUnbegun(until: Day | null): void {
    if (!this.live || until === null || this.live.startsOn <= until) return;
    this.dropFrom(this.live.startsOn);
    this.live = undefined;
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
