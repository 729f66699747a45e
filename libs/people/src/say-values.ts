import type { Language } from '#kernel';
import { formatDate, formatNumber, t } from '#ui';
import type { ChangedField, FieldChange } from './import/plan.js';

/** Names for codes and numbers that a change speaks of. */
export interface Names {
  readonly teams: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
}

/** A value of a field change in words. */
export function sayValue(
  language: Language,
  field: ChangedField,
  value: string | null,
  names: Names,
): string | null {
  if (value === null || value === '') return null;
  switch (field) {
    case 'startsOn':
    case 'endsOn':
      return formatDate(language, value);
    case 'language':
      return t(language, `people.language_${value}`);
    case 'workingDays':
      return sayDays(language, value.split(',').map(Number));
    case 'nightShift':
      return t(language, `people.${value}`);
    case 'weeklyHours':
      return t(language, 'people.hours_short', { hours: formatNumber(language, Number(value)) });
    case 'team':
      return names.teams.get(value) ?? value;
    case 'manager':
      return names.people.get(value) ?? value;
    case 'absence':
      return sayAbsence(language, value);
    default:
      return value;
  }
}

/** One change as a row of the kit: label, from, to. */
export function sayChange(
  language: Language,
  change: FieldChange,
  names: Names,
): { label: string; from: string | null; to: string | null } {
  const label = t(language, `people.field_${snake(change.field)}`);
  const since = change.from === null ? '' : ` ${t(language, 'people.from_day', { day: change.from })}`;
  return {
    label: `${label}${since}`,
    from: sayValue(language, change.field, change.before, names),
    to: sayValue(language, change.field, change.after, names),
  };
}

/** "ma, di, wo": working days in short. */
export function sayDays(language: Language, days: readonly number[]): string {
  return days.map((day) => t(language, `people.day_${day}`)).join(', ');
}

/** "7 sep. 2026 – 28 feb. 2027", or with an open end. */
export function sayPeriod(language: Language, from: string, to: string | null): string {
  return to === null
    ? t(language, 'people.period_open', { from })
    : t(language, 'people.period', { from, to });
}

function sayAbsence(language: Language, value: string): string {
  const [type = 'other', from = '', to] = value.split(' ');
  return `${t(language, `people.absence_${type}`)}, ${sayPeriod(language, from, to ?? null)}`;
}

/** startsOn → starts_on: fields in word keys. */
export const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll('-', '_');
