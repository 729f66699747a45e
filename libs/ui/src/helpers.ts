import { pathTo } from '#kernel';
import Handlebars from 'handlebars';
import { Temporal } from 'temporal-polyfill';
import type { Assets } from './assets.js';
import { fieldMarkup } from './field-markup.js';
import { iconMarkup } from './icon-markup.js';
import { renderMarkdown, renderMarkdownInline } from './markdown.js';
import type { Shared } from './shared.js';
import {
  formatDate,
  formatDateTime,
  formatFixed,
  formatNumber,
  formatPercent,
  type DateStyle,
  type Language,
  type WordArgs,
  type Words,
} from './words.js';

type Options = Handlebars.HelperOptions;
type Helper = (this: unknown, ...args: never[]) => unknown;
const { SafeString, escapeExpression } = Handlebars;

/** Helpers that mean nothing without an argument; a bare `{{date}}` is a field of the model read the wrong way. */
export const NEED_ARGUMENTS: ReadonlySet<string> = new Set([
  ...[
    't',
    'text',
    'msg',
    'date',
    'datetime',
    'number',
    'percent',
    'path',
    'icon',
    'markdown',
    'eq',
    'and',
    'or',
  ],
  ...['not', 'concat', 'json', 'asset', 'lookup', 'if', 'unless', 'each', 'with', 'plus', 'minus'],
]);

const sharedOf = (options: Options): Shared => (options.data as { shared: Shared }).shared;
/** Handlebars hands the options object in as the last argument; the rest is what the view wrote. */
const split = (args: unknown[]): { values: unknown[]; options: Options } => ({
  values: args.slice(0, -1),
  options: args[args.length - 1] as Options,
});

/** All helpers that views may use, over the given words and assets. Results are escaped unless marked safe. */
export function createHelpers(words: Words, assets: Assets): Record<string, Helper> {
  const translate = (lang: Language, key: unknown, args: WordArgs): string => {
    if (typeof key === 'string') return words.t(lang, key, args);
    const { key: name, args: own } = key as { key: string; args?: WordArgs };
    return words.t(lang, name, { ...own, ...args });
  };

  return {
    t: (key: unknown, options: Options) => {
      if (key === undefined || key === null) throw new Error('{{t}} got no word key');
      return translate(sharedOf(options).lang, key, options.hash as WordArgs);
    },
    msg: (message: unknown, options: Options) => {
      if (message === undefined || message === null || message === '') return '';
      const isText = typeof message === 'string' && !words.has(message);
      return isText ? message : translate(sharedOf(options).lang, message, options.hash as WordArgs);
    },
    text: (both: { nl: string; en: string } | undefined, options: Options) =>
      both ? both[sharedOf(options).lang] : '',
    date: (day: Temporal.PlainDate | Date | string | null | undefined, ...rest: unknown[]) => {
      const { values, options } = split(rest);
      const { lang, actor } = sharedOf(options);
      return day ? formatDate(lang, dayOf(day, actor.zone), values[0] as DateStyle | undefined) : '';
    },
    datetime: (moment: Temporal.Instant | Date | string | null | undefined, options: Options) => {
      const shared = sharedOf(options);
      return moment ? formatDateTime(shared.lang, moment, shared.actor.zone) : '';
    },
    number: (value: number | null | undefined, options: Options) => {
      if (value === undefined || value === null) return '';
      const { lang } = sharedOf(options);
      const decimals: unknown = options.hash['decimals'];
      return typeof decimals === 'number' ? formatFixed(lang, value, decimals) : formatNumber(lang, value);
    },
    percent: (share: number | null | undefined, options: Options) =>
      share === undefined || share === null ? '' : formatPercent(sharedOf(options).lang, share),
    path: (name: string, options: Options) => pathTo(name, options.hash as Record<string, string>),
    asset: (name: string) => assets.url(name),
    icon: (name: string, options: Options) =>
      new SafeString(iconMarkup(assets, name, options.hash.label as string | undefined)),
    hx: (options: Options) => new SafeString(`hx-nonce="${escapeExpression(sharedOf(options).nonce)}"`),
    csrf: (options: Options) =>
      new SafeString(
        `<input type="hidden" name="_csrf" value="${escapeExpression(sharedOf(options).csrf)}">`,
      ),
    markdown: (text: string | null | undefined, options: Options) => {
      if (!text) return '';
      return new SafeString(options.hash.inline ? renderMarkdownInline(text) : renderMarkdown(text));
    },
    slot: (options: Options) => {
      const slot = (options.data as { slot?: () => string }).slot;
      return slot ? new SafeString(slot()) : '';
    },
    eq: (a: unknown, b: unknown) => a === b,
    and: (...args: unknown[]) => split(args).values.reduce((a, b) => (isFilled(a) ? b : a)),
    or: (...args: unknown[]) => split(args).values.reduce((a, b) => (isFilled(a) ? a : b)),
    not: (a: unknown) => !isFilled(a),
    concat: (...args: (string | number | null | undefined)[]) =>
      args
        .slice(0, -1)
        .map((value) => value ?? '')
        .join(''),
    list: (...args: unknown[]) => split(args).values,
    dict: (options: Options) => options.hash as unknown,
    json: (value: unknown) => JSON.stringify(value),
    includes: (list: unknown, value: unknown) =>
      Array.isArray(list) ? list.includes(value) : list !== undefined && list === value,
    plus: (a: number, b: number) => a + b,
    minus: (a: number, b: number) => a - b,
    lookup: (from: Record<string, unknown> | null | undefined, name: string) =>
      from && Object.hasOwn(from, name) ? from[name] : undefined,
    ...fieldMarkup(words, assets),
  };
}

/** As in Handlebars' own `if`: an empty list counts as nothing. */
const isFilled = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

/** A moment is on the day that the reader's calendar shows; a day is itself. */
function dayOf(day: Temporal.PlainDate | Date | string, zone: string): Temporal.PlainDate | string {
  if (!(day instanceof Date)) return day;
  return Temporal.Instant.fromEpochMilliseconds(day.getTime()).toZonedDateTimeISO(zone).toPlainDate();
}
