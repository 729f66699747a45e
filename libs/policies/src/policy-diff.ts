/** What a draft changes, in words: one sentence per change. Pure. */
import { dueDay } from './explain.js';
import type { Language, Say } from './explain.js';
import type { FullContent } from './policy-draft.js';
import { NO_STEPS } from './policy-steps.js';
import { dueClause } from './policy-sentence.js';

/** A content with its audience as a sentence in the same language. */
export interface Said {
  content: FullContent;
  who: string;
}

/**
 * The changes from one content to another, in a fixed order: name, audience, licence, term, renewal, steps, tests.
 * Nothing changed: an empty list. Whatever `saysTheSame` calls different is told.
 */
export function differencesInWords(before: Said, after: Said, language: Language, say: Say): string[] {
  const { content: was } = before;
  const { content: is } = after;
  const lines: string[] = [];
  const changed = (key: string, from: string, to: string): void => {
    if (from !== to) lines.push(say(key, { from, to }));
  };
  changed('policies.diff_title', `${was.title.nl} / ${was.title.en}`, `${is.title.nl} / ${is.title.en}`);
  if (JSON.stringify(was.rule) !== JSON.stringify(is.rule))
    lines.push(say('policies.diff_audience', { from: before.who, to: after.who }));
  changed('policies.diff_category', was.category, is.category);
  changed('policies.diff_due', dueClause(was.due, language, say), dueClause(is.due, language, say));
  changed('policies.diff_renewal', renewal(was, say), renewal(is, say));
  for (const step of Object.keys(NO_STEPS) as (keyof typeof NO_STEPS)[])
    changed(STEP_KEYS[step], stepDay(was.steps[step], language, say), stepDay(is.steps[step], language, say));
  const tests = ({ tests }: FullContent): string =>
    say('policies.diff_tests_list', { in: tests.in.join(', ') || '–', out: tests.out.join(', ') || '–' });
  changed('policies.diff_tests', tests(was), tests(is));
  return lines;
}

const STEP_KEYS = {
  optionalFrom: 'policies.diff_optional',
  requiredFrom: 'policies.diff_required',
  enforcedFrom: 'policies.diff_enforced',
} as const;

function renewal({ renewMonths }: FullContent, say: Say): string {
  return renewMonths === null
    ? say('policies.renewal_none')
    : say('policies.renewal_every', { months: renewMonths });
}

function stepDay(day: string | null, language: Language, say: Say): string {
  return day === null ? say('policies.no_step') : dueDay(day, language);
}
