import type { TextReview } from '#content';
import type { ShelfItem } from './library.js';
import type { ItemDetail, LessonDetail, ShelfItemView } from './library.schemas.js';
import type { ItemOnShelf, LessonOnShelf } from './library.service.js';

/** The shapes of the JSON API. */
export function shelfItemOf({ item, course, states, reviewBy }: ShelfItem): ShelfItemView {
  const { id, version, skill, use, status, body } = item;
  return {
    ...{ id, version, course, skill, use, status, reviewBy },
    ...{ authorVersion: body.version, type: body.type, stem: body.stem, states: [...states] },
  };
}

export function itemDetailView({ shelf, review, lessons, licences }: ItemOnShelf): ItemDetail {
  return {
    ...shelfItemOf(shelf),
    body: { ...shelf.item.body },
    lessons: lessons.map(({ id }) => id),
    licences: [...licences],
    ...reviewOf(review),
  };
}

export function lessonDetailView({ lesson, course, review, items }: LessonOnShelf): LessonDetail {
  const { nl, en } = lesson.text;
  return {
    ...{ id: lesson.id, version: lesson.version, skill: lesson.skill, minutes: lesson.minutes },
    course: course?.slug ?? null,
    title: { nl: nl.title, en: en.title },
    summary: { nl: nl.summary, en: en.summary },
    cards: nl.cards.map(({ kind, heading, body }, index) => ({
      kind,
      heading: { nl: heading, en: en.cards[index]?.heading ?? '' },
      text: { nl: body, en: en.cards[index]?.body ?? '' },
    })),
    items: items.map(({ id }) => id),
    ...reviewOf(review),
  };
}

function reviewOf({ problems, notes, reading, parity }: TextReview) {
  const level = (one: TextReview['reading']['nl']) =>
    one && { words: one.words, wordsPerSentence: one.wordsPerSentence, ease: one.ease };
  return {
    problems: problems.map((problem) => ({ ...problem })),
    notes: notes.map((note) => ({ ...note })),
    reading: { nl: level(reading.nl), en: level(reading.en) },
    parity: { ...parity },
  };
}
