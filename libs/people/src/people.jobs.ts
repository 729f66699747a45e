import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Db, Registry } from '#kernel';
import { ApplyImports, APPLY_IMPORT } from './apply-imports.js';
import { tellDay } from './tell-day.js';

const runOf = z.object({ runId: z.uuid() });

/** What the worker does for people: applying approved imports, telling what the calendar changed, clearing up. */
@Injectable()
export class PeopleJobs implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly db: Db,
    private readonly imports: ApplyImports,
  ) {}

  onModuleInit(): void {
    this.registry.job({
      name: APPLY_IMPORT,
      run: (payload) => this.imports.applyApproved(runOf.parse(payload).runId),
    });
    this.registry.schedule({
      name: 'people.daily',
      // every hour: somewhere a day has begun
      cron: '5 * * * *',
      tz: 'UTC',
      run: ({ now, dry }) =>
        this.db.transaction((tx) =>
          tellDay(tx, (zone) => now.toZonedDateTimeISO(zone).toPlainDate().toString(), dry),
        ),
    });
    this.registry.schedule({
      name: 'people.close-imports',
      cron: '40 3 * * *',
      tz: 'Europe/Amsterdam',
      run: ({ now, dry }) => this.imports.closeOld(now, dry),
    });
  }
}
