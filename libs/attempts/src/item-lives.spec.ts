import { AnswerSources, CalibrationsService, ItemLives } from '#calibrations';
import type { CatalogueItem } from '#catalogue';
import { type Actor, ProcessEnd, rows, systemActor } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { ExamAnswers } from './exam-answers.js';
import { addExams, makeTruth, type TrueItem } from './testing/exam-answers.factory.js';
import { madeContent, makeLearner, makeLearning } from './testing/index.js';

const author: Actor = { ...systemActor('spec'), kind: 'person', grants: ['author'] };
const night = systemActor('calibrations.calibrate');

describe('the life of an exam item', () => {
  let database: TestDatabase;
  let house: Awaited<ReturnType<typeof makeLearning>>;
  let calibrations: CalibrationsService;
  let lives: ItemLives;
  let bank: CatalogueItem[];
  let truth: TrueItem[];

  beforeEach(async () => {
    database = await testDatabase();
    house = await makeLearning(database.db);
    const sources = new AnswerSources();
    new ExamAnswers(sources).onModuleInit();
    calibrations = new CalibrationsService(
      database.db,
      house.clock,
      house.catalogue,
      sources,
      new ProcessEnd(),
    );
    lives = new ItemLives(database.db, house.clock, house.catalogue, sources, new ProcessEnd());
    bank = await house.catalogue.listItems(database.db.read, { category: 'A', use: 'exam' });
    truth = makeTruth(bank, 'truth');
  });
  afterEach(() => database.close());

  const events = async (itemId: string): Promise<string[]> =>
    (await lives.story(author, 'A', itemId)).moves.map(({ event, state }) => `${event} ${state}`);

  /** Exams of as many people, answered at `at`. */
  async function sat(people: number, seed: string, at: string, real = truth): Promise<void> {
    await addExams(database.db, real, { people, length: 20, seed });
    await rows(
      database.db.read,
      `UPDATE response r SET answered_at = $2 FROM attempt a JOIN person p ON p.id = a.person_id
       WHERE r.attempt_id = a.id AND p.number LIKE $1 || '-%'`,
      [seed, at],
    );
    await rows(
      database.db.read,
      `UPDATE attempt a SET finished_at = $2 FROM person p WHERE p.id = a.person_id AND p.number LIKE $1 || '-%'`,
      [seed, at],
    );
  }

  async function inUse(): Promise<string> {
    await sat(700, 'many', '2026-10-01T09:10:00Z');
    await lives.look(night, 'A');
    const report = await calibrations.run(night, 'A');
    if (report.kind !== 'stored') throw new Error(report.kind);
    await calibrations.activate(author, report.id);
    return report.id;
  }

  const poolOf = async (learner: Actor): Promise<string[]> => {
    const { attempt } = await house.starts.startExam(learner, 'A');
    return (await house.blueprints.get(attempt.blueprintId!)).pool.map(({ id }) => id);
  };

  it('is told from its first night over gates to use, line by line', async () => {
    const id = await inUse();
    const { items } = await calibrations.get(author, id);
    const active = items.find(({ state }) => state === 'active')!;
    expect(await events(active.itemId)).toEqual([
      'activated active',
      'passed-gates calibrated',
      'published pilot',
    ]);
    const held = items.find(({ state }) => state === 'pilot')!;
    expect(await events(held.itemId)).toEqual(['published pilot']);
    expect(await lives.look(night, 'A')).toMatchObject({ items: 48, moves: 0 });
    await expect(rows(database.db.read, 'DELETE FROM calibration_item_move')).rejects.toThrow(
      'never changes',
    );
  });

  it('is watched when people suddenly know its answer, and put back by a person until the next hundred', async () => {
    const id = await inUse();
    house.clock.set('2026-12-24T02:00:00Z');
    const { items } = await calibrations.get(author, id);
    const leaked = items.find(({ state, b, n }) => state === 'active' && b > 0 && n > 200)!.itemId;
    const easy = truth.map((each) => (each.item.id === leaked ? { ...each, b: -4 } : each));
    await sat(300, 'after', '2026-12-01T09:10:00Z', easy);
    expect(await lives.look(night, 'A', { dry: true })).toMatchObject({
      watched: expect.any(Number) as number,
    });
    expect((await events(leaked))[0]).toBe('activated active');
    const report = await lives.look(night, 'A');
    expect(report.watched).toBeGreaterThanOrEqual(1);
    // Some sound items move by chance, with parameters from 290 answers.
    expect(report.watched).toBeLessThanOrEqual(4);
    const { moves, life } = await lives.story(author, 'A', leaked);
    expect(life).toMatchObject({ state: 'watch', because: 'drift' });
    expect(moves[0]!.found).toBeGreaterThan(3);
    await lives.putBack(author, 'A', leaked, 'It was in the newsletter');
    expect((await events(leaked))[0]).toBe('cleared active');
    expect(await lives.look(night, 'A')).toMatchObject({ watched: 0 });
    await expect(lives.putBack(author, 'A', leaked, 'Once more')).rejects.toMatchObject({ status: 409 });
  });

  it('leaves new exams when it is retired, pilot or not, and an exam that runs goes on', async () => {
    const one = bank[0]!.id;
    const running = await makeLearner(database.db, '1');
    const before = await poolOf(running);
    expect(before).toContain(one);
    await lives.retire(author, 'A', one, 'Leaked');
    expect(await poolOf(await makeLearner(database.db, '2'))).toEqual(before.filter((id) => id !== one));
    expect(await poolOf(running)).toEqual(before);
    const told = await rows<{ action: string; changes: object }>(
      database.db.read,
      `SELECT action, changes FROM audit_event WHERE subject_type = 'item' AND subject_id = $1`,
      [one],
    );
    expect(told).toEqual([
      {
        action: 'item.retired',
        changes: { category: 'A', from: 'pilot', to: 'retired', reason: 'Leaked' },
      },
    ]);
    await expect(lives.retire(author, 'A', one, 'Again')).rejects.toMatchObject({ status: 409 });
    await lives.putBack(author, 'A', one, 'It was another one');
    expect(await poolOf(await makeLearner(database.db, '3'))).toEqual(before);
    expect((await lives.story(author, 'A', one)).life).toMatchObject({ state: 'pilot' });
  });

  it('says what retiring it would do to a bank that is small already', async () => {
    const { troubles } = await lives.story(author, 'A', bank[0]!.id);
    expect(troubles.map(({ kind }) => kind)).toContain('asked-too-often');
    for (const { id } of bank.slice(1, 40)) await lives.retire(author, 'A', id, 'Season is over');
    const left = await lives.story(author, 'A', bank[0]!.id);
    expect(left.troubles.map(({ kind }) => kind)).toContain('exam-too-small');
  });

  it('starts again as a pilot when it is written anew, unless it was retired', async () => {
    await inUse();
    const [reworded, gone] = [bank[0]!.id, bank[1]!.id];
    await lives.retire(author, 'A', gone, 'Leaked');
    const content = madeContent();
    const items = content.items.map((item) =>
      item.id === reworded || item.id === gone ? { ...item, version: 2 } : item,
    );
    await house.catalogue.publish(systemActor('spec'), { ...content, items });
    await lives.look(night, 'A');
    expect((await events(reworded)).slice(0, 2)).toEqual(['published pilot', 'reworded draft']);
    expect((await events(gone))[0]).toBe('retired retired');
  });

  it('is nobody’s to decide but an author’s or an administrator’s', async () => {
    const hr: Actor = { ...author, grants: ['hr'] };
    await expect(lives.retire(hr, 'A', bank[0]!.id, 'No')).rejects.toMatchObject({ status: 403 });
    await expect(lives.list(hr, 'A')).rejects.toMatchObject({ status: 403 });
  });

  it('moves a difficulty far only when a person signs for it, and the signature is kept', async () => {
    const first = await inUse();
    const { items } = await calibrations.get(author, first);
    const target = items.find(({ state, b, n }) => state === 'active' && Math.abs(b) < 1 && n > 200)!.itemId;
    house.clock.set('2026-12-24T02:00:00Z');
    const harder = truth.map((each) => (each.item.id === target ? { ...each, b: each.b + 1.2 } : each));
    await sat(700, 'later', '2026-12-01T09:10:00Z', harder);
    const report = await calibrations.run(night, 'A');
    if (report.kind !== 'stored') throw new Error(report.kind);
    const { moved } = await calibrations.get(author, report.id);
    expect(moved.map(({ itemId }) => itemId)).toContain(target);
    expect((await events(target))[0]).toBe('failed-gates watch');
    await expect(calibrations.activate(author, report.id)).rejects.toMatchObject({
      definition: { type: 'calibration-shift-unsigned' },
    });
    const accept = moved.map(({ itemId }) => ({ itemId, reason: `The menu of ${itemId} moved` }));
    const idle = [...accept, { itemId: 'tx.s9.999', reason: 'For nothing' }];
    await expect(calibrations.activate(author, report.id, idle)).rejects.toMatchObject({
      definition: { type: 'calibration-nothing-to-sign' },
    });
    await calibrations.activate(author, report.id, accept);
    const after = await calibrations.get(author, report.id);
    expect(after.accepted.map(({ itemId, reason }) => ({ itemId, reason }))).toEqual(
      [...accept].sort((one, two) => (one.itemId < two.itemId ? -1 : 1)),
    );
    const own = after.items.find(({ itemId }) => itemId === target)!;
    expect(own.state).toBe(own.gateFailures.every(({ reason }) => reason === 'shift') ? 'active' : 'watch');
    const { attempt } = await house.starts.startExam(await makeLearner(database.db, '7'), 'A');
    const blueprint = await house.blueprints.get(attempt.blueprintId!);
    expect(blueprint.calibrationId).toBe(report.id);
    expect(blueprint.pool.find(({ id }) => id === target)!.parameters).toEqual({ a: own.a, b: own.b });
  });
});
