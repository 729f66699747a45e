import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigError, kernelConfig, parseConfig } from '#kernel';
import { ENTITIES, MIGRATIONS } from '#migrations';
import { createAdapter, setUpHttp } from './http.js';
import { RunningApp } from './http/system.controller.js';
import { WebModule } from './web.module.js';

async function main(): Promise<void> {
  const config = parseConfig();
  const app = await NestFactory.create<NestFastifyApplication>(
    WebModule.forRoot({ config, name: 'web', database: { entities: ENTITIES, migrations: MIGRATIONS } }),
    createAdapter(),
    { logger: ['error', 'warn'], abortOnError: false },
  );
  app.get(RunningApp).app = app;
  await setUpHttp(app);
  app.enableShutdownHooks();
  const { PORT, HOST } = config.get(kernelConfig);
  await app.listen(PORT, HOST);
  process.send?.('ready');
  // The launcher is gone (even by kill -9): nobody is left to stop us.
  process.on('disconnect', () => void app.close().then(() => process.exit(0)));
}

main().catch((error: unknown) => {
  const { code } = error as { code?: string };
  if (error instanceof ConfigError) console.error(error.message);
  else if (code === 'EADDRINUSE')
    console.error(`The port is taken: ${(error as Error).message}. Stop what uses it, or set PORT.`);
  else console.error(error);
  process.exit(1);
});
