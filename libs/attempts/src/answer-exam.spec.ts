import { type Actor, systemActor } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import type { AttemptStep } from './test-steps.js';
import {
  answerQuestion,
  madeContent,
  makeLearner,
  makeLearning,
  rightAnswer,
  sitExam,
  wrongAnswer,
} from './testing/index.js';

describe('answering a licence exam', () => {
  let database: TestDatabase;
  let house: Awaited<ReturnType<typeof makeLearning>>;
  let chaima: Actor;

  beforeEach(async () => {
    database = await testDatabase();
    house = await makeLearning(database.db);
    chaima = await makeLearner(database.db, '1003');
  });
  afterEach(() => database.close());

  const answer = (step: AttemptStep, right: boolean, actor = chaima) =>
    answerQuestion(house.attempts, actor, step, right);
  const sit = (right: (position: number) => boolean, actor = chaima): Promise<AttemptStep> =>
    sitExam(house, actor, right);

  it('asks exam items only', async () => {
    const { attempt } = await sit((position) => position % 2 === 0);
    expect(attempt.responses.length).toBeGreaterThanOrEqual(15);
    for (const { itemId } of attempt.responses) expect(Number(itemId.split('.')[2])).toBeGreaterThan(500);
  });

  it('takes each answer once: the same sent twice, also at the same moment, changes nothing', async () => {
    const start = await house.starts.startExam(chaima, 'A');
    const { response, item, attempt } = start;
    if (!response || !item) throw new Error('no question');
    const right = {
      position: 1,
      session: attempt.activeSession,
      raw: rightAnswer(item, response.arrangement),
    };
    const wrong = { ...right, raw: wrongAnswer(item, response.arrangement) };
    const results = await Promise.all([1, 2, 3].map(() => house.attempts.answer(chaima, attempt.id, right)));
    expect(results.map((r) => r.result).sort()).toEqual(['again', 'again', 'saved']);
    expect((await house.attempts.answer(chaima, attempt.id, wrong)).result).toBe('again');
    const after = await house.attempts.current(chaima, attempt.id);
    expect(after.attempt.responses).toHaveLength(2);
    expect(after.attempt.responses[0]?.points).toBe(1);
    expect(after.response?.position).toBe(2);
  });

  it('refuses an answer to a question that was not asked, and asks again when the answer is not whole', async () => {
    const { attempt } = await house.starts.startExam(chaima, 'A');
    const input = { session: attempt.activeSession, raw: {} };
    await expect(house.attempts.answer(chaima, attempt.id, { ...input, position: 2 })).rejects.toMatchObject({
      definition: { type: 'question-not-asked' },
    });
    expect((await house.attempts.answer(chaima, attempt.id, { ...input, position: 1 })).result).toBe(
      'incomplete',
    );
    // "I don't know" belongs to the placement test.
    const skipped = await house.attempts.answer(chaima, attempt.id, { ...input, position: 1, skip: true });
    expect(skipped.result).toBe('incomplete');
  });

  it('resumes where it was, on another device too, with the same options in the same order', async () => {
    const start = await house.starts.startExam(chaima, 'A');
    const { step } = await answer(start, true);
    const elsewhere = await makeLearning(database.db);
    const resumed = await elsewhere.attempts.current(chaima, start.attempt.id);
    expect(resumed.response).toMatchObject({
      position: 2,
      itemId: step.response?.itemId,
      arrangement: step.response?.arrangement,
    });
    expect(resumed.attempt.deadlineAt).toEqual(start.attempt.deadlineAt);
  });

  it('has one active window: after "continue here" the other one can save nothing', async () => {
    const start = await house.starts.startExam(chaima, 'A');
    const taken = await house.attempts.takeOver(chaima, start.attempt.id);
    expect(taken.attempt.activeSession).not.toBe(start.attempt.activeSession);
    await expect(answer(start, true)).rejects.toMatchObject({
      definition: { type: 'attempt-active-elsewhere' },
    });
    await expect(
      house.attempts.handIn(chaima, start.attempt.id, start.attempt.activeSession),
    ).rejects.toMatchObject({
      definition: { type: 'attempt-active-elsewhere' },
    });
    expect((await answer(taken, true)).result).toBe('saved');
  });

  it('keeps the versions it started with, whatever is published meanwhile', async () => {
    const start = await house.starts.startExam(chaima, 'A');
    const changed = await republished(house);
    expect(changed).toBeGreaterThan(0);
    let step: AttemptStep = await house.attempts.current(chaima, start.attempt.id);
    while (step.response) step = (await answer(step, true)).step;
    expect(new Set(step.attempt.responses.map((r) => r.itemVersion))).toEqual(new Set([1]));
  });

  it('belongs to its person: nobody else reads or answers it', async () => {
    const start = await house.starts.startExam(chaima, 'A');
    const bram: Actor = {
      ...(await makeLearner(database.db, '1002')),
      isManager: true,
      grants: ['hr', 'admin'],
    };
    await expect(house.attempts.current(bram, start.attempt.id)).rejects.toMatchObject({ status: 403 });
    await expect(answer(start, true, bram)).rejects.toMatchObject({ status: 403 });
    await expect(house.attempts.takeOver(bram, start.attempt.id)).rejects.toMatchObject({ status: 403 });
  });
});

type Learning = Awaited<ReturnType<typeof makeLearning>>;
/** Publishes the bank again with every text mended; gives how many items got a new version. */
async function republished(house: Learning): Promise<number> {
  const content = madeContent();
  const items = content.items.map((item) => ({ ...item, rule: { nl: 'Nieuw', en: 'New' } }));
  const receipt = await house.catalogue.publish(systemActor('specs'), { ...content, items });
  return receipt.changed;
}
