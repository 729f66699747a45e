import { examRules } from '#assessment';
import { AnswerSources, CalibrationsService } from '#calibrations';
import type { CatalogueItem } from '#catalogue';
import { type Actor, ProcessEnd, type Db, one, rows, systemActor } from '#kernel';
import {
  filledTemplate,
  openDatabase,
  testDatabase,
  type TestDatabase,
} from '../../../test/support/database.js';
import { ExamAnswers } from './exam-answers.js';
import { addExams, makeTruth, type TrueItem } from './testing/exam-answers.factory.js';
import { madeContent, makeLearner, makeLearning } from './testing/index.js';

const author: Actor = { ...systemActor('spec'), kind: 'person', grants: ['author'] };

describe('calibration of the answers of exams', () => {
  let database: TestDatabase;
  let house: Awaited<ReturnType<typeof makeLearning>>;
  let calibrations: CalibrationsService;
  let source: ExamAnswers;
  let bank: CatalogueItem[];
  let truth: TrueItem[];

  /** Opens a database of this spec: a new one, or a copy of the one where 700 people's exams were calibrated. */
  async function open(template?: string): Promise<void> {
    database = await testDatabase(template ? { template } : {});
    await useHouse(database.db);
  }

  async function useHouse(db: Db): Promise<void> {
    house = await makeLearning(db);
    const sources = new AnswerSources();
    source = new ExamAnswers(sources);
    source.onModuleInit();
    calibrations = new CalibrationsService(db, house.clock, house.catalogue, sources, new ProcessEnd());
    bank = await house.catalogue.listItems(db.read, { category: 'A', use: 'exam' });
    truth = makeTruth(bank, 'truth');
  }

  /** Calibrating takes seconds, so it is done once for all that ask what came of it. */
  const calibrated = (): Promise<string> =>
    filledTemplate('calibrated', async (url) => {
      const db = await openDatabase(url);
      try {
        await useHouse(db);
        await addExams(db, truth, {
          people: 700,
          length: 20,
          seed: 'many',
          blueprintId: await plainBlueprint(),
        });
        await stored();
      } finally {
        await db.source.destroy();
      }
    });
  const candidate = async (): Promise<string> => (await calibrations.list(author))[0]!.id;

  /** What the exams agreed on when they started: the authors' difficulties, and an interval around the estimate. */
  async function plainBlueprint(): Promise<string> {
    const terms = { rules: examRules({ min: 15, max: 20, cut: 0 }), minutes: 25, cooldownDays: 3 };
    return (await house.blueprints.pin('exam', 'A', terms, plainPool())).id;
  }
  const plainPool = () =>
    bank.map(({ id, version, skill, b }) => ({ id, version, skill, parameters: { a: 1, b } }));

  afterEach(() => database.close());

  /** Root mean squared distance of b from the truth. */
  const distance = (items: readonly { itemId: string; b: number }[]): number => {
    const real = new Map(truth.map(({ item, b }) => [item.id, b]));
    const squares = items.map(({ itemId, b }) => (b - real.get(itemId)!) ** 2);
    return Math.sqrt(squares.reduce((sum, x) => sum + x, 0) / squares.length);
  };

  async function stored(): Promise<string> {
    const report = await calibrations.run(author, 'A');
    if (report.kind !== 'stored') throw new Error(`nothing was stored: ${report.kind}`);
    return report.id;
  }

  describe('of exams that nobody has calibrated yet', () => {
    beforeEach(() => open());

    it('stores nothing and says so while every item has fewer than 200 answers', async () => {
      await addExams(database.db, truth, { people: 100, length: 20, seed: 'few' });
      const report = await calibrations.run(author, 'A');
      expect(report).toMatchObject({ kind: 'too-few-answers', needed: 200 });
      expect(await calibrations.list(author)).toEqual([]);
    });

    it('keeps where the cut lies when people are better than the authors thought', async () => {
      await addExams(database.db, truth, { people: 700, length: 20, seed: 'able', mean: 0.8 });
      const made = await calibrations.get(author, await stored());
      expect(distance(made.items)).toBeLessThan(0.25);
      expect(made.linking.intercept).toBeGreaterThan(0.6);
    });

    it('finds an item that is much harder in English, and holds it back', async () => {
      // Of middling difficulty: where nearly all are right, 250 people a group can't tell.
      const odd = [...truth].sort((first, two) => Math.abs(first.b) - Math.abs(two.b))[0]!.item.id;
      const harderInEnglish = new Map([[odd, 1.6]]);
      await addExams(database.db, truth, { people: 1000, length: 24, seed: 'dif', harderInEnglish });
      const { items } = await calibrations.get(author, await stored());
      const large = items.filter(({ dif }) => dif.kind === 'assessed' && dif.class === 'C');
      const found = large.find(({ itemId }) => itemId === odd);
      expect(found).toMatchObject({ state: 'pilot' });
      expect(found!.gateFailures.map(({ reason }) => reason)).toContain('dif');
      // Chance alone may name one or two of the 47 others, with 250 people a group.
      expect(large.length).toBeLessThanOrEqual(3);
    });

    it('forgets the answers to a question that was written anew', async () => {
      await addExams(database.db, truth, { people: 700, length: 20, seed: 'many' });
      const content = madeContent();
      const items = content.items.map((item) => (item.id === bank[0]!.id ? { ...item, version: 2 } : item));
      await house.catalogue.publish(systemActor('spec'), { ...content, items });
      const made = await calibrations.get(author, await stored());
      expect(made.items.map(({ itemId }) => itemId)).not.toContain(bank[0]!.id);
      expect(made.items).toHaveLength(47);
    });
  });

  describe('of 700 people', () => {
    beforeAll(calibrated, 60_000);
    beforeEach(async () => open(await calibrated()));

    it('gives a candidate near the truth, nearer than the authors were, and leaves every exam as it is', async () => {
      const made = await calibrations.get(author, await candidate());
      expect(made).toMatchObject({ state: 'candidate', people: 700, exams: 700, answers: 14_000 });
      expect(made.items).toHaveLength(48);
      const authors = distance(bank.map(({ id, b }) => ({ itemId: id, b })));
      expect(authors).toBeGreaterThan(0.4);
      expect(distance(made.items)).toBeLessThan(0.22);
      expect(made.summary.passed).toBeGreaterThan(30);
      expect(made.items.every(({ dif }) => dif.kind === 'not-assessable')).toBe(true);
      expect(made.items.every(({ exposure }) => exposure > 0.3 && exposure < 0.55)).toBe(true);
      const { attempt } = await house.starts.startExam(await makeLearner(database.db, '1'), 'A');
      const { pool } = await house.blueprints.get(attempt.blueprintId!);
      expect(pool.every(({ parameters }) => 'a' in parameters && parameters.a === 1)).toBe(true);
    });

    it('decides the last 500 exams again, and turns some of those that lay close to the cut', async () => {
      const { summary } = await calibrations.get(author, await candidate());
      expect(summary.shadow.exams).toBe(500);
      expect(summary.shadow.changed).toBeGreaterThan(0);
      expect(summary.shadow.changed).toBeLessThan(75);
      const query = { category: 'A', before: '2027-01-01T00:00:00Z', limit: 500 };
      const same = new Map(
        plainPool().map(({ id, version, parameters }) => [`${id}@${version}`, parameters]),
      );
      const again = await source.rescore(database.db.read, { ...query, parameters: same });
      expect(again).toEqual({ exams: 500, changed: 0 });
    });

    it('changes the parameters of a new exam once a person activated it, and not of one that runs', async () => {
      const running = await house.starts.startExam(await makeLearner(database.db, '1'), 'A');
      const id = await candidate();
      expect(await calibrations.activate(author, id)).toMatchObject({ state: 'active' });
      const kept = await house.starts.startExam(await learner('1'), 'A');
      expect(kept.attempt.id).toBe(running.attempt.id);
      expect(kept.attempt.blueprintId).toBe(running.attempt.blueprintId);
      const { attempt } = await house.starts.startExam(await makeLearner(database.db, '2'), 'A');
      const { pool } = await house.blueprints.get(attempt.blueprintId!);
      const items = new Map((await calibrations.get(author, id)).items.map((item) => [item.itemId, item]));
      const starts = new Map(bank.map(({ id: itemId, b }) => [itemId, b]));
      for (const item of pool) {
        const own = items.get(item.id)!;
        expect(item.parameters).toEqual(
          own.state === 'active' ? { a: own.a, b: own.b } : { a: 1, b: starts.get(item.id) },
        );
      }
      const told = await one<{ actions: string[] }>(
        database.db.read,
        `SELECT array_agg(action ORDER BY id) AS actions FROM audit_event WHERE subject_id = $1`,
        [id],
      );
      expect(told?.actions).toEqual(['calibration.made', 'calibration.activated']);
    });

    it('links the next calibration to the active one, replaces it, and never has two in use', async () => {
      const first = await candidate();
      expect(await calibrations.run(author, 'A')).toMatchObject({ kind: 'nothing-new' });
      await calibrations.activate(author, first);
      await addExams(database.db, truth, { people: 500, length: 20, seed: 'more', mean: 0.5 });
      // With nothing agreed there is nothing to decide again, which would hold up the second.
      await rows(database.db.read, 'UPDATE attempt SET blueprint_id = NULL');
      const second = await stored();
      const made = await calibrations.get(author, second);
      expect(made.summary).toMatchObject({ scale: 'anchors' });
      expect(distance(made.items)).toBeLessThan(0.2);
      await calibrations.activate(author, second);
      const states = (await calibrations.list(author)).map(({ id, state }) => [id, state]);
      expect(states).toEqual([
        [second, 'active'],
        [first, 'retired'],
      ]);
      await expect(calibrations.activate(author, first)).rejects.toMatchObject({
        definition: { type: 'calibration-not-a-candidate' },
      });
    });

    it('numbers people anew each time and counts what they chose', async () => {
      const read = (seed: string) =>
        source.examAnswers(database.db.read, { category: 'A', before: '2027-01-01T00:00:00Z', seed });
      const [first, two] = [await read('x'), await read('y')];
      expect(first).toHaveLength(14_000);
      expect(new Set(first.map(({ person }) => person)).size).toBe(700);
      const whoSaw = (answers: typeof first) =>
        answers.map(({ person, itemId }) => `${person} ${itemId}`).sort();
      expect(whoSaw(first)).not.toEqual(whoSaw(two));
      expect(Object.keys(first[0]!).sort()).toEqual([
        'at',
        'correct',
        'exam',
        'itemId',
        'itemVersion',
        'language',
        'person',
      ]);
      const { report } = await calibrations.itemReport(author, await candidate(), bank[0]!.id);
      const counts = report.options!.map(({ option, people }) => [option, people] as const);
      expect(counts.map(([option]) => option)).toEqual(['a', 'k', 'c', 'd', null]);
      expect(counts.reduce((sum, [, people]) => sum + people, 0)).toBe(report.n);
      expect(report.options!.find(({ isKey }) => isKey)!.people).toBe(
        Math.round(report.n * report.rightShare),
      );
    });

    it('is refused to somebody who writes no questions, and never changes once it is kept', async () => {
      const id = await candidate();
      const employee: Actor = { ...author, grants: ['hr'] };
      await expect(calibrations.activate(employee, id)).rejects.toMatchObject({ status: 403 });
      await expect(calibrations.run(employee, 'A')).rejects.toMatchObject({ status: 403 });
      expect(() => calibrations.list(employee)).toThrow();
      await expect(rows(database.db.read, 'UPDATE calibration_item SET b = 0')).rejects.toThrow(
        'never changes',
      );
      await expect(rows(database.db.read, 'DELETE FROM calibration_item')).rejects.toThrow('never changes');
    });
  });

  async function learner(number: string): Promise<Actor> {
    const found = await one<{ id: string }>(database.db.read, 'SELECT id FROM person WHERE number = $1', [
      number,
    ]);
    return {
      ...systemActor('specs'),
      kind: 'person',
      name: 'C',
      personId: found!.id,
      zone: 'Europe/Amsterdam',
    };
  }
});
