import { checkFiles } from './check-course.js';
import type { Content } from './compile-content.js';
import { exampleContent } from './testing/example-content.js';
import { exampleFiles } from './testing/example-files.js';
import { reviewItem, reviewLesson } from './text-review.js';

describe('a look at one text', () => {
  let content: Content;
  beforeAll(async () => {
    content = await exampleContent();
  });

  it('finds nothing that content check would not find', async () => {
    expect(checkFiles(await exampleFiles(), '2026-11-23').problems).toEqual([]);
    expect(content.items.flatMap((item) => reviewItem(item).problems)).toEqual([]);
    expect(content.lessons.flatMap((lesson) => reviewLesson(lesson).problems)).toEqual([]);
  });

  it('names the rule, its sentence and the field of what is wrong with an item', () => {
    const item = content.items.find(({ type }) => type === 'single')!;
    const bad = {
      ...item,
      stem: { nl: 'Je ziet 3 regels. Wat doe je niet?', en: 'You see 4 lines. What do you do?' },
    };
    const { problems } = reviewItem(bad);
    expect(problems.map(({ rule, field }) => [rule, field])).toEqual([
      ['no-negative-question', 'stem.nl'],
      ['equal-numbers', 'stem.en'],
    ]);
    expect(problems[0]?.sentence).toMatch(/^The question of a stem.* holds no niet/);
    expect(problems[1]?.message).toBe('only in Dutch: 3; only in English: 4');
  });

  it('names the language of what is wrong with a lesson', () => {
    const lesson = content.lessons[0]!;
    const cards = lesson.text.en.cards.filter(({ kind }) => kind !== 'keep');
    const { problems } = reviewLesson({
      ...lesson,
      text: { ...lesson.text, en: { ...lesson.text.en, cards } },
    });
    expect(problems.map(({ rule, field }) => [rule, field])).toContainEqual(['five-cards', 'en']);
  });

  it('measures ease of reading and length in both languages', () => {
    const { reading, parity } = reviewLesson(content.lessons[0]!);
    expect(reading.nl!.words).toBeGreaterThan(50);
    expect(reading.en!.ease).toBeGreaterThan(30);
    expect(parity).toMatchObject({ isWithin: true });
  });
});
