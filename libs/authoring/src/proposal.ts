import { type Item, type PartProblem, reviewItem, type Skill } from '#content';
import type { Language } from '#kernel';

export interface ProposedOption {
  readonly text: string;
  readonly why: string;
  /** Only on the right one. */
  readonly key?: true | undefined;
}

/** A question in one language, as a colleague wrote it. */
export interface ProposedItem {
  readonly skill: string;
  readonly language: Language;
  readonly stem: string;
  readonly options: readonly ProposedOption[];
}

/** More than this in a day nobody reads with care. */
export const PROPOSALS_A_DAY = 5;

/**
 * What the rules of the shelf already have against a proposed text: only what shows in its one language, since the other
 * is still to be written.
 */
export function proposalProblems({ language, stem, options }: ProposedItem, skill: Skill): PartProblem[] {
  const both = (text: string) => ({ nl: text, en: text });
  const item: Item = {
    ...{ id: `${skill.id}.001`, version: 1, skill: skill.id, use: 'practice', status: 'draft' },
    ...{ objective: 'o1', bloom: 'apply', digcomp: skill.digcomp, time_s: 45 },
    ...{ difficulty: { source: 'author', level: 3 }, stem: both(stem), rule: both('.') },
    ...{ review: { source: 'proposal', review_by: '2999-12-31' }, type: 'single', shuffle: true },
    options: options.map(({ text, why, key }, index) => ({
      ...{ id: String.fromCharCode(97 + index), text: both(text), why: both(why) },
      ...(key && { key }),
    })),
  };
  const other = language === 'nl' ? 'en' : 'nl';
  return reviewItem(item).problems.filter(({ field }) => !field.endsWith(`.${other}`));
}
