import { z } from 'zod';
import { defineConfig } from '#kernel';

export const peopleConfig = defineConfig('people', {
  PEOPLE_DEFAULT_SITE: z
    .string()
    .min(1)
    .default('Hoofdvestiging')
    .describe('Name of the site for people whose HR file names none.'),
  PEOPLE_DEFAULT_COUNTRY: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('NL')
    .describe(
      'Country (two letters) of sites for which the HR file names none; it decides the public holidays.',
    ),
  PEOPLE_DEFAULT_ZONE: z
    .string()
    .default('Europe/Amsterdam')
    .describe('Time zone of sites for which neither the HR file nor their country tells one.'),
  PEOPLE_IMPORT_FOLDER: z
    .preprocess((value) => (value === '' ? undefined : value), z.string().optional())
    .describe(
      'A folder that is watched for HR files, with a folder per source in it; all workers must see the same one. Without it nothing is watched.',
    ),
  PEOPLE_IMPORT_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .default(30)
    .describe('After how many days an import that was never applied is closed and its file thrown away.'),
});
