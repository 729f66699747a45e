import { type Actor, FixedClock, Registry, rows, systemActor } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { makeLearner, published } from '../../attempts/src/testing/index.js';
import { AsksErasure } from './asks.erasure.js';
import { listOwn } from './asks.queries.js';
import { CoachesService } from './coaches.service.js';
import { forgetAsks } from './forget-asks.js';
import { RewardsService } from './rewards.service.js';
import { ThanksService } from './thanks.service.js';

const HR: Actor = { ...systemActor('spec'), kind: 'person', grants: ['hr'] };
const RULES = { points: 10, perDay: 5, perPair: 3, perPeriod: 40, version: 0 };

describe('thanks and rewards', () => {
  let database: TestDatabase;
  let clock: FixedClock;
  let thanks: ThanksService;
  let rewards: RewardsService;
  let coaches: CoachesService;
  let asker: Actor;
  let helper: Actor;

  beforeEach(async () => {
    database = await testDatabase();
    clock = new FixedClock('2026-11-23T15:40:00Z');
    thanks = new ThanksService(database.db, clock);
    rewards = new RewardsService(database.db, clock, { listReports: () => Promise.resolve([]) } as never);
    coaches = new CoachesService(database.db, clock);
    asker = await makeLearner(database.db, '2001');
    helper = await makeLearner(database.db, '2002');
  });
  afterEach(() => database.close());

  async function solved(from = asker, to = helper): Promise<string> {
    const [ask] = await rows<{ id: string }>(
      database.db.read,
      `INSERT INTO ask (person_id, language, audience, wants, sees, tried, urgency, state, created_at, helper_id, ended_at)
       VALUES ($1, 'nl', 'one', 'Printen', 'Niets', 'Niets', 'now', 'solved', $3, $2, $3) RETURNING id`,
      [from.personId, to.personId, clock.now().toString()],
    );
    return ask?.id ?? '';
  }
  const thank = async (from = asker, to = helper) =>
    thanks.thank(from, await solved(from, to), { words: 'Dank je' });

  it('bring points up to the cap between two people, both ways counted, and stand past it', async () => {
    expect(await thank()).toEqual({ points: 10 });
    expect(await thank(helper, asker)).toEqual({ points: 10 });
    expect(await thank()).toEqual({ points: 10 });
    expect(await thank()).toEqual({ points: 0 });
    const own = await thanks.own(helper);
    expect(own).toMatchObject({ balance: 20, helped: 3 });
    expect(own.thanks.map(({ whyNone }) => whyNone)).toEqual(['pair-cap', null, null]);
    expect(await published(database.db, 'ask.thanked')).toHaveLength(4);
  });

  it('are given once, by who asked, for what was solved', async () => {
    const id = await solved();
    await expect(thanks.thank(helper, id, { words: '' })).rejects.toMatchObject({ status: 404 });
    const tries = await Promise.allSettled([1, 2, 3].map(() => thanks.thank(asker, id, { words: '' })));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await rows(database.db.read, `UPDATE ask SET state = 'closed' WHERE id = $1`, [id]);
    await expect(thanks.thank(asker, await openAsk(), { words: '' })).rejects.toMatchObject({ status: 403 });
  });

  it('never cost more than the budget, and never more points than somebody has, however many choose at once', async () => {
    await rewards.changeBudget(HR, { ...RULES, period: '2026-Q4', budget: 2500, perPair: 100, perDay: 100 });
    const reward = await rewards.add(HR, {
      kind: 'gift',
      nameNl: 'Bon',
      nameEn: 'Token',
      points: 10,
      cost: 1000,
    });
    const third = await makeLearner(database.db, '2003');
    for (let round = 0; round < 2; round += 1) await thank();
    for (let round = 0; round < 4; round += 1) await thank(helper, third);
    const who = [helper, helper, helper, third, third, third, third];
    const tries = await Promise.allSettled(who.map((one) => thanks.claim(one, reward)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect((await rewards.desk(HR)).budgets).toMatchObject([{ cents: 2500, spent: 2000, version: 1 }]);
    expect((await thanks.own(third)).rewards).toMatchObject([{ whyNot: 'budget-empty' }]);
    const first = await rewards.exportPayroll(HR);
    expect(first.count).toBe(2);
    expect(first.csv).toContain('"10,00"');
    expect((await rewards.exportPayroll(HR)).count).toBe(0);
    await expect(rewards.changeBudget(HR, { ...RULES, period: '2026-Q4', budget: 1 })).rejects.toMatchObject({
      status: 409,
    });
    await expect(rewards.desk(asker)).rejects.toMatchObject({ status: 403 });
  });

  it('that go round are shown to HR once, and nothing is taken away', async () => {
    const others = await Promise.all(
      ['4001', '4002', '4003', '4004', '4005'].map((n) => makeLearner(database.db, n)),
    );
    for (const from of others) for (const to of others) if (from !== to) await thank(from, to);
    for (let round = 0; round < 6; round += 1) {
      await thank();
      await thank(helper, asker);
    }
    expect(await rewards.searchRings(false)).toMatchObject({ changed: 1 });
    expect(await rewards.searchRings(false)).toMatchObject({ changed: 0 });
    const [ring] = (await rewards.desk(HR)).rings;
    expect(ring).toMatchObject({ kind: 'pair', thanks: 12, outcome: null });
    const decision = { outcome: 'talked', note: 'Zij werken samen' } as const;
    await expect(
      rewards.decideRing({ ...HR, personId: helper.personId }, ring?.id ?? '', decision),
    ).rejects.toMatchObject({ status: 403 });
    await rewards.decideRing(HR, ring?.id ?? '', decision);
    expect((await rewards.desk(HR)).rings).toMatchObject([{ outcome: 'talked' }]);
    expect((await thanks.own(helper)).balance).toBeGreaterThan(0);
  });

  it('outlive the one who gave them, without words or name', async () => {
    await thank();
    const registry = new Registry();
    new AsksErasure(registry).onModuleInit();
    const erasure = registry.erasures.get('asks');
    expect(Object.keys((await erasure?.exportOf(database.db.read, asker.personId ?? '')) ?? {})).toContain(
      'asks',
    );
    await database.db.transaction(async (tx) => erasure?.erase(tx, asker.personId ?? ''));
    expect(await thanks.own(helper)).toMatchObject({ balance: 10, thanks: [{ name: null, words: null }] });
    expect(await rows(database.db.read, 'SELECT 1 FROM ask')).toEqual([]);
  });

  it('outlive the ask itself: it loses words and names, and still counts for who helped', async () => {
    const old = await solved();
    await thanks.thank(asker, old, { words: 'Dank je' });
    await rows(
      database.db.read,
      `INSERT INTO ask_message (ask_id, person_id, words, at) VALUES ($1, $2, 'Zo', $3)`,
      [old, helper.personId, clock.now().toString()],
    );
    await openAsk();
    clock.set('2026-12-01T12:00:00Z');
    await thank();
    const forget = () => database.db.transaction((tx) => forgetAsks(tx, '2026-11-30T00:00:00Z'));
    expect(await forget()).toEqual({ asks: 1, coachings: 0 });
    expect(await forget()).toEqual({ asks: 0, coachings: 0 });
    expect(await thanks.own(helper)).toMatchObject({
      ...{ helped: 2, balance: 20 },
      thanks: [{ words: 'Dank je' }, { name: null, words: null, points: 10 }],
    });
    expect(await rows(database.db.read, 'SELECT 1 FROM ask_message')).toEqual([]);
    const [kept] = await rows(database.db.read, `SELECT person_id, wants, sees FROM ask WHERE id = $1`, [
      old,
    ]);
    expect(kept).toEqual({ person_id: null, wants: '', sees: '' });
    expect(await listOwn(database.db.read, asker.personId ?? '', '2026-12-01', 9)).toHaveLength(2);
  });

  it('a coach reads a wish; HR reads nothing about fewer than five people', async () => {
    await coaches.name(HR, '2002');
    await expect(coaches.name(HR, '9999')).rejects.toMatchObject({ status: 422 });
    const scan = { q1: 2, q2: 2, q3: 3, q4: 2, q5: 1 };
    for (let at = 0; at < 5; at += 1) {
      const person = await makeLearner(database.db, `30${at}`);
      await coaches.ask(person, { wish: 'Bestanden vinden', consent: 'on', ...scan });
      if (at === 0)
        await expect(coaches.ask(person, { wish: 'Nog eens', consent: 'on', ...scan })).rejects.toMatchObject(
          {
            status: 409,
          },
        );
      expect(await coaches.report(HR)).toBeNull();
      await coaches.finish(person, { ...scan, q1: 4, q5: at < 3 ? 4 : 2 });
    }
    expect(await coaches.report(HR)).toMatchObject({ n: 5, before: 2 });
    expect(await coaches.caseload(helper)).toHaveLength(5);
    await expect(coaches.report(asker)).rejects.toMatchObject({ status: 403 });
  });

  async function openAsk(): Promise<string> {
    const [ask] = await rows<{ id: string }>(
      database.db.read,
      `INSERT INTO ask (person_id, language, audience, wants, sees, tried, urgency, created_at)
       VALUES ($1, 'nl', 'one', 'Printen', 'Niets', 'Niets', 'now', $2) RETURNING id`,
      [asker.personId, clock.now().toString()],
    );
    return ask?.id ?? '';
  }
});
