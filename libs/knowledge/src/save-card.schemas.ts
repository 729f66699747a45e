import { z } from 'zod';
import { type CardBody, type CardText, DEVICES } from './card.js';
import { faultsOf } from './card-faults.js';

/** What a card has beside its two texts. */
const about = {
  skill: z.string().trim().min(3).max(80),
  minutes: z.coerce.number().int().min(1).max(15),
  reviewBy: z.iso.date(),
  state: z.enum(['draft', 'published', 'retired']),
};

const line = (most: number) => z.string().trim().max(most).default('');
const step = z.string().trim().min(1).max(400);
const cardText = z.object({
  title: line(70),
  summary: line(160),
  /** Other words that people use for it. */
  words: z.array(z.string().trim().min(1).max(60)).max(60).default([]),
  steps: z.array(step).max(20).default([]),
  /** Steps that are others on a device. */
  variants: z
    .array(z.object({ device: z.enum(DEVICES), steps: z.array(step).max(20) }))
    .max(DEVICES.length)
    .default([]),
  otherwise: line(240),
});

/** A card in JSON. A published one needs both languages, a draft at least one. */
export const saveCard = z
  .object({ ...about, nl: cardText.nullable().default(null), en: cardText.nullable().default(null) })
  .superRefine((card, context) => {
    for (const { language, part, device, message } of faultsOf(card)) {
      const at = card[language]?.variants.findIndex((variant) => variant.device === device) ?? -1;
      const path = device === null ? [language, part] : [language, 'variants', at, part];
      context.addIssue({ code: 'custom', path, message });
    }
  });
export type SaveCard = Omit<z.output<typeof saveCard>, 'nl' | 'en'> & CardBody;

/** One a line, without the marks of a list. */
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

/** The editor's form, which becomes the same: one field per text, one step a line, other words with commas between them. */
export const saveCardForm = z
  .object({ ...about, ...perLanguage('nl'), ...perLanguage('en') })
  .transform(({ skill, minutes, reviewBy, state, ...values }) => ({
    ...{ skill, minutes, reviewBy, state },
    nl: textOf(values, 'nl'),
    en: textOf(values, 'en'),
  }))
  .superRefine((card, context) => {
    for (const { language, part, device, message } of faultsOf(card)) {
      const field = device === null ? part.charAt(0).toUpperCase() + part.slice(1) : `_${device}`;
      context.addIssue({ code: 'custom', path: [`${language}${field}`], message });
    }
  });

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
