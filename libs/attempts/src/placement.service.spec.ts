import type { Actor } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import type { AttemptStep } from './test-steps.js';
import { makeLearner, makeLearning, published, rightAnswer, wrongAnswer } from './testing/index.js';

describe('the placement test', () => {
  let database: TestDatabase;
  let house: Awaited<ReturnType<typeof makeLearning>>;
  let chaima: Actor;

  beforeEach(async () => {
    database = await testDatabase();
    house = await makeLearning(database.db);
    chaima = await makeLearner(database.db, '1003');
  });
  afterEach(() => database.close());

  async function sit(knows: (skill: string) => boolean | 'skip'): Promise<AttemptStep> {
    let step = await house.starts.startPlacement(chaima, 'A');
    while (step.response && step.item) {
      const { response, item, attempt } = step;
      const known = knows(item.skill);
      const raw =
        known === 'skip'
          ? {}
          : known
            ? rightAnswer(item, response.arrangement)
            : wrongAnswer(item, response.arrangement);
      const skip = known === 'skip';
      step = (await house.attempts.answer(chaima, attempt.id, { position: response.position, raw, skip }))
        .step;
    }
    return step;
  }

  it('lets somebody skip the skills they show and learn the others', async () => {
    const { attempt } = await sit((skill) => skill !== 'tx.s5' && skill !== 'tx.s6');
    const { known, toLearn } = await house.results.placement(attempt, 'nl');
    expect(known.map((s) => s.skill)).toEqual(expect.arrayContaining(['tx.s1', 'tx.s2', 'tx.s3', 'tx.s4']));
    expect(toLearn.map((s) => s.skill)).toEqual(['tx.s5', 'tx.s6']);
    const [event] = await published(database.db, 'placement.finished');
    expect(event).toMatchObject({ attemptId: attempt.id, personId: chaima.personId, category: 'A' });
    expect([...(event?.['exemptSkills'] as string[])].sort()).toEqual(['tx.s1', 'tx.s2', 'tx.s3', 'tx.s4']);
  });

  it('uses practice items only, asks every skill, and never more than 30', async () => {
    const { attempt } = await sit((skill) => Number(skill.slice(-1)) % 2 === 0);
    expect(attempt.responses.length).toBeLessThanOrEqual(30);
    expect(new Set(attempt.responses.map((r) => r.skill)).size).toBe(6);
    for (const { itemId } of attempt.responses) expect(Number(itemId.split('.')[2])).toBeLessThan(500);
  });

  it('takes "I don’t know yet" for an answer and exempts from nothing', async () => {
    const { attempt } = await sit(() => 'skip');
    expect(attempt.state).toBe('finished');
    expect(attempt.responses.every((r) => r.answer === null && r.points === 0)).toBe(true);
    expect((await house.results.placement(attempt, 'nl')).known).toEqual([]);
  });

  it('has no limit: it goes on where it was, days later', async () => {
    const start = await house.starts.startPlacement(chaima, 'A');
    house.clock.set('2026-12-05T09:00:00Z');
    const again = await house.starts.startPlacement(chaima, 'A');
    expect(again.attempt.id).toBe(start.attempt.id);
    expect(again.response?.itemId).toBe(start.response?.itemId);
  });
});
