import { randomUUID } from 'node:crypto';
import { examRules, nextStep, seeded } from '#assessment';
import { type Actor, rows, systemActor } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { insertAttempt } from './attempts.queries.js';
import { parametersOf } from './item-parameters.js';
import { testPool } from './test-pool.js';
import { answerOn, madeContent, makeLearner, makeLearning } from './testing/index.js';

describe('the replay of an exam', () => {
  let database: TestDatabase;
  let house: Awaited<ReturnType<typeof makeLearning>>;
  let chaima: Actor;

  beforeEach(async () => {
    database = await testDatabase();
    house = await makeLearning(database.db);
    chaima = await makeLearner(database.db, '1003');
  });
  afterEach(() => database.close());

  const sit = async (right: (position: number) => boolean): Promise<string> => {
    const end = await answerOn(house.attempts, chaima, await house.starts.startExam(chaima, 'A'), right);
    return end.attempt.id;
  };
  /** Another process, which knows nothing but what is stored. */
  const replay = async (id: string) => (await makeLearning(database.db)).replays.replay(id);

  /** An exam as it was before the sequential rule: no quotas, no cap, a decision by interval, no basis kept. */
  async function sitOldExam(): Promise<string> {
    const pool = testPool(
      await house.catalogue.listItems(database.db.read, { category: 'A', use: 'exam' }),
      false,
      parametersOf,
    );
    const terms = { rules: examRules({ min: 15, max: 24, cut: 0 }), minutes: 25, cooldownDays: 3 };
    const blueprint = await house.blueprints.pin('exam', 'A', terms, pool);
    const [id, seed, personId] = [randomUUID(), 'old exam', chaima.personId ?? ''];
    const first = nextStep({ asked: [], elapsedSeconds: 0 }, pool, blueprint.terms.rules, seeded(seed));
    if (!('ask' in first)) throw new Error('the old exam asks nothing');
    await database.db.transaction(async (tx) =>
      insertAttempt(tx, {
        ...{
          id,
          personId,
          kind: 'exam',
          category: 'A',
          context: 'test',
          blueprintId: blueprint.id,
          plan: [],
        },
        ...{ excluded: [], atCap: [], seed, zone: chaima.zone, renewal: false, extraTimePercent: 0 },
        ...{ activeSession: 'window', startedAt: '2026-11-23T09:00:00Z', deadlineAt: '2026-11-23T09:25:00Z' },
        first: await house.steps.ask(seed, 1, first.ask.id, blueprint),
      }),
    );
    const start = await house.attempts.current(chaima, id);
    await answerOn(house.attempts, chaima, start, (n) => n % 3 !== 0);
    await rows(database.db.read, `UPDATE attempt SET result = result - 'basis' WHERE id = $1`, [id]);
    return id;
  }

  it('comes to the same questions, points and decision, whatever was answered', async () => {
    for (const [number, right] of [
      ['3001', () => true],
      ['3002', () => false],
      ['3003', (n: number) => n % 2 === 0],
      ['3004', (n: number) => n % 3 > 0],
    ] as const) {
      chaima = await makeLearner(database.db, number);
      expect(await replay(await sit(right))).toMatchObject({
        rule: 'sprt',
        cap: 0.36,
        hasBasis: true,
        differences: [],
      });
    }
  });

  it('does so after items were changed, and after their places on the scale were', async () => {
    const id = await sit((n) => n % 3 > 0);
    const content = madeContent();
    const items = content.items.map((item) => ({
      ...item,
      stem: { nl: 'Anders', en: 'Other' },
      difficulty: { ...item.difficulty, level: 5 - (item.difficulty.level % 4) },
    }));
    const changed = await house.catalogue.publish(systemActor('specs'), { ...content, items });
    expect(changed.changed).toBeGreaterThanOrEqual(48);
    // Not through a new house, which would publish the first content again.
    expect((await house.replays.replay(id)).differences).toEqual([]);
  });

  it('also replays exams from before the sequential rule, which kept no basis', async () => {
    const id = await sitOldExam();
    expect(await replay(id)).toMatchObject({
      rule: 'interval',
      cap: null,
      hasBasis: false,
      differences: [],
    });
  });

  it('replays what time ended and what was handed in, an unanswered question as wrong', async () => {
    const { attempt } = await house.starts.startExam(chaima, 'A');
    house.clock.set('2026-11-23T10:00:00Z');
    await house.exams.finishOverdue(house.clock.now(), false);
    expect(await replay(attempt.id)).toMatchObject({ stopReason: 'time', questions: 1, differences: [] });
    house.clock.set('2026-11-27T10:00:00Z');
    const next = await house.starts.startExam(chaima, 'A');
    await house.attempts.handIn(chaima, next.attempt.id, next.attempt.activeSession);
    expect(await replay(next.attempt.id)).toMatchObject({ stopReason: 'handed-in', differences: [] });
  });

  it('compares the questions so far of an exam that is still open', async () => {
    const { attempt } = await house.starts.startExam(chaima, 'A');
    expect(await replay(attempt.id)).toMatchObject({ outcome: null, questions: 1, differences: [] });
  });

  it('finds what was changed in the log: an outcome, points, an item, what stayed away', async () => {
    const id = await sit((n) => n % 3 > 0);
    const stored = (
      await rows<{ outcome: string }>(database.db.read, 'SELECT outcome FROM attempt WHERE id = $1', [id])
    )[0];
    const other = stored?.outcome === 'passed' ? 'nearly' : 'passed';
    await rows(database.db.read, 'UPDATE attempt SET outcome = $2 WHERE id = $1', [id, other]);
    expect((await replay(id)).differences).toEqual([
      { position: null, what: 'outcome', stored: other, replayed: stored?.outcome },
    ]);
    await rows(database.db.read, 'UPDATE attempt SET outcome = $2 WHERE id = $1', [id, stored?.outcome]);
    await rows(
      database.db.read,
      'UPDATE response SET points = 1 - points WHERE attempt_id = $1 AND position = 2',
      [id],
    );
    const faults = (await replay(id)).differences;
    expect(faults).toContainEqual({ position: 2, what: 'points', stored: 0, replayed: 1 });
    expect(faults.map(({ what }) => what)).toContain('result');
    await rows(
      database.db.read,
      'UPDATE response SET points = 1 - points WHERE attempt_id = $1 AND position = 2',
      [id],
    );
    expect((await replay(id)).differences).toEqual([]);
    await rows(
      database.db.read,
      `UPDATE attempt SET at_cap = jsonb_build_array((SELECT item_id FROM response WHERE attempt_id = $1 AND position = 1)) WHERE id = $1`,
      [id],
    );
    expect((await replay(id)).differences[0]).toMatchObject({ position: 1, what: 'item' });
  });

  it('knows exams only', async () => {
    const { attempt } = await house.starts.startPlacement(chaima, 'A');
    await expect(house.replays.replay(attempt.id)).rejects.toMatchObject({ status: 404 });
    await expect(house.replays.replay(randomUUID())).rejects.toMatchObject({ status: 404 });
  });
});
