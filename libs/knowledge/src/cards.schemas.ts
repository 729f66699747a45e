import { z } from 'zod';
import { DEVICES, OUTCOMES, type CardText } from './card.js';

export const slugParam = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(80);

const line = (most: number) => z.string().trim().max(most).default('');
const lines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((one) => one.replace(/^\s*(?:[-*]|\d+[.)])\s+/, '').trim())
    .filter((one) => one !== '');
const steps = z.string().max(2000).default('').transform(lines);

const perLanguage = (language: 'nl' | 'en') => ({
  [`${language}Title`]: line(70),
  [`${language}Summary`]: line(160),
  [`${language}Words`]: line(600),
  [`${language}Steps`]: steps,
  [`${language}Otherwise`]: line(240),
  ...Object.fromEntries(DEVICES.map((device) => [`${language}_${device}`, steps])),
});

/** The editor's form: one field per text, one step a line, other words with commas between them. */
export const saveCard = z
  .object({
    skill: z.string().trim().min(3).max(80),
    minutes: z.coerce.number().int().min(1).max(15),
    reviewBy: z.iso.date(),
    state: z.enum(['draft', 'published', 'retired']),
    ...perLanguage('nl'),
    ...perLanguage('en'),
  })
  .transform((form) => {
    const values = form as Record<string, unknown>;
    return {
      skill: form.skill,
      minutes: form.minutes,
      reviewBy: form.reviewBy,
      state: form.state,
      nl: textOf(values, 'nl'),
      en: textOf(values, 'en'),
    };
  })
  .superRefine((card, context) => {
    const say = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    for (const language of ['nl', 'en'] as const) {
      const text = card[language];
      if (!text) {
        if (card.state === 'published') say(`${language}Title`, 'knowledge.both_languages');
        continue;
      }
      if (text.title === '') say(`${language}Title`, 'knowledge.title_missing');
      if (card.state !== 'published') continue;
      if (text.summary === '') say(`${language}Summary`, 'knowledge.summary_missing');
      for (const [field, list] of [
        [`${language}Steps`, text.steps] as const,
        ...text.variants.map((variant) => [`${language}_${variant.device}`, variant.steps] as const),
      ]) {
        if (list.length < 3 || list.length > 7) say(field, 'knowledge.steps_number');
      }
    }
    if (!card.nl && !card.en) say('nlTitle', 'knowledge.title_missing');
  });
export type SaveCard = z.output<typeof saveCard>;

/** One language of the form; null when nothing was written in it. */
function textOf(values: Readonly<Record<string, unknown>>, language: 'nl' | 'en'): CardText | null {
  const get = (name: string): string => {
    const value = values[`${language}${name}`];
    return typeof value === 'string' ? value : '';
  };
  const listOf = (name: string): string[] => (values[name] as string[] | undefined) ?? [];
  const text: CardText = {
    title: get('Title'),
    summary: get('Summary'),
    words: get('Words')
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
    steps: listOf(`${language}Steps`),
    variants: DEVICES.map((device) => ({ device, steps: listOf(`${language}_${device}`) })).filter(
      (variant) => variant.steps.length > 0,
    ),
    otherwise: get('Otherwise'),
  };
  const isEmpty = text.title === '' && text.summary === '' && text.steps.length === 0;
  return isEmpty ? null : text;
}

/** What a card did for its reader, on which device, after which steps. */
export const sayOutcome = z.object({
  outcome: z.enum(OUTCOMES),
  device: z.enum(DEVICES).optional().catch(undefined),
  trail: z.uuid().optional().catch(undefined),
  /** Numbers of the steps that were done, from 1. */
  steps: z
    .preprocess(
      (value) => (value === undefined ? [] : [value].flat()),
      z.array(z.coerce.number().int().min(1).max(7)),
    )
    .default([]),
});
export type SayOutcome = z.output<typeof sayOutcome>;

export const cardView = z.object({
  slug: z.string(),
  skill: z.string(),
  minutes: z.number(),
  language: z.enum(['nl', 'en']),
  title: z.string(),
  summary: z.string(),
  steps: z.array(z.string()),
  devices: z.array(z.enum(DEVICES)),
  device: z.enum(DEVICES).nullable(),
  otherwise: z.string(),
  owner: z.string().nullable(),
  credited: z.string().nullable(),
  reviewedOn: z.iso.date(),
  reviewBy: z.iso.date(),
  isStale: z.boolean(),
  /** Share that it solved, in whole percents; null below five answers. */
  helped: z.number().nullable(),
});
export type CardView = z.output<typeof cardView>;
