/** PURE: how good a search is on questions whose answers are known. */
export const QUERY_KINDS = ['plain', 'typo', 'synonym', 'dialect', 'sentence', 'mixed'] as const;

export interface LabelledQuery {
  readonly query: string;
  readonly language: 'nl' | 'en';
  readonly kind: (typeof QUERY_KINDS)[number];
  /** Keys of the cards that answer it; any of them will do. */
  readonly expects: readonly string[];
}

export interface Quality {
  readonly n: number;
  /** Share with an expected card among the first three, 0 to 1. */
  readonly inTop3: number;
  /** Mean of 1 / place of the first expected card, 0 for none. */
  readonly mrr: number;
}

export interface QualityReport {
  readonly all: Quality;
  readonly byLanguage: Readonly<Record<string, Quality>>;
  readonly byKind: Readonly<Record<string, Quality>>;
  /** What missed the first three, with what came instead. */
  readonly misses: readonly {
    readonly query: string;
    readonly expects: readonly string[];
    readonly found: readonly string[];
  }[];
}

/** @param answers the keys of the cards that each query found, best first, in the order of the queries */
export function searchQuality(
  queries: readonly LabelledQuery[],
  answers: readonly (readonly string[])[],
): QualityReport {
  if (queries.length !== answers.length) throw new Error('every query needs its answers');
  const judged = queries.map((query, index) => {
    const found = answers[index] ?? [];
    return { query, found, place: 1 + found.findIndex((key) => query.expects.includes(key)) };
  });
  const by = (keyOf: (query: LabelledQuery) => string): Record<string, Quality> => {
    const keys = [...new Set(queries.map(keyOf))].sort();
    return Object.fromEntries(
      keys.map((key) => [key, qualityOf(judged.filter((one) => keyOf(one.query) === key))]),
    );
  };
  return {
    all: qualityOf(judged),
    byLanguage: by(({ language }) => language),
    byKind: by(({ kind }) => kind),
    misses: judged
      .filter(({ place }) => !isNear(place))
      .map(({ query, found }) => ({ query: query.query, expects: query.expects, found: found.slice(0, 3) })),
  };
}

const isNear = (place: number): boolean => place >= 1 && place <= 3;

function qualityOf(judged: readonly { readonly place: number }[]): Quality {
  const n = judged.length;
  if (n === 0) return { n, inTop3: 0, mrr: 0 };
  const near = judged.filter(({ place }) => isNear(place)).length;
  const reciprocal = judged.reduce((sum, { place }) => sum + (place > 0 ? 1 / place : 0), 0);
  return { n, inTop3: near / n, mrr: reciprocal / n };
}
