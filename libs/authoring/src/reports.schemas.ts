import { z } from 'zod';
import { REASONS } from './report.js';

const blank = (value: unknown): unknown => (value === '' ? undefined : value);
const words = z.string().trim().min(3).max(1000);

/** What somebody says is wrong with a question. */
export const reportItem = z.object({
  reason: z.enum(REASONS),
  words,
  /** The author may see who reports it and ask them; off unless somebody chooses it. */
  contact: z.preprocess((value) => value === 'on' || value === true, z.boolean()).default(false),
});
export type ReportItem = z.output<typeof reportItem>;

/** The same for the API; without a position it is about a question of an exam. */
export const apiReport = reportItem.extend({ attemptId: z.uuid(), position: z.int().min(1).optional() });
export type ApiReport = z.output<typeof apiReport>;

/** The author's answer: mended in a version, or it stays as it is; with words for whoever reported it. */
export const answerReport = z
  .object({
    outcome: z.enum(['mended', 'stays']),
    version: z.preprocess(blank, z.coerce.number().int().min(1).max(999).optional()),
    answer: words,
  })
  .refine(({ outcome, version }) => outcome === 'stays' || version !== undefined, {
    path: ['version'],
    error: 'authoring.report_version_missing',
  });
export type AnswerReport = z.output<typeof answerReport>;

const answered = {
  outcome: z.enum(['mended', 'stays']).nullable(),
  mendedVersion: z.int().nullable(),
  answer: z.string().nullable(),
  answeredAt: z.iso.datetime().nullable(),
};
const reported = {
  id: z.uuid(),
  reason: z.enum(REASONS),
  words: z.string(),
  /** Licence of the exam it is about; null for practice. */
  category: z.string().nullable(),
};

export const ownReport = z.object({
  ...reported,
  ...answered,
  reportedAt: z.iso.datetime(),
  mayContact: z.boolean(),
});
export type OwnReport = z.output<typeof ownReport>;
export const ownReportList = z.object({ items: z.array(ownReport) });

/** What an author sees: never an answer, the day and not the moment, and who it was only if they agreed. */
export const authorReport = z.object({
  ...reported,
  ...answered,
  reportedOn: z.iso.date(),
  language: z.enum(['nl', 'en']),
  itemId: z.string().nullable(),
  itemVersion: z.int().nullable(),
  reporter: z.object({ id: z.uuid(), name: z.string() }).nullable(),
});
export type AuthorReport = z.output<typeof authorReport>;
export const authorReportList = z.object({ items: z.array(authorReport) });
