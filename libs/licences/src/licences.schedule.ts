import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config, Db, Registry, systemActor } from '#kernel';
import { checkLedger } from './check-ledger.js';
import { licencesConfig, noticeDays } from './licences.config.js';
import { sweepLicences } from './sweep-licences.js';
import { tellExpiring } from './tell-expiring.js';
import { UpkeepService } from './upkeep.service.js';

@Injectable()
export class LicencesSchedule implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly db: Db,
    private readonly config: Config,
    private readonly upkeep: UpkeepService,
  ) {}

  onModuleInit(): void {
    this.registry.schedule({
      name: 'licences.sweep',
      // Hourly: somewhere a day has just ended. A few minutes past, also for zones off by half an hour.
      cron: '2,32 * * * *',
      tz: 'UTC',
      run: ({ now, dry }) => sweepLicences(this.db, systemActor('licences.sweep'), now, dry),
    });
    this.registry.schedule({
      name: 'licences.prompt-upkeep',
      cron: '10 6 * * *',
      tz: 'Europe/Amsterdam',
      run: ({ now, dry }) => this.upkeep.prompt(now, dry),
    });
    this.registry.schedule({
      name: 'licences.check-ledger',
      cron: '40 3 * * *',
      tz: 'Europe/Amsterdam',
      run: ({ now, dry }) => checkLedger(this.db, now, dry),
    });
    this.registry.schedule({
      name: 'licences.find-expiring',
      cron: '0 6 * * *',
      tz: 'Europe/Amsterdam',
      run: ({ now, dry }) =>
        tellExpiring(this.db, now, noticeDays(this.config.get(licencesConfig).LICENCES_NOTICE_DAYS), dry),
    });
  }
}
