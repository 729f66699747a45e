import { systemActor } from '#kernel';
import { LessonAdvice } from './lesson-advice.js';
import type { Step } from './next-step.js';
import type { Station } from './path.js';

const actor = systemActor('spec');
const both = (text: string) => ({ nl: text, en: text });
const station = (id: string, more: Partial<Station> = {}): Station => ({
  lesson: {
    ...{ id, skill: `s.${id}`, minutes: 9, title: both(`Lesson ${id}`), needs: [] },
    course: { slug: 'c', title: both('Course') },
  },
  ...{ state: 'todo', isNext: false, waitsFor: [], ...more },
});
const next: Step = {
  ...{ kind: 'lesson', minutes: 5, reason: { key: 'paths.reason_lesson' }, lessonId: 'a', title: both('A') },
};
const urlOf = (id: string): string => `/lessons/${id}`;
const reason = { key: 'paths.reason_best_new' };

describe('advice on the next lesson', () => {
  const stations = [
    station('a'),
    station('b'),
    station('c', { waitsFor: ['s.b'] }),
    station('d', { state: 'done' }),
  ];

  it('takes the place of the first open lesson, with its own minutes and reason', async () => {
    const advice = new LessonAdvice();
    const asked: string[][] = [];
    advice.provide((_, open) => {
      asked.push(open.map(({ lesson }) => lesson.id));
      return Promise.resolve({ lessonId: 'b', reason });
    });
    const advised = await advice.apply(actor, next, stations, urlOf);
    expect(advised).toMatchObject({
      lessonId: 'b',
      minutes: 9,
      reason,
      url: '/lessons/b',
      title: both('Lesson b'),
    });
    expect(asked).toEqual([['a', 'b']]);
  });

  it('leaves the order of the path without advice, with advice on a lesson that waits, and without a choice', async () => {
    const advice = new LessonAdvice();
    expect(await advice.apply(actor, next, stations, urlOf)).toBe(next);
    advice.provide(() => Promise.resolve({ lessonId: 'c', reason }));
    expect(await advice.apply(actor, next, stations, urlOf)).toBe(next);
    advice.provide(() => Promise.reject(new Error('nobody should be asked')));
    expect(await advice.apply(actor, next, [station('a')], urlOf)).toBe(next);
    const exam: Step = { ...next, kind: 'exam', lessonId: null };
    expect(await advice.apply(actor, exam, stations, urlOf)).toBe(exam);
  });
});
