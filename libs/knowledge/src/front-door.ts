/** PURE: the ladder, the order of kinds, and the wish for a channel. */
export const KINDS = ['incident', 'card', 'colleague', 'lesson', 'service', 'ticket'] as const;
export type Kind = (typeof KINDS)[number];
export const RUNGS = ['self', 'colleague', 'it'] as const;
export type Rung = (typeof RUNGS)[number];

export interface FrontDoorSettings {
  readonly kinds: readonly Kind[];
  /** What HR expects a rung to take, in minutes. */
  readonly minutes: Readonly<Record<Rung, number>>;
  /** Telephone number of the service desk; null when there is none. */
  readonly phone: string | null;
}

/** As long as HR set nothing. */
export const FIRST_SETTINGS: FrontDoorSettings = {
  kinds: KINDS,
  minutes: { self: 2, colleague: 12, it: 240 },
  phone: null,
};

/** Measured minutes of a rung: the median of the last weeks, and of how many. */
export interface RungMinutes {
  readonly rung: Rung;
  readonly minutes: number;
  readonly n: number;
}

/** From so many on, what was measured is said instead of what HR expects. */
export const MEASURED_FROM = 20;

export interface LadderStep {
  readonly rung: Rung;
  readonly minutes: number;
  readonly isMeasured: boolean;
}

/** The three rungs with their minutes. Measured ones win as soon as there are enough of them. */
export function ladder(
  expected: FrontDoorSettings['minutes'],
  measured: readonly RungMinutes[],
): readonly LadderStep[] {
  return RUNGS.map((rung) => {
    const found = measured.find((one) => one.rung === rung && one.n >= MEASURED_FROM);
    return {
      rung,
      minutes: found ? Math.max(1, Math.round(found.minutes)) : expected[rung],
      isMeasured: !!found,
    };
  });
}

/** Puts results in HR's order of kinds; inside a kind they keep the order in which they came. */
export function inOrder<T extends { readonly kind: Kind }>(
  results: readonly T[],
  kinds: readonly Kind[],
): T[] {
  const place = (kind: Kind): number => (kinds.includes(kind) ? kinds.indexOf(kind) : kinds.length);
  return [...results].sort((a, b) => place(a.kind) - place(b.kind));
}
