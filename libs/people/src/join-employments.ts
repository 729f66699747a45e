import type { Day } from './import/day.js';

/** Continuous service as a merge sees it; `seats` is the highest seat in use. */
export interface Service {
  readonly id: string;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  readonly seats: number;
}

export interface JoinPlan {
  /** Employments that simply change record. */
  readonly moved: readonly string[];
  /** Employments whose jobs become further seats of one of the kept record, because both ran at once. */
  readonly absorbed: readonly { readonly id: string; readonly into: string; readonly seatOffset: number }[];
  /** Kept employments that cover more days by it. */
  readonly spans: readonly { readonly id: string; readonly startsOn: Day; readonly endsOn: Day | null }[];
}

/**
 * How the employments of a closing record fit beside those of the kept one. Nobody has two employments on one day:
 * one that overlaps a kept one becomes part of it, its jobs in seats of their own. Undefined when one overlaps
 * several kept employments: then it is not clear which of them it was, and HR's own record has to say first.
 */
export function joinEmployments(kept: readonly Service[], closing: readonly Service[]): JoinPlan | undefined {
  const moved: string[] = [];
  const absorbed: { id: string; into: string; seatOffset: number }[] = [];
  const grown = new Map<string, Service>();
  for (const service of closing) {
    const over = kept.filter((own) => overlap(grown.get(own.id) ?? own, service));
    const [own] = over;
    if (own === undefined) {
      moved.push(service.id);
      continue;
    }
    if (over.length > 1) return undefined;
    const now = grown.get(own.id) ?? own;
    absorbed.push({ id: service.id, into: own.id, seatOffset: now.seats });
    const startsOn = now.startsOn < service.startsOn ? now.startsOn : service.startsOn;
    const seats = now.seats + service.seats;
    grown.set(own.id, { id: own.id, startsOn, endsOn: latest(now.endsOn, service.endsOn), seats });
  }
  const joined = [...kept.map((own) => grown.get(own.id) ?? own)];
  const left = closing.filter(({ id }) => moved.includes(id));
  const clash = [...joined, ...left].some((one, index, all) =>
    all.slice(index + 1).some((other) => overlap(one, other)),
  );
  if (clash) return undefined;
  const spans = [...grown.values()].map(({ id, startsOn, endsOn }) => ({ id, startsOn, endsOn }));
  return { moved, absorbed, spans };
}

const overlap = (one: Service, other: Service): boolean =>
  (one.endsOn === null || one.endsOn >= other.startsOn) &&
  (other.endsOn === null || other.endsOn >= one.startsOn);

const latest = (one: Day | null, other: Day | null): Day | null =>
  one === null || other === null ? null : one > other ? one : other;
