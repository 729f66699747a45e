import type { Language } from '#kernel';
import { t } from '#ui';
import { FIRST_PARTS } from './import/day.js';
import { FEEDS } from './import/feed.js';
import { FIELD_KEYS } from './import/fields.js';
import { PRESET_KEYS } from './import/presets.js';
import type { Source } from './imports.queries.js';
import { peoplePaths } from './people.paths.js';
import { snake } from './say-values.js';

type Choice = { readonly value: string; readonly label: string };

/** A row of the table of sources. */
export function sourceRow(language: Language, source: Source): Record<string, unknown> {
  return {
    name: source.name,
    href: peoplePaths.source({ id: source.id }),
    system: source.preset === null ? '–' : t(language, `people.preset_${source.preset}`),
    feed: sayFeed(language, source),
  };
}

/** The form of a source; what was typed stays when something in it is wrong. */
export function sourceForm(
  language: Language,
  source: Source,
  header: readonly string[],
  given: {
    readonly errors: Readonly<Record<string, string>>;
    readonly typed?: Readonly<Record<string, unknown>> | undefined;
  },
): Record<string, unknown> {
  const shown: Readonly<Record<string, unknown>> = given.typed ?? { ...source.mapping, ...source };
  const choices = (prefix: string, values: readonly string[]): Choice[] =>
    values.map((value) => ({ value, label: t(language, `people.${prefix}_${value}`) }));
  return {
    name: source.name,
    errors: given.errors,
    action: peoplePaths.source({ id: source.id }),
    brakeAction: peoplePaths.brake({ id: source.id }),
    brakeTitle: t(language, 'people.brake_title', { source: source.name }),
    percent: source.percent,
    people: source.people,
    preset: shown['preset'] ?? '',
    presets: choices('preset', PRESET_KEYS),
    dates: shown['dates'],
    dateChoices: choices('first', FIRST_PARTS),
    feed: shown['feed'],
    feeds: FEEDS.map((value) => ({
      value,
      label: t(language, `people.feed_${value}`),
      hint: t(language, `people.feed_${value}_hint`),
    })),
    endsAfter: shown['endsAfter'],
    header: header.map((value) => ({ value })),
    fields: FIELD_KEYS.map((field) => ({
      name: field,
      label: t(language, `people.field_${snake(field)}`),
      value: shown[field] ?? '',
    })),
  };
}

const sayFeed = (language: Language, { feed, endsAfter }: Source): string =>
  feed === 'partial' || endsAfter === 1
    ? t(language, `people.feed_${feed}`)
    : `${t(language, `people.feed_${feed}`)}, ${t(language, 'people.ends_after_n', { n: endsAfter })}`;
