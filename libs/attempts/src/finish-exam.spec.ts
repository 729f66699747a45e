import { type Actor, rows } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import type { AttemptStep } from './test-steps.js';
import { answerQuestion, makeLearner, makeLearning, published, sitExam } from './testing/index.js';

describe('the end of a licence exam', () => {
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

  it('is passed by somebody who knows it: between 15 and 24 items, every skill asked, told once', async () => {
    const { attempt } = await sit(() => true);
    expect(attempt).toMatchObject({ state: 'finished', outcome: 'passed', retryAt: null });
    expect(attempt.responses.length).toBeGreaterThanOrEqual(15);
    expect(attempt.responses.length).toBeLessThanOrEqual(24);
    expect(new Set(attempt.responses.map((r) => r.skill)).size).toBe(6);
    expect(new Set(attempt.responses.map((r) => r.itemId)).size).toBe(attempt.responses.length);
    expect(await published(database.db, 'exam.passed')).toEqual([
      {
        attemptId: attempt.id,
        personId: chaima.personId,
        category: 'A',
        decidedAt: '2026-11-23T09:00:00Z',
        renewal: false,
      },
    ]);
    expect(await published(database.db, 'exam.failed')).toEqual([]);
  });

  it('is not yet passed by somebody who does not: two topics, and open again after three days in their own zone', async () => {
    const { attempt } = await sit(() => false);
    expect(attempt.outcome).toBe('not-yet');
    expect((attempt.result as { topics: string[] }).topics).toHaveLength(2);
    // Thursday 26 November, 00.00 in Amsterdam.
    expect(attempt.retryAt?.toISOString()).toBe('2026-11-25T23:00:00.000Z');
    expect(await published(database.db, 'exam.failed')).toEqual([
      {
        attemptId: attempt.id,
        personId: chaima.personId,
        category: 'A',
        availableAgainAt: '2026-11-25T23:00:00Z',
      },
    ]);
  });

  it('stays closed while cooling down, tells once when it opens, and then asks other items', async () => {
    const first = await sit(() => false);
    house.clock.set('2026-11-25T22:59:59Z');
    await expect(house.starts.startExam(chaima, 'A')).rejects.toMatchObject({
      definition: { type: 'exam-cooling-down' },
    });
    expect(await house.exams.openExams(house.clock.now(), false)).toMatchObject({ seen: 0 });
    house.clock.set('2026-11-25T23:00:00Z');
    expect(await house.exams.openExams(house.clock.now(), true)).toMatchObject({ seen: 1, changed: 0 });
    expect(await house.exams.openExams(house.clock.now(), false)).toMatchObject({ seen: 1, changed: 1 });
    expect(await house.exams.openExams(house.clock.now(), false)).toMatchObject({ seen: 0 });
    expect(await published(database.db, 'exam.available-again')).toEqual([
      { personId: chaima.personId, category: 'A' },
    ]);
    const second = await sit(() => false);
    const before = new Set(first.attempt.responses.map((r) => r.itemId));
    expect(second.attempt.responses.filter((r) => before.has(r.itemId))).toEqual([]);
  });

  it('does not tell somebody who tried again before the message went out', async () => {
    await sit(() => false);
    house.clock.set('2026-11-26T09:00:00Z');
    await sit(() => true);
    expect(await house.exams.openExams(house.clock.now(), false)).toMatchObject({
      seen: 1,
      changed: 0,
      skipped: 1,
    });
    expect(await published(database.db, 'exam.available-again')).toEqual([]);
  });

  it('counts no answer at or after the limit, and is handed in by the worker with what is there', async () => {
    let step: AttemptStep = await house.starts.startExam(chaima, 'A');
    for (let i = 0; i < 5; i += 1) step = (await answer(step, true)).step;
    house.clock.set('2026-11-23T09:24:59Z');
    expect(await house.exams.finishOverdue(house.clock.now(), false)).toEqual({
      seen: 0,
      changed: 0,
      skipped: 0,
    });
    house.clock.set('2026-11-23T09:25:00Z');
    expect(await house.exams.finishOverdue(house.clock.now(), true)).toEqual({
      seen: 1,
      changed: 0,
      skipped: 1,
    });
    expect(await house.exams.finishOverdue(house.clock.now(), false)).toEqual({
      seen: 1,
      changed: 1,
      skipped: 0,
    });
    await expect(answer(step, true)).rejects.toMatchObject({ definition: { type: 'attempt-finished' } });
    const { attempt } = await house.attempts.current(chaima, step.attempt.id);
    // Five right answers are too few to pass on.
    expect(attempt).toMatchObject({
      state: 'finished',
      stopReason: 'time',
      outcome: expect.not.stringMatching('passed'),
    });
    expect(attempt.result).toMatchObject({ incomplete: true });
    expect(await published(database.db, 'exam.failed')).toHaveLength(1);
  });

  it('ends at its limit even when the worker comes an hour late', async () => {
    const { attempt } = await house.starts.startExam(chaima, 'A');
    house.clock.set('2026-11-23T10:30:00Z');
    const { attempt: ended } = await house.attempts.current(chaima, attempt.id);
    expect(ended.finishedAt?.toISOString()).toBe('2026-11-23T09:25:00.000Z');
  });

  it('keeps what the decision rests on, with the items and points that counted', async () => {
    const { attempt } = await sit(() => true);
    const { basis } = attempt.result as { basis: Record<string, unknown> };
    expect(basis).toMatchObject({
      cut: 0,
      quotaGaps: [],
      classification: { rule: 'sprt', cut: 0, delta: 0.25, verdict: 'pass', bounds: { pass: Math.log(19) } },
      items: attempt.responses.map(({ itemId, points }) => ({ itemId, points })),
    });
  });

  it('tells a person who looks that answers came too quickly, and decides nothing by it', async () => {
    // The clock of the specs stands still, so every answer took no time at all.
    const { attempt } = await sit(() => true);
    const positions = attempt.responses.map(({ position }) => position);
    expect(attempt.outcome).toBe('passed');
    expect(attempt.result).toMatchObject({ rapid: { positions, answered: positions.length, flagged: true } });
    chaima = await makeLearner(database.db, '1004');
    let step: AttemptStep = await house.starts.startExam(chaima, 'A');
    while (step.response) {
      house.clock.advance({ seconds: 20 });
      step = (await answer(step, true)).step;
    }
    expect(step.attempt.result).toMatchObject({ rapid: { positions: [], flagged: false } });
  });

  it('is finished once, whoever comes first: worker, answer and click at the same moment', async () => {
    const start = await house.starts.startExam(chaima, 'A');
    const session = start.attempt.activeSession;
    await Promise.all([
      house.attempts.handIn(chaima, start.attempt.id, session),
      house.attempts.handIn(chaima, start.attempt.id, session),
      house.exams.finishOverdue(
        start.attempt.deadlineAt ? house.clock.now().add({ minutes: 26 }) : house.clock.now(),
        false,
      ),
    ]);
    expect(await published(database.db, 'exam.failed')).toHaveLength(1);
    const finished = await rows(
      database.db.read,
      `SELECT 1 FROM audit_event WHERE action = 'attempt.finished'`,
    );
    expect(finished).toHaveLength(1);
  });
});
