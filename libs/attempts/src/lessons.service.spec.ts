import { CatalogueService, ContentChanges } from '#catalogue';
import { type Actor, FixedClock, parseConfig, rows, systemActor } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { exampleContent } from '../../content/src/testing/example-content.js';
import type { CardNumber } from './lesson.js';
import { exportSittings } from './lessons.queries.js';
import { LessonsService, type LessonStep } from './lessons.service.js';
import { PracticeBank } from './practice-bank.js';
import { PracticeService } from './practice.service.js';
import { WeightsInUse } from './weights-in-use.js';
import { makeLearner, published, rightAnswer } from './testing/index.js';

describe('a lesson', () => {
  let database: TestDatabase;
  let clock: FixedClock;
  let catalogue: CatalogueService;
  let lessons: LessonsService;
  let chaima: Actor;
  let id: string;
  const practice = () =>
    new PracticeService(
      ...([database.db, clock, catalogue] as const),
      new PracticeBank(database.db, clock, catalogue, new ContentChanges(database.db, catalogue)),
      new WeightsInUse(clock),
    );

  beforeAll(async () => {
    database = await testDatabase();
    clock = new FixedClock('2026-11-23T09:00:00Z');
    catalogue = new CatalogueService(database.db, clock, parseConfig({}));
    lessons = new LessonsService(database.db, clock, catalogue, practice());
  });
  afterAll(() => database.close());

  /** Everybody starts afresh: a new learner, and the lesson as it was first written. */
  beforeEach(async () => {
    const content = await exampleContent();
    await catalogue.publish(systemActor('spec'), content);
    id = content.lessons[0]?.id ?? '';
    chaima = await newcomer();
  });
  let people = 0;
  const newcomer = () => makeLearner(database.db, `L${++people}`);

  const answer = async (number: number, step?: LessonStep) => {
    const current = step ?? (await lessons.show(chaima, id));
    const item = current.items[number];
    if (!item) throw new Error(`the lesson has no item ${number}`);
    return lessons.answer(chaima, id, { number, raw: rightAnswer(item.item, item.arrangement) });
  };
  /** Goes through the lesson up to a card, answering what is asked on the way. */
  const goTo = async (card: CardNumber) => {
    for (const next of [2, 3, 4, 5] as const) {
      if (next > card) return;
      await lessons.move(chaima, id, next);
      if (next === 2 && card > 2) await answer(0);
      if (next === 4 && card > 4) for (const number of [1, 2, 3]) await answer(number);
    }
  };
  const count = async (table: 'lesson_sitting' | 'review_card' | 'response'): Promise<unknown> => {
    const own = table === 'response' ? 'response JOIN attempt ON attempt.id = attempt_id' : table;
    const text = `SELECT count(*)::int AS n FROM ${own} WHERE person_id = $1`;
    return (await rows<{ n: number }>(database.db.read, text, [chaima.personId]))[0]?.n;
  };
  const told = async () =>
    (await published(database.db, 'lesson.completed')).filter(({ personId }) => personId === chaima.personId);

  it('starts at the situation, and looking at it writes nothing', async () => {
    expect(await lessons.show(chaima, id)).toMatchObject({ card: 1, sitting: { reached: 1 } });
    expect(await count('lesson_sitting')).toBe(0);
  });

  it('resumes where she was, on any device', async () => {
    await goTo(3);
    const elsewhere = new LessonsService(database.db, clock, catalogue, practice());
    expect(await elsewhere.show(chaima, id)).toMatchObject({ card: 3 });
    expect(await elsewhere.show(chaima, id, 1)).toMatchObject({ card: 1, sitting: { reached: 3 } });
  });

  it('explains the answer at once, and remembers it for review', async () => {
    await goTo(2);
    const { practised, step } = await answer(0);
    expect(practised?.score).toMatchObject({ points: 1, outcome: 'right' });
    expect(step.items[0]?.answered).toBe(true);
    expect(await count('review_card')).toBe(1);
  });

  it('keeps the first answer when it is sent twice', async () => {
    await goTo(2);
    const step = await lessons.show(chaima, id);
    await answer(0, step);
    const again = await lessons.answer(chaima, id, { number: 0, raw: { option: '1' } });
    expect(again.practised?.score.points).toBe(1);
    expect(await count('response')).toBe(1);
  });

  it('keeps one answer when two clicks come at the same moment', async () => {
    await goTo(2);
    const step = await lessons.show(chaima, id);
    await Promise.all([answer(0, step), answer(0, step)]);
    expect(await count('response')).toBe(1);
  });

  it('asks again when the answer is not whole', async () => {
    await goTo(2);
    expect((await lessons.answer(chaima, id, { number: 0, raw: {} })).practised).toBeNull();
    expect(await count('response')).toBe(0);
  });

  it('refuses to go on before the question was tried and the exercises were done', async () => {
    await goTo(2);
    await expect(lessons.move(chaima, id, 3)).rejects.toMatchObject({ args: { refusal: 'try-first' } });
    await answer(0);
    await lessons.move(chaima, id, 3);
    await lessons.move(chaima, id, 4);
    await answer(1);
    await expect(lessons.move(chaima, id, 5)).rejects.toMatchObject({ args: { refusal: 'do-first' } });
    await expect(lessons.complete(chaima, id)).rejects.toMatchObject({
      definition: { type: 'lesson-step-first' },
    });
  });

  it('tells once that it is done, with skill and category', async () => {
    await goTo(5);
    expect(await lessons.complete(chaima, id)).toMatchObject({ first: true });
    expect(await lessons.complete(chaima, id)).toMatchObject({ first: false });
    expect(await told()).toEqual([
      { personId: chaima.personId, lessonId: id, skill: 'ex.lock', category: 'A' },
    ]);
  });

  it('can be done again from the start, and then tells nobody', async () => {
    await goTo(5);
    await lessons.complete(chaima, id);
    expect(await lessons.show(chaima, id)).toMatchObject({ card: 1 });
    await goTo(5);
    expect(await lessons.complete(chaima, id)).toMatchObject({ first: false });
    expect(await told()).toHaveLength(1);
    expect(await count('response')).toBe(8);
    expect(await exportSittings(database.db.read, chaima.personId ?? '')).toHaveLength(2);
  });

  it('goes on in the version it was begun in', async () => {
    await goTo(3);
    const content = await exampleContent();
    const changed = content.lessons.map((lesson) => ({ ...lesson, minutes: 5 }));
    await catalogue.publish(systemActor('spec'), { ...content, lessons: changed });
    expect((await lessons.show(chaima, id)).lesson).toMatchObject({ minutes: 4 });
    expect(await newcomer().then((bram) => lessons.show(bram, id))).toMatchObject({
      lesson: { minutes: 5 },
    });
  });

  it('that is retired can be finished by whoever is in it, and started by nobody', async () => {
    await goTo(3);
    const content = await exampleContent();
    await catalogue.publish(systemActor('spec'), { ...content, lessons: [] });
    expect((await lessons.show(chaima, id)).card).toBe(3);
    const bram = await newcomer();
    await expect(lessons.show(bram, id)).rejects.toMatchObject({ status: 404 });
  });

  it('is nobody else’s business: two people have two sittings', async () => {
    await goTo(3);
    const bram = await newcomer();
    expect(await lessons.show(bram, id)).toMatchObject({ card: 1 });
    await expect(lessons.show(systemActor('spec'), id)).rejects.toMatchObject({
      definition: { type: 'forbidden' },
    });
  });
});
