import { Injectable, type OnModuleInit } from '@nestjs/common';
import { lessonCompleted } from '#events';
import { Clock, Config, Db, InjectLogger, type Logger, Mailer, Registry } from '#kernel';
import { deliverTickets } from './deliver-tickets.js';
import { forgetOld } from './intake.queries.js';
import { noteLessons } from './skills.queries.js';

/** Hands tickets over, remembers who did which lesson, and forgets what is no longer needed. */
@Injectable()
export class TicketsJobs implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly mailer: Mailer,
    @InjectLogger() private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.registry.listenToAll({
      on: lessonCompleted,
      name: 'tickets.note-lesson',
      handle: async (lessons, { tx, now }) => {
        const pairs = lessons.map(({ personId, skill }) => ({ personId, skill }));
        const changed = await noteLessons(tx, pairs, now.toString());
        return { seen: lessons.length, changed, skipped: lessons.length - changed };
      },
    });
    this.registry.schedule({
      name: 'tickets.deliver',
      cron: '* * * * *',
      tz: 'UTC',
      run: ({ dry }) =>
        deliverTickets(
          this.db,
          {
            mailer: this.mailer,
            publicUrl: this.config.publicUrl,
            now: () => this.clock.now(),
            log: (error) => this.log.warn({ err: error }, 'a ticket could not be mailed'),
          },
          dry,
        ),
    });
    this.registry.schedule({
      name: 'tickets.forget',
      cron: '40 3 * * *',
      tz: 'Europe/Amsterdam',
      run: async ({ now, dry }) => {
        if (dry) return { seen: 0, changed: 0, skipped: 0, notes: ['forgets nothing when dry'] };
        const changed = await this.db.transaction((tx) =>
          forgetOld(tx, now.subtract({ hours: 24 }).toString()),
        );
        return { seen: changed, changed, skipped: 0 };
      },
    });
  }
}
