import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { audit, publish } from '#kernel';
import type { Actor, RunSummary, Tx } from '#kernel';
import { PeopleService } from '#people';
import { daysBetween } from './own-working-days.js';
import { planRequirements } from './plan-requirements.js';
import type { CurrentRequirement, RequirementPlan, WantedRequirement } from './plan-requirements.js';
import { listInForce } from './policies.queries.js';
import type { Version } from './policies.queries.js';
import { stageToldAtStart } from './reminder-stage.js';
import { calendarSpan, dating } from './requirement-dates.js';
import { createdEvents, createdItem, endedEvents, reminderEvents } from './requirement-events.js';
import type { EndReason } from './requirement-events.js';
import {
  adoptRequirements,
  changeRequirements,
  gatherFacts,
  insertRequirements,
  listCurrent,
  listDifferences,
  remindDue,
  waitForTurn,
} from './requirements.queries.js';
import type { ChangedRequirement, Difference } from './requirements.queries.js';

/** The part of a version that decides who must do what by when. */
export type InForce = Pick<
  Version,
  'policyId' | 'version' | 'category' | 'rule' | 'due' | 'since' | 'because'
> & {
  resumedOn: string | null;
};

export interface Look {
  /** The day at the head office. */
  on: string;
  /** Only these people; null for everybody. */
  personIds: readonly string[] | null;
  /** Count the dates of open requirements again. */
  redate: boolean;
  /** The day that counts as joining for whoever comes in now; `on` unless said otherwise. */
  joinedOn?: string;
}

export interface PlannedRequirements extends RequirementPlan {
  /** By person and category; see `differenceKey`. */
  differences: ReadonlyMap<string, Difference>;
}

/** Keeps requirements what the policies in force say: for everybody at night, for some people at once. */
@Injectable()
export class EvaluationService {
  constructor(private readonly people: PeopleService) {}

  /** Looks at the policies in force (or these), and writes only what is different. */
  async evaluate(
    tx: Tx,
    actor: Actor,
    look: Look & { now: Temporal.Instant; policyIds?: readonly string[] },
  ): Promise<RunSummary> {
    const versions = await listInForce(tx, look.policyIds ?? null);
    if (versions.length === 0) return { seen: 0, changed: 0, skipped: 0 };
    await waitForTurn(tx);
    const seen = await gatherFacts(tx, look.on, look.personIds);
    let changed = 0;
    for (const version of versions) {
      const plan = await this.plan(tx, version, look);
      changed += await this.carryOut(tx, actor, version, plan, look, look.now);
      if (look.redate && look.personIds === null)
        await adoptRequirements(tx, version.policyId, version.version);
    }
    return { seen, changed, skipped: 0, notes: [`policies: ${versions.length}`] };
  }

  /**
   * What would change, with dates and reasons; writes nothing. Needs the facts of `gatherFacts`. This is
   * what HR sees before publishing, and what is carried out after it.
   */
  async plan(tx: Tx, version: InForce, look: Look): Promise<PlannedRequirements> {
    const { policyId, category, rule } = version;
    const { on, personIds, redate } = look;
    const found = await listDifferences(tx, { policyId, category, rule, on, personIds, redate });
    const plan = planRequirements(found.flatMap(currentOf), await this.date(tx, version, found, look));
    return {
      ...plan,
      differences: new Map(found.map((one) => [differenceKey(one.personId, one.category), one])),
    };
  }

  /** Dates the members among the differences: one question to the calendars for all, then counting in memory. */
  private async date(
    tx: Tx,
    version: InForce,
    found: readonly Difference[],
    look: Look,
  ): Promise<WantedRequirement[]> {
    const { category, since, resumedOn } = version;
    const members = found.filter((one) => one.isMember);
    const joined = (one: Difference): string => one.joinedOn ?? look.joinedOn ?? look.on;
    // Who holds the licence already and has a requirement keeps the date it had.
    const isDated = (one: Difference): boolean => one.requirementId === null || !one.held;
    const asked = members.filter(isDated);
    const first = asked.reduce(
      (day, one) => earliest(day, joined(one), one.lostOn ?? day),
      earliest(since, look.on),
    );
    const { from, to } = calendarSpan(version.due, first, look.on);
    const calendars = await this.people.workCalendar(
      tx,
      asked.map((one) => one.personId),
      from,
      to,
    );
    const dateOf = dating(version.due);
    return members.map((one): WantedRequirement => {
      const { personId, held } = one;
      if (!isDated(one) && one.explanation)
        return { personId, category, held, dueOn: one.dueOn, explanation: one.explanation };
      const calendar = calendars.get(personId);
      if (!calendar) throw new Error('A member of an audience has no work calendar');
      const lostOn = one.state === 'satisfied' ? look.on : one.lostOn;
      const facts = {
        employmentStart: one.employmentStart ?? look.on,
        joinedOn: joined(one),
        policySince: since,
        lostOn,
        resumedOn,
      };
      const { date, explanation } = dateOf(facts, calendar);
      return { personId, category, held, dueOn: date, explanation };
    });
  }

  private async carryOut(
    tx: Tx,
    actor: Actor,
    version: InForce,
    plan: PlannedRequirements,
    look: Look,
    now: Temporal.Instant,
  ): Promise<number> {
    const { create, satisfy, reopen, redate, end } = plan;
    const total = create.length + satisfy.length + reopen.length + redate.length + end.length;
    if (total === 0) return 0;
    const at = now.toString();
    const told = (dueOn: string | null): number | null =>
      dueOn === null ? null : stageToldAtStart(daysBetween(look.on, dueOn));
    const ids = await insertRequirements(
      tx,
      version,
      create.map((one) => ({
        personId: one.personId,
        state: one.held ? 'satisfied' : 'open',
        joinedOn: look.joinedOn ?? look.on,
        dueOn: one.dueOn,
        explanation: one.explanation,
        told: one.held ? null : told(one.dueOn),
      })),
      at,
    );
    const lostBefore = (one: CurrentRequirement): string | null =>
      plan.differences.get(differenceKey(one.personId, one.category))?.lostOn ?? null;
    const dated = (
      one: CurrentRequirement,
      to: WantedRequirement,
      reason: string,
      lostOn: string | null,
    ): ChangedRequirement => ({
      requirementId: one.requirementId,
      dueOn: to.dueOn,
      explanation: JSON.stringify(to.explanation),
      lostOn,
      told: told(to.dueOn),
      reason,
    });
    const endReason = (one: CurrentRequirement): EndReason => {
      if (one.category !== version.category) return 'policy-changed';
      return plan.differences.get(differenceKey(one.personId, one.category))?.isEmployed
        ? 'left-audience'
        : 'left-company';
    };
    const reopened = reopen.map(({ current, wanted }) => dated(current, wanted, 'licence-lost', look.on));
    const redated = redate.map(({ current, wanted }) =>
      dated(current, wanted, 'facts-changed', lostBefore(current)),
    );
    await changeRequirements(tx, 'reopened', version.version, reopened, at);
    await changeRequirements(tx, 'redated', version.version, redated, at);
    await changeRequirements(
      tx,
      'satisfied',
      version.version,
      satisfy.map((one) => kept(one, 'licence-held')),
      at,
    );
    await changeRequirements(
      tx,
      'ended',
      version.version,
      end.map((one) => kept(one, endReason(one))),
      at,
    );
    await publish(tx, [
      ...createdEvents([
        ...create.flatMap((one) =>
          one.held ? [] : createdItem(ids.get(one.personId), one, version.because),
        ),
        ...reopen.flatMap(({ current, wanted }) =>
          createdItem(current.requirementId, wanted, version.because),
        ),
        // The clock of somebody who was away starts to run: only now there is a day to tell.
        ...redate.flatMap(({ current, wanted }) =>
          current.dueOn === null ? createdItem(current.requirementId, wanted, version.because) : [],
        ),
      ]),
      ...endedEvents([
        ...satisfy.map((one) => ({ ...idsOf(one), reason: 'satisfied' as const })),
        ...end.flatMap((one) => (one.state === 'open' ? [{ ...idsOf(one), reason: endReason(one) }] : [])),
      ]),
    ]);
    const changes = {
      version: version.version,
      created: create.length,
      satisfied: satisfy.length,
      reopened: reopen.length,
      redated: redate.length,
      ended: end.length,
    };
    await audit(
      tx,
      actor,
      { action: 'policy.requirements-updated', subject: { type: 'policy', id: version.policyId }, changes },
      now,
    );
    return total;
  }

  /** Tells who is 30, 7 or 1 days from the due day, and once who is late; each on the person's own calendar. */
  async remind(tx: Tx, now: Temporal.Instant, on: string, dry: boolean): Promise<RunSummary> {
    const due = await remindDue(tx, now.toString(), on, dry);
    if (dry) return { seen: due.length, changed: 0, skipped: due.length };
    await publish(tx, reminderEvents(due));
    return { seen: due.length, changed: due.length, skipped: 0 };
  }

  /** Ends everything a policy asks, because its only version was undone. */
  async endAll(tx: Tx, policyId: string, version: number, now: Temporal.Instant): Promise<number> {
    const current = await listCurrent(tx, policyId);
    await changeRequirements(
      tx,
      'ended',
      version,
      current.map((one) => kept(one, 'policy-changed')),
      now.toString(),
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
    const [version] = await listInForce(tx, [policyId]);
    if (!version) return;
    const open = (await listCurrent(tx, policyId)).filter((one) => one.state === 'open');
    await publish(
      tx,
      createdEvents(open.flatMap((one) => createdItem(one.requirementId, one, version.because))),
    );
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

export function differenceKey(personId: string, category: string | null): string {
  return `${personId} ${category ?? ''}`;
}

function currentOf(one: Difference): CurrentRequirement[] {
  const { requirementId, personId, category, state, dueOn, explanation } = one;
  if (requirementId === null || category === null || state === null || explanation === null) return [];
  return [{ requirementId, personId, category, state, dueOn, explanation }];
}

function kept(current: CurrentRequirement, reason: string): ChangedRequirement {
  const { requirementId, dueOn, explanation } = current;
  return { requirementId, dueOn, explanation: JSON.stringify(explanation), lostOn: null, told: null, reason };
}

function idsOf({ requirementId, personId, category }: CurrentRequirement) {
  return { requirementId, personId, category };
}

function earliest(...days: string[]): string {
  return days.reduce((a, b) => (a < b ? a : b));
}
