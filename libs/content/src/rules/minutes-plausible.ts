import { countWords } from '../measure.js';
import { finding, type Rule } from '../rule.js';
import { itemsOf } from '../tree.js';

/** Calm reading of a lesson, in words a minute. */
const READING_SPEED = 180;

export const minutesPlausible: Rule = {
  name: 'minutes-plausible',
  group: 'lessons',
  sentence:
    `minutes lies between 0.6 and 1.6 times what the lesson takes: its Dutch words at ${READING_SPEED} a minute ` +
    'plus the seconds (time_s) of the try and do items.',
  check(tree) {
    return tree.courses.flatMap((course) => {
      const seconds = new Map(itemsOf(course).map(({ value }) => [value.id, value.time_s]));
      return course.lessons.flatMap(({ lesson, text }) => {
        if (!lesson || !text.nl) return [];
        const words = text.nl.cards.reduce((sum, card) => sum + countWords(card.body), 0);
        const asked = [lesson.value.try, ...lesson.value.do].reduce(
          (sum, id) => sum + (seconds.get(id) ?? 0),
          0,
        );
        const takes = words / READING_SPEED + asked / 60;
        const ratio = lesson.value.minutes / takes;
        return ratio < 0.6 || ratio > 1.6
          ? [
              finding(
                lesson,
                ['minutes'],
                `${lesson.value.minutes} minutes, but it takes about ${takes.toFixed(1)}`,
              ),
            ]
          : [];
      });
    });
  },
};
