import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { AudiencesService } from '#audiences';
import { type Actor, audit, Clock, Db, invalidInput, may, notFound, type Tx } from '#kernel';
import { sendMessage } from './announce-milestones.js';
import { countReach } from './audience.queries.js';
import { isOpen, refusalOf, wrongDays } from './milestone.js';
import { canSteer } from './roadmap.access.js';
import * as problems from './roadmap.problems.js';
import {
  addMilestone,
  addVision,
  findMilestone,
  type MilestoneText,
  removeMilestone,
  saveMilestone,
  type StoredMilestone,
} from './roadmap.queries.js';
import type { ChangeMilestone, MilestoneInput, WriteVision } from './roadmap.schemas.js';
import { homeToday, takeFirstSnapshot } from './take-snapshots.js';

/** Everything HR changes on the roadmap. Each method: load, may, decide, write, tell, return. */
@Injectable()
export class RoadmapService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly audiences: AudiencesService,
  ) {}

  /** Writes the next version of the vision; refused when it isn't the successor of the version that was read. */
  async writeVision(actor: Actor, input: WriteVision): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      may(canSteer(actor));
      await writeVisionIn(tx, actor, input, now);
    });
  }

  async add(actor: Actor, input: MilestoneInput): Promise<string> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      may(canSteer(actor));
      return addMilestoneIn(tx, this.audiences, actor, input, now);
    });
  }

  async change(actor: Actor, id: string, { version, ...input }: ChangeMilestone): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const before = await this.locked(tx, id);
      may(canSteer(actor));
      if (before.version !== version) throw problems.changedMeanwhile();
      const refusal = refusalOf(before, input);
      if (refusal) throw problems.refused(refusal);
      const wrong = wrongDays(input, before, homeToday(now));
      if (isOpen(before.state)) refuseWrongDays(wrong);
      await saveMilestone(tx, id, await this.textOf(tx, input), now.toString());
      if (isOpen(before.state)) await takeFirstSnapshot(tx, { id, ...input }, now);
      const { category, target, dueOn, rule } = input;
      const changes = { category, target, dueOn, rule, announceOn: input.announcement?.on ?? null };
      await audit(
        tx,
        actor,
        { action: 'milestone.changed', subject: { type: 'milestone', id }, changes },
        now,
      );
    });
  }

  /** Takes a milestone away of which nobody has heard yet. */
  async remove(actor: Actor, id: string): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const milestone = await this.locked(tx, id);
      may(canSteer(actor));
      if (milestone.state !== 'planned') {
        throw milestone.state === 'announced' ? problems.alreadyAnnounced() : problems.alreadyDecided();
      }
      await removeMilestone(tx, id);
      await audit(tx, actor, { action: 'milestone.removed', subject: { type: 'milestone', id } }, now);
    });
  }

  /**
   * Sends the message now to everybody of the audience who hasn't got it. `shown` is the number of messages that the
   * sender agreed to: when there would be more by now, nothing is sent.
   */
  async announce(actor: Actor, id: string, shown: number): Promise<number> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const milestone = await this.locked(tx, id);
      may(canSteer(actor));
      if (!isOpen(milestone.state)) throw problems.alreadyDecided();
      if (!milestone.announcement) throw problems.withoutAnnouncement();
      const { messages } = await countReach(tx, id, milestone.rule, homeToday(now));
      if (messages > shown) throw problems.reachChanged();
      return sendMessage(tx, actor, milestone, now);
    });
  }

  private async locked(tx: Tx, id: string): Promise<StoredMilestone> {
    const milestone = await findMilestone(tx, id, { lock: true });
    if (!milestone) throw notFound('milestone');
    return milestone;
  }

  private async textOf(tx: Tx, input: MilestoneInput): Promise<MilestoneText> {
    return { ...input, audience: await this.audiences.sentences(tx, input.rule) };
  }
}

/** The next version of the vision, inside a transaction that is already open. */
export async function writeVisionIn(
  tx: Tx,
  actor: Actor,
  input: WriteVision,
  now: Temporal.Instant,
): Promise<void> {
  const isAdded = await addVision(tx, input.text, input.version, actor.personId, now.toString());
  if (!isAdded) throw problems.changedMeanwhile();
  const subject = { type: 'vision', id: String(input.version + 1) };
  await audit(tx, actor, { action: 'vision.written', subject }, now);
}

/** A new milestone with its first snapshot, inside a transaction that is already open. */
export async function addMilestoneIn(
  tx: Tx,
  audiences: AudiencesService,
  actor: Actor,
  input: MilestoneInput,
  now: Temporal.Instant,
): Promise<string> {
  refuseWrongDays(wrongDays(input, null, homeToday(now)));
  const audience = await audiences.sentences(tx, input.rule);
  const id = await addMilestone(tx, { ...input, audience }, actor.personId, now.toString());
  await takeFirstSnapshot(tx, { id, ...input }, now);
  const { category, target, dueOn, rule } = input;
  const changes = { category, target, dueOn, rule, announceOn: input.announcement?.on ?? null };
  await audit(tx, actor, { action: 'milestone.added', subject: { type: 'milestone', id }, changes }, now);
  return id;
}

function refuseWrongDays(wrong: Readonly<Record<string, string>>): void {
  const pointers: Record<string, string> = { dueOn: '/dueOn', announceOn: '/announcement/on' };
  const errors = Object.entries(wrong).map(([field, message]) => ({
    pointer: pointers[field] ?? '',
    message,
  }));
  if (errors.length > 0) throw invalidInput(errors);
}
