import { type Actor, audit, rows, type Tx } from '#kernel';
import type { Temporal } from 'temporal-polyfill';
import type { ImportPlan, PersonPlan } from './import/plan.js';
import { listLeftBefore, listPlacedIn, refreshZones, tellChanged, tellLeft } from './tell-changes.js';
import { writePeople, type Progress } from './write-people.js';
import { writeTree } from './write-tree.js';

export interface Applied {
  /** Ids of the people in the plan, in its order. */
  readonly personIds: readonly string[];
  /** Everybody the house was told about: also those whose team moved in the tree. */
  readonly told: number;
}

/**
 * Carries out a plan inside the caller's transaction: teams and sites, people with everything effective-dated, one
 * audit entry per person, and the events. Either all of it is there afterwards or none of it.
 */
export async function applyPlan(
  tx: Tx,
  actor: Actor,
  plan: ImportPlan,
  context: { runId: string; today: string; now: Temporal.Instant; progress: Progress },
): Promise<Applied> {
  const { runId, today, now, progress } = context;
  const ids = await writeTree(tx, plan, (zone) => now.toZonedDateTimeISO(zone).toPlainDate().toString());
  const personIds = await writePeople(tx, plan.people, ids, now.toString(), progress);
  if (plan.people.length >= MANY) await countAnew(tx);
  const elsewhere = await listPlacedIn(tx, ids.movedTeams, ids.changedSites, today);
  const told = [...new Set([...personIds, ...elsewhere])];
  const moving = personIds.filter((_, index) => !isInOneJob(plan.people[index]));
  await refreshZones(tx, [...moving, ...elsewhere], today);
  const joined = { import: runId };
  await audit(
    tx,
    actor,
    plan.people.map((person, index) => ({
      action: ACTIONS[person.group],
      subject: { type: 'person', id: personIds[index] ?? '' },
      changes:
        person.group === 'joins'
          ? joined
          : { import: runId, fields: [...new Set(person.fields.map(({ field }) => field))] },
    })),
    now,
  );
  await tellChanged(tx, told, 'import');
  const leavers = personIds.filter((_, index) => plan.people[index]?.group === 'leaves');
  await tellLeft(tx, await listLeftBefore(tx, leavers));
  return { personIds, told: told.length };
}

/** From so many people on, what PostgreSQL knew about the tables no longer tells how much is in them. */
const MANY = 500;

/**
 * Counts what statements join and search by. PostgreSQL does so by itself, but up to a minute later; until then it
 * takes a full table for a nearly empty one, and asking about everybody can cost forty times what it should. Only these
 * columns, so that its own full count still follows.
 */
async function countAnew(tx: Tx): Promise<void> {
  await rows(
    tx,
    `ANALYZE (SKIP_LOCKED) person (id, zone, email, erased_at, merged_into), employment (id, person_id, valid),
       placement (person_id, employment_id, team_id, site_id, manager_id, valid)`,
  );
}

/** Somebody new with a single placement: their zone was written with them. */
const isInOneJob = (person: PersonPlan | undefined): boolean =>
  person?.personId === null &&
  person.employments.length === 1 &&
  person.employments[0]?.placements.length === 1;

const ACTIONS = {
  joins: 'person.joined',
  leaves: 'person.ended',
  moves: 'person.moved',
  changes: 'person.changed',
  absences: 'person.absence-changed',
} as const;
