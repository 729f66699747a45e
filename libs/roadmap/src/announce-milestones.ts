import type { Temporal } from 'temporal-polyfill';
import { batches, milestoneAnnounced } from '#events';
import { type Actor, audit, type Db, publish, type RunSummary, type Tx } from '#kernel';
import { countReach, tellAudience } from './audience.queries.js';
import { isMessageDue } from './milestone.js';
import { findMilestone, listOpenIds, markAnnounced, type StoredMilestone } from './roadmap.queries.js';
import { homeToday } from './take-snapshots.js';

/**
 * Sends the messages whose day has come, to everybody of the audience who hasn't got it; on later days that is whoever
 * joined since. One transaction per milestone: who was told and the events that tell them commit together.
 */
export async function announceMilestones(
  db: Db,
  actor: Actor,
  now: Temporal.Instant,
  dry: boolean,
): Promise<RunSummary> {
  const ids = await listOpenIds(db.read, homeToday(now));
  const notes: string[] = [];
  let changed = 0;
  for (const id of ids) {
    const told = await db.transaction((tx) => announceDue(tx, actor, id, now, dry));
    if (told === 0) continue;
    changed += 1;
    notes.push(`${id}: ${told}`);
  }
  return { seen: ids.length, changed, skipped: ids.length - changed, notes };
}

async function announceDue(
  tx: Tx,
  actor: Actor,
  id: string,
  now: Temporal.Instant,
  dry: boolean,
): Promise<number> {
  const milestone = await findMilestone(tx, id, { lock: !dry });
  const today = homeToday(now);
  if (!milestone || !isMessageDue(milestone, today)) return 0;
  if (dry) return (await countReach(tx, id, milestone.rule, today)).messages;
  return sendMessage(tx, actor, milestone, now);
}

/**
 * Tells those of the audience who weren't told, whatever day the message was planned for; gives how many. The milestone
 * must be locked and must have a message.
 */
export async function sendMessage(
  tx: Tx,
  actor: Actor,
  milestone: StoredMilestone,
  now: Temporal.Instant,
): Promise<number> {
  const { id, title, announcement } = milestone;
  if (!announcement) throw new Error(`milestone ${id} has no message to send`);
  const today = homeToday(now);
  // Whole milliseconds: the paging of who was told goes through JavaScript dates.
  const at = now.toString({ smallestUnit: 'millisecond' });
  const personIds = await tellAudience(tx, id, milestone.rule, today, at);
  if (personIds.length === 0) return 0;
  await markAnnounced(tx, id, today, at);
  const text = { nl: announcement.nl, en: announcement.en };
  await publish(
    tx,
    batches(personIds).map((part) => milestoneAnnounced({ milestoneId: id, title, text, personIds: part })),
  );
  const subject = { type: 'milestone', id };
  await audit(
    tx,
    actor,
    { action: 'milestone.announced', subject, changes: { people: personIds.length } },
    now,
  );
  return personIds.length;
}
