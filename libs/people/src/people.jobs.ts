import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { personChanged } from '#events';
import { Config, Db, Registry } from '#kernel';
import { ApplyImports, APPLY_IMPORT } from './apply-imports.js';
import { CHECK_DATA, FindingsService } from './findings.service.js';
import { FolderImports } from './folder-imports.js';
import { MergesService } from './merges.service.js';
import { peopleConfig } from './people.config.js';
import { tellDay } from './tell-day.js';
import { UNDO_IMPORT, UndoImports } from './undo-imports.js';

const runOf = z.object({ runId: z.uuid() });

/**
 * What the worker does for people: applying approved imports, taking files from the watched folder, telling what the calendar
 * changed, clearing up.
 */
@Injectable()
export class PeopleJobs implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly db: Db,
    private readonly imports: ApplyImports,
    private readonly undoing: UndoImports,
    private readonly folder: FolderImports,
    private readonly config: Config,
    private readonly merges: MergesService,
    private readonly findings: FindingsService,
  ) {}

  onModuleInit(): void {
    this.registry.job({
      name: APPLY_IMPORT,
      run: (payload) => this.imports.applyApproved(runOf.parse(payload).runId),
    });
    this.registry.job({
      name: UNDO_IMPORT,
      run: (payload) => this.undoing.undoAsked(runOf.parse(payload).runId),
    });
    this.registry.listen({
      on: personChanged,
      name: 'people.find-matches',
      handle: async ({ personIds, reason }, { tx }) =>
        reason === 'import' ? this.merges.findMatches(tx, personIds) : undefined,
    });
    this.registry.job({ name: CHECK_DATA, run: () => this.findings.look() });
    this.registry.schedule({
      name: 'people.check-records',
      // once the day has begun at head office: what ends or begins by itself counts too
      cron: '35 0 * * *',
      tz: 'Europe/Amsterdam',
      run: ({ dry }) => this.findings.look(dry),
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
      run: async ({ now, dry }) => {
        const days = this.config.get(peopleConfig).PEOPLE_IMPORT_DAYS;
        if (!dry) await this.folder.clearOld(now.subtract({ hours: 24 * days }));
        return this.imports.closeOld(now, dry);
      },
    });
    this.registry.schedule({
      name: 'people.watch-folder',
      cron: '* * * * *',
      tz: 'UTC',
      run: ({ dry }) => this.folder.takeAll(dry),
    });
  }
}
