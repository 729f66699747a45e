import Handlebars from 'handlebars';
import type { Assets } from './assets.js';
import { iconMarkup } from './icon-markup.js';
import type { Shared } from './shared.js';
import type { Words } from './words.js';

type Options = Handlebars.HelperOptions;
const { SafeString, escapeExpression: escape } = Handlebars;

/** Whether a text names a day that exists: what somebody types may be 29 February of any year. */
function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

type Scalar = string | number | boolean | null | undefined;

interface FieldProps {
  readonly id?: string;
  readonly name: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly error?: string;
  readonly hint?: string;
}

const idOf = ({ id, name }: FieldProps): string => id || `f-${name}`;
const describedBy = (props: FieldProps): string =>
  [props.error && `${idOf(props)}-error`, props.hint && `${idOf(props)}-hint`].filter(Boolean).join(' ');

/** What only the kit's own field partials use; their names start with `ui-`. */
export function fieldMarkup(words: Words, assets: Assets): Record<string, unknown> {
  return {
    /** id, name and the accessible state of one control: the error is named before the hint. */
    'ui-field': ({ hash }: Options) => {
      const props = hash as FieldProps;
      const by = describedBy(props);
      return new SafeString(
        `id="${escape(idOf(props))}" name="${escape(props.name)}"` +
          (props.required ? ' required' : '') +
          (props.disabled ? ' disabled' : '') +
          (props.error ? ' aria-invalid="true"' : '') +
          (by ? ` aria-describedby="${escape(by)}"` : ''),
      );
    },
    'ui-group': ({ hash }: Options) => {
      const by = describedBy(hash as FieldProps);
      return by ? new SafeString(` aria-describedby="${escape(by)}"`) : '';
    },
    'ui-error': ({ hash, data }: Options) => {
      const { error } = hash as FieldProps;
      if (!error) return '';
      const text = words.has(error) ? words.t((data as { shared: Shared }).shared.lang, error) : error;
      const id = `${idOf(hash as FieldProps)}-error`;
      return new SafeString(
        `<p class="error" id="${escape(id)}">${iconMarkup(assets, 'alert')}${escape(text)}</p>`,
      );
    },
    'ui-attr': (name: string, value: string | number | null | undefined) =>
      value === undefined || value === null || value === ''
        ? ''
        : new SafeString(` ${name}="${escape(String(value))}"`),
    /** Is this option chosen? Forms send text, so 3 and '3' are the same; a list may hold several choices. */
    'ui-same': (option: Scalar, value: Scalar | readonly Scalar[]) => {
      const chosen: readonly Scalar[] = Array.isArray(value)
        ? (value as readonly Scalar[])
        : [value as Scalar];
      return chosen.some((one) => one !== undefined && one !== null && String(one) === String(option));
    },
    'ui-day': (value: unknown) => typeof value === 'string' && isDay(value),
    'ui-count': (value: unknown) => Object.keys((value as object | undefined) ?? {}).length,
    'ui-clock': (seconds: number) => {
      const left = Math.max(0, Math.floor(seconds));
      return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    },
    'ui-initials': (name: string | undefined) => {
      const letters = (name ?? '')
        .split(/\s+/)
        .filter((part) => /^\p{Lu}/u.test(part))
        .map((part) => part[0]);
      // A family name may be more than one word: El Idrissi is an E.
      return letters.slice(0, 2).join('');
    },
  };
}
