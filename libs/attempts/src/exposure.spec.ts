import { type Actor, rows } from '#kernel';
import { AttemptExposureCreate1763718020000 } from '../../../migrations/1763718020000-attempt-exposure--create.js';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { countExposure } from './exam.queries.js';
import { firstMonth } from './exam-terms.js';
import { addExams, makeTruth } from './testing/exam-answers.factory.js';
import { answerOn, makeLearner, makeLearning } from './testing/index.js';

describe('how often an item was asked', () => {
  let database: TestDatabase;
  let house: Awaited<ReturnType<typeof makeLearning>>;

  beforeEach(async () => {
    database = await testDatabase();
    house = await makeLearning(database.db);
  });
  afterEach(() => database.close());

  const sums = () => countExposure(database.db.read, 'A', firstMonth(house.clock.now()));
  const addUp = () => house.exams.addExposure(house.clock.now(), false);
  /** Every exam and every question, one by one. */
  async function counted() {
    const tx = database.db.read;
    const asked = await rows<{ id: string; n: number }>(
      tx,
      `SELECT r.item_id AS id, count(*)::int AS n FROM attempt a JOIN response r ON r.attempt_id = a.id
       WHERE a.kind = 'exam' AND a.category = 'A' GROUP BY 1`,
    );
    const all = await rows(tx, `SELECT 1 FROM attempt WHERE kind = 'exam' AND category = 'A'`);
    return { sessions: all.length, asked: Object.fromEntries(asked.map(({ id, n }) => [id, n])) };
  }
  const sit = async (number: string): Promise<Actor> => {
    const actor = await makeLearner(database.db, number);
    await answerOn(house.attempts, actor, await house.starts.startExam(actor, 'A'), (n) => n % 2 > 0);
    return actor;
  };

  it('is the same before, while and after exams are added to the sums of their month', async () => {
    await sit('1');
    await sit('2');
    await house.starts.startExam(await makeLearner(database.db, '3'), 'A');
    expect(await sums()).toEqual(await counted());
    expect(await house.exams.addExposure(house.clock.now(), true)).toEqual({
      ...{ seen: 2, changed: 0, skipped: 0 },
    });
    const [one, two] = await Promise.all([addUp(), addUp()]);
    expect(one.changed + two.changed).toBe(2);
    expect(await sums()).toEqual(await counted());
    await sit('4');
    expect(await sums()).toEqual(await counted());
    expect((await addUp()).changed).toBe(1);
    expect((await addUp()).changed).toBe(0);
    expect(await sums()).toEqual(await counted());
    expect((await sums()).sessions).toBe(4);
  });

  it('looks at twelve calendar months, added up or not', async () => {
    await sit('1');
    await addUp();
    await house.starts.startExam(await makeLearner(database.db, '2'), 'A');
    house.clock.set('2027-10-31T23:59:59Z');
    expect((await sums()).sessions).toBe(2);
    house.clock.set('2027-11-01T00:00:00Z');
    expect(await sums()).toEqual({ sessions: 0, asked: {} });
  });

  it('is known about a person no longer when they were forgotten, but still about the item', async () => {
    const actor = await sit('1');
    await addUp();
    const before = await sums();
    await rows(database.db.read, 'DELETE FROM attempt WHERE person_id = $1', [actor.personId]);
    expect(await sums()).toEqual(before);
  });

  it('was added up for the exams from before there were sums', async () => {
    const bank = await house.catalogue.listItems(database.db.read, { category: 'A', use: 'exam' });
    await addExams(database.db, makeTruth(bank, 'truth'), { people: 40, length: 20, seed: 'old' });
    await house.starts.startExam(await makeLearner(database.db, '1'), 'A');
    const migration = new AttemptExposureCreate1763718020000();
    const runner = database.db.source.createQueryRunner();
    await migration.down(runner);
    await migration.up(runner);
    await runner.release();
    expect(await sums()).toEqual(await counted());
    expect((await sums()).sessions).toBe(41);
    expect(await addUp()).toMatchObject({ seen: 0, changed: 0 });
  });

  it('costs a start at most five statements and no transaction, and a crowd shares two of them', async () => {
    const people = [];
    for (let n = 0; n < 41; n += 1) people.push(await makeLearner(database.db, String(n)));
    await house.starts.startExam(people[0]!, 'A');
    const pool = (database.db.source.driver as unknown as { master: { query: () => unknown } }).master;
    const statements = jest.spyOn(pool, 'query');
    const transactions = jest.spyOn(database.db.source, 'createQueryRunner');
    await house.starts.startExam(people[1]!, 'A');
    // The fifth asks, once a second, whether something was published.
    expect(statements.mock.calls.length).toBeLessThanOrEqual(5);
    statements.mockClear();
    await Promise.all(people.slice(1).map((actor) => house.starts.startExam(actor, 'A')));
    expect(statements.mock.calls.length).toBeLessThan(3 * 40);
    expect(transactions).not.toHaveBeenCalled();
  });
});
