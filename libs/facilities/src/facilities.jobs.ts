import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  licenceExpired,
  licenceGranted,
  licencePermitIssued,
  licenceReinstated,
  licenceRenewed,
  licenceRevoked,
  licenceSuspended,
} from '#events';
import { Clock, Config, Db, Registry } from '#kernel';
import { deliverDue } from './deliver.js';
import { facilitiesPaths } from './facilities.paths.js';
import { ReconcileService } from './reconcile.service.js';

/** A licence that changed moves its holder's facilities at once; everything else is seen on the next round. */
@Injectable()
export class FacilitiesJobs implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly reconcile: ReconcileService,
  ) {}

  onModuleInit(): void {
    for (const [on, what] of [
      [licencePermitIssued, 'permit'],
      [licenceGranted, 'granted'],
      [licenceRenewed, 'renewed'],
      [licenceReinstated, 'reinstated'],
      [licenceExpired, 'expired'],
      [licenceSuspended, 'suspended'],
      [licenceRevoked, 'revoked'],
    ] as const) {
      this.registry.listenToAll({
        on,
        name: `facilities.follow-${what}`,
        handle: (facts, { tx, now }) =>
          this.reconcile.reconcile(tx, now, [...new Set(facts.map(({ personId }) => personId))]),
      });
    }
    this.registry.schedule({
      name: 'facilities.reconcile',
      // After the sweep of licences, and around every full hour, when a working day begins somewhere.
      cron: '1,10,34 * * * *',
      tz: 'UTC',
      run: ({ now, dry }) => this.reconcile.runAll(now, dry),
    });
    this.registry.schedule({
      name: 'facilities.tell-closing',
      cron: '20 6 * * *',
      tz: 'Europe/Amsterdam',
      run: ({ now, dry }) => this.reconcile.tellComing(now, dry),
    });
    this.registry.schedule({
      name: 'facilities.deliver',
      cron: '* * * * *',
      tz: 'UTC',
      run: ({ dry }) =>
        deliverDue(this.db, this.config.publicUrl + facilitiesPaths.own(), () => this.clock.now(), dry),
    });
  }
}
