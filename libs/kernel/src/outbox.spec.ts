import { defineEvent } from '#events';
import { z } from 'zod';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { batchesOf } from './dispatcher.js';
import { Dispatcher, enqueue, FixedClock, one, publish, Registry, rows } from './index.js';

const doorOpened = defineEvent('door.opened', z.object({ door: z.string() }));

describe('the outbox', () => {
  let database: TestDatabase;
  let registry: Registry;
  let dispatcher: Dispatcher;
  beforeAll(async () => (database = await testDatabase()));
  afterAll(() => database.close());
  beforeEach(() => {
    registry = new Registry();
    dispatcher = new Dispatcher(database.db, new FixedClock(), registry);
  });

  it('delivers an event once to each listener, however often it is delivered', async () => {
    const seen: string[] = [];
    for (const name of ['a.look', 'b.look']) {
      registry.listen({
        on: doorOpened,
        name,
        handle: async ({ door }) => void seen.push(`${name} ${door}`),
      });
    }
    await database.db.transaction((tx) => publish(tx, doorOpened({ door: 'front' })));
    await dispatcher.drain();
    const row = await one<{ id: string }>(database.db.read, 'SELECT max(id) AS id FROM outbox');
    await dispatcher.deliver({ outboxId: row!.id, kind: 'event', target: 'a.look' });
    expect(seen).toEqual(['a.look front', 'b.look front']);
  });

  it('forgets what was published in a transaction that was rolled back', async () => {
    const before = await rows(database.db.read, 'SELECT id FROM outbox');
    await expect(
      database.db.transaction(async (tx) => {
        await publish(tx, [doorOpened({ door: 'side' }), doorOpened({ door: 'back' })]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await rows(database.db.read, 'SELECT id FROM outbox')).toHaveLength(before.length);
  });

  it('leaves no mark when a listener fails, so that it can be tried again', async () => {
    let fail = true;
    registry.listen({
      on: doorOpened,
      name: 'c.fail-once',
      handle: async (_, { tx }) => {
        await rows(tx, `INSERT INTO setting (name, value) VALUES ('half', '1')`);
        if (fail) throw new Error('not now');
      },
    });
    await database.db.transaction((tx) => publish(tx, doorOpened({ door: 'attic' })));
    await expect(dispatcher.drain()).rejects.toThrow('not now');
    expect(await rows(database.db.read, `SELECT 1 FROM setting WHERE name = 'half'`)).toHaveLength(0);
    fail = false;
    const row = await one<{ id: string }>(database.db.read, 'SELECT max(id) AS id FROM outbox');
    await dispatcher.deliver({ outboxId: row!.id, kind: 'event', target: 'c.fail-once' });
    expect(await rows(database.db.read, `SELECT 1 FROM setting WHERE name = 'half'`)).toHaveLength(1);
  });

  it('delivers the rest of a batch when one of it fails, and only that one again', async () => {
    const tries: string[] = [];
    const broken = new Set(['cellar']);
    registry.listen({
      on: doorOpened,
      name: 'e.note',
      handle: async ({ door }, { tx, outboxId }) => {
        tries.push(door);
        await rows(tx, 'INSERT INTO setting (name, value) VALUES ($1, $2)', [
          `door-${door}`,
          `"${outboxId}"`,
        ]);
        if (broken.has(door)) throw new Error(`${door} is stuck`);
      },
    });
    const doors = ['porch', 'cellar', 'shed'];
    await database.db.transaction((tx) =>
      publish(
        tx,
        doors.map((door) => doorOpened({ door })),
      ),
    );
    const waiting = await rows<{ id: string; kind: 'event'; name: string }>(
      database.db.read,
      'SELECT id, kind, name FROM outbox WHERE published_at IS NULL ORDER BY id',
    );
    const [batch, ...more] = batchesOf(waiting.flatMap((row) => dispatcher.deliveriesOf(row)));
    expect(more).toEqual([]);
    const noted = async () =>
      (
        await rows<{ name: string }>(
          database.db.read,
          "SELECT name FROM setting WHERE name LIKE 'door-%' ORDER BY name",
        )
      ).map(({ name }) => name);
    await expect(dispatcher.deliverBatch(batch!)).rejects.toThrow('cellar is stuck');
    expect(await noted()).toEqual(['door-porch', 'door-shed']);
    broken.clear();
    tries.length = 0;
    await dispatcher.deliverBatch(batch!);
    await dispatcher.deliverBatch(batch!);
    expect(tries).toEqual(['cellar']);
    expect(await noted()).toEqual(['door-cellar', 'door-porch', 'door-shed']);
  });

  it('puts events for one listener together, in order, and leaves jobs alone', () => {
    const events = Array.from({ length: 60 }, (_, n) => ({
      kind: 'event' as const,
      target: n % 2 === 0 ? 'even' : 'odd',
      outboxId: String(n),
    }));
    const jobs = ['70', '71'].map((outboxId) => ({ kind: 'job' as const, target: 'send', outboxId }));
    const batches = batchesOf([...events, ...jobs]);
    expect(batches.map(({ target, outboxIds }) => [target, outboxIds.length])).toEqual([
      ['even', 25],
      ['odd', 25],
      ['even', 5],
      ['odd', 5],
      ['send', 1],
      ['send', 1],
    ]);
    expect(batches[0]?.outboxIds.slice(0, 3)).toEqual(['0', '2', '4']);
  });

  it('keeps the summary of a job that ran', async () => {
    registry.job({ name: 'd.count', run: async () => ({ seen: 3, changed: 1, skipped: 2 }) });
    await database.db.transaction((tx) => enqueue(tx, 'd.count', {}));
    await dispatcher.drain();
    const run = await one<{ summary: unknown }>(
      database.db.read,
      `SELECT summary FROM job_run WHERE name = 'd.count'`,
    );
    expect(run?.summary).toEqual({ seen: 3, changed: 1, skipped: 2 });
  });
});
