import fs from 'node:fs';
import path from 'node:path';
import { dumpSchema, projectRoot, rows } from '#kernel';
import { ENTITIES, MIGRATIONS } from '#migrations';
import { testDatabase, type TestDatabase } from '../support/database.js';

/** Constraints live in migrations alone: TypeORM would only see relations, and ours never cross a lib. */
const CONSTRAINT = /^ALTER TABLE \S+ DROP CONSTRAINT/;

describe('the database', () => {
  let database: TestDatabase;
  beforeAll(async () => (database = await testDatabase()));
  afterAll(() => database.close());

  it('has migrations, and every file is in the list', () => {
    const files = fs
      .readdirSync(path.join(projectRoot(), 'migrations'))
      .filter((name) => /^\d{13}-.*\.ts$/.test(name));
    expect(MIGRATIONS.length).toBeGreaterThan(0);
    expect(MIGRATIONS).toHaveLength(files.length);
    expect(ENTITIES.length).toBeGreaterThan(0);
  });

  it('looks exactly as the entities say', async () => {
    const drift = await database.db.source.driver.createSchemaBuilder().log();
    // Indexes over an expression or of another kind than btree cannot be said in an entity.
    const special = await rows<{ name: string }>(
      database.db.read,
      `SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
       WHERE i.indexprs IS NOT NULL OR a.amname <> 'btree'`,
    );
    const ignored = new Set(special.map(({ name }) => `DROP INDEX "public"."${name}"`));
    expect(
      drift.upQueries
        .map(({ query }) => query)
        .filter((query) => !CONSTRAINT.test(query) && !ignored.has(query)),
    ).toEqual([]);
  });

  it('is what migrations/schema.sql shows', async () => {
    const kept = fs.readFileSync(path.join(projectRoot(), 'migrations', 'schema.sql'), 'utf8');
    expect(await dumpSchema(database.db.read)).toBe(kept);
  });

  it('keeps every person_id under a foreign key', async () => {
    const loose = await rows<{ name: string }>(
      database.db.read,
      `SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = 'public' AND c.column_name = 'person_id' AND t.table_type = 'BASE TABLE'
         AND NOT EXISTS (SELECT 1 FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
                         WHERE k.contype = 'f' AND k.conrelid = c.table_name::regclass AND a.attname = 'person_id')`,
    );
    expect(loose).toEqual([]);
  });
});
