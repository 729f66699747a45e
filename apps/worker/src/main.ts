import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import {
  Config,
  ConfigError,
  Db,
  Dispatcher,
  LOGGER,
  type Logger,
  parseConfig,
  Registry,
  WorkerRuntime,
} from '#kernel';
import { ENTITIES, MIGRATIONS } from '#migrations';
import { WorkerModule } from './worker.module.js';

async function main(): Promise<void> {
  const config = parseConfig();
  const app = await NestFactory.createApplicationContext(
    WorkerModule.forRoot({
      config,
      name: 'worker',
      database: { entities: ENTITIES, migrations: MIGRATIONS, poolSize: 10 },
    }),
    { logger: ['error', 'warn'], abortOnError: false },
  );
  const runtime = new WorkerRuntime(
    app.get(Config),
    app.get(Db),
    app.get(Registry),
    app.get(Dispatcher),
    app.get<Logger>(LOGGER),
  );
  await runtime.start();
  process.send?.('ready');
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void runtime
      .stop()
      .then(() => app.close())
      .then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
