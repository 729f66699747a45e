import { type Actor } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import type { HeldLicences } from './needed-licences.js';
import type { AttemptStep } from './test-steps.js';
import { makeLearner, makeLearning, published, sitExam } from './testing/index.js';

describe('starting a licence exam', () => {
  let database: TestDatabase;
  let house: Awaited<ReturnType<typeof makeLearning>>;
  let chaima: Actor;

  beforeEach(async () => {
    database = await testDatabase();
    house = await makeLearning(database.db);
    chaima = await makeLearner(database.db, '1003');
  });
  afterEach(() => database.close());

  const sit = (right: (position: number) => boolean, actor = chaima): Promise<AttemptStep> =>
    sitExam(house, actor, right);

  it('is open once: a second start gives the same attempt, and so do two starts at once', async () => {
    const [one, two] = await Promise.all([
      house.starts.startExam(chaima, 'A'),
      house.starts.startExam(chaima, 'A'),
    ]);
    expect(one.attempt.id).toBe(two.attempt.id);
    expect([one.isNew, two.isNew].sort()).toEqual([false, true]);
    expect((await house.starts.startExam(chaima, 'A')).attempt.id).toBe(one.attempt.id);
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

  it('refuses who lacks a licence that comes first, says which on the page before it, and opens once it is held', async () => {
    const needing = await testDatabase();
    const held = new Set<string>();
    const days: string[] = [];
    const heldBy: HeldLicences = (_tx, _person, on) => {
      days.push(on.toString());
      return Promise.resolve(held);
    };
    const other = await makeLearning(needing.db, { needs: ['B'], heldBy });
    other.clock.set('2026-11-23T23:30:00Z');
    const ivo = await makeLearner(needing.db, '1009');
    const shut = { open: false, why: 'licence-first', missing: ['B'] };
    expect((await other.exams.intro(ivo, 'A')).door).toEqual(shut);
    await expect(other.starts.startExam(ivo, 'A')).rejects.toMatchObject({
      definition: { type: 'licence-first' },
      args: { category: 'B' },
    });
    // The day that counts is the person's own: half past eleven in London is the next day in Amsterdam.
    expect(new Set(days)).toEqual(new Set(['2026-11-24']));
    held.add('B');
    expect((await other.exams.intro(ivo, 'A')).door).toEqual({ open: true, renewal: false });
    expect((await other.starts.startExam(ivo, 'A')).isNew).toBe(true);
    await needing.close();
  });

  it('stays shut where nobody can say which licences are held', async () => {
    const alone = await testDatabase();
    const other = await makeLearning(alone.db, { needs: ['B'] });
    const ivo = await makeLearner(alone.db, '1009');
    await expect(other.starts.startExam(ivo, 'A')).rejects.toMatchObject({
      definition: { type: 'licence-first' },
    });
    await alone.close();
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
