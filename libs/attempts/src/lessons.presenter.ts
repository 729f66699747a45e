import type { Language } from '#kernel';
import { cataloguePaths } from '#catalogue';
import { t } from '#ui';
import type { Given } from './answer-errors.js';
import { askedItem, feedbackForApi, feedbackModel, questionForApi } from './attempts.presenter.js';
import { DO, KEEP, openItemOf, TRY, type CardNumber } from './lesson.js';
import { lessonsPaths } from './lessons.paths.js';
import type { LessonView } from './lessons.schemas.js';
import type { LessonItem, LessonStep } from './lessons.service.js';
import { presentItem } from './present-item.js';
import type { Practised } from './practice.service.js';

const LAST = KEEP;

/** The page of one card. `practised` is the explanation to show instead of a question. */
export function lessonPage(
  step: LessonStep,
  language: Language,
  shown: { practised: Practised | null; given?: Given },
) {
  const { lesson, card } = step;
  const content = lesson.text[language].cards[card - 1];
  const id = lesson.id;
  const question = shown.practised ? null : questionOf(step, language, shown.given);
  return {
    title: lesson.text[language].title,
    heading: content?.heading ?? '',
    text: withPictures(content?.body ?? '', step, language),
    card,
    of: t(language, 'attempts.lesson_card', { n: card, total: LAST }),
    progress: Math.round((card / LAST) * 100),
    closeHref: lessonsPaths.learn(),
    proposeHref: card === LAST ? lessonsPaths.propose({ skill: lesson.skill }) : null,
    backHref: card > 1 ? lessonsPaths.show({ id, card: card - 1 }) : null,
    question,
    answered: shown.practised ? answeredModel(step, shown.practised, language) : null,
    next: question || shown.practised ? null : nextOf(step, language),
  };
}

/** The question that is open on this card, as a form. */
export function questionOf(step: LessonStep, language: Language, given?: Given) {
  const open = openItem(step);
  if (!open) return null;
  const total = step.items.length - 1;
  return {
    place: { name: 'number', value: open.number },
    title: open.number === 0 ? '' : t(language, 'attempts.question_of', { n: open.number, total }),
    action: lessonsPaths.answers({ id: step.lesson.id }),
    ...askedItem(open.item.body, open.arrangement, language, given),
  };
}

/** An explanation, and where it goes from there: the next exercise on this card or the next card. */
export function answeredModel(step: LessonStep, practised: Practised, language: Language) {
  const stays = step.card === DO && openItem(step) !== undefined;
  return {
    feedback: feedbackModel(practised, language),
    href: stays ? lessonsPaths.show({ id: step.lesson.id, card: DO }) : null,
    label: t(language, 'attempts.next'),
    next: stays ? null : nextOf(step, language),
  };
}

/** The button at the end of a card: on to the next one, or done. */
function nextOf({ lesson, card }: LessonStep, language: Language) {
  const { id } = lesson;
  return card === LAST
    ? { action: lessonsPaths.completion({ id }), card: null, label: t(language, 'attempts.lesson_done') }
    : { action: lessonsPaths.position({ id }), card: card + 1, label: t(language, 'attempts.lesson_next') };
}

function openItem({ lesson, card, sitting, items }: LessonStep): LessonItem | undefined {
  const id = openItemOf(lesson, card, sitting.answered);
  return items.find(({ item }) => item.id === id);
}

/** Pictures get their published address and the alternative text of the lesson. */
export function withPictures(
  body: string,
  { lesson }: Pick<LessonStep, 'lesson'>,
  language: Language,
): string {
  return lesson.media.reduce(
    (text, { file, alt, hash }) =>
      text.replace(/!\[[^\]]*\]\(([^)\s]+)\)/g, (written: string, target: string) =>
        target === file
          ? `![${alt[language].replace(/[[\]]/g, '')}](${cataloguePaths.media({ hash })})`
          : written,
      ),
    body,
  );
}

/** A lesson for the API: all cards, and the questions without anything that could give an answer away. */
export function presentLesson(step: LessonStep, language: Language): LessonView {
  const { lesson, sitting, items } = step;
  const { title, summary, cards } = lesson.text[language];
  return {
    id: lesson.id,
    version: lesson.version,
    course: lesson.course,
    skill: lesson.skill,
    title,
    summary,
    minutes: lesson.minutes,
    card: sitting.reached,
    cards: cards.map(({ kind, heading, body }, index) => ({
      number: index + 1,
      kind,
      heading,
      text: withPictures(body, step, language),
    })),
    items: items.map(({ number, item, arrangement, answered }) => ({
      number,
      card: number === 0 ? TRY : DO,
      answered,
      question: questionForApi(number, presentItem(item.body, arrangement, language)),
    })),
  };
}

export const presentAnswered = (practised: Practised, step: LessonStep, language: Language) => ({
  feedback: feedbackForApi(practised, language),
  lesson: presentLesson(step, language),
});

/** Which card an item stands on. */
export const cardOf = (number: number): CardNumber => (number === 0 ? TRY : DO);
