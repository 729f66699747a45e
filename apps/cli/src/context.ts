import { type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Config, KernelModule, parseConfig } from '#kernel';
import { ENTITIES, MIGRATIONS } from '#migrations';
import { LIBS } from './libs.js';

export type Environment = Readonly<Record<string, string | undefined>>;

class CommandModule {}

/** The product without HTTP and without queues, for one command. */
export class CommandContext {
  private constructor(
    private readonly app: INestApplicationContext,
    readonly config: Config,
  ) {}

  static async open(environment: Environment): Promise<CommandContext> {
    const config = parseConfig(environment);
    const kernel = KernelModule.forRoot({
      config,
      name: 'cli',
      database: { entities: ENTITIES, migrations: MIGRATIONS },
    });
    const app = await NestFactory.createApplicationContext(
      { module: CommandModule, imports: [kernel, ...LIBS] },
      { logger: ['error', 'warn'], abortOnError: false },
    );
    return new CommandContext(app, config);
  }

  get<T>(service: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.app.get(service, { strict: false });
  }

  close(): Promise<void> {
    return this.app.close();
  }
}
