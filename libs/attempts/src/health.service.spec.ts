import { DEFAULT_WEIGHTS, MEMORY_VERSION, recallChance } from '#assessment';
import { type Actor, rows } from '#kernel';
import { Temporal } from 'temporal-polyfill';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { measure, type MemoryRow, refreshOrder } from './health.js';
import { answerOn, makeLearner, makeLearning, published } from './testing/index.js';

type Learning = Awaited<ReturnType<typeof makeLearning>>;
const DAY = 86_400_000;
const PUBLISHED = { inUse: { id: null, weights: DEFAULT_WEIGHTS }, of: () => DEFAULT_WEIGHTS };

describe('what a person still knows', () => {
  let database: TestDatabase;
  let house: Learning;
  let chaima: Actor;

  beforeEach(async () => {
    database = await testDatabase();
    house = await makeLearning(database.db);
    chaima = await makeLearner(database.db, '1003', 'America/Curacao');
  });
  afterEach(() => database.close());

  /** A card of one objective, reviewed so many days ago. */
  const card = (personId: string | null, skill: string, stability: number, daysAgo: number) =>
    rows(
      database.db.read,
      `INSERT INTO review_card (person_id, skill, objective, stability, difficulty, reviews, lapses, reviewed_at, due_at)
       VALUES ($1, $2, 'o1', $3, 5, 3, 0, $4, $4)`,
      [
        personId,
        skill,
        stability,
        house.clock
          .now()
          .subtract({ hours: 24 * daysAgo })
          .toString(),
      ],
    );
  const measureAll = () => house.health.measureAll(house.clock.now(), false);
  const stored = () =>
    rows<Record<string, unknown>>(
      database.db.read,
      `SELECT category, health, band, measured_on, memory_version FROM review_health`,
    );

  it('is measured for everybody by one schedule, with the day and the model, and told when its colour changes', async () => {
    await card(chaima.personId, 'tx.s1', 100, 1);
    house.clock.set('2026-11-24T02:00:00Z');
    expect(await measureAll()).toEqual({ seen: 1, changed: 1, skipped: 0 });
    expect(await stored()).toEqual([
      // Ten in the evening of the day before, where she lives.
      expect.objectContaining({ band: 'green', measured_on: '2026-11-23', memory_version: MEMORY_VERSION }),
    ]);
    expect((await measureAll()).changed).toBe(0);
    house.clock.advance({ hours: 24 * 300 });
    expect((await measureAll()).changed).toBe(1);
    const told = await published(database.db, 'review.health-changed');
    expect(told).toEqual(
      ['green', 'amber'].map((band) => ({
        items: [expect.objectContaining({ personId: chaima.personId, category: 'A', band, skill: 'tx.s1' })],
      })),
    );
    // The number is nobody else's: no event carries it.
    expect(JSON.stringify(told)).not.toMatch(/health"|percent|number/);
  });

  it('reports without changing anything when asked to', async () => {
    await card(chaima.personId, 'tx.s1', 100, 1);
    expect(await house.health.measureAll(house.clock.now(), true)).toEqual({
      seen: 1,
      changed: 0,
      skipped: 0,
    });
    expect(await stored()).toEqual([]);
    expect(await published(database.db, 'review.health-changed')).toEqual([]);
  });

  it('is shown rounded down, with the next review of this category', async () => {
    await card(chaima.personId, 'tx.s1', 20, 60);
    await measureAll();
    const [own] = await house.health.of(database.db.read, chaima.personId!);
    const [{ health } = { health: 0 }] = (await stored()) as { health: number }[];
    expect(own).toMatchObject({ category: 'A', percent: Math.floor(health), band: 'amber' });
    expect(own?.nextReviewAt?.toISOString().slice(0, 10)).toBe('2026-09-24');
    expect(await house.health.of(database.db.read, '01990000-0000-7000-8000-000000000000')).toEqual([]);
  });

  it('comes back with an exam, on the moment the exam ended, whatever was answered', async () => {
    const start = await house.starts.startExam(chaima, 'A');
    const end = await answerOn(house.attempts, chaima, start, (position) => position % 7 !== 0);
    house.clock.advance({ hours: 5 });
    await house.db.transaction((tx) =>
      house.health.refreshMemory(
        tx,
        { personId: chaima.personId!, category: 'A', attemptId: end.attempt.id, on: '2026-11-23' },
        house.clock.now(),
      ),
    );
    const cards = await rows<{ skill: string; stability: number; reviewed_at: Date }>(
      database.db.read,
      'SELECT skill, stability, reviewed_at FROM review_card ORDER BY skill',
    );
    expect(cards).toHaveLength(6);
    expect(new Set(cards.map(({ stability }) => stability)).size).toBe(1);
    expect(cards[0]?.reviewed_at).toEqual(end.attempt.finishedAt);
    expect(await stored()).toEqual([expect.objectContaining({ band: 'green' })]);
  });

  it('opens a refresh exam about what has faded, wide enough for its bank, although the last pass still holds', async () => {
    const start = await house.starts.startExam(chaima, 'A');
    await answerOn(house.attempts, chaima, start, () => true);
    house.clock.advance({ hours: 24 * 60 });
    await expect(house.starts.startExam(chaima, 'A')).rejects.toMatchObject({ status: 409 });
    for (const n of [1, 2, 3, 4, 5, 6]) await card(chaima.personId, `tx.s${n}`, n === 3 ? 5 : 400, 60);
    await measureAll();
    await house.health.setRefresh(database.db.read, chaima.personId!, 'A', true);
    expect(await house.exams.intro(chaima, 'A')).toMatchObject({ renewal: true, min: 8, max: 12 });
    const refresh = await house.starts.startExam(chaima, 'A');
    expect(refresh.attempt.renewal).toBe(true);
    const blueprint = await house.blueprints.get(refresh.attempt.blueprintId!);
    const skills = new Set(blueprint.pool.map(({ skill }) => skill));
    // Eight exam items a skill, twelve questions at most: the faded one and the next.
    expect(skills.size).toBe(2);
    expect(skills).toContain('tx.s3');
  });
});

describe('measuring memory', () => {
  const now = Temporal.Instant.from('2027-03-01T09:00:00Z').epochMilliseconds;
  const row = (
    cards: readonly (readonly [skill: string, stability: number, daysAgo: number])[],
  ): MemoryRow => ({
    personId: 'p',
    zone: 'Europe/Amsterdam',
    skills: cards.map(([skill]) => skill),
    objectives: cards.map((_, i) => `o${i}`),
    stabilities: cards.map(([, stability]) => stability),
    difficulties: cards.map(() => 5),
    reviewedAts: cards.map(([, , daysAgo]) => now - daysAgo * DAY),
    weights: cards.map(() => null),
    before: [],
  });

  it('counts only what somebody met, category by category', () => {
    const found = measure(
      row([
        ['a', 100, 1],
        ['z', 1, 300],
      ]),
      [
        { category: 'A', skills: ['a', 'b', 'c'] },
        { category: 'B', skills: ['b'] },
      ],
      now,
      PUBLISHED,
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ category: 'A', health: 100, isNewBand: true, weakest: 'a' });
  });

  it('asks the weakest first and the rest after them, each skill once', () => {
    const memory = row([
      ['a', 100, 1],
      ['b', 2, 60],
      ['c', 10, 40],
    ]);
    expect(recallChance({ stability: 2, difficulty: 5, reviewedAt: now - 60 * DAY }, now)).toBeLessThan(0.7);
    expect(refreshOrder(memory, ['a', 'b', 'c', 'd'], now, PUBLISHED)).toEqual({
      skills: ['b', 'c', 'a', 'd'],
      faded: 2,
    });
  });
});
