import { EMPLOYER_WORDS, type EmployerWord } from '#content';
import { z } from 'zod';

/** A name as it stands in the middle of a sentence. Markup and braces would change the texts around it. */
const name = z
  .string()
  .trim()
  .min(2)
  .max(60)
  .regex(/^[^{}<>*_`[\]|#]+$/, 'catalogue.word_markup');

const each = <T>(make: (word: EmployerWord) => T): Record<EmployerWord, T> =>
  Object.fromEntries(EMPLOYER_WORDS.map((word) => [word, make(word)])) as Record<EmployerWord, T>;

export const saveWords = z.object({ nl: z.object(each(() => name)), en: z.object(each(() => name)) });
export type SaveWords = z.output<typeof saveWords>;

const shown = z.object({
  word: z.enum(EMPLOYER_WORDS),
  nl: z.string(),
  en: z.string(),
  /** What it is without a choice of an administrator. */
  usual: z.object({ nl: z.string(), en: z.string() }),
  /** Published lessons and items in which it stands. */
  uses: z.int(),
});
export const wordList = z.object({ items: z.array(shown) });
export type WordView = z.output<typeof shown>;
