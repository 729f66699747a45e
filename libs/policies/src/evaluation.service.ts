import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { audit, publish } from '#kernel';
import type { Actor, RunSummary, Tx } from '#kernel';
import { PeopleService } from '#people';
import { requirementEnforced } from '#events';
import type { CurrentRequirement } from './plan-requirements.js';
import { planVersion } from './plan-version.js';
import type { InForce, Look, PlannedRequirements } from './plan-version.js';
import { listStanding } from './policies.queries.js';
import { batchesOf, createdEvents, createdItem, endedEvents, reminderEvents } from './requirement-events.js';
import type { EndReason } from './requirement-events.js';
import { gatherFacts, waitForTurn } from './compare-requirements.queries.js';
import { endAccess, remindDue } from './remind-requirements.queries.js';
import {
  adoptAtRenewal,
  adoptRequirements,
  changeRequirements,
  listCurrent,
} from './requirements.queries.js';
import { keptAsItIs, writePlan } from './write-plan.js';

/** Keeps requirements what the policies in force say: for everybody at night, for some people at once. */
@Injectable()
export class EvaluationService {
  constructor(private readonly people: PeopleService) {}

  /** Looks at the versions that count (of all policies, or of these), and writes only what is different. */
  async evaluate(
    tx: Tx,
    actor: Actor,
    look: Look & { now: Temporal.Instant; policyIds?: readonly string[] },
  ): Promise<RunSummary> {
    const versions = await listStanding(tx, look.on, look.policyIds ?? null);
    if (versions.length === 0) return { seen: 0, changed: 0, skipped: 0 };
    await waitForTurn(tx);
    const seen = await gatherFacts(tx, look.on, look.personIds);
    for (const version of versions)
      if (version.applyTo === 'renewal') await adoptAtRenewal(tx, version, look.personIds);
    let changed = 0;
    for (const version of versions) {
      const plan = await this.plan(tx, version, look);
      changed += await this.carryOut(tx, actor, version, plan, look);
      if (look.redate && look.personIds === null && !version.isOlder)
        await adoptRequirements(tx, version.policyId, version.version, version.pinned);
    }
    const policies = new Set(versions.map((one) => one.policyId)).size;
    return { seen, changed, skipped: 0, notes: [`policies: ${policies}`] };
  }

  /**
   * What would change, with dates and reasons; writes nothing. Needs the facts of `gatherFacts`. This is
   * what HR sees before publishing, and what is carried out after it.
   */
  plan(tx: Tx, version: InForce, look: Look): Promise<PlannedRequirements> {
    return planVersion(tx, this.people, version, look);
  }

  private async carryOut(
    tx: Tx,
    actor: Actor,
    version: InForce,
    plan: PlannedRequirements,
    look: Look & { now: Temporal.Instant },
  ): Promise<number> {
    const { events, changes, total } = await writePlan(tx, version, plan, look);
    if (total === 0) return 0;
    await publish(tx, events);
    await audit(
      tx,
      actor,
      { action: 'policy.requirements-updated', subject: { type: 'policy', id: version.policyId }, changes },
      look.now,
    );
    return total;
  }

  /** Tells who is 30, 7 or 1 days from the due day, once who is late and once who loses access; each on the person's own calendar. */
  async remind(tx: Tx, now: Temporal.Instant, on: string, dry: boolean): Promise<RunSummary> {
    const due = await remindDue(tx, now.toString(), on, dry);
    const closed = await endAccess(tx, now.toString(), dry);
    const seen = due.length + closed.length;
    if (dry) return { seen, changed: 0, skipped: seen };
    await publish(tx, [
      ...reminderEvents(due),
      ...batchesOf(closed).map((items) => requirementEnforced({ items })),
    ]);
    return { seen, changed: seen, skipped: 0 };
  }

  /** Ends everything a policy asks, because its only version was undone. */
  async endAll(
    tx: Tx,
    policyId: string,
    version: number,
    now: Temporal.Instant,
    on: string,
  ): Promise<number> {
    const current = await listCurrent(tx, policyId);
    await changeRequirements(
      tx,
      'ended',
      version,
      current.map((one) => keptAsItIs(one, 'policy-changed')),
      now.toString(),
      on,
    );
    await this.tellNoLonger(tx, current, 'policy-changed');
    return current.length;
  }

  /** Tells that nothing is asked while the policy is paused; the requirements themselves stay. */
  async tellPaused(tx: Tx, policyId: string): Promise<void> {
    await this.tellNoLonger(tx, await listCurrent(tx, policyId), 'policy-paused');
  }

  /** Tells again what is asked, after a pause. */
  async tellResumed(tx: Tx, policyId: string): Promise<void> {
    const open = (await listCurrent(tx, policyId)).filter((one) => one.state === 'open');
    await publish(tx, createdEvents(open.flatMap((one) => createdItem(one.requirementId, one, one.because))));
  }

  private async tellNoLonger(
    tx: Tx,
    current: readonly CurrentRequirement[],
    reason: EndReason,
  ): Promise<void> {
    const open = current.filter((one) => one.state === 'open');
    await publish(tx, endedEvents(open.map((one) => ({ ...idsOf(one), reason }))));
  }
}

function idsOf({ requirementId, personId, category }: CurrentRequirement) {
  return { requirementId, personId, category };
}
