import type { Language } from '#kernel';
import { t } from '#ui';
import { VALIDITY_RULES } from './expiry.js';
import type { CategoryRule } from './licences.schemas.js';

/** HR's page: each category with the rule that counts in words, and a form to choose another. */
export function presentRules(language: Language, list: readonly CategoryRule[]): Record<string, unknown>[] {
  const word = (rule: string): string => t(language, `licences.rule_${rule.replaceAll('-', '_')}`);
  const options = [...VALIDITY_RULES, 'course'].map((value) => ({ value, label: word(value) }));
  return list.map(({ category, title, rule, months, isChosen }) => ({
    ...{ category, months, options },
    heading: t(language, 'licences.category_heading', { category, title: title[language] }),
    now: t(language, 'licences.rule_now', { rule: word(rule), months }),
    value: isChosen ? rule : 'course',
  }));
}
