import { runMigrations } from 'bullmq';
import pg from 'pg';
import { type Config, createDataSource, kernelConfig } from '#kernel';
import { ENTITIES, MIGRATIONS } from '#migrations';

/** Hears one line when there was something to apply. */
export type Say = (line: string) => void;

/** Applies what is new of our migrations and of the queue's own. One process at a time. */
export async function migrate(config: Config, say: Say): Promise<void> {
  const url = config.get(kernelConfig).DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set; start the product with npm start.');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(20261121)');
    const shown = await client.query<{ server_version_num: string }>('SHOW server_version_num');
    if (Number(shown.rows[0]?.server_version_num) < 180000)
      throw new Error('Vaardig needs PostgreSQL 18 or newer.');
    const source = await createDataSource({
      url,
      entities: ENTITIES,
      migrations: MIGRATIONS,
      applicationName: 'vaardig-migrate',
    }).initialize();
    try {
      const applied = await source.runMigrations({ transaction: 'each' });
      if (applied.length > 0) say(`database: ${applied.length} migrations applied`);
    } finally {
      await source.destroy();
    }
    if (!config.get(kernelConfig).REDIS_URL) await runMigrations(client, 'bullmq');
  } finally {
    await client.end();
  }
}
