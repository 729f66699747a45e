import { createHash } from 'node:crypto';
import pg from 'pg';
import { createDataSource, Db } from '#kernel';
import { MIGRATIONS } from '#migrations';

export interface TestDatabase {
  readonly db: Db;
  readonly url: string;
  /** Closes the connections and drops the database. */
  close(): Promise<void>;
}

const adminUrl = (): string => {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run the specs with test/jest.config.mjs.');
  return url;
};

const withName = (name: string): string => {
  const url = new URL(adminUrl());
  url.pathname = `/${name}`;
  return url.toString();
};

let counter = 0;

/**
 * A database of its own, cloned from a template: the migrated one, or one that was filled once for this run (see
 * `filledTemplate`).
 */
export async function testDatabase(options: { template?: string } = {}): Promise<TestDatabase> {
  const template = options.template ?? (await ensureTemplate());
  const name = `spec_${process.pid}_${Date.now().toString(36)}_${(counter += 1)}`;
  await asAdmin(async (client) => {
    // Cloning fails while anybody looks at the template, so cloners take turns.
    await client.query('SELECT pg_advisory_lock(4242)');
    try {
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
    } finally {
      await client.query('SELECT pg_advisory_unlock(4242)');
    }
  });
  const url = withName(name);
  const db = await openDatabase(url);
  const { source } = db;
  return {
    db,
    url,
    close: async () => {
      if (source.isInitialized) await source.destroy();
      await asAdmin((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/**
 * Opens a database that exists already; close its `source` afterwards. Entities are for `schema dump` and the check that
 * migrations make what they say; nothing asks for them at run time, and reading them takes longer than most specs.
 */
export async function openDatabase(url: string): Promise<Db> {
  return new Db(await createDataSource({ url, entities: [], migrations: MIGRATIONS }).initialize());
}

async function ensureTemplate(): Promise<string> {
  const version = createHash('sha256')
    .update(MIGRATIONS.map((migration) => `${migration.name}${String(migration)}`).join('\n'))
    .digest('hex')
    .slice(0, 16);
  const name = `template_${version}`;
  await asAdmin(async (client) => {
    await client.query('SELECT pg_advisory_lock(4242)');
    try {
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
      if (rowCount) return;
      await client.query(`CREATE DATABASE ${name}_making`);
      const source = await createDataSource({
        url: withName(`${name}_making`),
        entities: [],
        migrations: MIGRATIONS,
      }).initialize();
      try {
        await source.runMigrations({ transaction: 'each' });
      } finally {
        await source.destroy();
      }
      await client.query(`ALTER DATABASE ${name}_making RENAME TO ${name}`);
    } catch (error) {
      await client.query(`DROP DATABASE IF EXISTS ${name}_making WITH (FORCE)`);
      throw error;
    } finally {
      await client.query('SELECT pg_advisory_unlock(4242)');
    }
  });
  return name;
}

/**
 * A template filled by `fill`, made once per run of Jest however many files ask for it; global teardown drops it. For
 * what takes seconds to load, such as the demo company.
 */
export async function filledTemplate(name: string, fill: (url: string) => Promise<void>): Promise<string> {
  const full = `run_${process.env['TEST_RUN'] ?? '0'}_${name}`;
  const empty = await ensureTemplate();
  await asAdmin(async (client) => {
    await client.query('SELECT pg_advisory_lock(4243)');
    try {
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [full]);
      if (rowCount) return;
      await client.query(`DROP DATABASE IF EXISTS ${full}_making WITH (FORCE)`);
      await client.query('SELECT pg_advisory_lock(4242)');
      try {
        await client.query(`CREATE DATABASE ${full}_making TEMPLATE ${empty} STRATEGY file_copy`);
      } finally {
        await client.query('SELECT pg_advisory_unlock(4242)');
      }
      await fill(withName(`${full}_making`));
      await countRows(withName(`${full}_making`));
      await client.query(`ALTER DATABASE ${full}_making RENAME TO ${full}`);
    } finally {
      await client.query('SELECT pg_advisory_unlock(4243)');
    }
  });
  return full;
}

/** What PostgreSQL finds out by itself within minutes: without it, its plans are those for an empty house. */
const countRows = (url: string): Promise<void> => asAdmin((client) => client.query('ANALYZE'), url);

async function asAdmin(
  work: (client: pg.Client) => Promise<unknown>,
  connectionString = adminUrl(),
): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
