/** A whole policy read aloud, and why it asks something of somebody. Pure. */
import { isEveryone } from '#audiences';
import type { Language, Say } from './explain.js';
import { dueDay } from './explain.js';
import type { PolicyContent } from './policy-draft.js';

/**
 * "Iedereen die in Finance werkt, moet rijbewijs A hebben binnen 20 eigen werkdagen na de start." `who` is
 * the audience's own sentence in the same language.
 */
export function policySentence(content: PolicyContent, who: string, language: Language, say: Say): string {
  const { due, category } = content;
  // In Dutch a comma closes the clause that begins with "die".
  const args = { who: language === 'nl' && !isEveryone(content.rule) ? `${who},` : who, category };
  if ('by' in due)
    return say('policies.sentence_by', { ...args, day: dueDay(due.by, language), n: due.newcomers });
  return 'afterStart' in due
    ? say('policies.sentence_start', { ...args, n: due.afterStart })
    : say('policies.sentence_joining', { ...args, n: due.afterJoining });
}

/** "Omdat dit geldt voor iedereen die in Finance werkt (Basis voor Finance)." */
export function becauseSentence(content: PolicyContent, who: string, language: Language, say: Say): string {
  const inSentence = who.charAt(0).toLocaleLowerCase(language) + who.slice(1);
  return say('policies.because', { who: inSentence, title: content.title[language] });
}
