// Two packages without types of their own; only what is used here is described.
declare module 'snowball-stemmers' {
  export function newStemmer(language: 'dutch' | 'english'): { stem(word: string): string };
}

declare module 'wink-naive-bayes-text-classifier' {
  interface NaiveBayes {
    defineConfig(config: { considerOnlyPresence: boolean; smoothingFactor: number }): boolean;
    learn(tokens: readonly string[], label: string): boolean;
    consolidate(): boolean;
    /** Labels with the base-2 logarithm of their odds, highest first; `[['unknown', 0]]` when no word is known. */
    computeOdds(tokens: readonly string[]): [label: string, odds: number][];
  }
  const create: () => NaiveBayes;
  export = create;
}
