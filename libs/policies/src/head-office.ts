import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { Clock, Config } from '#kernel';
import { policiesConfig } from './policies.config.js';

/** The calendar of the head office: on which day a policy is looked at for everybody. Due days stay each person's own. */
@Injectable()
export class HeadOffice {
  readonly zone: string;

  constructor(
    private readonly clock: Clock,
    config: Config,
  ) {
    this.zone = config.get(policiesConfig).POLICIES_ZONE;
  }

  today(now: Temporal.Instant = this.clock.now()): string {
    return now.toZonedDateTimeISO(this.zone).toPlainDate().toString();
  }
}
