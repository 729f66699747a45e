import type { DraftOption, Question, Words } from './draft.js';
import { anyWords, hasWords } from './foreign-text.js';
import { NotImported, type ItemNotes } from './ledger.js';
import { partIds } from './part-ids.js';

export interface ForeignOption {
  readonly id?: string | undefined;
  readonly text: Words;
  readonly why: Words;
  /** Per cent of the mark that choosing it gives; below 0 takes away. */
  readonly weight: number;
}

/** Rounding in files: 33.33333 is a third. */
const NEAR = 0.5;
const same = (a: number, b: number): boolean => Math.abs(a - b) < NEAR;

/**
 * A choice of a foreign file as one of ours. Here a right option counts in full or, in a multiple item, as its equal
 * share, and a wrong one takes such a share away; other weights are told as lost.
 *
 * @param several whether the file lets people choose more than one
 * @throws NotImported when there is no right option, or nothing to choose from
 */
export function choiceOf(
  options: readonly ForeignOption[],
  { several, shuffle }: { several: boolean; shuffle: boolean },
  notes: ItemNotes,
): Extract<Question, { type: 'single' | 'multiple' }> {
  const seen = options.filter(({ text }) => hasWords(text));
  if (seen.length < options.length) notes.lose('empty-option', 'an option without a text');
  if (seen.length < 2)
    throw new NotImported('too-few-options', `there are ${seen.length} options with a text`);
  const ids = partIds(seen.map(({ id }) => id));
  const isKey = several
    ? ({ weight }: ForeignOption) => weight > 0
    : ({ weight }: ForeignOption) => same(weight, 100);
  const keys = seen.filter(isKey);
  if (keys.length === 0) throw new NotImported('no-right-option', 'no option is fully right');
  if (several) tellShares(seen, keys.length, notes);
  else tellPartMarks(seen, keys.length, notes);
  if (several && keys.length === 1)
    notes.lose(
      'one-right-option',
      'more than one may be chosen there, but one is right: it became a single choice',
    );
  const made = seen.map((option, index): DraftOption => ({
    id: ids[index] ?? '',
    key: isKey(option),
    text: option.text,
    why: option.why,
  }));
  return {
    type: several && keys.length > 1 ? 'multiple' : 'single',
    shuffle,
    scoring: 'partial',
    options: made,
  };
}

function tellPartMarks(options: readonly ForeignOption[], keys: number, notes: ItemNotes): void {
  for (const { text, weight } of options)
    if (!same(weight, 0) && !same(weight, 100))
      notes.lose('weight', `"${anyWords(text)}" gives ${weight} % there; here it is wrong`);
  if (keys > 1)
    notes.lose('several-right', `${keys} options are right each on their own; a single item has one`);
}

function tellShares(options: readonly ForeignOption[], keys: number, notes: ItemNotes): void {
  const share = 100 / keys;
  for (const { text, weight } of options) {
    if (weight > 0 && !same(weight, share))
      notes.lose('weight', `"${anyWords(text)}" gives ${weight} % there; here ${share.toFixed(0)} %`);
  }
  const wrong = options.filter(({ weight }) => weight <= 0);
  if (keys > 1 && wrong.some(({ weight }) => !same(weight, -share)))
    notes.lose('weight', `a wrong choice costs ${share.toFixed(0)} % here, and something else there`);
}
