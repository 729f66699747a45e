/** View models of audiences. */
import type { PreviewPerson, PreviewRows } from './audiences.queries.js';
import { presentFact } from './just-outside.js';
import type { Rule } from './rule.js';
import { leavesOf } from './rule-tree.js';
import { phrase } from './sentence.js';
import type { Language, RuleNames, Say } from './sentence.js';

export interface RulePreview {
  count: number;
  sample: { personId: string; name: string; about: string }[];
  /** Per condition that alone keeps somebody out, in reading order. */
  outside: { condition: string; total: number; people: { personId: string; name: string; why: string }[] }[];
  /** When nobody belongs: the conditions without which somebody would. */
  emptiedBy: string;
}

export function presentPreview(
  rule: Rule,
  found: PreviewRows,
  language: Language,
  say: Say,
  names: RuleNames,
): RulePreview {
  const outside = leavesOf(rule).flatMap((leaf, i) => {
    const { total, people } = found.outside[i] ?? { total: 0, people: [] };
    if (total === 0) return [];
    const why = (person: PreviewPerson): string => {
      const { key, args } = presentFact(leaf.condition, person, new Set(person.held));
      return say(key, args);
    };
    return [
      {
        condition: phrase(leaf.condition, leaf.negated, language, say, names),
        total,
        people: people.map((person) => ({
          personId: person.personId,
          name: person.displayName,
          why: why(person),
        })),
      },
    ];
  });
  return {
    count: found.count,
    sample: found.sample.map((person) => ({
      personId: person.personId,
      name: person.displayName,
      about: [person.job, person.teamName].filter((part) => part !== '').join(', '),
    })),
    outside,
    emptiedBy: found.count === 0 ? outside.map(({ condition }) => condition).join('; ') : '',
  };
}
