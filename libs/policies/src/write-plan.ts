/** Carries out what a version changes: rows in sets, and the events that tell of it. */
import type { Temporal } from 'temporal-polyfill';
import type { DomainEvent } from '#events';
import { daysBetween, type Tx } from '#kernel';
import type { CurrentRequirement, WantedRequirement } from './plan-requirements.js';
import { differenceKey } from './plan-version.js';
import type { InForce, Look, PlannedRequirements } from './plan-version.js';
import { stageToldAtStart } from './reminder-stage.js';
import { createdEvents, createdItem, endedEvents } from './requirement-events.js';
import type { EndReason } from './requirement-events.js';
import { changeRequirements, insertRequirements } from './requirements.queries.js';
import type { Difference } from './compare-requirements.queries.js';
import type { ChangedRequirement, NewRequirement } from './requirements.queries.js';

export interface Written {
  total: number;
  events: DomainEvent[];
  /** For the audit log. */
  changes: Record<string, number>;
}

/** Writes the plan of one version; one statement per kind of change, however many people. */
export async function writePlan(
  tx: Tx,
  version: InForce,
  plan: PlannedRequirements,
  look: Look & { now: Temporal.Instant },
): Promise<Written> {
  const { create, satisfy, reopen, redate, end } = plan;
  const total = create.length + satisfy.length + reopen.length + redate.length + end.length;
  if (total === 0) return { total, events: [], changes: {} };
  const at = look.now.toString();
  const before = (one: { personId: string; category: string }): Difference | undefined =>
    plan.differences.get(differenceKey(one.personId, one.category));
  const reason = (one: CurrentRequirement): EndReason => endReason(one, version, before(one));
  const ids = await insertRequirements(
    tx,
    version,
    create.map((one) => added(one, plan, look)),
    at,
  );
  const change = (
    kind: Parameters<typeof changeRequirements>[1],
    rows: ChangedRequirement[],
  ): Promise<void> => changeRequirements(tx, kind, version.version, rows, at, look.on);
  await change(
    'reopened',
    reopen.map(({ current, wanted }) => {
      const isLost = before(current)?.holdsAny === false;
      const proofOn = isLost ? null : (before(current)?.earnedOn ?? null);
      return dated(current, wanted, look, {
        reason: isLost ? 'licence-lost' : 'proof-too-old',
        lostOn: isLost ? look.on : null,
        proofOn,
      });
    }),
  );
  await change(
    'redated',
    redate.map(({ current, wanted }) => {
      const { lostOn = null, proofOn = null } = before(current) ?? {};
      return dated(current, wanted, look, { reason: 'facts-changed', lostOn, proofOn });
    }),
  );
  await change(
    'satisfied',
    satisfy.map((one) => keptAsItIs(one, 'licence-held')),
  );
  await change(
    'ended',
    end.map((one) => keptAsItIs(one, reason(one))),
  );
  return {
    total,
    events: [...createdEvents(toldAsCreated(plan, version, ids)), ...endedEvents(toldAsEnded(plan, reason))],
    changes: {
      version: version.version,
      created: create.length,
      satisfied: satisfy.length,
      reopened: reopen.length,
      redated: redate.length,
      ended: end.length,
    },
  };
}

/** A change of state that leaves the dates alone. */
export function keptAsItIs(current: CurrentRequirement, reason: string): ChangedRequirement {
  const { requirementId, dueOn, explanation, nightShift } = current;
  return {
    requirementId,
    dueOn,
    explanation: JSON.stringify(explanation),
    lostOn: null,
    proofOn: null,
    accessEndsOn: null,
    nightShift,
    told: null,
    reason,
  };
}

/** Who gets the message that something is asked: see `messagesOf` in the preview, which counts the same. */
export function toldAsCreated(
  { create, reopen, redate }: Pick<PlannedRequirements, 'create' | 'reopen' | 'redate'>,
  { because }: Pick<InForce, 'because'>,
  ids: ReadonlyMap<string, string> | null = null,
): ReturnType<typeof createdItem> {
  const idOf = (one: WantedRequirement): string | undefined => (ids ? ids.get(one.personId) : one.personId);
  return [
    ...create.flatMap((one) => (one.held ? [] : createdItem(idOf(one), one, because))),
    ...reopen.flatMap(({ current, wanted }) => createdItem(current.requirementId, wanted, because)),
    // The clock of somebody who was away starts to run: only now there is a day to tell.
    ...redate.flatMap(({ current, wanted }) =>
      current.dueOn === null ? createdItem(current.requirementId, wanted, because) : [],
    ),
  ];
}

function toldAsEnded({ satisfy, end }: PlannedRequirements, reason: (one: CurrentRequirement) => EndReason) {
  return [
    ...satisfy.map((one) => ({ ...idsOf(one), reason: 'satisfied' as const })),
    ...end.flatMap((one) => (one.state === 'open' ? [{ ...idsOf(one), reason: reason(one) }] : [])),
  ];
}

function added(one: WantedRequirement, plan: PlannedRequirements, look: Look): NewRequirement {
  const found = plan.differences.get(differenceKey(one.personId, null));
  const { held, personId, dueOn, explanation, nightShift } = one;
  return {
    personId,
    state: held ? 'satisfied' : 'open',
    joinedOn: found?.joinedOn ?? look.joinedOn ?? look.on,
    dueOn,
    explanation,
    told: held ? null : stageTold(look.on, dueOn),
    lostOn: held ? null : (found?.lostOn ?? null),
    proofOn: held ? null : ((found?.holdsAny ? found.earnedOn : found?.proofOn) ?? null),
    rejoinedOn: found?.wasAsked ? look.on : null,
    accessEndsOn: held ? null : one.accessEndsOn,
    nightShift,
  };
}

function dated(
  { requirementId }: CurrentRequirement,
  to: WantedRequirement,
  look: Look,
  because: Pick<ChangedRequirement, 'reason' | 'lostOn' | 'proofOn'>,
): ChangedRequirement {
  const { dueOn, explanation, accessEndsOn, nightShift } = to;
  return {
    requirementId,
    dueOn,
    explanation: JSON.stringify(explanation),
    accessEndsOn,
    nightShift,
    told: stageTold(look.on, dueOn),
    ...because,
  };
}

function endReason(one: CurrentRequirement, version: InForce, found: Difference | undefined): EndReason {
  if (one.category !== version.category) return 'policy-changed';
  return found?.isEmployed ? 'left-audience' : 'left-company';
}

function stageTold(on: string, dueOn: string | null): number | null {
  return dueOn === null ? null : stageToldAtStart(daysBetween(on, dueOn));
}

function idsOf({ requirementId, personId, category }: CurrentRequirement) {
  return { requirementId, personId, category };
}
