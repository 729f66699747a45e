import 'reflect-metadata';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import { type Config, createDataSource, Db, kernelConfig, parseConfig } from '#kernel';
import { ENTITIES, MIGRATIONS } from '#migrations';
import { sessionsPaths, SessionsService } from '#sessions';
import { CommandContext, type Environment } from './context.js';
import { loadDemo, publishCourses } from './demo.js';

type Say = (line: string) => void;

/** The kernel's settings, or an error that names every wrong one. For the launcher, which is plain JavaScript. */
export function kernel(environment: Environment) {
  return parseConfig(environment).get(kernelConfig);
}

/** Brings the database to today: tables, queues, courses, and the demo company or the first administrator's link. */
export async function prepare(
  environment: Environment,
  say: Say,
): Promise<{ firstLink: string | undefined }> {
  await migrate(parseConfig(environment), say);
  const context = await CommandContext.open(environment);
  try {
    const { added, changed, retired } = await publishCourses(context);
    if (added + changed + retired > 0) say(`courses: ${added} added, ${changed} changed, ${retired} retired`);
    if (context.config.demo) await loadDemo(context, say);
    const sessions = context.get(SessionsService);
    if (context.config.demo || (await sessions.hasAdministrator())) return { firstLink: undefined };
    const token = await context.get(Db).transaction((tx) => sessions.makeLink(tx, null, 24 * 60));
    return { firstLink: `${context.config.publicUrl}${sessionsPaths.useLink({ token })}` };
  } finally {
    await context.close();
  }
}

/** Applies what is new of our migrations and of the queue's own. One process at a time. */
async function migrate(config: Config, say: Say): Promise<void> {
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
