/** Turning a stored explanation into the sentence a person reads. */
import { formatDate } from '#ui';
import type { Explanation } from './due-date.js';

export type Language = 'nl' | 'en';
export type Say = (key: string, args?: Record<string, string | number>) => string;

/**
 * "Uiterlijk vr 26 feb 2027: 20 van je eigen werkdagen na je start op 1 feb." The due day is written with
 * weekday and year; other days drop the year when it is the due day's. `reader` is the person whose day
 * it is, or somebody else such as HR.
 */
export function explain(
  { key, args }: Explanation,
  language: Language,
  say: Say,
  reader: 'self' | 'other' = 'self',
): string {
  const year = typeof args['due'] === 'string' ? args['due'].slice(0, 4) : null;
  const shown = Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return [name, value];
      return [
        name,
        name === 'due' ? dueDay(value, language) : shortDay(value, language, value.slice(0, 4) !== year),
      ];
    }),
  );
  const also = 'away' in shown ? say('policies.due_also', { away: 0, free: 0, assumed: 'no', ...shown }) : '';
  return say(key, { ...shown, also, who: reader });
}

/** "vr 26 feb 2027" */
export function dueDay(day: string, language: Language): string {
  return withoutDots(formatDate(language, day, 'weekday'));
}

/** "1 feb 2027", or "1 feb" where the year is clear. */
function shortDay(day: string, language: Language, withYear: boolean): string {
  const text = withoutDots(formatDate(language, day, 'short'));
  return withYear ? text : text.slice(0, text.lastIndexOf(' '));
}

/** A dot after a month would end the sentence too early. */
function withoutDots(text: string): string {
  return text.replaceAll('.', '');
}
