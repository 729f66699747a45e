import { fileFinding, type Finding, type Rule } from '../rule.js';
import { CARD_KINDS, LANGUAGES, type LessonText } from '../tree.js';

export const fiveCards: Rule = {
  name: 'five-cards',
  group: 'lessons',
  sentence: `A lesson has five cards, in this order: ${CARD_KINDS.map((kind) => `{${kind}}`).join(' ')}; each has a heading and a text.`,
  check(tree) {
    return tree.courses
      .flatMap(({ lessons }) => lessons)
      .flatMap(({ text }) =>
        LANGUAGES.flatMap((language) => (text[language] ? cardsOf(text[language]) : [])),
      );
  },
};

function cardsOf({ file, cards }: LessonText): Finding[] {
  const kinds = cards.map((card) => card.kind);
  if (kinds.join() !== CARD_KINDS.join()) {
    const wrong = cards.find((card, index) => card.kind !== CARD_KINDS[index]) ?? cards.at(-1);
    return [
      fileFinding(file, `the cards are ${kinds.map((kind) => `{${kind}}`).join(' ') || 'none'}`, wrong),
    ];
  }
  return cards
    .filter((card) => card.heading === '' || card.body === '')
    .map((card) =>
      fileFinding(file, `card {${card.kind}} has no ${card.heading === '' ? 'heading' : 'text'}`, card),
    );
}
