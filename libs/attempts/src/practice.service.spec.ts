import { type Grade, replay } from '#assessment';
import { type Actor, rows } from '#kernel';
import { findOpenAttempt } from './attempts.queries.js';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { memoryRules } from './mark-answer.js';
import type { PracticeStep } from './practice.service.js';
import { makeLearner, makeLearning, published, rightAnswer, wrongAnswer } from './testing/index.js';
import { endPractice, listCards, toCard } from './practice.queries.js';

type Learning = Awaited<ReturnType<typeof makeLearning>>;

describe('practice', () => {
  let database: TestDatabase;
  let house: Learning;
  let chaima: Actor;

  beforeEach(async () => {
    database = await testDatabase();
    house = await makeLearning(database.db);
    chaima = await makeLearner(database.db, '1003');
  });
  afterEach(() => database.close());

  async function answer(
    step: PracticeStep,
    right: boolean,
    confidence: 'unsure' | 'fairly' | 'sure' = 'fairly',
  ) {
    const { attempt, response, item } = step;
    if (!response || !item) throw new Error('there is no question to answer');
    const raw = right ? rightAnswer(item, response.arrangement) : wrongAnswer(item, response.arrangement);
    return house.practice.answer(chaima, attempt.id, { position: response.position, confidence, raw });
  }

  const pass = (seconds: number): void => house.clock.set(house.clock.now().add({ seconds }));

  async function round(right: boolean, skill?: string) {
    let step: PracticeStep = await house.practice.start(chaima, skill);
    const answered = [];
    while (step.response) {
      pass(1);
      const done = await answer(step, right);
      answered.push(done);
      step = done;
    }
    return { attempt: step.attempt, answered };
  }

  it('is a round of five practice items that ends by itself, explained after every answer', async () => {
    const { attempt, answered } = await round(true);
    expect(attempt).toMatchObject({ state: 'finished', outcome: 'practised' });
    expect(answered).toHaveLength(5);
    for (const { practised } of answered) {
      expect(practised?.score.outcome).toBe('right');
      expect(Number(practised?.item.id.split('.')[2])).toBeLessThan(500);
    }
    const stored = await house.practice.current(chaima, attempt.id);
    expect(stored.attempt).toMatchObject({ state: 'finished', finishedAt: attempt.finishedAt });
  });

  it('brings a wrong answer back the next day, a sure right one after more than a week', async () => {
    const step = await house.practice.start(chaima, 'tx.s1');
    const wrong = await answer(step, false, 'sure');
    expect(wrong.practised?.card.dueAt).toBe(Date.UTC(2026, 10, 24, 9));
    const other = await house.practice.start(chaima, 'tx.s2');
    const right = await answer(other, true, 'sure');
    expect(right.practised!.card.dueAt).toBeGreaterThan(Date.UTC(2026, 11, 1));
    house.clock.set('2026-11-24T09:00:00Z');
    expect(await house.progress.countDue(database.db.read, chaima.personId!)).toBe(1);
  });

  it('asks first what is due, with an item of that skill that was not seen', async () => {
    const first = await answer(await house.practice.start(chaima, 'tx.s3'), false);
    await house.practice.end(chaima, first.attempt.id);
    house.clock.set('2026-11-25T09:00:00Z');
    const step = await house.practice.start(chaima);
    expect(step.item?.skill).toBe('tx.s3');
    expect(step.item?.id).not.toBe(first.practised?.item.id);
    expect(step.attempt.plan[0]?.why).toBe('due');
  });

  it('moves memory once however often the same answer is sent', async () => {
    const step = await house.practice.start(chaima);
    const results = await Promise.all([answer(step, true), answer(step, true), answer(step, true)]);
    expect(results.map((r) => r.result).sort()).toEqual(['again', 'again', 'saved']);
    const cards = await rows<{ reviews: number }>(database.db.read, 'SELECT reviews FROM review_card');
    expect(cards).toEqual([{ reviews: 1 }]);
    const later = await answer(step, false);
    expect(later).toMatchObject({ result: 'again', practised: { score: { outcome: 'right' } } });
  });

  it('asks again for an answer that is not whole, and keeps nothing', async () => {
    const step = await house.practice.start(chaima);
    const answered = await house.practice.answer(chaima, step.attempt.id, { position: 1, raw: {} });
    expect(answered).toMatchObject({ result: 'incomplete', practised: null });
    expect((await house.practice.current(chaima, step.attempt.id)).response?.position).toBe(1);
  });

  it('continues an open round on the same day, and starts a new one on another day', async () => {
    const step = await house.practice.start(chaima);
    await answer(step, true);
    expect((await house.practice.start(chaima)).attempt.id).toBe(step.attempt.id);
    house.clock.set('2026-11-24T09:00:00Z');
    const next = await house.practice.start(chaima);
    expect(next.attempt.id).not.toBe(step.attempt.id);
    const old = await house.practice.current(chaima, step.attempt.id);
    expect(old.attempt).toMatchObject({ state: 'finished' });
    expect(old.attempt.responses).toHaveLength(1);
  });

  it('tells once per round and category that somebody repeated', async () => {
    await round(true);
    expect(await published(database.db, 'review.completed')).toEqual([
      { personId: chaima.personId, category: 'A', on: '2026-11-23' },
    ]);
  });

  it('keeps with each response why it was asked, and says which were drawn', async () => {
    const { attempt } = await round(true, 'tx.s1');
    const asked = await rows<{ why: string }>(
      database.db.read,
      'SELECT why FROM response WHERE attempt_id = $1 ORDER BY position',
      [attempt.id],
    );
    expect(asked.map(({ why }) => why)).toEqual(attempt.plan.map(({ why }) => why));
    expect(attempt.plan.every(({ why }) => why === 'chosen' || why === 'random')).toBe(true);
    for (const { chance } of attempt.plan) {
      expect(chance).toBeGreaterThan(0);
      expect(chance).toBeLessThan(1);
    }
  });

  it('grades by pace once it is known: right but slow returns soon, fast and unexpected late', async () => {
    for (const skill of ['tx.s1', 'tx.s2']) {
      let step: PracticeStep = await house.practice.start(chaima, skill);
      while (step.response) {
        pass(30);
        step = await answer(step, true);
      }
    }
    const timed = async (skill: string, seconds: number) => {
      const step = await house.practice.start(chaima, skill);
      pass(seconds);
      const { practised } = await answer(step, true);
      const [stored] = await rows<{ grade: string }>(
        database.db.read,
        'SELECT grade FROM response WHERE attempt_id = $1 AND position = 1',
        [step.attempt.id],
      );
      return { planned: step.attempt.plan[0], grade: stored?.grade, card: practised?.card };
    };
    const slow = await timed('tx.s3', 61);
    expect(slow).toMatchObject({ planned: { usualMs: 30_000 }, grade: 'hard' });
    const usual = await timed('tx.s4', 31);
    expect(usual.grade).toBe('good');
    expect(usual.card!.dueAt).toBeGreaterThan(slow.card!.dueAt);
    const fast = await timed('tx.s5', 20);
    expect(fast.grade).toBe((fast.planned?.chance ?? 1) < 0.6 ? 'easy' : 'good');
  });

  it('can rebuild every review card from the grades of its responses', async () => {
    await round(false, 'tx.s1');
    for (const [day, right] of [
      ['2026-11-25', true],
      ['2026-12-01', false],
      ['2026-12-09', true],
    ] as const) {
      house.clock.set(`${day}T09:00:00Z`);
      await round(right);
      await round(!right, 'tx.s1');
    }
    const cards = await listCards(database.db.read, chaima.personId!);
    expect(cards.length).toBeGreaterThan(1);
    for (const card of cards) {
      const log = await rows<{ grade: Grade; at: Date }>(
        database.db.read,
        `SELECT r.grade, r.answered_at AS at FROM attempt a JOIN response r ON r.attempt_id = a.id
         WHERE a.person_id = $1 AND r.skill = $2 AND r.objective = $3 ORDER BY r.answered_at, a.id, r.position`,
        [chaima.personId, card.skill, card.objective],
      );
      const rebuilt = replay(
        log.map(({ grade, at }) => ({ grade, at: at.getTime() })),
        memoryRules(chaima.personId!, card.skill, card.objective),
      );
      expect(rebuilt).toEqual(toCard(card));
    }
  });

  it('shows progress in words: unknown at first, solid after right answers on two days', async () => {
    const words = async () =>
      new Map((await house.progress.own(chaima)).skills.map((s) => [s.skill, s.mastery]));
    expect((await words()).get('tx.s1')).toBe('unknown');
    await round(true, 'tx.s1');
    expect((await words()).get('tx.s1')).toBe('nearly');
    house.clock.set('2026-11-27T09:00:00Z');
    await round(true, 'tx.s1');
    expect((await words()).get('tx.s1')).toBe('solid');
    await round(false, 'tx.s2');
    expect((await words()).get('tx.s2')).toBe('practise');
    const { skills, weakest } = await house.progress.own(chaima);
    expect(weakest?.skill).toBe('tx.s2');
    const bands = new Map(skills.map(({ skill, band }) => [skill, band]));
    expect(bands.get('tx.s1')).toMatchObject({ to: 'solid' });
    expect(bands.get('tx.s2')).toMatchObject({ from: 'practise' });
    expect(bands.get('tx.s3')).toBeNull();
  });

  it('finds on Monday who has something to repeat, counted per person', async () => {
    await round(false, 'tx.s1');
    await round(false, 'tx.s2');
    house.clock.set('2026-11-30T05:00:00Z');
    expect(await house.exams.findDueReviews(house.clock.now(), true)).toEqual({
      seen: 1,
      changed: 0,
      skipped: 0,
    });
    await house.exams.findDueReviews(house.clock.now(), false);
    expect(await published(database.db, 'review.due')).toEqual([
      { week: '2026-11-30', items: [{ personId: chaima.personId, count: 2 }] },
    ]);
  });

  it('says in one look what waits: reviews due, the next one, and an exam that is running', async () => {
    const look = () => house.progress.waiting(database.db.read, chaima.personId!);
    expect(await look()).toEqual({ due: 0, dueSince: null, nextDueAt: null, openExam: null });
    await answer(await house.practice.start(chaima, 'tx.s1'), false);
    expect(await look()).toMatchObject({ due: 0, nextDueAt: new Date('2026-11-24T09:00:00Z') });
    house.clock.set('2026-11-24T09:00:00Z');
    const { attempt } = await house.starts.startExam(chaima, 'A');
    expect(await look()).toEqual({
      due: 1,
      dueSince: new Date('2026-11-24T09:00:00Z'),
      nextDueAt: null,
      openExam: { id: attempt.id, category: 'A', deadlineAt: new Date('2026-11-24T09:25:00Z') },
    });
  });

  it('belongs to its person', async () => {
    const step = await house.practice.start(chaima);
    const bram = { ...(await makeLearner(database.db, '1002')), isManager: true };
    await expect(house.practice.current(bram, step.attempt.id)).rejects.toMatchObject({ status: 403 });
    await expect(house.practice.explain(bram, step.attempt.id, 1)).rejects.toMatchObject({ status: 403 });
  });

  describe('inside a lesson', () => {
    const context = 'lesson:7c9f0b52-3f0e-4d41-8c0e-1be3e1f7a951';
    const record = async (itemId: string, right: boolean) => {
      const item = await house.catalogue.getItem(database.db.read, itemId);
      const order = house.bank.arrange(item, 'seed');
      const raw = right ? rightAnswer(item, order) : wrongAnswer(item, order);
      return database.db.transaction((tx) =>
        house.practice.recordPractice(tx, chaima, { itemId, raw, seed: 'seed', context }),
      );
    };

    it('saves each item once and feeds the same memory', async () => {
      expect((await record('tx.s1.001', false))?.score.outcome).toBe('wrong');
      expect((await record('tx.s1.001', true))?.score.outcome).toBe('wrong');
      expect((await record('tx.s1.002', true))?.score.outcome).toBe('right');
      const cards = await rows<{ reviews: number }>(database.db.read, 'SELECT reviews FROM review_card');
      expect(cards).toEqual([{ reviews: 2 }]);
    });

    it('starts afresh after the lesson was closed', async () => {
      await record('tx.s1.001', false);
      const round = await findOpenAttempt(database.db.read, chaima.personId ?? '', 'practice', { context });
      await endPractice(database.db.read, round?.id ?? '', '2026-11-21T10:00:00Z');
      expect((await record('tx.s1.001', true))?.score.outcome).toBe('right');
    });

    it('keeps nothing of an answer that is not whole', async () => {
      const none = await database.db.transaction((tx) =>
        house.practice.recordPractice(tx, chaima, { itemId: 'tx.s1.001', raw: {}, seed: 'seed', context }),
      );
      expect(none).toBeNull();
      expect(await rows(database.db.read, 'SELECT 1 FROM response')).toEqual([]);
    });
  });
});
