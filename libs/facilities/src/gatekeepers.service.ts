import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, audit, Clock, Db, hasGrant, may, notFound, one, type Tx } from '#kernel';
import {
  insertSubscription,
  listDeliveries,
  listDrift,
  listSubscriptions,
  replayTo,
  saveActual,
  setPaused,
} from './gatekeeper.queries.js';
import type {
  DeliveryView,
  Drift,
  NewSubscription,
  ReportActual,
  SaveSubscription,
  SubscriptionView,
} from './gatekeeper.schemas.js';

const RECEIPTS = 50;
const MOST_DRIFT = 1000;

/** The systems that open and close facilities: where they hear it, what they answered, and what they really do. */
@Injectable()
export class GatekeepersService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  list(actor: Actor): Promise<SubscriptionView[]> {
    may(hasGrant(actor, 'admin'));
    return listSubscriptions(this.db.read);
  }

  /** Adds a subscription; the secret is given this once and signs every message. */
  async add(actor: Actor, input: SaveSubscription): Promise<NewSubscription> {
    may(hasGrant(actor, 'admin'));
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    return this.db.transaction(async (tx) => {
      const id = await insertSubscription(tx, { ...input, secret, at: this.clock.now().toString() });
      await this.trace(tx, actor, 'facility-subscription.added', id, { name: input.name });
      return { id, secret };
    });
  }

  async pause(actor: Actor, id: string): Promise<void> {
    await this.setPaused(actor, id, true);
  }

  /** From now on; what happened meanwhile is sent by a replay. */
  async resume(actor: Actor, id: string): Promise<void> {
    await this.setPaused(actor, id, false);
  }

  /** Sends every message since a day again; gives how many. */
  async replay(actor: Actor, id: string, since: string): Promise<number> {
    may(hasGrant(actor, 'admin'));
    return this.db.transaction(async (tx) => {
      await this.check(tx, id);
      const n = await replayTo(tx, id, `${since}T00:00:00Z`, this.clock.now().toString());
      await this.trace(tx, actor, 'facility-subscription.replayed', id, { since, n });
      return n;
    });
  }

  /** The last fifty messages to one subscription with their answers. */
  async deliveries(actor: Actor, id: string): Promise<DeliveryView[]> {
    may(hasGrant(actor, 'admin'));
    await this.check(this.db.read, id);
    return listDeliveries(this.db.read, id, RECEIPTS);
  }

  /** Takes what a gatekeeper says people have; `unknown` are numbers that the HR record lacks. */
  async report(actor: Actor, report: ReportActual): Promise<{ known: number; unknown: string[] }> {
    may(hasGrant(actor, 'admin'));
    return this.db.transaction(async (tx) => {
      const facility = await one<{ id: string }>(
        tx,
        'SELECT id FROM facility WHERE code = $1 AND retired_at IS NULL',
        [report.facility],
      );
      if (!facility) throw notFound('facility');
      const unknown = await saveActual(tx, facility.id, report, this.clock.now().toString());
      const n = report.items.length;
      const subject = { type: 'facility', id: facility.id };
      const changes = { n, unknown: unknown.length, isComplete: report.isComplete };
      await audit(tx, actor, { action: 'facility.actual-reported', subject, changes }, this.clock.now());
      return { known: n - unknown.length, unknown };
    });
  }

  /** Where gatekeepers do otherwise than they were told, at most a thousand lines. */
  drift(actor: Actor, facility?: string): Promise<Drift[]> {
    may(hasGrant(actor, 'admin') || hasGrant(actor, 'hr'));
    return listDrift(this.db.read, facility ?? null, MOST_DRIFT);
  }

  private async setPaused(actor: Actor, id: string, isPaused: boolean): Promise<void> {
    may(hasGrant(actor, 'admin'));
    await this.db.transaction(async (tx) => {
      const at = isPaused ? this.clock.now().toString() : null;
      if (!(await setPaused(tx, id, at, null))) throw notFound('facility subscription');
      await this.trace(tx, actor, `facility-subscription.${isPaused ? 'paused' : 'resumed'}`, id, {});
    });
  }

  private async check(tx: Tx, id: string): Promise<void> {
    if (!(await one(tx, 'SELECT 1 FROM facility_subscription WHERE id = $1', [id]))) {
      throw notFound('facility subscription');
    }
  }

  private trace(
    tx: Tx,
    actor: Actor,
    action: string,
    id: string,
    changes: Record<string, unknown>,
  ): Promise<void> {
    const subject = { type: 'facility-subscription', id };
    return audit(tx, actor, { action, subject, changes }, this.clock.now());
  }
}
