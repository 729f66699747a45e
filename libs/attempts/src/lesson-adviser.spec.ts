import type { Actor } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { LessonAdviser } from './lesson-adviser.js';
import { makeLearner, makeLearning, rightAnswer, wrongAnswer } from './testing/index.js';

describe('advice on the next lesson', () => {
  let database: TestDatabase;
  let house: Awaited<ReturnType<typeof makeLearning>>;
  let adviser: LessonAdviser;
  let chaima: Actor;
  const lessons = [1, 2, 3].map((n) => ({ lesson: `l${n}`, skill: `tx.s${n}`, area: 'course', minutes: 10 }));

  beforeEach(async () => {
    database = await testDatabase();
    house = await makeLearning(database.db);
    adviser = new LessonAdviser(database.db, house.clock, house.catalogue, house.bank, house.weights);
    chaima = await makeLearner(database.db, '1003');
  });
  afterEach(() => database.close());

  async function practise(skill: string, right: boolean): Promise<void> {
    let step = await house.practice.start(chaima, skill);
    while (step.response && step.item) {
      const raw = (right ? rightAnswer : wrongAnswer)(step.item, step.response.arrangement);
      const { position } = step.response;
      step = await house.practice.answer(chaima, step.attempt.id, { position, raw });
    }
  }

  it('is not given before the first answer, or without lessons', async () => {
    expect(await adviser.best(chaima, lessons)).toBeNull();
    await practise('tx.s1', true);
    expect(await adviser.best(chaima, [])).toBeNull();
  });

  it('names a lesson with something unmet on the way to the cut, and not one that is far above or below it', async () => {
    await practise('tx.s1', true);
    await practise('tx.s2', false);
    house.clock.advance({ hours: 24 * 3 });
    // Both practised skills have met their only objective; the third is new.
    const best = await adviser.best(chaima, lessons);
    expect(best).toMatchObject({ lesson: 'l3', reason: { daysSinceProof: null, unmet: ['o1'] } });
    const shorter = [...lessons, { lesson: 'l4', skill: 'tx.s4', area: 'course', minutes: 4 }];
    expect(await adviser.best(chaima, shorter)).toMatchObject({ lesson: 'l4' });
  });
});
