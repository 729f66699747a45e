import { type Actor, systemActor } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { madeContent, makeLearner, makeLearning, rightAnswer } from './testing/index.js';

describe('answers to an item that its author took back', () => {
  let database: TestDatabase;
  let house: Awaited<ReturnType<typeof makeLearning>>;
  let chaima: Actor;

  beforeEach(async () => {
    database = await testDatabase();
    house = await makeLearning(database.db);
    chaima = await makeLearner(database.db, '1003');
  });
  afterEach(() => database.close());

  it('no longer say how somebody stands, while those to an updated item do', async () => {
    const { attempt, response, item } = await house.practice.start(chaima);
    const raw = rightAnswer(item!, response!.arrangement);
    await house.practice.answer(chaima, attempt.id, { position: response!.position, raw });
    const counted = async () => (await house.bank.evidence(chaima.personId!)).map(({ itemId }) => itemId);
    expect(await counted()).toEqual([item!.id]);

    const publish = async (version: number, type: 'update' | 'invalidating') => {
      const content = madeContent();
      const change = { version, type, nl: 'De knop heet anders', en: 'The button has another name' };
      const items = content.items.map((one) => (one.id === item!.id ? { ...one, version, change } : one));
      await house.catalogue.publish(systemActor('spec'), { ...content, items });
    };
    await publish(2, 'update');
    expect(await counted()).toEqual([item!.id]);
    await publish(3, 'invalidating');
    expect(await counted()).toEqual([]);
    expect(
      (await house.progress.own(chaima)).skills.find(({ skill }) => skill === item!.skill)?.lastAt ?? null,
    ).toBeNull();
  });
});
