import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';
import supertest from 'supertest';
import { createAdapter, setUpHttp } from '../../apps/web/src/http.js';
import { RunningApp } from '../../apps/web/src/http/system.controller.js';
import { WebModule } from '../../apps/web/src/web.module.js';
import { loadDemo, publishCourses } from '../../apps/cli/src/demo.js';
import { JOBS } from '../../apps/worker/src/worker.module.js';
import { Db, Dispatcher, FixedClock, one, parseConfig, systemActor } from '#kernel';
import { MIGRATIONS } from '#migrations';
import { SessionsService } from '#sessions';
import { setStrictWords } from '#ui';
import { CAST_NUMBERS, type CastName } from './cast.js';
import { filledTemplate, testDatabase } from './database.js';
import { Visitor } from './visitor.js';

export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly db: Db;
  readonly clock: FixedClock;
  /** A browser without JavaScript: keeps cookies, follows redirects when asked, sends the form's token. */
  visit(name?: CastName): Promise<Visitor>;
  /** An API client with a token of this person. */
  api(
    name: CastName,
    scopes?: readonly string[],
  ): Promise<(method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string) => supertest.Test>;
  idOf(name: CastName): Promise<string>;
  /** Delivers everything that waits in the outbox, as the worker would. */
  drain(): Promise<number>;
  /** Runs a schedule at the clock's moment. */
  run(schedule: string): ReturnType<Dispatcher['runSchedule']>;
  /** Listens on a free port of the loopback address, for a real browser. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  /** When the clock stands still; `FixedClock` says when without it. */
  readonly at?: string;
  /** False: a house without the demo company. */
  readonly demo?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The whole product in one process, on a database of its own and a clock that stands still. */
export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  setStrictWords(true);
  const database = await testDatabase(options.demo === false ? {} : { template: await demoTemplate() });
  const clock = new FixedClock(options.at);
  const app = await createProduct(database.url, clock, options.environment);
  const db = app.get(Db);
  const dispatcher = app.get(Dispatcher);
  const server = () => app.getHttpServer() as Parameters<typeof supertest>[0];

  const idOf = async (name: CastName): Promise<string> => {
    const person = await one<{ id: string }>(db.read, 'SELECT id FROM person WHERE number = $1', [
      CAST_NUMBERS[name],
    ]);
    if (!person) throw new Error(`${name} is not in the database.`);
    return person.id;
  };

  return {
    app,
    db,
    clock,
    idOf,
    visit: async (name) => {
      const visitor = new Visitor(server());
      if (name) await visitor.signInAs(await idOf(name));
      return visitor;
    },
    api: async (name, scopes = ['read', 'write']) => {
      const { token } = await app
        .get(SessionsService)
        .createToken(systemActor('specs'), { personId: await idOf(name), hours: 24 * 400, scopes });
      return (method, path) => supertest(server())[method](path).set('authorization', `Bearer ${token}`);
    },
    drain: () => dispatcher.drain(),
    run: async (schedule) => {
      const summary = await dispatcher.runSchedule(schedule);
      await dispatcher.drain();
      return summary;
    },
    listen: async () => {
      await app.listen(0, '127.0.0.1');
      return (await app.getUrl()).replace('[::1]', '127.0.0.1');
    },
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}

/** When the demo company of the specs was loaded; a story that begins earlier asks for `demo: false`. */
export const DEMO_LOADED_AT = '2026-11-23T08:00:00Z';

/** The demo company in a template database, loaded once per run. */
export function demoTemplate(): Promise<string> {
  return filledTemplate('demo', async (url) => {
    const app = await createProduct(url, new FixedClock(DEMO_LOADED_AT));
    try {
      await publishCourses(app);
      await loadDemo(app, () => undefined);
    } finally {
      await app.close();
    }
  });
}

async function createProduct(
  url: string,
  clock: FixedClock,
  environment: Readonly<Record<string, string>> = {},
): Promise<NestFastifyApplication> {
  const config = parseConfig({
    DATABASE_URL: url,
    DEMO: 'on',
    LOG_LEVEL: 'error',
    PUBLIC_URL: 'http://localhost',
    ...environment,
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    WebModule.forRoot(
      { config, clock, name: 'specs', database: { entities: [], migrations: MIGRATIONS, poolSize: 8 } },
      JOBS,
    ),
    createAdapter(),
    { logger: ['error'], abortOnError: false },
  );
  app.get(RunningApp).app = app;
  await setUpHttp(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
