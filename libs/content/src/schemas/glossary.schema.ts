import { z } from 'zod';
import { bothLanguages, text } from './text.schema.js';

/** One entry of `glossary.yaml`: one Dutch word and one English word for a thing. */
export const term = z.strictObject({
  nl: text,
  en: text,
  means: bothLanguages,
  not: z
    .strictObject({ nl: z.array(text).optional(), en: z.array(text).optional() })
    .optional()
    .describe('Words that course texts avoid for this'),
});

export type Term = z.infer<typeof term>;
