import { type Actor, rows, systemActor } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import type { AttemptStep } from './test-steps.js';
import {
  answerOn,
  madeContent,
  makeLearner,
  makeLearning,
  published,
  rightAnswer,
  wrongAnswer,
} from './testing/index.js';

type Learning = Awaited<ReturnType<typeof makeLearning>>;

describe('the licence exam', () => {
  let database: TestDatabase;
  let house: Learning;
  let chaima: Actor;

  beforeEach(async () => {
    database = await testDatabase();
    house = await makeLearning(database.db);
    chaima = await makeLearner(database.db, '1003');
  });
  afterEach(() => database.close());

  /** Answers one question; `right` decides by position. */
  async function answer(step: AttemptStep, right: boolean, actor = chaima) {
    const { attempt, response, item } = step;
    if (!response || !item) throw new Error('there is no question to answer');
    const raw = right ? rightAnswer(item, response.arrangement) : wrongAnswer(item, response.arrangement);
    return house.attempts.answer(actor, attempt.id, {
      position: response.position,
      session: attempt.activeSession,
      raw,
    });
  }

  async function sit(right: (position: number) => boolean, actor = chaima): Promise<AttemptStep> {
    return answerOn(house.attempts, actor, await house.starts.startExam(actor, 'A'), right);
  }

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

  it('asks exam items only', async () => {
    const { attempt } = await sit((position) => position % 2 === 0);
    expect(attempt.responses.length).toBeGreaterThanOrEqual(15);
    for (const { itemId } of attempt.responses) expect(Number(itemId.split('.')[2])).toBeGreaterThan(500);
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

  it('is open once: a second start gives the same attempt, and so do two starts at once', async () => {
    const [one, two] = await Promise.all([
      house.starts.startExam(chaima, 'A'),
      house.starts.startExam(chaima, 'A'),
    ]);
    expect(one.attempt.id).toBe(two.attempt.id);
    expect([one.isNew, two.isNew].sort()).toEqual([false, true]);
    expect((await house.starts.startExam(chaima, 'A')).attempt.id).toBe(one.attempt.id);
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
    const elsewhere = await makeServicesAnew(database);
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

  it('runs on the server clock: 25 minutes, and twice as long for who set 100 % extra', async () => {
    const { attempt } = await house.starts.startExam(chaima, 'A');
    expect(attempt.deadlineAt?.toISOString()).toBe('2026-11-23T09:25:00.000Z');
    const daan = await makeLearner(database.db, '1004');
    await house.exams.setExtraTime(daan, 100);
    const slow = await house.starts.startExam(daan, 'A');
    expect(slow.attempt.deadlineAt?.toISOString()).toBe('2026-11-23T09:50:00.000Z');
    expect((await house.exams.intro(daan, 'A')).minutes).toBe(50);
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

  it('writes into its terms which exposure cap the bank carries: 48 items for 15 to 24', async () => {
    const { blueprint } = await house.starts.startExam(chaima, 'A');
    // Seventeen and a quarter items is the usual length; 17.25 / 48 = 36 %.
    expect(blueprint?.terms.rules).toMatchObject({ exposure: { cap: 0.36 }, stop: { rule: 'sprt' } });
    expect(blueprint?.terms.rules.quotas).toHaveLength(6);
  });

  it('leaves out what others were asked too often this year, fixed when it starts', async () => {
    const others = [];
    for (const number of ['2001', '2002', '2003', '2004'])
      others.push(await sit(() => true, await makeLearner(database.db, number)));
    const counts = new Map<string, number>();
    for (const { attempt } of others)
      for (const { itemId } of attempt.responses) counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
    // Of five exams an item may be in floor(.36 x 5) = 1.
    const { attempt } = await house.starts.startExam(chaima, 'A');
    expect([...attempt.atCap].sort()).toEqual([...counts.keys()].sort());
    const { attempt: fifth } = await sit(() => true);
    expect(fifth.atCap).toEqual(attempt.atCap);
    const free = fifth.responses.filter(({ itemId }) => !attempt.atCap.includes(itemId));
    expect(free.length).toBe(Math.min(48 - counts.size, fifth.responses.length));
  });

  it('counts the exams of twelve months, not older ones', async () => {
    for (const number of ['2001', '2002', '2003', '2004'])
      await sit(() => true, await makeLearner(database.db, number));
    house.clock.set('2027-11-23T09:00:01Z');
    expect((await house.starts.startExam(chaima, 'A')).attempt.atCap).toEqual([]);
  });

  it('asks nobody an item again within twelve months while the bank allows it, and afterwards may', async () => {
    const large = await testDatabase();
    house = await makeLearning(large.db, { exam: 20 });
    chaima = await makeLearner(large.db, '1003');
    const seen: string[] = [];
    for (const day of ['2026-11-23', '2026-11-27', '2026-12-01', '2026-12-05']) {
      house.clock.set(`${day}T09:00:00Z`);
      const { attempt } = await sit(() => false);
      seen.push(...attempt.responses.map(({ itemId }) => itemId));
    }
    expect(new Set(seen).size).toBe(seen.length);
    house.clock.set('2027-11-27T09:00:01Z');
    const { attempt } = await house.starts.startExam(chaima, 'A');
    // The first two are longer ago than a year; the last two still stay away.
    expect([...attempt.excluded].sort()).toEqual(seen.slice(-attempt.excluded.length).sort());
    expect(attempt.excluded.length).toBeGreaterThanOrEqual(30);
    await large.close();
  });

  it('falls back to the last exam when the bank is too small for a year, and refuses nobody for it', async () => {
    const sittings = [];
    for (const day of ['2026-11-23', '2026-11-27', '2026-12-01']) {
      house.clock.set(`${day}T09:00:00Z`);
      sittings.push((await sit(() => false)).attempt);
    }
    const items = sittings.map(({ responses }) => responses.map(({ itemId }) => itemId));
    // Both earlier exams leave fewer than 24 of the 48 items, the last one alone leaves enough.
    expect(48 - items[0]!.length - items[1]!.length).toBeLessThan(24);
    expect([...sittings[2]!.excluded].sort()).toEqual(items[1]!.sort());
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

  it('stays shut after a pass until the licence may be renewed; then it is the shorter exam', async () => {
    await sit(() => true);
    house.clock.set('2028-09-30T09:00:00Z');
    await expect(house.starts.startExam(chaima, 'A')).rejects.toMatchObject({
      definition: { type: 'exam-not-needed' },
    });
    const fact = { personId: chaima.personId ?? '', category: 'A' };
    await database.db.transaction((tx) => house.exams.spendPass(tx, fact, 'renewal', house.clock.now()));
    const { attempt } = await sit(() => true);
    expect(attempt.responses.length).toBeLessThanOrEqual(12);
    expect(await published(database.db, 'exam.passed')).toEqual([
      expect.objectContaining({ renewal: false }),
      expect.objectContaining({ renewal: true }),
    ]);
  });

  it('is the whole exam again when the licence has ended', async () => {
    await sit(() => true);
    const fact = { personId: chaima.personId ?? '', category: 'A' };
    await database.db.transaction((tx) => house.exams.spendPass(tx, fact, 'renewal', house.clock.now()));
    await database.db.transaction((tx) => house.exams.spendPass(tx, fact, 'ended', house.clock.now()));
    const { attempt } = await sit(() => true);
    expect(attempt.renewal).toBe(false);
    expect(attempt.responses.length).toBeGreaterThanOrEqual(15);
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

  it('refuses to start when the bank is too small for a fair test', async () => {
    const small = await testDatabase();
    const poor = await makeLearning(small.db, { skills: 2, exam: 4 });
    const ivo = await makeLearner(small.db, '1009');
    await expect(poor.starts.startExam(ivo, 'A')).rejects.toMatchObject({
      definition: { type: 'too-few-items' },
    });
    await small.close();
  });
});

/** Services of another process: nothing in memory. */
async function makeServicesAnew(database: TestDatabase): Promise<Learning> {
  return makeLearning(database.db);
}

/** Publishes the bank again with every text mended; gives how many items got a new version. */
async function republished(house: Learning): Promise<number> {
  const content = madeContent();
  const items = content.items.map((item) => ({ ...item, rule: { nl: 'Nieuw', en: 'New' } }));
  const receipt = await house.catalogue.publish(systemActor('specs'), { ...content, items });
  return receipt.changed;
}
