import { one, rows } from '#kernel';
import { type Desk, openDesk } from './testing/desk.js';
import { addDoubles } from './testing/people.js';
import { verifyLedger } from './verify-ledger.js';

let desk: Desk;
afterEach(() => desk.close());

const events = (name: string): Promise<{ payload: { items?: unknown[] } }[]> =>
  rows(desk.db.read, 'SELECT payload FROM outbox WHERE name = $1 ORDER BY id', [name]);
const countWhere = async (table: string, condition: string): Promise<number> =>
  (await one<{ n: number }>(desk.db.read, `SELECT count(*)::int AS n FROM ${table} WHERE ${condition}`))?.n ??
  0;
const stateOf = async (personId: string): Promise<string | undefined> =>
  (await desk.standing(personId))?.state;

describe('the sweep', () => {
  it('opens the window, starts grace and expires, each on its day', async () => {
    desk = await openDesk({ months: 12 });
    await desk.pass(desk.people.chaima);
    const states: string[] = [];
    for (const day of ['2027-09-21', '2027-09-22', '2027-11-21', '2027-11-22', '2027-12-21', '2027-12-22']) {
      desk.clock.set(`${day}T12:00:00Z`);
      await desk.sweep();
      states.push(`${day} ${await stateOf(desk.people.chaima)}`);
    }
    expect(states).toEqual([
      '2027-09-21 valid',
      '2027-09-22 renewal',
      '2027-11-21 renewal',
      '2027-11-22 grace',
      '2027-12-21 grace',
      '2027-12-22 expired',
    ]);
    expect(await events('licence.renewal-opened')).toHaveLength(1);
    expect(await events('licence.expired')).toHaveLength(1);
  });

  it('does nothing the second time, and only counts when dry', async () => {
    desk = await openDesk({ months: 12 });
    await desk.pass(desk.people.chaima);
    desk.clock.set('2028-06-01T12:00:00Z');
    expect(await desk.sweep({ dry: true })).toEqual({ seen: 1, changed: 0, skipped: 1 });
    expect(await stateOf(desk.people.chaima)).toBe('valid');
    expect(await desk.sweep()).toMatchObject({ changed: 1 });
    expect(await desk.sweep()).toMatchObject({ seen: 0, changed: 0 });
    const { days } = (await one<{ days: string[] }>(
      desk.db.read,
      `SELECT array_agg(event ->> 'on' ORDER BY seq) AS days FROM licence_change WHERE kind <> 'granted'`,
    )) ?? { days: [] };
    expect(days).toEqual(['2027-09-22', '2027-11-22', '2027-12-22']);
  });

  it('lets each person keep the whole last day on the night summer time ends', async () => {
    desk = await openDesk({ months: 12, graceDays: 0 }, '2025-10-25T12:00:00Z');
    for (const person of ['chaima', 'emilia', 'giovanni'] as const) await desk.pass(desk.people[person]);
    const expiredAt = async (moment: string): Promise<string[]> => {
      desk.clock.set(moment);
      await desk.sweep();
      const people = ['chaima', 'emilia', 'giovanni'] as const;
      const states = await Promise.all(people.map((person) => stateOf(desk.people[person])));
      return people.filter((_, index) => states[index] === 'expired');
    };
    // All end on Sunday 25 October 2026: 25 hours long in Amsterdam and Lisbon, 24 in Curaçao.
    expect(await expiredAt('2026-10-25T22:59:59Z')).toEqual([]);
    expect(await expiredAt('2026-10-25T23:00:00Z')).toEqual(['chaima']);
    expect(await expiredAt('2026-10-25T23:59:59Z')).toEqual(['chaima']);
    expect(await expiredAt('2026-10-26T00:00:00Z')).toEqual(['chaima', 'emilia']);
    expect(await expiredAt('2026-10-26T03:59:59Z')).toEqual(['chaima', 'emilia']);
    expect(await expiredAt('2026-10-26T04:00:00Z')).toEqual(['chaima', 'emilia', 'giovanni']);
  });

  it('takes nobody an hour on the night summer time starts', async () => {
    desk = await openDesk({ months: 12, graceDays: 0 }, '2026-03-28T12:00:00Z');
    await desk.pass(desk.people.chaima);
    await desk.pass(desk.people.emilia);
    const statesAt = async (moment: string): Promise<(string | undefined)[]> => {
      desk.clock.set(moment);
      await desk.sweep();
      return [await stateOf(desk.people.chaima), await stateOf(desk.people.emilia)];
    };
    // Sunday 28 March 2027 lasts 23 hours: it ends at 22:00 UTC in Amsterdam and at 23:00 UTC in Lisbon.
    expect(await statesAt('2027-03-28T21:59:59Z')).toEqual(['renewal', 'renewal']);
    expect(await statesAt('2027-03-28T22:00:00Z')).toEqual(['expired', 'renewal']);
    expect(await statesAt('2027-03-28T22:59:59Z')).toEqual(['expired', 'renewal']);
    expect(await statesAt('2027-03-28T23:00:00Z')).toEqual(['expired', 'expired']);
  });

  it('moves ten thousand licences chunk by chunk, and the ledger still fits', async () => {
    desk = await openDesk({ months: 12 });
    await desk.pass(desk.people.chaima);
    await copyLicences(10_000);
    desk.clock.set('2027-09-22T12:00:00Z');
    expect(await desk.sweep()).toMatchObject({ seen: 10_001, changed: 10_001 });
    expect(await countWhere('licence', `state = 'renewal'`)).toBe(10_001);
    expect(await countWhere('licence_change', `kind = 'renewal-opened'`)).toBe(10_001);
    expect(await countWhere('outbox', `name = 'licence.renewal-opened'`)).toBe(10_001);
    const { faults } = await verifyLedger(desk.db.read);
    // The copies were made without their own first line: only that may be wrong with them.
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(['impossible-move']));
  }, 60_000);
});

describe('announcing what ends soon', () => {
  it('tells at 30, 7 and 1 days, once each', async () => {
    desk = await openDesk({ months: 12 });
    await desk.pass(desk.people.chaima);
    for (const day of ['10-21', '10-22', '10-23', '11-13', '11-14', '11-15', '11-20', '11-21', '11-22']) {
      desk.clock.set(`2027-${day}T05:00:00Z`);
      await desk.sweep();
      await desk.findExpiring();
      await desk.findExpiring();
    }
    const told = await events('licence.expiring');
    expect(told.flatMap(({ payload }) => payload.items)).toEqual(
      [30, 7, 1].map(
        (daysLeft) => expect.objectContaining({ daysLeft, validUntil: '2027-11-21' }) as unknown,
      ),
    );
  });

  it('catches up with one message after the worker was down, with the days that are really left', async () => {
    desk = await openDesk({ months: 12 });
    await desk.pass(desk.people.chaima);
    desk.clock.set('2027-11-16T05:00:00Z');
    await desk.findExpiring();
    const told = await events('licence.expiring');
    expect(told.flatMap(({ payload }) => payload.items)).toEqual([expect.objectContaining({ daysLeft: 5 })]);
  });

  it('says nothing after a renewal, and starts again for the new last day', async () => {
    desk = await openDesk({ months: 12 });
    await desk.pass(desk.people.chaima);
    desk.clock.set('2027-10-22T05:00:00Z');
    await desk.findExpiring();
    await desk.pass(desk.people.chaima);
    desk.clock.set('2027-11-14T05:00:00Z');
    await desk.findExpiring();
    expect(await events('licence.expiring')).toHaveLength(1);
    desk.clock.set('2028-09-22T05:00:00Z');
    await desk.findExpiring();
    expect(await events('licence.expiring')).toHaveLength(2);
  });

  it('counts days on the calendar of the person', async () => {
    desk = await openDesk({ months: 12 });
    await desk.pass(desk.people.giovanni);
    desk.clock.set('2027-10-22T03:00:00Z');
    await desk.findExpiring();
    expect(await events('licence.expiring')).toHaveLength(0);
    desk.clock.set('2027-10-22T04:30:00Z');
    await desk.findExpiring();
    expect(await events('licence.expiring')).toHaveLength(1);
  });

  it('packs many people into few events', async () => {
    desk = await openDesk({ months: 12 });
    await desk.pass(desk.people.chaima);
    await copyLicences(2300);
    desk.clock.set('2027-10-22T05:00:00Z');
    await desk.findExpiring();
    const told = await events('licence.expiring');
    expect(told.map(({ payload }) => payload.items?.length)).toEqual([1000, 1000, 301]);
  }, 60_000);
});

/** Gives n more people the same licence; straight into the table, for these specs are about the sweep. */
async function copyLicences(n: number): Promise<void> {
  await addDoubles(desk.db.read, n);
  await rows(
    desk.db.read,
    `INSERT INTO licence (person_id, category, number, state, issued_on, granted_on, valid_from, valid_until, renewal_opens_on,
       grace_until, anchor_day, terms, periods, next_change_on, last_seq)
     SELECT p.id, l.category, 'COPY-' || p.number, l.state, l.issued_on, l.granted_on, l.valid_from, l.valid_until,
       l.renewal_opens_on, l.grace_until, l.anchor_day, l.terms, l.periods, l.next_change_on, l.last_seq
     FROM licence l CROSS JOIN person p WHERE p.number LIKE 'x%' AND l.person_id <> p.id`,
  );
}
