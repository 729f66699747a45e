import { matchesPattern, normaliseText } from '#assessment';
import { finding, type Finding, type Rule } from '../rule.js';
import type { TextItem } from '../schemas/item.schema.js';
import { itemsOf, LANGUAGES, type Parsed } from '../tree.js';

export const textAnswers: Rule = {
  name: 'text-answers',
  group: 'items',
  sentence:
    'A text item is for practice only; its patterns are regular expressions; its example is accepted in both languages.',
  check(tree) {
    return tree.courses.flatMap(itemsOf).flatMap((parsed) => (isText(parsed) ? answersOf(parsed) : []));
  },
};

const isText = (parsed: Parsed<{ type: string }>): parsed is Parsed<TextItem> => parsed.value.type === 'text';

function answersOf(parsed: Parsed<TextItem>): Finding[] {
  const item = parsed.value;
  const broken = [
    ...item.accept.map(({ pattern }, index) => ({ pattern, path: ['accept', index, 'pattern'] })),
    ...item.near.map(({ pattern }, index) => ({ pattern, path: ['near', index, 'pattern'] })),
  ].filter(({ pattern }) => !isPattern(pattern));
  const examOnly = item.use === 'exam' ? [finding(parsed, ['use'], 'a text item is for practice only')] : [];
  if (broken.length > 0)
    return [...examOnly, ...broken.map(({ path }) => finding(parsed, path, 'is no regular expression'))];
  const examples = LANGUAGES.flatMap((language) => {
    const example = item.example[language];
    const accepted = item.accept.some(
      ({ lang, pattern }) =>
        (lang === 'any' || lang === language) && matchesPattern(normaliseText(example), pattern),
    );
    return accepted
      ? []
      : [finding(parsed, ['example', language], 'no pattern under accept fits this example')];
  });
  return [...examOnly, ...examples];
}

function isPattern(pattern: string): boolean {
  try {
    matchesPattern('', pattern);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
