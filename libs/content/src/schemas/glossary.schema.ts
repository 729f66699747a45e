import { z } from 'zod';
import { bothLanguages, text } from './text.schema.js';

export const term = z.strictObject({
  nl: text,
  en: text,
  means: bothLanguages,
  not: z
    .strictObject({ nl: z.array(text).optional(), en: z.array(text).optional() })
    .optional()
    .describe('Words that course texts avoid for this'),
});

/** `glossary.yaml`: one Dutch word, one English word for each thing. */
export const glossaryFile = z.array(z.unknown()).min(1);

export type Term = z.infer<typeof term>;
