import { z } from 'zod';
import { bothLanguages, categoryCode, lifeCycle, skillId } from './text.schema.js';

const count = z.int().min(1).max(100);

/** `licences/<category>.yaml`: what a licence takes, how long it holds, how it is renewed. */
export const licence = z.strictObject({
  category: categoryCode,
  status: lifeCycle,
  title: bothLanguages,
  summary: bothLanguages,
  needs: z
    .array(categoryCode)
    .default([])
    .describe('Licences that somebody must hold on the day they start this exam'),
  skills: z.array(skillId).min(1).describe('Skills that are asked in the exam'),
  exam: z.strictObject({
    min: count.default(20).describe('Fewest items before the exam may stop'),
    max: count.default(40).describe('Most items'),
    minutes: z.int().min(5).max(120),
    cut: z
      .number()
      .min(-3)
      .max(3)
      .describe('Pass mark on the ability scale; 0 is the just-passing colleague'),
    cooldownDays: z.int().min(0).max(90).describe('Days before somebody may try again'),
    pilot: z
      .int()
      .min(0)
      .max(5)
      .default(2)
      .describe('Items that are asked but do not count, as far as the bank has pilots'),
  }),
  renewal: z
    .strictObject({ min: count.default(10), max: count.default(25) })
    .prefault({})
    .describe('A renewal exam is shorter'),
  valid: z.strictObject({
    rule: z.enum(['from-completion', 'from-previous-expiry', 'fixed-date', 'upkeep']),
    months: z.int().min(1).max(120),
    windowDays: z.int().min(0).max(365).describe('So many days before the end renewal opens'),
    graceDays: z.int().min(0).max(365).describe('So many days after the end the licence still counts'),
  }),
});

export type Licence = z.infer<typeof licence>;
