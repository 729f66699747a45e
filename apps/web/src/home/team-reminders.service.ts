import { Injectable } from '@nestjs/common';
import { reminderRequested } from '#events';
import { type Actor, audit, Clock, Db, may, publish } from '#kernel';
import { PeopleService } from '#people';
import { RequirementsService } from '#policies';
import type { ReminderItem } from './home.schemas.js';
import { cellFor, type Cell, type Member } from './team.js';
import { managerOf, TeamService } from './team.service.js';

export interface Reminder {
  readonly member: Member;
  readonly category: string;
  readonly cell: Cell;
  readonly requirementId: string | null;
  readonly dueOn: string | null;
}

/** What a manager may ask to be said to the people below. */
@Injectable()
export class TeamRemindersService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly people: PeopleService,
    private readonly requirements: RequirementsService,
    private readonly team: TeamService,
  ) {}

  /** What a reminder to these people would be about; refuses anybody who is not below this manager. */
  async preview(actor: Actor, items: readonly ReminderItem[]): Promise<Reminder[]> {
    const today = this.clock.today(actor.zone).toString();
    const below = new Set(await this.people.listReports(this.db.read, managerOf(actor), today, 'all'));
    const ids = [...new Set(items.map(({ personId }) => personId))];
    may(ids.every((id) => below.has(id)));
    const [members, open] = await Promise.all([
      this.team.load(ids, today),
      this.requirements.openOf(this.db.read, ids),
    ]);
    return items.map(({ personId, category }) => {
      const member = members.get(personId);
      may(member !== undefined);
      const found = member as Member;
      const requirement = open.find((each) => each.personId === personId && each.category === category);
      return {
        member: found,
        category,
        cell: cellFor(found, category, today),
        requirementId: requirement?.id ?? null,
        dueOn: requirement?.dueOn ?? null,
      };
    });
  }

  /**
   * Asks for reminders. Who is away, holds what is asked, or has nothing asked is left out; whether and when one is
   * sent is decided by the person's message budget, not here. Returns how many were asked for.
   */
  async remind(actor: Actor, items: readonly ReminderItem[]): Promise<number> {
    const managerId = managerOf(actor);
    // Read over several connections at once, which one transaction cannot.
    const reminders = (await this.preview(actor, items)).filter(canBeReminded);
    const ids = reminders.map(({ member }) => member.personId);
    const today = this.clock.today(actor.zone);
    const inPlaceOf = await this.people.inPlaceOf(this.db.read, managerId, ids, today);
    return this.db.transaction(async (tx) => {
      await publish(
        tx,
        reminders.map(({ member, category, requirementId, dueOn }) =>
          reminderRequested({
            requirementId,
            personId: member.personId,
            category,
            dueOn,
            byPersonId: managerId,
          }),
        ),
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
      return reminders.length;
    });
  }
}

/** Both names: who acted is the actor, and this is whose place they took. */
const deputising = (managerId: string | undefined): Record<string, string> =>
  managerId === undefined ? {} : { inPlaceOf: managerId };

/** A reminder helps somebody who is here and has something to do: late, due, or with a licence about to end. */
export function canBeReminded({ member, cell: { state } }: Pick<Reminder, 'member' | 'cell'>): boolean {
  return member.awayUntil === undefined && ['overdue', 'due-soon', 'due', 'expiring'].includes(state);
}
