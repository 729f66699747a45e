import type { Field } from './fields.js';

/** Why a row is set aside. Each has a sentence in both languages: `people.reason_<reason>`. */
export const REASONS = [
  'row-too-short',
  'row-too-long',
  'characters-unreadable',
  'number-scientific',
  'excel-error',
  'value-missing',
  'value-too-long',
  'date-unreadable',
  'number-unreadable',
  'hours-out-of-range',
  'yes-no-unreadable',
  'days-unreadable',
  'email-invalid',
  'language-unknown',
  'country-unknown',
  'zone-unknown',
  'absence-type-unknown',
  'absence-incomplete',
  'absence-ends-before-start',
  'ends-before-start',
  'placement-outside-employment',
  'duplicate-row',
  'person-differs',
  'team-unknown',
  'team-parent-differs',
  'team-cycle',
  'site-differs',
  'manager-unknown',
  'manager-self',
  'manager-cycle',
  'other-row-set-aside',
] as const;
export type Reason = (typeof REASONS)[number];

/** What sort of value stood there; the value itself may be personal and is not copied. */
export type ValueKind = 'empty' | 'number' | 'date' | 'text';

/** One thing wrong with one row; a row may have several. */
export interface RowProblem {
  readonly row: number;
  /** The column's name in the file, or null when the row as a whole is meant. */
  readonly column: string | null;
  readonly field: Field | null;
  readonly kind: ValueKind;
  readonly reason: Reason;
  /** The HR number of the row, when that could be read: its person is left alone by this run. */
  readonly number: string | null;
}

/** Sorts a value by its looks, so that a list of problems tells enough without telling on anyone. */
export function kindOf(value: string): ValueKind {
  if (value.trim() === '') return 'empty';
  if (/^[-+]?\d+([.,]\d+)*$/.test(value.trim())) return 'number';
  if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(value.trim())) return 'date';
  return 'text';
}
