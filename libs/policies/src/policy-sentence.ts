/** A whole policy read aloud, and why it asks something of somebody. Pure. */
import { isEveryone } from '#audiences';
import type { DueRule } from './due-rule.js';
import type { Language, Say } from './explain.js';
import { dueDay } from './explain.js';
import { filled } from './policy-draft.js';
import type { PolicyContent } from './policy-draft.js';

/**
 * "Iedereen die in Finance werkt, moet rijbewijs A hebben binnen 20 eigen werkdagen na de start." `who` is
 * the audience's own sentence in the same language. With a renewal and steps a sentence follows for each.
 */
export function policySentence(content: PolicyContent, who: string, language: Language, say: Say): string {
  const { due, category, rule, renewMonths, steps } = filled(content);
  // In Dutch a comma closes the clause that begins with "die".
  const args = { who: language === 'nl' && !isEveryone(rule) ? `${who},` : who, category };
  const sentences = [say(SENTENCE_KEYS[kindOf(due)], { ...args, ...dueArgs(due, language) })];
  if (renewMonths !== null) sentences.push(say('policies.sentence_renewal', { months: renewMonths }));
  if (steps.requiredFrom !== null)
    sentences.push(say('policies.sentence_required', { day: dueDay(steps.requiredFrom, language) }));
  if (steps.enforcedFrom !== null)
    sentences.push(say('policies.sentence_enforced', { day: dueDay(steps.enforcedFrom, language) }));
  return sentences.join(' ');
}

/** The due rule alone: "binnen 20 eigen werkdagen na de start". */
export function dueClause(due: DueRule, language: Language, say: Say): string {
  return say(CLAUSE_KEYS[kindOf(due)], dueArgs(due, language));
}

/** "Omdat dit geldt voor iedereen die in Finance werkt (Basis voor Finance)." */
export function becauseSentence(content: PolicyContent, who: string, language: Language, say: Say): string {
  const inSentence = who.charAt(0).toLocaleLowerCase(language) + who.slice(1);
  return say('policies.because', { who: inSentence, title: content.title[language] });
}

type DueKindName = 'by' | 'start' | 'joining' | 'return' | 'licence';

const SENTENCE_KEYS: Record<DueKindName, string> = {
  by: 'policies.sentence_by',
  start: 'policies.sentence_start',
  joining: 'policies.sentence_joining',
  return: 'policies.sentence_return',
  licence: 'policies.sentence_licence',
};
const CLAUSE_KEYS: Record<DueKindName, string> = {
  by: 'policies.clause_by',
  start: 'policies.clause_start',
  joining: 'policies.clause_joining',
  return: 'policies.clause_return',
  licence: 'policies.clause_licence',
};

function kindOf(due: DueRule): DueKindName {
  if ('by' in due) return 'by';
  if ('afterStart' in due) return 'start';
  if ('afterJoining' in due) return 'joining';
  return 'afterReturn' in due ? 'return' : 'licence';
}

function dueArgs(due: DueRule, language: Language): Record<string, string | number> {
  if ('by' in due) return { day: dueDay(due.by, language), n: due.newcomers };
  if ('afterStart' in due) return { n: due.afterStart };
  if ('afterJoining' in due) return { n: due.afterJoining };
  return 'afterReturn' in due
    ? { n: due.afterReturn }
    : { n: due.afterLicence.days, other: due.afterLicence.category };
}
