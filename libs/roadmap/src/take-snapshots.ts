import type { Temporal } from 'temporal-polyfill';
import { milestoneMissed, milestoneReached } from '#events';
import { type Actor, audit, type Db, publish, type RunSummary, type Tx } from '#kernel';
import { countHolders } from './audience.queries.js';
import { countedDay, decide, HOME_ZONE, isOpen, lastToday, type MilestoneState } from './milestone.js';
import {
  findMilestone,
  listOpenIds,
  markDecided,
  saveSnapshot,
  type StoredMilestone,
} from './roadmap.queries.js';

/**
 * The daily look at every undecided milestone: takes its snapshot and decides it when the target is reached or its day
 * is over. Each milestone is a transaction of its own, under a lock on its row, so it is decided once however many runs
 * there are at a time. A dry run counts and tells, and writes nothing.
 */
export async function takeSnapshots(
  db: Db,
  actor: Actor,
  now: Temporal.Instant,
  dry: boolean,
): Promise<RunSummary> {
  const ids = await listOpenIds(db.read);
  const notes: string[] = [];
  let changed = 0;
  for (const id of ids) {
    const state = await db.transaction((tx) => lookAt(tx, actor, id, now, dry));
    if (state === null) continue;
    changed += 1;
    if (!isOpen(state)) notes.push(`${state}: ${id}`);
  }
  return { seen: ids.length, changed, skipped: ids.length - changed, notes };
}

/** The state after the look, or null when the milestone was decided or removed in the meantime. */
async function lookAt(
  tx: Tx,
  actor: Actor,
  id: string,
  now: Temporal.Instant,
  dry: boolean,
): Promise<MilestoneState | null> {
  const milestone = await findMilestone(tx, id, { lock: !dry });
  if (!milestone || !isOpen(milestone.state)) return null;
  const today = homeToday(now);
  const standing = await countHolders(
    tx,
    milestone.rule,
    milestone.category,
    countedDay(today, milestone.dueOn),
  );
  const state = decide(milestone, standing, lastToday(now, standing.zones));
  if (dry) return state;
  await saveSnapshot(tx, id, today, standing);
  if (state === 'reached' || state === 'missed') {
    await markDecided(tx, id, state, today);
    const { audience, holders } = standing;
    await audit(
      tx,
      actor,
      { action: `milestone.${state}`, subject: { type: 'milestone', id }, changes: { audience, holders } },
      now,
    );
    await publish(
      tx,
      state === 'reached' ? milestoneReached({ milestoneId: id }) : milestoneMissed({ milestoneId: id }),
    );
  }
  return state;
}

/** Takes today's snapshot of one milestone without deciding anything: HR sees at once where it stands. */
export async function takeFirstSnapshot(
  tx: Tx,
  milestone: Pick<StoredMilestone, 'id' | 'rule' | 'category' | 'dueOn'>,
  now: Temporal.Instant,
): Promise<void> {
  const today = homeToday(now);
  const standing = await countHolders(
    tx,
    milestone.rule,
    milestone.category,
    countedDay(today, milestone.dueOn),
  );
  await saveSnapshot(tx, milestone.id, today, standing);
}

/** The company's calendar day. */
export function homeToday(now: Temporal.Instant): string {
  return now.toZonedDateTimeISO(HOME_ZONE).toPlainDate().toString();
}
