import { AnswerSources, CalibrationsService, PracticeCalibrations } from '#calibrations';
import type { CatalogueItem } from '#catalogue';
import { type Actor, ProcessEnd, one, rows, systemActor } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { ExamAnswers } from './exam-answers.js';
import { practiceItems } from './item-parameters.js';
import { makeTruth, type TrueItem } from './testing/exam-answers.factory.js';
import { madeContent, makeLearning } from './testing/index.js';
import { addPractice } from './testing/practice-answers.factory.js';

const author: Actor = { ...systemActor('spec'), kind: 'person', grants: ['author'] };
const PEOPLE = { people: 600, length: 12, share: 0.5, mean: 0.4 };

describe('calibration of the answers of practice', () => {
  let database: TestDatabase;
  let house: Awaited<ReturnType<typeof makeLearning>>;
  let calibrations: CalibrationsService;
  let practice: PracticeCalibrations;
  let bank: CatalogueItem[];
  let truth: TrueItem[];

  beforeEach(async () => {
    database = await testDatabase();
    house = await makeLearning(database.db, { skills: 2, practice: 10 });
    const sources = new AnswerSources();
    new ExamAnswers(sources).onModuleInit();
    calibrations = new CalibrationsService(
      database.db,
      house.clock,
      house.catalogue,
      sources,
      new ProcessEnd(),
    );
    practice = new PracticeCalibrations(database.db, house.clock, house.catalogue, sources, new ProcessEnd());
    bank = await house.catalogue.listItems(database.db.read, { category: 'A', use: 'practice' });
    // Right on the whole about each skill: how hard a whole skill is can't be told from how able people are.
    truth = ['tx.s1', 'tx.s2'].flatMap((skill) =>
      makeTruth(
        bank.filter((item) => item.skill === skill),
        `truth/${skill}`,
      ),
    );
  });
  afterEach(() => database.close());

  async function stored(): Promise<string> {
    const report = await practice.run(author, 'A');
    if (report.kind !== 'stored') throw new Error(`nothing was stored: ${report.kind}`);
    return report.id;
  }
  const errorOf = (b: ReadonlyMap<string, number>): number => {
    const squares = truth.map((each) => (b.get(each.item.id)! - each.b) ** 2);
    return Math.sqrt(squares.reduce((sum, x) => sum + x, 0) / squares.length);
  };

  it('stores nothing and says so while no item was drawn for a hundred people', async () => {
    await addPractice(database.db, truth, { ...PEOPLE, people: 100, seed: 'few' });
    expect(await practice.run(author, 'A')).toMatchObject({ kind: 'too-few-answers', needed: 100 });
    expect(await calibrations.list(author)).toEqual([]);
  });

  it('comes nearer to the truth than the authors, from drawn answers alone', async () => {
    await addPractice(database.db, truth, { ...PEOPLE, seed: 'many' });
    const made = await calibrations.get(author, await stored());
    expect(made).toMatchObject({ use: 'practice', people: 600, converged: true });
    const drawn = await one<{ count: number }>(
      database.db.read,
      `SELECT count(*)::int AS count FROM response WHERE why = 'random'`,
    );
    expect(made.answers).toBe(drawn!.count);
    expect(made.items).toHaveLength(20);
    const distance = errorOf(new Map(made.items.map(({ itemId, b }) => [itemId, b])));
    expect(distance).toBeLessThan(0.75 * errorOf(new Map(bank.map(({ id, b }) => [id, b]))));
  });

  it('is used by practice once a person activated it, and shows how sure it is of an item', async () => {
    await addPractice(database.db, truth, { ...PEOPLE, seed: 'many' });
    const id = await stored();
    const known = async () => practiceItems(database.db.read, 'A', bank);
    expect((await known()).some(({ calibrated }) => calibrated)).toBe(false);
    await calibrations.activate(author, id);
    const { items } = await calibrations.get(author, id);
    const used = items.filter(({ state }) => state === 'active');
    expect(used.length).toBeGreaterThan(5);
    for (const item of await known()) {
      const own = used.find(({ itemId }) => itemId === item.id);
      expect(item.calibrated).toBe(own !== undefined);
      if (own) expect(item.parameters).toEqual({ a: own.a, b: own.b, variance: own.seB! ** 2 });
    }
    const { report } = await calibrations.itemReport(author, id, used[0]!.itemId);
    expect(report).toMatchObject({ state: 'active', n: used[0]!.n });
    expect(report.seB).toBeLessThanOrEqual(0.25);
    // Every one of those answers chose one option.
    const single = used.find(({ itemId }) => !/00[23]$/.test(itemId))!;
    const { options } = (await calibrations.itemReport(author, id, single.itemId)).report;
    expect(options!.reduce((sum, { people }) => sum + people, 0)).toBe(single.n);
    // No line in the histories of exam items, and no exam asks for these numbers.
    expect(await rows(database.db.read, 'SELECT 1 FROM calibration_item_move')).toEqual([]);
  });

  it('makes no second version of the same answers, and keeps exam and practice versions side by side', async () => {
    await addPractice(database.db, truth, { ...PEOPLE, seed: 'many' });
    const id = await stored();
    expect(await practice.run(author, 'A')).toMatchObject({ kind: 'nothing-new' });
    expect(await calibrations.run(author, 'A')).toMatchObject({ kind: 'too-few-answers' });
    expect((await calibrations.list(author)).map((each) => each.id)).toEqual([id]);
    await expect(
      rows(database.db.read, 'UPDATE calibration_item SET b = 0 WHERE calibration_id = $1', [id]),
    ).rejects.toThrow(/never changes/);
  });

  it('forgets the answers to a question that was written anew', async () => {
    await addPractice(database.db, truth, { ...PEOPLE, people: 400, seed: 'many' });
    const content = madeContent({ skills: 2, practice: 10 });
    const changed = content.items.map((item) => (item.id === bank[0]!.id ? { ...item, version: 2 } : item));
    await house.catalogue.publish(systemActor('spec'), { ...content, items: changed });
    const made = await calibrations.get(author, await stored());
    expect(made.items.map(({ itemId }) => itemId)).not.toContain(bank[0]!.id);
  });
});
