import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Db, Registry, systemActor } from '#kernel';
import { announceMilestones } from './announce-milestones.js';
import { HOME_ZONE } from './milestone.js';
import { takeSnapshots } from './take-snapshots.js';

@Injectable()
export class RoadmapSchedule implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly db: Db,
  ) {}

  onModuleInit(): void {
    this.registry.schedule({
      name: 'roadmap.snapshot',
      cron: '0 5 * * *',
      tz: HOME_ZONE,
      run: ({ now, dry }) => takeSnapshots(this.db, systemActor('roadmap.snapshot'), now, dry),
    });
    this.registry.schedule({
      name: 'roadmap.announce',
      // After the snapshot: what was reached or missed by then is no news any more.
      cron: '0 7 * * *',
      tz: HOME_ZONE,
      run: ({ now, dry }) => announceMilestones(this.db, systemActor('roadmap.announce'), now, dry),
    });
  }
}
