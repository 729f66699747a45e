import { defineEvent } from '#events';
import { z } from 'zod';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
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
