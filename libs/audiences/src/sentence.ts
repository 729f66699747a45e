/** A rule read aloud as one sentence. Different rules always read differently (sentence.spec.ts). */
import { Temporal } from 'temporal-polyfill';
import { isAll, isEveryone, isGroup, isNot } from './rule.js';
import type { Condition, Rule, RuleNode } from './rule.js';
import { plainest } from './rule-tree.js';

export type Language = 'nl' | 'en';

/** Looks a text up in the word list and fills it in; the kernel's `t` bound to one language. */
export type Say = (key: string, args?: Record<string, string | number>) => string;

/** Names of teams by code, as HR writes them today. A code without a name is shown as the code. */
export interface RuleNames {
  teams: ReadonlyMap<string, string>;
}

/**
 * "Iedereen die in Finance werkt en rijbewijs A heeft". Groups inside groups are put in brackets, names
 * that could be mistaken for words of the sentence are put in quotes, and a team whose name is not unique
 * carries its code, so that the sentence can mean only one rule.
 */
export function sentence(rule: Rule, language: Language, say: Say, names: RuleNames): string {
  const plain = plainest(rule);
  if (isEveryone(plain)) return say('audiences.everyone');
  return say('audiences.everyone_who', { clause: clause(plain, 'top', speech(language, say, names)) });
}

/** One condition as a phrase, e.g. "in Finance werkt"; `negated` gives "niet in Finance werkt". */
export function phrase(
  condition: Condition,
  negated: boolean,
  language: Language,
  say: Say,
  names: RuleNames,
): string {
  return leaf(condition, negated, speech(language, say, names));
}

interface Speech {
  language: Language;
  say: Say;
  team: (code: string) => string;
}

function speech(language: Language, say: Say, names: RuleNames): Speech {
  const uses = new Map<string, number>();
  for (const name of names.teams.values()) uses.set(name, (uses.get(name) ?? 0) + 1);
  const team = (code: string): string => {
    const name = names.teams.get(code);
    if (name === undefined) return `(${quotedIfNeeded(code)})`;
    return (uses.get(name) ?? 0) > 1
      ? `${quotedIfNeeded(name)} (${quotedIfNeeded(code)})`
      : quotedIfNeeded(name);
  };
  return { language, say, team };
}

function clause(node: RuleNode, place: 'top' | 'inside', speech: Speech): string {
  if (!isGroup(node)) return leaf(node, false, speech);
  if (isNot(node)) {
    if (!isGroup(node.not)) return leaf(node.not, true, speech);
    return speech.say('audiences.not_group', { group: clause(node.not, 'inside', speech) });
  }
  const parts = (isAll(node) ? node.all : node.any).map((child) => clause(child, 'inside', speech));
  const text = list(parts, isAll(node) ? 'and' : 'or', speech.say);
  return place === 'top' ? text : `(${text})`;
}

function leaf(condition: Condition, negated: boolean, { language, say, team }: Speech): string {
  const neg = negated ? 'yes' : 'no';
  if ('team' in condition) {
    const key = condition.team.below ? 'audiences.in_team' : 'audiences.directly_in_team';
    return say(key, { neg, team: team(condition.team.code) });
  }
  if ('job' in condition) {
    return 'is' in condition.job
      ? say('audiences.job_is', { neg, jobs: list(condition.job.is.map(quotedIfNeeded), 'or', say) })
      : say('audiences.job_contains', { neg, part: quoted(condition.job.contains) });
  }
  if ('site' in condition)
    return say('audiences.at_site', { neg, sites: list(condition.site.map(quotedIfNeeded), 'or', say) });
  if ('hours' in condition) {
    const { op, value } = condition.hours;
    return say('audiences.hours', {
      neg,
      op: op.replace('-', '_'),
      hours: new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'nl-NL').format(value),
    });
  }
  if ('startedFrom' in condition)
    return say('audiences.started_from', { neg, day: longDay(condition.startedFrom, language) });
  if ('startedBefore' in condition)
    return say('audiences.started_before', { neg, day: longDay(condition.startedBefore, language) });
  if ('startedWithinDays' in condition)
    return say('audiences.started_within', { neg, days: condition.startedWithinDays });
  if ('startedOverDays' in condition)
    return say('audiences.started_over', { neg, days: condition.startedOverDays });
  if ('manager' in condition)
    return say(condition.manager ? 'audiences.manager' : 'audiences.no_manager', { neg });
  return say('audiences.holds', { neg, category: condition.holds.category });
}

/** "a", "a of b", "a, b of c". */
function list(parts: string[], word: 'and' | 'or', say: Say): string {
  if (parts.length < 2) return parts.join('');
  return say(`audiences.list_${word}`, { start: parts.slice(0, -1).join(', '), end: parts.at(-1) ?? '' });
}

/** Words that carry the grammar of the sentences; a name that holds one of them is quoted. */
const GRAMMAR = new Set(
  (
    'iedereen die en of niet geen een in op als met werkt heeft geeft kwam dienst locatie functie naam contract uur per week van rechtstreeks leiding rijbewijs vóór na afgelopen dagen geleden langer dan minder meer ' +
    'everyone and or not nobody working directly as in a job with its name based at on or having contract of hours fewer more than holding licence hired before after the last days ago managing people'
  ).split(' '),
);

function quotedIfNeeded(name: string): string {
  const plainName = /^[\p{L}\p{N}][\p{L}\p{N}&.'/-]*( [\p{L}\p{N}&][\p{L}\p{N}&.'/-]*)*$/u.test(name);
  return plainName && !name.split(' ').some((word) => GRAMMAR.has(word.toLowerCase())) ? name : quoted(name);
}

function quoted(text: string): string {
  return `“${text.replace(/[“”]/g, '$&$&')}”`;
}

function longDay(day: string, language: Language): string {
  return Temporal.PlainDate.from(day).toLocaleString(language === 'en' ? 'en-GB' : 'nl-NL', {
    dateStyle: 'long',
  });
}
