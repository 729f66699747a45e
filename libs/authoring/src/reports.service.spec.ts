import { type Actor, Registry, rows } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import {
  answerQuestion,
  makeLearner,
  makeLearning,
  published,
  rightAnswer,
  sitExam,
} from '../../attempts/src/testing/index.js';
import { AuthoringErasure } from './authoring.erasure.js';
import { REPORTS_A_DAY } from './report.js';
import { type Place, ReportsService } from './reports.service.js';

describe('a report that a question isn’t right', () => {
  let database: TestDatabase;
  let house: Awaited<ReturnType<typeof makeLearning>>;
  let reports: ReportsService;
  let chaima: Actor;
  let karim: Actor;
  const said = { reason: 'unclear' as const, words: 'Ik snap de vraag niet', contact: false };

  beforeEach(async () => {
    database = await testDatabase();
    house = await makeLearning(database.db);
    reports = new ReportsService(database.db, house.clock, house.practice, house.attempts);
    chaima = await makeLearner(database.db, '1003');
    karim = { ...(await makeLearner(database.db, '1011')), grants: ['author'] };
  });
  afterEach(() => database.close());

  /** Answers so many questions of a round, and gives their places. */
  async function practise(actor: Actor, n: number): Promise<Place[]> {
    const places: Place[] = [];
    while (places.length < n) {
      let step = await house.practice.start(actor);
      while (step.response && step.item && places.length < n) {
        const { attempt, response, item } = step;
        const raw = rightAnswer(item, response.arrangement);
        step = await house.practice.answer(actor, attempt.id, { position: response.position, raw });
        places.push({ attemptId: attempt.id, position: response.position });
      }
    }
    return places;
  }

  it('is kept once for a question while it is open, and may be made anew after an answer', async () => {
    const [place] = await practise(chaima, 1);
    const id = await reports.report(chaima, place!, said);
    await expect(reports.report(chaima, place!, said)).rejects.toMatchObject({
      definition: { type: 'item-report-waits' },
    });
    await reports.answer(karim, id, { outcome: 'stays', version: undefined, answer: 'Zo hoort het' });
    await reports.report(chaima, place!, said);
    expect((await reports.own(chaima)).map(({ outcome }) => outcome)).toEqual([null, 'stays']);
  });

  it('is made by whoever answered the question, and by nobody else', async () => {
    const [place] = await practise(chaima, 1);
    await expect(reports.report(karim, place!, said)).rejects.toMatchObject({ status: 403 });
    await expect(reports.look(karim, place!)).rejects.toMatchObject({ status: 403 });
    const open = await house.practice.start(chaima);
    const asked = { attemptId: open.attempt.id, position: open.response!.position };
    await expect(reports.report(chaima, asked, said)).rejects.toMatchObject({
      status: expect.any(Number) as number,
    });
    expect(await reports.own(chaima)).toEqual([]);
  });

  it('is the fifth of a day at most, also when several are sent at once', async () => {
    const places = await practise(chaima, REPORTS_A_DAY + 3);
    const sent = await Promise.allSettled(places.map((place) => reports.report(chaima, place, said)));
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(REPORTS_A_DAY);
    for (const one of sent)
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ definition: { type: 'item-reports-too-many' } });
    house.clock.advance({ hours: 25 });
    const left = places[sent.findIndex(({ status }) => status === 'rejected')];
    await reports.report(chaima, left!, said);
  });

  it('shows its author neither answer nor name, unless the reporter agreed', async () => {
    const [one, other] = await practise(chaima, 2);
    await reports.report(chaima, one!, said);
    await reports.report(chaima, other!, { ...said, contact: true });
    const [hidden, open] = await reports.list(karim);
    expect(hidden?.reporter).toBeNull();
    expect(open?.reporter).toEqual({ id: chaima.personId, name: 'Chaima El Idrissi' });
    expect(JSON.stringify(hidden)).not.toContain(chaima.personId);
    expect(hidden).toMatchObject({ reportedOn: '2026-11-23' });
    expect(hidden).not.toHaveProperty('reportedAt');
    await expect(reports.list(chaima)).rejects.toMatchObject({ status: 403 });
    await expect(
      reports.answer(chaima, hidden!.id, { outcome: 'stays', version: undefined, answer: 'Nee' }),
    ).rejects.toMatchObject({ status: 403 });
    const audited = await rows(
      database.db.read,
      `SELECT changes FROM audit_event WHERE action = 'item-report.made' AND changes ? 'words'`,
    );
    expect(audited).toEqual([]);
  });

  it('is answered together with the other reports on that question; everybody who made one is told', async () => {
    const [place] = await practise(chaima, 1);
    const { itemId } = (await house.practice.explain(chaima, place!.attemptId, place!.position!)).attempt
      .responses[0]!;
    await reports.report(chaima, place!, said);
    const daan = await makeLearner(database.db, '1004');
    let same: Place | undefined;
    while (!same) {
      const [next] = await practise(daan, 1);
      const { practised } = await house.practice.explain(daan, next!.attemptId, next!.position!);
      if (practised.item.id === itemId) same = next;
    }
    const id = await reports.report(daan, same, said);
    expect(await reports.answer(karim, id, { outcome: 'mended', version: 2, answer: 'Beter zo' })).toBe(2);
    const [told] = await published(database.db, 'item-report.answered');
    const { items } = told as { items: { personId: string }[] };
    expect(items.map(({ personId }) => personId).sort()).toEqual([chaima.personId, daan.personId].sort());
    await expect(
      reports.answer(karim, id, { outcome: 'stays', version: undefined, answer: 'Nee' }),
    ).rejects.toMatchObject({
      definition: { type: 'item-report-answered' },
    });
    expect(await reports.openOn(karim, itemId)).toEqual([]);
  }, 60_000);

  it('of an exam names the licence and no question, and only of an exam that is over', async () => {
    const open = await house.starts.startExam(chaima, 'A');
    await expect(reports.report(chaima, { attemptId: open.attempt.id }, said)).rejects.toMatchObject({
      status: 404,
    });
    await answerQuestion(house.attempts, chaima, open, true);
    await expect(reports.look(chaima, { attemptId: open.attempt.id, position: 1 })).rejects.toMatchObject({
      status: 404,
    });
    const daan = await makeLearner(database.db, '1004');
    const { attempt } = await sitExam(house, daan, () => true);
    await reports.report(daan, { attemptId: attempt.id }, said);
    expect(await reports.list(karim)).toMatchObject([{ itemId: null, itemVersion: null, category: 'A' }]);
  });

  it('goes with the person who asks to be forgotten; what an author answered stays without their name', async () => {
    const registry = new Registry();
    new AuthoringErasure(registry).onModuleInit();
    const erasure = registry.erasures.get('authoring')!;
    const [place] = await practise(chaima, 1);
    const id = await reports.report(chaima, place!, said);
    await reports.answer(karim, id, { outcome: 'stays', version: undefined, answer: 'Zo hoort het' });
    const kept = () =>
      rows<{ answered_by: string | null }>(database.db.read, 'SELECT answered_by FROM authoring_report');
    await database.db.transaction(async (tx) => {
      expect(await erasure.exportOf(tx, chaima.personId!)).toMatchObject({
        reports: [{ words: said.words }],
      });
      expect(await erasure.exportOf(tx, karim.personId!)).toMatchObject({
        reportsAnswered: [{ answer: 'Zo hoort het' }],
      });
      await erasure.erase(tx, karim.personId!);
    });
    expect(await kept()).toEqual([{ answered_by: null }]);
    await database.db.transaction((tx) => erasure.erase(tx, chaima.personId!));
    expect(await kept()).toEqual([]);
  });
});
