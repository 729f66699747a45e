import { Injectable } from '@nestjs/common';
import { BATCH, batches, reminderRequested } from '#events';
import { type Actor, audit, Clock, Db, may, publish } from '#kernel';
import { NudgesService } from '#nudges';
import { PeopleService } from '#people';
import { RequirementsService } from '#policies';
import type { AskReminders, ReminderItem, RemindersAsked } from './home.schemas.js';
import { countReminders, fateOf, isSent, onePerPerson, type Reminder } from './reminder.js';
import { cellFor, type Member } from './team.js';
import { managerOf, TeamService } from './team.service.js';

/** What a manager may ask to be said to the people below. */
@Injectable()
export class TeamRemindersService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly people: PeopleService,
    private readonly requirements: RequirementsService,
    private readonly nudges: NudgesService,
    private readonly team: TeamService,
  ) {}

  /** What a reminder to these people would be about; refuses anybody who is not below this manager. */
  async preview(actor: Actor, ask: AskReminders): Promise<Reminder[]> {
    const items = await this.itemsOf(actor, ask);
    const today = this.clock.today(actor.zone).toString();
    const below = new Set(await this.people.listReports(this.db.read, managerOf(actor), today, 'all'));
    const ids = [...new Set(items.map(({ personId }) => personId))];
    may(ids.every((id) => below.has(id)));
    const [members, open, verdicts] = await Promise.all([
      this.team.load(ids, today),
      this.requirements.openOf(this.db.read, ids),
      this.nudges.previewReminders(this.db.read, ids),
    ]);
    const requirements = new Map(open.map((each) => [`${each.personId} ${each.category}`, each]));
    return items.map(({ personId, category }) => {
      may(members.has(personId));
      const member = members.get(personId) as Member;
      const requirement = requirements.get(`${personId} ${category}`);
      const cell = cellFor(member, category, today);
      return {
        member,
        category,
        cell,
        requirementId: requirement?.id ?? null,
        dueOn: requirement?.dueOn ?? null,
        fate: fateOf({ member, cell }, verdicts.get(personId) ?? 'not-now'),
      };
    });
  }

  /**
   * Asks for reminders, one for each person. Who is away, holds what is asked, has nothing asked or was reminded this
   * week is left out; when one is sent is decided by the person's message budget, not here. Returns the receipt.
   */
  async remind(actor: Actor, ask: AskReminders): Promise<RemindersAsked> {
    const managerId = managerOf(actor);
    // Read over several connections at once, which one transaction cannot.
    const all = await this.preview(actor, ask);
    const reminders = onePerPerson(all).filter(isSent);
    const ids = reminders.map(({ member }) => member.personId);
    const today = this.clock.today(actor.zone);
    const inPlaceOf = await this.people.inPlaceOf(this.db.read, managerId, ids, today);
    return this.db.transaction(async (tx) => {
      const items = reminders.map(({ member: { personId }, category, requirementId, dueOn }) => {
        return { requirementId, personId, category, dueOn };
      });
      await publish(
        tx,
        batches(items, BATCH).map((batch) => reminderRequested({ byPersonId: managerId, items: batch })),
      );
      await audit(
        tx,
        actor,
        reminders.map(({ member, category }) => ({
          action: 'reminder.requested',
          subject: { type: 'person', id: member.personId },
          changes: { category, ...deputising(inPlaceOf.get(member.personId)) },
        })),
        this.clock.now(),
      );
      return countReminders(all);
    });
  }

  private async itemsOf(actor: Actor, ask: AskReminders): Promise<readonly ReminderItem[]> {
    if ('items' in ask) return ask.items;
    const needs = await this.team.needs(actor, ask.everybody);
    return needs.map(({ member: { personId }, category }) => ({ personId, category }));
  }
}

/** Both names: who acted is the actor, and this is whose place they took. */
const deputising = (managerId: string | undefined): Record<string, string> =>
  managerId === undefined ? {} : { inPlaceOf: managerId };
