import {
  type DynamicModule,
  Global,
  Inject,
  Injectable,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { CatchUp } from './catch-up.js';
import { Clock, SystemClock } from './clock.js';
import { beginClock, followClock } from './clock-sync.js';
import { Config, kernelConfig } from './config.js';
import { createDataSource, type DatabaseOptions, Db } from './database.js';
import { Dispatcher } from './dispatcher.js';
import { createLogger } from './logging.js';
import { createMailer, Mailer } from './mailer.js';
import { ProcessEnd } from './process-end.js';
import { Registry } from './registry.js';

export const LOGGER = Symbol('logger');

export interface KernelOptions {
  readonly config: Config;
  readonly database: Pick<DatabaseOptions, 'entities' | 'migrations' | 'poolSize'>;
  /** Process name in logs: web, worker, cli. */
  readonly name: string;
  /** Specs bring their own clock and mailer. */
  readonly clock?: Clock;
  readonly mailer?: Mailer;
}

@Injectable()
class KernelShutdown implements OnApplicationShutdown {
  private readonly unfollow: () => void;
  constructor(
    private readonly db: Db,
    private readonly mailer: Mailer,
    config: Config,
    clock: Clock,
  ) {
    this.unfollow = config.demo && clock instanceof SystemClock ? followClock(db, clock) : () => undefined;
  }
  async onApplicationShutdown(): Promise<void> {
    this.unfollow();
    await this.mailer.close();
    if (this.db.source.isInitialized) await this.db.source.destroy();
  }
}

/** What every lib may ask for: settings, database, clock, registry, dispatcher, mailer, logger. */
@Global()
@Module({})
export class KernelModule {
  static forRoot(options: KernelOptions): DynamicModule {
    const { DATABASE_URL, LOG_LEVEL } = options.config.get(kernelConfig);
    return {
      module: KernelModule,
      providers: [
        { provide: Config, useValue: options.config },
        { provide: LOGGER, useFactory: () => createLogger(LOG_LEVEL, options.name) },
        {
          provide: Db,
          useFactory: async () => {
            if (!DATABASE_URL) throw new Error('DATABASE_URL is not set; start the product with npm start.');
            const source = createDataSource({
              ...options.database,
              url: DATABASE_URL,
              applicationName: `vaardig-${options.name}`,
            });
            return new Db(await source.initialize());
          },
        },
        {
          provide: Clock,
          inject: [Db],
          useFactory: async (db: Db) => {
            if (options.clock) return options.clock;
            const clock = new SystemClock();
            if (options.config.demo) await beginClock(db, clock);
            return clock;
          },
        },
        {
          provide: Mailer,
          inject: [Db, Clock],
          useFactory: (db: Db, clock: Clock) => options.mailer ?? createMailer(options.config, db, clock),
        },
        Registry,
        Dispatcher,
        CatchUp,
        KernelShutdown,
        ProcessEnd,
      ],
      exports: [Config, Db, Clock, Registry, Dispatcher, Mailer, ProcessEnd, LOGGER],
    };
  }
}

/** `constructor(@InjectLogger() private readonly log: Logger)` */
export const InjectLogger = (): ParameterDecorator => Inject(LOGGER);
