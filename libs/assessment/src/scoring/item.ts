/** The part of an item that scoring needs; the content's item has more and fits as it is. */
export type ScorableItem =
  SingleItem | MultipleItem | OrderItem | MatchItem | TextItem | ScenarioItem | HotspotItem;

export interface ScoringMode {
  readonly mode: 'partial' | 'all';
}

export interface KeyedOption {
  readonly id: string;
  readonly key?: boolean | undefined;
}

export interface SingleItem {
  readonly type: 'single';
  readonly options: readonly KeyedOption[];
}

export interface MultipleItem {
  readonly type: 'multiple';
  readonly options: readonly KeyedOption[];
  readonly scoring?: ScoringMode | undefined;
}

export interface OrderItem {
  readonly type: 'order';
  /** In the right order. */
  readonly steps: readonly { readonly id: string }[];
  /** Pairs [earlier, later] that must hold; without them the whole order must. */
  readonly accept?: readonly (readonly string[])[] | undefined;
  readonly scoring?: ScoringMode | undefined;
}

export interface MatchItem {
  readonly type: 'match';
  readonly left: readonly { readonly id: string }[];
  readonly right: readonly { readonly id: string }[];
  /** [left, right], one for each left. */
  readonly pairs: readonly (readonly string[])[];
  readonly scoring?: ScoringMode | undefined;
}

export interface TextItem {
  readonly type: 'text';
  readonly accept: readonly { readonly lang?: string | undefined; readonly pattern: string }[];
  readonly near?: readonly { readonly pattern: string }[] | undefined;
}

/** Linked steps about one situation, each with one right option. */
export interface ScenarioItem {
  readonly type: 'scenario';
  readonly steps: readonly { readonly id: string; readonly options: readonly KeyedOption[] }[];
  readonly scoring?: ScoringMode | undefined;
}

/** A picture of which one area is right. */
export interface HotspotItem {
  readonly type: 'hotspot';
  readonly areas: readonly KeyedOption[];
}

export type ItemType = ScorableItem['type'];

/** What somebody answered, in the item's own option ids. */
export type Answer =
  | { readonly type: 'single'; readonly option: string }
  | { readonly type: 'multiple'; readonly options: readonly string[] }
  | { readonly type: 'order'; readonly order: readonly string[] }
  | { readonly type: 'match'; readonly pairs: Readonly<Record<string, string>> }
  | { readonly type: 'text'; readonly text: string }
  /** The option chosen in each step, by step. */
  | { readonly type: 'scenario'; readonly steps: Readonly<Record<string, string>> }
  | { readonly type: 'hotspot'; readonly area: string };

/** Longest text answer that is looked at; longer ones are cut before any pattern sees them. */
export const TEXT_ANSWER_LIMIT = 500;
