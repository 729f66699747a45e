import 'reflect-metadata';
import { runMigrations } from 'bullmq';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { type Config, createDataSource, kernelConfig, parseConfig, KernelModule } from '#kernel';
import { ENTITIES, MIGRATIONS } from '#migrations';
import { SessionsModule, SessionsService, sessionsPaths } from '#sessions';
import { Db } from '#kernel';

type Environment = Readonly<Record<string, string | undefined>>;
type Say = (line: string) => void;

/** The kernel's settings, or an error that names every wrong one. For the launcher, which is plain JavaScript. */
export function kernel(environment: Environment) {
  return parseConfig(environment).get(kernelConfig);
}

/** Brings the database to today: tables, queues, courses, and the demo company or the first administrator's link. */
export async function prepare(environment: Environment, say: Say): Promise<{ firstLink: string | undefined }> {
  const config = parseConfig(environment);
  await migrate(config, say);
  const app = await NestFactory.createApplicationContext(
    {
      module: KernelModule,
      imports: [KernelModule.forRoot({ config, name: 'prepare', database: { entities: ENTITIES, migrations: MIGRATIONS } }), SessionsModule],
    },
    { logger: ['error', 'warn'], abortOnError: false },
  );
  try {
    const sessions = app.get(SessionsService);
    if (config.demo || (await sessions.hasAdministrator())) return { firstLink: undefined };
    const token = await app.get(Db).transaction((tx) => sessions.makeLink(tx, null, 24 * 60));
    return { firstLink: `${config.publicUrl}${sessionsPaths.useLink({ token })}` };
  } finally {
    await app.close();
  }
}

/** Applies what is new of our migrations and of the queue's own. One process at a time. */
export async function migrate(config: Config, say: Say): Promise<void> {
  const url = config.get(kernelConfig).DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set; start the product with npm start.');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(20261121)');
    const version = Number((await client.query<{ server_version_num: string }>('SHOW server_version_num')).rows[0]?.server_version_num);
    if (version < 180000) throw new Error('Vaardig needs PostgreSQL 18 or newer.');
    const source = await createDataSource({ url, entities: ENTITIES, migrations: MIGRATIONS, applicationName: 'vaardig-migrate' }).initialize();
    try {
      const applied = await source.runMigrations({ transaction: 'each' });
      if (applied.length > 0) say(`database: ${applied.length} migrations applied`);
    } finally {
      await source.destroy();
    }
    if (!config.get(kernelConfig).REDIS_URL) {
      await runMigrations(client, 'bullmq');
    }
  } finally {
    await client.end();
  }
}
