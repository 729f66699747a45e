import { type Db, rows } from './database.js';
import { testDatabase } from '../../../test/support/database.js';

describe('statements that come often', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  /** Runs a statement so many times on one connection and gives the names under which it is prepared there. */
  const preparedAfter = (db: Db, times: number, text: string, values: (index: number) => unknown[]) =>
    db.transaction(async (tx) => {
      const found: unknown[] = [];
      for (let index = 0; index < times; index += 1) found.push(...(await rows(tx, text, values(index))));
      const prepared = await rows<{ name: string }>(
        tx,
        'SELECT name FROM pg_prepared_statements WHERE statement = $1',
        [text],
      );
      return { found, prepared };
    });

  it('are prepared once and answer as before', async () => {
    const { found, prepared } = await preparedAfter(
      database.db,
      6,
      'SELECT $1::int * 2 AS double',
      (index) => [index],
    );
    expect(found).toEqual([0, 1, 2, 3, 4, 5].map((index) => ({ double: index * 2 })));
    expect(prepared).toHaveLength(1);
  });

  it('are left alone as long as they came twice only', async () => {
    const { prepared } = await preparedAfter(database.db, 2, 'SELECT $1::int * 3 AS triple', (index) => [
      index,
    ]);
    expect(prepared).toEqual([]);
  });

  it('are left alone when they carry a list, for the best plan depends on how long it is', async () => {
    const list = [1, 2, 3];
    const { found, prepared } = await preparedAfter(
      database.db,
      6,
      'SELECT count(*)::int AS n FROM unnest($1::int[])',
      () => [list],
    );
    expect(found).toEqual(Array.from({ length: 6 }, () => ({ n: 3 })));
    expect(prepared).toEqual([]);
  });

  it('are prepared when a short list is only written down', async () => {
    const write =
      "INSERT INTO setting (name, value) SELECT 'list-' || n || $2, '1' FROM unnest($1::int[]) AS l(n) RETURNING name";
    const { found, prepared } = await preparedAfter(database.db, 5, write, (index) => [[1, 2], `-${index}`]);
    expect(found).toHaveLength(10);
    expect(prepared).toHaveLength(1);
  });

  it('are left alone when they ask for the facts of everybody, and prepared when they name one person', async () => {
    const everybody = 'SELECT count(*)::int AS n FROM person_facts($1::date)';
    const nobody = '00000000-0000-7000-8000-000000000000';
    expect(await preparedAfter(database.db, 6, everybody, () => ['2026-11-22'])).toEqual({
      found: Array.from({ length: 6 }, () => ({ n: 0 })),
      prepared: [],
    });
    const { prepared } = await preparedAfter(
      database.db,
      6,
      `${everybody} WHERE person_id = $2::uuid`,
      () => ['2026-11-22', nobody],
    );
    expect(prepared).toHaveLength(1);
  });

  it('may fail and go on working on the same connection', async () => {
    const half = 'SELECT 10 / $1::int AS part';
    for (const divisor of [1, 2, 5]) await rows(database.db.read, half, [divisor]);
    await expect(rows(database.db.read, half, [0])).rejects.toThrow('division by zero');
    expect(await rows(database.db.read, half, [5])).toEqual([{ part: 2 }]);
  });
});
