import { auditAt, DEFAULT_WEIGHTS, type Grade, GRADES, recallChance, replay, review } from '#assessment';
import { type Actor, ProcessEnd, rows, systemActor } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { makeMemoryLog } from '../../assessment/src/testing/index.js';
import { memoryRules, memorySeed } from './mark-answer.js';
import { MemoryWeightsService } from './memory-weights.service.js';
import { toCard, type CardRow } from './practice.queries.js';
import { makeLearner, makeLearning, rightAnswer } from './testing/index.js';

const author: Actor = { ...systemActor('spec'), kind: 'person', grants: ['author'] };
/** People who forget faster than the published weights say. */
const TRUTH = DEFAULT_WEIGHTS.map((w, i) => (i < 4 ? Math.max(0.11, w * 0.4) : i === 8 ? w - 0.5 : w));

describe('weights of memory', () => {
  let database: TestDatabase;
  let house: Awaited<ReturnType<typeof makeLearning>>;
  let memory: MemoryWeightsService;
  let chaima: Actor;

  beforeEach(async () => {
    database = await testDatabase();
    house = await makeLearning(database.db);
    memory = new MemoryWeightsService(database.db, house.clock, house.weights, new ProcessEnd());
    chaima = await makeLearner(database.db, '1003');
  });
  afterEach(() => database.close());

  /** Reviews of as many objectives, in rounds that ended long ago. */
  async function addReviews(cards: number): Promise<void> {
    const log = makeMemoryLog(TRUTH, { cards, reviews: 6, seed: 'reviews' });
    const all = Array.from(log.card, (card, i) => ({
      ...{ card, at: new Date(log.at[i]! - 1500 * 86_400_000).toISOString(), place: i % 30_000 },
      grade: GRADES[log.grade[i]! - 1]!,
    }));
    await rows(
      database.db.read,
      `WITH made AS (
         INSERT INTO attempt (id, person_id, kind, category, context, state, seed, zone, started_at, finished_at,
           stop_reason, outcome)
         VALUES (uuidv7(), $1, 'practice', '', 'practice', 'finished', 's', 'UTC', '2024-01-01', '2026-01-01',
           'round-done', 'practised') RETURNING id)
       INSERT INTO response (attempt_id, position, item_id, item_version, skill, objective, option_order, asked_at,
         points, answered_at, grade)
       SELECT made.id, place, 'tx.s1.001', 1, 'tx.s1', 'o' || card, '{}', at, 1, at, grade
       FROM made, jsonb_to_recordset($2) AS r(card int, at timestamptz, place smallint, grade text)`,
      [chaima.personId, JSON.stringify(all)],
    );
  }
  async function stored(): Promise<string> {
    const report = await memory.fit(author);
    if (report.kind !== 'stored') throw new Error(`nothing was stored: ${report.kind}`);
    return report.id;
  }
  async function answerRight(): Promise<void> {
    const step = await house.practice.start(chaima, 'tx.s1');
    const raw = rightAnswer(step.item!, step.response!.arrangement);
    await house.practice.answer(chaima, step.attempt.id, { position: step.response!.position, raw });
  }
  const log = () =>
    rows<{ grade: Grade; at: Date; weightsId: string | null; recall: number | null }>(
      database.db.read,
      `SELECT r.grade, r.answered_at AS at, r.weights_id AS "weightsId", r.recall
       FROM response r WHERE r.objective = 'o1' AND r.answered_at IS NOT NULL ORDER BY r.answered_at`,
    );

  it('are not fitted on fewer than a thousand reviews', async () => {
    await addReviews(150);
    expect(await memory.fit(author)).toEqual({ kind: 'too-few-reviews', reviews: 750, needed: 1000 });
    expect(await memory.list(author)).toEqual([]);
  });

  it('are kept with how they did on later reviews, and change nothing by being kept', async () => {
    await addReviews(700);
    const id = await stored();
    const [made] = await memory.list(author);
    expect(made).toMatchObject({ id, state: 'candidate', people: 1, current: { id: null } });
    expect(made!.reviews + made!.judged).toBe(3500);
    expect(made!.fitted.logLoss).toBeLessThan(made!.current.logLoss - 0.002);
    expect((await house.weights.book(database.db.read)).inUse.id).toBeNull();
    await expect(rows(database.db.read, 'UPDATE review_weights SET reviews = 1')).rejects.toThrow(
      /never change/,
    );
  });

  it('are used once a person says so, card by card, and every card can be rebuilt from its log', async () => {
    await addReviews(700);
    await answerRight();
    const id = await stored();
    const before = await rows(database.db.read, `SELECT * FROM review_card`);
    await memory.activate(author, id);
    expect(await rows(database.db.read, `SELECT * FROM review_card`)).toEqual(before);
    house.clock.advance({ hours: 24 * 40 });
    await answerRight();
    house.clock.advance({ hours: 24 * 50 });
    await answerRight();

    const [made] = await memory.list(author);
    const weightsOf = (each: string | null) => (each === null ? DEFAULT_WEIGHTS : made!.weights);
    const all = (await log()).slice(-3);
    expect(all.map(({ weightsId }) => weightsId)).toEqual([null, id, id]);
    const entries = all.map(({ grade, at, weightsId }) => ({
      ...{ grade, at: at.getTime(), weights: weightsOf(weightsId) },
    }));
    const rules = memoryRules(chaima.personId!, 'tx.s1', 'o1');
    const [card] = await rows<CardRow>(
      database.db.read,
      `SELECT skill, objective, stability, difficulty, reviews, lapses, reviewed_at AS "reviewedAt",
         due_at AS "dueAt", weights_id AS "weightsId" FROM review_card WHERE objective = 'o1'`,
    );
    expect(card!.weightsId).toBe(id);
    expect(replay(entries, rules)).toEqual(toCard(card!));
    // What was predicted before each answer follows the curve of the review before it.
    const first = review(null, entries[0]!.grade, entries[0]!.at, rules);
    const second = replay(entries.slice(0, 2), rules)!;
    expect(all[1]!.recall).toBeCloseTo(recallChance(first, entries[1]!.at, DEFAULT_WEIGHTS), 5);
    expect(all[2]!.recall).toBeCloseTo(recallChance(second, entries[2]!.at, made!.weights), 5);
  });

  it('are declined when those in use are as good, and then nobody can put them to use', async () => {
    await addReviews(700);
    await memory.activate(author, await stored());
    const again = await memory.fit(author);
    expect(again).toMatchObject({ kind: 'stored', better: false });
    const [active, declined] = await memory.list(author);
    expect([active!.state, declined!.state]).toEqual(['active', 'declined']);
    expect(declined!.current.id).toBe(active!.id);
    await expect(memory.activate(author, declined!.id)).rejects.toMatchObject({ status: 409 });
    const employee: Actor = { ...author, grants: [] };
    await expect(memory.activate(employee, declined!.id)).rejects.toMatchObject({ status: 403 });
  });

  it('keep a log of exams that count as a review, so that those cards can be rebuilt too', async () => {
    await house.db.transaction((tx) =>
      house.health.refreshMemory(
        tx,
        {
          ...{ personId: chaima.personId!, category: 'A', on: '2026-11-20' },
          attemptId: '01990000-0000-7000-8000-000000000000',
        },
        house.clock.now(),
      ),
    );
    const cards = await rows<CardRow>(
      database.db.read,
      `SELECT c.skill, c.objective, stability, difficulty, reviews, lapses, reviewed_at AS "reviewedAt",
         due_at AS "dueAt", c.weights_id AS "weightsId", e.grade, e.at FROM review_card c
       JOIN review_exam e USING (person_id, skill, objective)`,
    );
    expect(cards).toHaveLength(6);
    for (const card of cards as (CardRow & { grade: Grade; at: Date })[]) {
      const rules = memoryRules(chaima.personId!, card.skill, card.objective);
      expect(replay([{ grade: card.grade, at: card.at.getTime() }], rules)).toEqual(toCard(card));
    }
  });

  it('are checked by reviews before they are due: asked as such, kept with what was predicted, and told of together', async () => {
    const reviewed = house.clock.now().epochMilliseconds;
    const made = { ...review(null, 'easy', reviewed), dueAt: reviewed + 60 * 86_400_000 };
    const seed = memorySeed(chaima.personId!, 'tx.s1', 'o1');
    const reviews = Array.from({ length: 400 }, (_, n) => n + 1).find(
      (n) => auditAt({ ...made, reviews: n }, seed) !== null,
    )!;
    await rows(
      database.db.read,
      `INSERT INTO review_card (person_id, skill, objective, stability, difficulty, reviews, lapses, reviewed_at, due_at)
       VALUES ($1, 'tx.s1', 'o1', $2, $3, $4, 0, $5, $6)`,
      [
        ...[chaima.personId, made.stability, made.difficulty, reviews],
        ...[new Date(reviewed).toISOString(), new Date(made.dueAt).toISOString()],
      ],
    );
    const at = auditAt({ ...made, reviews }, seed)!;
    const before = await house.bank.plan(chaima.personId!, chaima.zone, 'round', 'tx.s1');
    expect(before.map(({ why }) => why)).not.toContain('audit');
    house.clock.set(new Date(at + 3_600_000).toISOString());
    const step = await house.practice.start(chaima);
    expect(step.attempt.plan[0]).toMatchObject({ why: 'audit' });
    expect(await house.progress.countDue(database.db.read, chaima.personId!)).toBe(0);
    const raw = rightAnswer(step.item!, step.response!.arrangement);
    await house.practice.answer(chaima, step.attempt.id, { position: 1, raw });
    const predicted = recallChance(made, house.clock.now().epochMilliseconds);
    const report = await memory.audits(author);
    expect(report).toMatchObject({ audits: 1, recalled: 1, slope: null, verdict: 'too-few', months: 12 });
    expect(report.predicted).toBeCloseTo(predicted, 5);
    house.clock.advance({ hours: 24 * 400 });
    expect(await memory.audits(author)).toMatchObject({ audits: 0 });
  });
});
