import { z } from 'zod';
import { day, skillId, text } from './text.schema.js';

/** `kc.wifi-drops`: kc, a dot, lower case words. */
const cardId = z
  .string()
  .regex(/^kc\.[a-z0-9]+(-[a-z0-9]+)*$/, 'must look like kc.wifi-drops: kc, dot, lower case words');

const steps = z
  .array(text.max(240, 'is too long: one action in at most 240 characters'))
  .min(3, 'has too few steps: 3 to 7')
  .max(7, 'has too many steps: 3 to 7')
  .describe('One action each, in order; Markdown within the line');

export const cardText = z.strictObject({
  title: text.max(70, 'is too long: at most 70 characters').describe('The trouble as people say it'),
  summary: text.max(160, 'is too long: at most 160 characters').describe('For whom it is, in one sentence'),
  words: z.array(text).min(1).max(20).describe('Other words that people use for it'),
  steps,
  variants: z
    .array(
      z.strictObject({
        device: z.enum(['windows', 'mac', 'iphone', 'android', 'browser']),
        steps,
      }),
    )
    .default([])
    .describe('Steps for a device on which they are not the same'),
  otherwise: text.max(240, 'is too long: at most 240 characters').describe('What to do when nothing helped'),
});

/** `cards/<slug>.yaml`: a short answer; the file's name is its place in the URL. */
export const answerCard = z.strictObject({
  id: cardId.describe('For ever'),
  skill: skillId.describe('What somebody can do who needs no card for it'),
  minutes: z.int().min(1).max(15),
  reviewed_on: day.describe('When somebody last tried every step'),
  review_by: day.describe('From this day on the card says that it may be out of date'),
  nl: cardText,
  en: cardText,
});

export type AnswerCard = z.infer<typeof answerCard>;
