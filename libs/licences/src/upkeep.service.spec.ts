import { examFailed, reviewHealthChanged } from '#events';
import { publish, rows, systemActor } from '#kernel';
import { actorFor } from './testing/people.js';
import { attemptId, type Desk, openDesk } from './testing/desk.js';
import { RulesService } from './rules.service.js';
import { verifyLedger } from './verify-ledger.js';

let desk: Desk;
afterEach(async () => {
  // Whatever a spec did, the rows are what the ledger adds up to.
  expect((await verifyLedger(desk.db.read)).faults).toEqual([]);
  await desk.close();
});

const told = async (name: string): Promise<Record<string, unknown>[]> =>
  (
    await rows<{ payload: Record<string, unknown> }>(
      desk.db.read,
      'SELECT payload FROM outbox WHERE name = $1 ORDER BY id',
      [name],
    )
  ).map(({ payload }) => payload);
const memory = async (personId: string, band: 'green' | 'amber' | 'red', on: string): Promise<void> => {
  const items = [{ personId, category: 'A', band, on, skill: 'ss.describe' }];
  await desk.db.transaction((tx) => publish(tx, reviewHealthChanged({ items })));
  await desk.dispatcher.drain();
};
const prompt = (moment: string, dry = false) => {
  desk.clock.set(moment);
  return desk.dispatcher.runSchedule('licences.prompt-upkeep', { dry });
};
const fail = async (personId: string): Promise<void> => {
  const failed = examFailed({
    ...{ attemptId: attemptId(), personId, category: 'A' },
    availableAgainAt: desk.clock.now().add({ hours: 72 }).toString(),
  });
  await desk.db.transaction((tx) => publish(tx, failed));
  await desk.dispatcher.drain();
};
const stateOf = async (personId: string): Promise<string | undefined> =>
  (await desk.standing(personId))?.state;

describe('what memory does to a licence that lives by reviews', () => {
  it('asks for practice every fourth day of two weeks while it is amber, each day once', async () => {
    desk = await openDesk({ rule: 'upkeep', months: 6 });
    await desk.pass(desk.people.chaima);
    await memory(desk.people.chaima, 'amber', '2026-12-01');
    const days: string[] = [];
    for (let day = 1; day <= 31; day += 1) {
      const moment = `2026-12-${String(day).padStart(2, '0')}T05:10:00Z`;
      const due = (await prompt(moment, true)).seen;
      const { changed } = await prompt(moment);
      expect(changed).toBe(due);
      if (changed > 0) days.push(moment.slice(0, 10));
      expect((await prompt(moment)).changed).toBe(0);
    }
    expect(days).toEqual(['2026-12-01', '2026-12-05', '2026-12-09', '2026-12-13']);
    const [first] = await told('licence.fading');
    expect(first).toMatchObject({
      items: [{ personId: desk.people.chaima, category: 'A', on: '2026-12-01', skill: 'ss.describe' }],
    });
    expect(await stateOf(desk.people.chaima)).toBe('valid');
  });

  it('opens a refresh exam when it is red, tells it again near its end, and waits for it on hold', async () => {
    desk = await openDesk({ rule: 'upkeep', months: 6 });
    const { giovanni } = desk.people;
    await desk.pass(giovanni);
    await memory(giovanni, 'red', '2026-12-01');
    await memory(giovanni, 'red', '2026-12-02');
    expect(await told('licence.refresh-opened')).toMatchObject([
      { personId: giovanni, refreshBy: '2026-12-15' },
    ]);
    for (let day = 2; day <= 16; day += 1) await prompt(`2026-12-${String(day).padStart(2, '0')}T05:10:00Z`);
    expect((await told('licence.refresh-due')).flatMap(({ items }) => items)).toMatchObject([
      { daysLeft: 7 },
      { daysLeft: 1 },
    ]);
    // Until midnight in Willemstad, which is four in the morning in London.
    desk.clock.set('2026-12-16T03:59:00Z');
    await desk.sweep();
    expect(await stateOf(giovanni)).toBe('valid');
    desk.clock.set('2026-12-16T04:01:00Z');
    await desk.sweep();
    expect(await stateOf(giovanni)).toBe('suspended');
    expect(await told('licence.put-on-hold')).toMatchObject([{ on: '2026-12-16', why: 'missed' }]);
    expect(await told('licence.suspended')).toHaveLength(1);
    desk.clock.set('2027-02-01T12:00:00Z');
    await memory(giovanni, 'green', '2027-02-01');
    expect(await stateOf(giovanni)).toBe('suspended');
    await desk.pass(giovanni);
    expect(await desk.standing(giovanni)).toMatchObject({ state: 'valid', validUntil: '2027-08-01' });
    expect(await told('licence.reinstated')).toHaveLength(1);
    expect(await told('licence.upkeep-earned')).toHaveLength(2);
  });

  it('closes the exam when practice brought it back, and suspends on the day one is failed', async () => {
    desk = await openDesk({ rule: 'upkeep', months: 6 });
    const { chaima } = desk.people;
    await desk.pass(chaima);
    await fail(chaima);
    expect(await stateOf(chaima)).toBe('valid');
    await memory(chaima, 'red', '2026-12-01');
    await memory(chaima, 'amber', '2026-12-03');
    expect(await told('licence.refresh-closed')).toHaveLength(1);
    desk.clock.set('2026-12-20T12:00:00Z');
    expect((await desk.sweep()).changed).toBe(0);
    await memory(chaima, 'red', '2026-12-20');
    await fail(chaima);
    expect(await stateOf(chaima)).toBe('suspended');
    expect(await told('licence.put-on-hold')).toMatchObject([{ on: '2026-12-20', why: 'failed' }]);
  });

  it('does nothing at all to licences with dates', async () => {
    desk = await openDesk({ rule: 'from-completion', months: 24 });
    const { chaima } = desk.people;
    await desk.pass(chaima);
    await memory(chaima, 'red', '2026-12-01');
    expect((await prompt('2026-12-02T05:10:00Z')).seen).toBe(0);
    expect(await stateOf(chaima)).toBe('valid');
    expect(await told('licence.upkeep-earned')).toEqual([]);
    expect(await rows(desk.db.read, 'SELECT 1 FROM licence WHERE memory_band IS NOT NULL')).toEqual([]);
  });
});

describe('the rule of a category', () => {
  it('is HR’s to choose and to give back, for licences that start later', async () => {
    desk = await openDesk({ rule: 'from-completion', months: 24 });
    const rules = desk.get(RulesService);
    const { chaima, giovanni, emilia } = desk.people;
    await desk.pass(chaima);
    await rules.choose(desk.hr, { category: 'A', rule: 'upkeep', months: 6 });
    await desk.pass(giovanni);
    await rules.choose(desk.hr, { category: 'A', rule: 'course', months: 6 });
    await desk.pass(emilia);
    const untils = await Promise.all(
      [chaima, giovanni, emilia].map(async (id) => (await desk.standing(id))?.validUntil),
    );
    expect(untils).toEqual(['2028-11-21', '2027-05-21', '2028-11-21']);
    const chosen = await rows<{ action: string }>(
      desk.db.read,
      "SELECT action FROM audit_event WHERE action = 'licence.rule-chosen'",
    );
    expect(chosen).toHaveLength(2);
  });

  it('is refused to everybody else, and for a category that can’t be earned', async () => {
    desk = await openDesk();
    const rules = desk.get(RulesService);
    const choice = { category: 'A', rule: 'upkeep' as const, months: 6 };
    await expect(rules.choose(actorFor(desk.people.chaima), choice)).rejects.toMatchObject({ status: 403 });
    await expect(rules.list(actorFor(desk.people.chaima))).rejects.toMatchObject({ status: 403 });
    await expect(rules.choose(desk.hr, { ...choice, category: 'Z' })).rejects.toMatchObject({ status: 422 });
    expect(await rules.list({ ...systemActor('spec'), language: 'nl' })).toMatchObject([
      { category: 'A', isChosen: false },
      { category: 'B' },
    ]);
  });
});
