/**
 * What the files of a source are about, and so what it means that somebody is missing from one: `everybody` — a full
 * list of the company; `own` — a full list of the people this source once brought in, beside other sources; `partial` —
 * only what changed, so that missing means nothing.
 */
export const FEEDS = ['everybody', 'own', 'partial'] as const;
export type Feed = (typeof FEEDS)[number];

/** What the planner needs to know about people who are missing from a file. */
export interface FeedRules {
  readonly feed: Feed;
  /** In how many files in a row somebody must be missing before their job ends: 1 means at once. */
  readonly endsAfter: number;
  /** In how many files in a row before this one somebody was missing, by person id. */
  readonly missed: ReadonlyMap<string, number>;
  /** Ids of the people this source brought in; only looked at for `own`. */
  readonly own: ReadonlySet<string>;
}

/** A file of everybody that ends at once: what a source is when nobody said otherwise. */
export const FULL_FEED: FeedRules = {
  feed: 'everybody',
  endsAfter: 1,
  missed: new Map(),
  own: new Set(),
};

/** What a file that does not name somebody means for them: nothing, one more time missing, or the end of their job. */
export function whatMissingMeans(personId: string, rules: FeedRules): 'nothing' | 'waits' | 'ends' {
  if (rules.feed === 'partial') return 'nothing';
  if (rules.feed === 'own' && !rules.own.has(personId)) return 'nothing';
  return (rules.missed.get(personId) ?? 0) + 1 >= rules.endsAfter ? 'ends' : 'waits';
}
