import { type Actor, rows } from '#kernel';
import { AttemptFlagCreate1763718021000 } from '../../../migrations/1763718021000-attempt-flag--create.js';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { ExamFlagsService } from './exam-flags.service.js';
import type { AttemptStep } from './test-steps.js';
import { makeLearner, makeLearning, rightAnswer, wrongAnswer } from './testing/index.js';

describe('an exam that stands out', () => {
  let database: TestDatabase;
  let house: Awaited<ReturnType<typeof makeLearning>>;
  let flags: ExamFlagsService;
  let chaima: Actor;
  let anna: Actor;
  let karim: Actor;

  beforeEach(async () => {
    database = await testDatabase();
    house = await makeLearning(database.db);
    flags = new ExamFlagsService(database.db, house.clock);
    chaima = await makeLearner(database.db, '1003');
    anna = { ...(await makeLearner(database.db, '1001')), grants: ['hr'] };
    karim = { ...(await makeLearner(database.db, '1011')), grants: ['author'] };
  });
  afterEach(() => database.close());

  /** A whole exam; `right` decides by the item's difficulty, and each answer takes so many seconds. */
  async function sit(right: (b: number) => boolean, seconds: number, actor = chaima): Promise<AttemptStep> {
    let step: AttemptStep = await house.starts.startExam(actor, 'A');
    while (step.response && step.item) {
      house.clock.advance({ seconds });
      const { attempt, response, item } = step;
      const raw = (right(item.b) ? rightAnswer : wrongAnswer)(item, response.arrangement);
      const input = { position: response.position, session: attempt.activeSession, raw };
      step = (await house.attempts.answer(actor, attempt.id, input)).step;
    }
    return step;
  }

  it('is not one in which somebody took their time and knew what they knew', async () => {
    const { attempt } = await sit((b) => b < 0.5, 20);
    expect(attempt.result).toMatchObject({ rapid: { flagged: false }, personFit: { flagged: false } });
    expect(await flags.list(anna)).toEqual({ waiting: 0, items: [] });
  });

  it('is one with many quick answers, and its outcome stays what the answers say', async () => {
    const { attempt } = await sit(() => true, 1);
    expect(attempt.outcome).toBe('passed');
    const { answered } = attempt.result as { answered: number };
    expect(await flags.list(anna)).toEqual({
      waiting: 1,
      items: [
        {
          ...{ id: attempt.id, category: 'A', flaggedAt: attempt.finishedAt!.toISOString() },
          rapid: { count: answered, answered, share: 1 },
          ...{ personFit: null, inspectedAt: null, inspectedBy: null, note: null },
          person: { id: chaima.personId, name: 'Chaima El Idrissi' },
        },
      ],
    });
  });

  it('is one in which hard questions were right and easy ones wrong', async () => {
    const { attempt } = await sit((b) => b > -0.5, 20);
    const { personFit } = attempt.result as { personFit: { lz: number } };
    expect(personFit).toMatchObject({ flagged: true });
    expect(personFit.lz).toBeLessThan(-3);
    const [flag] = (await flags.list(karim)).items;
    expect(flag).toMatchObject({ rapid: null, personFit: personFit.lz });
    expect((await house.replays.replay(attempt.id)).differences).toEqual([]);
  });

  it('is shown to HR with a name, to those who watch over questions without, and to no manager', async () => {
    await sit(() => true, 1);
    expect((await flags.list(anna)).items[0]!.person).not.toBeNull();
    for (const grants of [['author'], ['admin']] as const)
      expect((await flags.list({ ...karim, grants })).items[0]!.person).toBeNull();
    const bram: Actor = { ...karim, grants: [], isManager: true };
    await expect(flags.list(bram)).rejects.toMatchObject({ status: 403 });
    await expect(flags.list(chaima)).rejects.toMatchObject({ status: 403 });
  });

  it('is looked at once, by somebody else, with a note and a line of audit; nothing else changes', async () => {
    const { attempt } = await sit(() => true, 1);
    const stored = () => rows(database.db.read, 'SELECT * FROM attempt WHERE id = $1', [attempt.id]);
    const before = await stored();
    const self: Actor = { ...chaima, grants: ['hr'] };
    expect(await flags.list(self)).toEqual({ waiting: 0, items: [] });
    await expect(flags.inspect(self, attempt.id, { note: 'It was me' })).rejects.toMatchObject({
      status: 403,
    });
    const seen = await flags.inspect(karim, attempt.id, { note: 'Reads very fast' });
    expect(seen).toMatchObject({ note: 'Reads very fast', inspectedBy: null, person: null });
    await expect(flags.inspect(anna, attempt.id, { note: 'Another' })).rejects.toMatchObject({
      definition: { type: 'exam-flag-inspected' },
    });
    expect(await flags.list(anna)).toMatchObject({ waiting: 0, items: [{ note: 'Reads very fast' }] });
    expect(await stored()).toEqual(before);
    const told = await rows<{ actor_id: string; changes: unknown }>(
      database.db.read,
      `SELECT actor_id, changes FROM audit_event WHERE action = 'exam-flag.inspected'`,
    );
    // The note is about a person, so the log has only that there is one.
    expect(told).toEqual([{ actor_id: karim.personId, changes: {} }]);
  });

  it('waits in the order of the days, and is listed from before there was a list', async () => {
    const first = await sit(() => true, 1);
    const second = await sit(() => true, 1, await makeLearner(database.db, '1004'));
    await rows(database.db.read, 'DROP TABLE attempt_flag');
    const runner = database.db.source.createQueryRunner();
    await new AttemptFlagCreate1763718021000().up(runner);
    await runner.release();
    const ids = async () => (await flags.list(anna)).items.map(({ id }) => id);
    expect(await ids()).toEqual([first.attempt.id, second.attempt.id]);
    await flags.inspect(anna, first.attempt.id, { note: 'Spoken to' });
    expect(await ids()).toEqual([second.attempt.id, first.attempt.id]);
  });
});
