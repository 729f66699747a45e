import { itemTexts } from '../item-texts.js';
import { unequalNumbers } from '../numbers-in.js';
import { fileFinding, finding, type Rule } from '../rule.js';
import { itemsOf } from '../tree.js';

export const equalNumbers: Rule = {
  name: 'equal-numbers',
  group: 'languages',
  sentence:
    'Numbers are the same in both languages, in items and on lesson cards; notation may differ (22.10 uur, 10:10 pm).',
  check(tree) {
    const inItems = tree.courses.flatMap(itemsOf).flatMap((parsed) =>
      itemTexts(parsed.value).flatMap(({ path, text }) => {
        const message = difference(text.nl, text.en);
        return message ? [finding(parsed, [...path, 'en'], message)] : [];
      }),
    );
    const inLessons = tree.courses
      .flatMap(({ lessons }) => lessons)
      .flatMap(({ text: { nl, en } }) =>
        (en?.cards ?? []).flatMap((card, index) => {
          const source = nl?.cards[index];
          const message = source ? difference(source.body, card.body) : undefined;
          return message ? [fileFinding(en?.file ?? '', `card {${card.kind}}: ${message}`, card)] : [];
        }),
      );
    return [...inItems, ...inLessons];
  },
};

function difference(nl: string, en: string): string | undefined {
  const only = unequalNumbers(nl, en);
  const parts = [
    ...(only.nl.length > 0 ? [`only in Dutch: ${only.nl.join(', ')}`] : []),
    ...(only.en.length > 0 ? [`only in English: ${only.en.join(', ')}`] : []),
  ];
  return parts.length > 0 ? parts.join('; ') : undefined;
}
