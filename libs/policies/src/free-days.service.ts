import { Injectable } from '@nestjs/common';
import { audit, Clock, Db, may, notFound } from '#kernel';
import type { Actor } from '#kernel';
import { PeopleService } from '#people';
import type { FreeDayView } from '#people';
import { HeadOffice } from './head-office.js';
import { canManagePolicies } from './policies.access.js';

/** Days that the employer gives off at a site, beside the public holidays: no due date is counted on them. */
@Injectable()
export class FreeDaysService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly headOffice: HeadOffice,
    private readonly people: PeopleService,
  ) {}

  async list(actor: Actor): Promise<FreeDayView[]> {
    may(canManagePolicies(actor));
    return this.people.listFreeDays(this.db.read, this.headOffice.today());
  }

  /** The dates of everybody at that site are counted again. */
  async give(actor: Actor, given: Omit<FreeDayView, 'siteName'>): Promise<void> {
    may(canManagePolicies(actor));
    await this.db.transaction(async (tx) => {
      if (!(await this.people.giveFreeDay(tx, given))) throw notFound('site');
      const subject = { type: 'site', id: given.siteId };
      await audit(
        tx,
        actor,
        { action: 'site.free-day-given', subject, changes: { day: given.day } },
        this.clock.now(),
      );
    });
  }

  async take(actor: Actor, siteId: string, day: string): Promise<void> {
    may(canManagePolicies(actor));
    await this.db.transaction(async (tx) => {
      if (!(await this.people.takeFreeDay(tx, siteId, day))) throw notFound('free-day');
      const subject = { type: 'site', id: siteId };
      await audit(tx, actor, { action: 'site.free-day-taken', subject, changes: { day } }, this.clock.now());
    });
  }
}
