import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import {
  type Actor,
  audit,
  Clock,
  Config,
  Db,
  forbidden,
  hasGrant,
  invalidInput,
  isDuplicate,
  isSelf,
  may,
  notFound,
  personOf,
  one,
} from '#kernel';
import { PeopleService } from '#people';
import { listHaving } from './desired.queries.js';
import { facilitiesConfig } from './facilities.config.js';
import {
  alreadyReviewed,
  glassAwaitsReview,
  glassNotNeeded,
  glassRefused,
  passEnded,
} from './facilities.problems.js';
import { findFacility } from './facilities.queries.js';
import type { GiveWaiver, PassView, ReviewPass } from './facilities.schemas.js';
import { endPass, insertPass, judgePass, listUnreviewed, listWaivers, lockPass } from './passes.queries.js';
import { ReconcileService, whenOf } from './reconcile.service.js';

/** Access for another reason than a licence: waivers that HR gives, and glass that somebody breaks in need. */
@Injectable()
export class PassesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly people: PeopleService,
    private readonly reconcile: ReconcileService,
  ) {}

  /** What waits for a review, and the waivers that hold; for HR. */
  async list(actor: Actor): Promise<{ unreviewed: PassView[]; waivers: PassView[] }> {
    may(hasGrant(actor, 'hr'));
    const { at } = whenOf(this.clock.now());
    return {
      unreviewed: await listUnreviewed(this.db.read),
      waivers: await listWaivers(this.db.read, at),
    };
  }

  /**
   * Opens a facility for the actor at once, for some hours, with a reason that HR reads afterwards. Refused while it is
   * open anyway, while an earlier time was not reviewed, and after a suspension or revocation: a person decided that.
   */
  async breakGlass(actor: Actor, facilityId: string, input: { reason: string }): Promise<string> {
    const personId = personOf(actor);
    const now = this.clock.now();
    const hours = this.config.get(facilitiesConfig).FACILITIES_BREAK_GLASS_HOURS;
    try {
      return await this.db.transaction(async (tx) => {
        const found = await findFacility(tx, facilityId);
        if (!found || found.retiredAt) throw notFound('facility');
        const having = await listHaving(tx, personId, whenOf(now));
        const own = having.find((each) => each.facilityId === facilityId);
        if (!own) throw forbidden();
        if (['suspended', 'revoked', 'safety-limited'].includes(own.reason)) throw glassRefused();
        if (own.access === 'open') throw glassNotNeeded();
        const untilAt = now.add({ hours }).toString();
        const at = now.toString();
        const pass = {
          personId,
          facilityId,
          kind: 'break-glass',
          openedBy: personId,
          at,
          untilAt,
          ...input,
        } as const;
        const id = await insertPass(tx, pass);
        await this.trace(tx, actor, 'facility.glass-broken', id, { facilityId, untilAt });
        await this.reconcile.reconcile(tx, now, [personId]);
        return id;
      });
    } catch (error) {
      if (isDuplicate(error, 'facility_pass_glass_uq')) throw glassAwaitsReview();
      throw error;
    }
  }

  /** Lets somebody in without the licence until the end of a day where they live; never oneself. */
  async giveWaiver(actor: Actor, input: GiveWaiver): Promise<string> {
    may(hasGrant(actor, 'hr'));
    const openedBy = personOf(actor);
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const person = await one<{ id: string }>(
        tx,
        'SELECT coalesce(merged_into, id) AS id FROM person WHERE number = $1',
        [input.number],
      );
      if (!person) throw invalidInput([{ pointer: '/number', message: 'facilities.person_unknown' }]);
      may(!isSelf(actor, person.id));
      const facility = await one<{ id: string }>(
        tx,
        'SELECT id FROM facility WHERE code = $1 AND retired_at IS NULL',
        [input.facility],
      );
      if (!facility) throw invalidInput([{ pointer: '/facility', message: 'facilities.facility_unknown' }]);
      const { zone } = await this.people.getPerson(tx, person.id);
      const until = Temporal.PlainDate.from(input.until).add({ days: 1 }).toZonedDateTime(zone).toInstant();
      if (Temporal.Instant.compare(until, now) <= 0) {
        throw invalidInput([{ pointer: '/until', message: 'facilities.until_past' }]);
      }
      const id = await insertPass(tx, {
        personId: person.id,
        facilityId: facility.id,
        kind: 'waiver',
        reason: input.reason,
        openedBy,
        at: now.toString(),
        untilAt: until.toString(),
      });
      await this.trace(tx, actor, 'facility.waiver-given', id, {
        facilityId: facility.id,
        until: input.until,
      });
      await this.reconcile.reconcile(tx, now, [person.id]);
      return id;
    });
  }

  /** Ends a waiver before its day. */
  async end(actor: Actor, id: string): Promise<void> {
    may(hasGrant(actor, 'hr'));
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const pass = await lockPass(tx, id);
      if (!pass) throw notFound('facility pass');
      if (pass.endedAt !== null) throw passEnded();
      await endPass(tx, id, now.toString());
      await this.trace(tx, actor, 'facility.pass-ended', id, {});
      await this.reconcile.reconcile(tx, now, [pass.personId]);
    });
  }

  /** The look afterwards at broken glass, by somebody of HR who did not break it. */
  async review(actor: Actor, id: string, input: ReviewPass): Promise<void> {
    may(hasGrant(actor, 'hr'));
    const by = personOf(actor);
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const pass = await lockPass(tx, id);
      if (!pass || pass.kind !== 'break-glass') throw notFound('facility pass');
      may(!isSelf(actor, pass.personId));
      if (pass.verdict !== null) throw alreadyReviewed();
      await judgePass(tx, id, { ...input, by, at: now.toString() });
      await this.trace(tx, actor, 'facility.glass-reviewed', id, { verdict: input.verdict });
      await this.reconcile.reconcile(tx, now, [pass.personId]);
    });
  }

  private trace(
    tx: Parameters<typeof audit>[0],
    actor: Actor,
    action: string,
    id: string,
    changes: Record<string, unknown>,
  ): Promise<void> {
    const subject = { type: 'facility-pass', id };
    return audit(tx, actor, { action, subject, changes }, this.clock.now());
  }
}
