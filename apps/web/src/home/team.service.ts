import { Injectable } from '@nestjs/common';
import { CatalogueService } from '#catalogue';
import { reminderRequested } from '#events';
import { type Actor, audit, Clock, Db, forbidden, may, publish, type Tx } from '#kernel';
import { LicencesService } from '#licences';
import { PeopleService, type StandIn } from '#people';
import { RequirementsService } from '#policies';
import type { ReminderItem } from './home.schemas.js';
import {
  cellFor,
  hasSomethingDue,
  needsYouToday,
  summarise,
  type Cell,
  type Member,
  type Need,
  type TeamSummary,
} from './team.js';
import { listMembers, type MemberRow } from './team.queries.js';
import type { Both } from './today.js';

export type TeamView = 'direct' | 'all' | 'due';

export interface TeamCategory {
  readonly category: string;
  readonly title: Both;
}

export interface TeamPage {
  readonly today: string;
  readonly view: TeamView;
  readonly categories: readonly TeamCategory[];
  /** Leaders whose people are in it because the viewer stands in for them. */
  readonly standIns: readonly StandIn[];
  readonly summary: TeamSummary;
  readonly needs: readonly Need[];
  /** Members that the filter lets through, by family name. */
  readonly members: readonly Member[];
}

export interface Reminder {
  readonly member: Member;
  readonly category: string;
  readonly cell: Cell;
  readonly requirementId: string | null;
  readonly dueOn: string | null;
}

const byFamilyName = new Intl.Collator('nl');

/** What a manager may know of the people below: states and dates, nothing else. */
@Injectable()
export class TeamService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly people: PeopleService,
    private readonly catalogue: CatalogueService,
    private readonly licences: LicencesService,
    private readonly requirements: RequirementsService,
  ) {}

  async show(actor: Actor, view: TeamView): Promise<TeamPage> {
    const managerId = managerOf(actor);
    const tx = this.db.read;
    const today = this.clock.today(actor.zone).toString();
    const all = await this.members(tx, managerId, view === 'direct' ? 'direct' : 'all', today);
    const categories = (await this.catalogue.listCategories(tx)).map(({ category, title }) => ({
      category,
      title,
    }));
    const codes = categories.map(({ category }) => category);
    return {
      today,
      view,
      categories,
      standIns: await this.people.standIns(tx, managerId, today),
      summary: summarise(all, codes, today),
      needs: needsYouToday(all, codes, today),
      members: view === 'due' ? all.filter((member) => hasSomethingDue(member, codes, today)) : all,
    };
  }

  /** What a reminder to these people would be about; refuses anybody who is not below this manager. */
  async preview(actor: Actor, items: readonly ReminderItem[]): Promise<Reminder[]> {
    return this.remindersFor(this.db.read, actor, items);
  }

  /**
   * Asks for reminders. Who is away, holds what is asked, or has nothing asked is left out; whether and when one is
   * sent is decided by the person's message budget, not here. Returns how many were asked for.
   */
  async remind(actor: Actor, items: readonly ReminderItem[]): Promise<number> {
    const managerId = managerOf(actor);
    // Read over several connections at once, which one transaction cannot.
    const reminders = (await this.remindersFor(this.db.read, actor, items)).filter(canBeReminded);
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

  private async remindersFor(tx: Tx, actor: Actor, items: readonly ReminderItem[]): Promise<Reminder[]> {
    const today = this.clock.today(actor.zone).toString();
    const members = await this.members(tx, managerOf(actor), 'all', today);
    const byId = new Map(members.map((member) => [member.personId, member]));
    return items.map(({ personId, category }) => {
      const member = byId.get(personId);
      may(member !== undefined);
      const found = member as Member;
      const requirement = found.requirements.find(
        (each) => each.category === category && each.state === 'open',
      );
      return {
        member: found,
        category,
        cell: cellFor(found, category, today),
        requirementId: requirement?.id ?? null,
        dueOn: requirement?.dueOn ?? null,
      };
    });
  }

  private async members(
    tx: Tx,
    managerId: string,
    depth: 'direct' | 'all',
    today: string,
  ): Promise<Member[]> {
    const ids = await this.people.listReports(tx, managerId, today, depth);
    const [facts, standings, requirements] = await Promise.all([
      listMembers(tx, ids, today),
      this.licences.byPeople(tx, ids),
      this.requirements.statusesOf(tx, ids),
    ]);
    return facts
      .map((row) => ({
        personId: row.personId,
        name: row.name,
        team: row.team,
        sortKey: sortKeyOf(row),
        ...(row.isAway ? { awayUntil: row.awayUntil } : {}),
        standings: standings.get(row.personId) ?? [],
        requirements: requirements.get(row.personId) ?? [],
      }))
      .sort((a, b) => byFamilyName.compare(a.sortKey, b.sortKey));
  }
}

/** Both names: who acted is the actor, and this is whose place they took. */
const deputising = (managerId: string | undefined): Record<string, string> =>
  managerId === undefined ? {} : { inPlaceOf: managerId };

const sortKeyOf = ({ familyName, givenName }: MemberRow): string => `${familyName} ${givenName}`;

/** A reminder helps somebody who is here and has something to do: late, due, or with a licence about to end. */
export function canBeReminded({ member, cell: { state } }: Pick<Reminder, 'member' | 'cell'>): boolean {
  return member.awayUntil === undefined && ['overdue', 'due-soon', 'due', 'expiring'].includes(state);
}

function managerOf(actor: Actor): string {
  may(actor.isManager);
  if (actor.personId === null) throw forbidden();
  return actor.personId;
}
