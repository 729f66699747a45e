import { countWords } from '../measure.js';
import { fileFinding, type Rule } from '../rule.js';
import { LANGUAGES } from '../tree.js';

/** Words on a card: situation about 40, the idea at most 90; the rest short. */
const BOUNDS: Readonly<Record<string, readonly [number, number]>> = {
  situation: [20, 65],
  try: [3, 40],
  idea: [25, 90],
  do: [3, 40],
  keep: [12, 80],
};

export const cardLengths: Rule = {
  name: 'card-lengths',
  group: 'lessons',
  sentence: `Words on a card: ${Object.entries(BOUNDS)
    .map(([kind, [fewest, most]]) => `{${kind}} ${fewest} to ${most}`)
    .join(', ')}; alternative texts do not count.`,
  check(tree) {
    return tree.courses
      .flatMap(({ lessons }) => lessons)
      .flatMap(({ text }) =>
        LANGUAGES.flatMap((language) =>
          (text[language]?.cards ?? []).flatMap((card) => {
            const [fewest, most] = BOUNDS[card.kind] ?? [0, Infinity];
            const count = countWords(card.body.replace(/!\[[^\]]*\]\([^)]*\)/g, ''));
            return count < fewest || count > most
              ? [fileFinding(text[language]?.file ?? '', `card {${card.kind}} has ${count} words`, card)]
              : [];
          }),
        ),
      );
  },
};
