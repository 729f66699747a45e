import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { AudiencesService } from '#audiences';
import { Clock, Db, decodeCursor, encodeCursor, may } from '#kernel';
import type { Actor, PageQuery, Tx } from '#kernel';
import { PeopleService } from '#people';
import { t } from '#ui';
import { daysLeft } from './due-date.js';
import type { Explanation } from './due-date.js';
import { explain } from './explain.js';
import type { Language } from './explain.js';
import { HeadOffice } from './head-office.js';
import { leversOf } from './levers.js';
import { dayNumber, dayText } from './own-working-days.js';
import { phaseOn } from './policy-steps.js';
import type { PolicyPhase } from './policy-steps.js';
import { canManagePolicies, canSeeRequirements } from './policies.access.js';
import { policiesPaths } from './policies.paths.js';
import { countRequirements, listSnapshots } from './policies.queries.js';
import type { PolicyNumbers } from './policies.queries.js';
import { listOfPeople, listOfPolicy, listOpen, listStatuses } from './requirements.lists.js';
import type {
  OpenRequirement,
  PolicyRequirement,
  RequirementFilter,
  SharedStatus,
} from './requirements.lists.js';

type BothLanguages = { nl: string; en: string };

/** A requirement as the person, a manager or HR reads it. */
export interface RequirementView {
  id: string;
  personId: string;
  policyId: string;
  category: string;
  state: 'open' | 'satisfied';
  /** Null while the clock stands still. */
  dueOn: string | null;
  /** On the person's own calendar; negative when late. */
  daysLeft: number | null;
  isOverdue: boolean;
  title: BothLanguages;
  /** Why it is asked. */
  because: BothLanguages;
  /** Why by that day. */
  explanation: BothLanguages;
  /** The day from which it is asked. */
  since: string;
  /** The working day on which access ends when the due day is let pass; null: it has no consequence, or not yet. */
  accessEndsOn: string | null;
  /** The step the policy is in. */
  phase: PolicyPhase;
  /** What would change it, one sentence each. */
  wouldChange: BothLanguages[];
}

/** A requirement without its sentences: for lists of many people, who share one when theirs are the same. */
export type RequirementStatus = Readonly<
  Pick<RequirementView, 'category' | 'state' | 'dueOn' | 'daysLeft' | 'isOverdue'>
>;

export interface Overview extends PolicyNumbers {
  /** 0..1, or null when nothing is asked of anybody. */
  inOrderShare: number | null;
  expiringIn30Days: number;
  /** Day by day, oldest first, the last 90 days and today. */
  burnUp: { on: string; asked: number; inOrder: number; overdue: number }[];
  urls: { inOrder: string; asked: string; overdue: string; expiring: string };
}

/** How far the burn-up looks back. */
const BURN_UP_DAYS = 90;
const EXPIRING_DAYS = 30;

/** Reads requirements: of one person, of a team, of a policy, and the numbers over all. */
@Injectable()
export class RequirementsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly headOffice: HeadOffice,
    private readonly people: PeopleService,
    private readonly audiences: AudiencesService,
  ) {}

  async ofPerson(tx: Tx, personId: string): Promise<RequirementView[]> {
    return (await this.ofPeople(tx, [personId])).get(personId) ?? [];
  }

  /** The same for a team at once: by person id; people of whom nothing is asked are not in it. */
  async ofPeople(tx: Tx, personIds: readonly string[]): Promise<Map<string, RequirementView[]>> {
    const now = this.clock.now();
    return grouped(await listOfPeople(tx, personIds), (one): RequirementView => {
      const on = this.headOffice.today(now);
      return viewOf(one, now, on);
    });
  }

  /** State and date of the most urgent requirement of each category, for lists of many people: no sentence is built. */
  async statusesOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, RequirementStatus[]>> {
    const now = this.clock.now();
    const dayIn = daysAt(now);
    const byPerson = new Map<string, RequirementStatus[]>();
    for (const shared of await listStatuses(tx, personIds)) {
      const status = statusOf(shared, now, dayIn(shared.zone));
      for (const personId of shared.people.split(',')) append(byPerson, personId, status);
    }
    return byPerson;
  }

  /** Of what is open for these people, the most urgent of each category, to say which requirement it is. */
  openOf(tx: Tx, personIds: readonly string[]): Promise<OpenRequirement[]> {
    return listOpen(tx, personIds);
  }

  /** One person's requirements, for that person, a manager above, or HR. */
  async show(actor: Actor, personId: string): Promise<RequirementView[]> {
    await this.maySee(actor, personId);
    return this.ofPerson(this.db.read, personId);
  }

  /** Refuses everybody but that person, a manager above, and HR. */
  async maySee(actor: Actor, personId: string): Promise<void> {
    const on = this.headOffice.today();
    const asksAsManager = actor.personId !== null && actor.isManager;
    const isManager =
      asksAsManager && (await this.people.isManagerOf(this.db.read, actor.personId ?? '', personId, on));
    may(canSeeRequirements(actor, personId, isManager));
  }

  /** Names and dates of one policy, or of all published ones, a page at a time. */
  async list(
    actor: Actor,
    ask: { policyId: string | null; filter: RequirementFilter } & PageQuery,
  ): Promise<{ items: PolicyRequirement[]; next: string | null }> {
    may(canManagePolicies(actor));
    const now = this.clock.now();
    const found = await listOfPolicy(this.db.read, {
      policyId: ask.policyId,
      filter: ask.filter,
      at: now.toString(),
      on: this.headOffice.today(now),
      after: decodeCursor(ask.after),
      limit: ask.limit + 1,
    });
    const items = found.slice(0, ask.limit);
    const last = items.at(-1);
    return { items, next: found.length > ask.limit && last ? encodeCursor([last.sortName, last.id]) : null };
  }

  async listExpiring(actor: Actor): ReturnType<AudiencesService['listExpiring']> {
    may(canManagePolicies(actor));
    return this.audiences.listExpiring(this.db.read, this.headOffice.today(), EXPIRING_DAYS);
  }

  async overview(tx: Tx, policyId: string | null = null): Promise<Overview> {
    const now = this.clock.now();
    const on = this.headOffice.today(now);
    const numbers = await countRequirements(tx, now.toString(), policyId);
    const past = await listSnapshots(tx, dayText(dayNumber(on) - BURN_UP_DAYS), policyId);
    const list = (filter: RequirementFilter): string =>
      policyId === null
        ? policiesPaths.allRequirements({ filter })
        : policiesPaths.requirements({ id: policyId, filter });
    return {
      ...numbers,
      inOrderShare: numbers.asked === 0 ? null : numbers.inOrder / numbers.asked,
      expiringIn30Days: await this.audiences.countExpiring(tx, on, EXPIRING_DAYS),
      burnUp: [...past.filter((one) => one.on < on), { on, ...numbers }],
      urls: {
        inOrder: list('in-order'),
        asked: list('all'),
        overdue: list('overdue'),
        expiring: policiesPaths.expiring(),
      },
    };
  }
}

export type Found = Awaited<ReturnType<typeof listOfPeople>>[number];

type Counted = Pick<SharedStatus, 'category' | 'state' | 'dueOn' | 'nightShift' | 'zone'>;

/** Of a requirement its state and, while it is open, the days that are left; `today` is the day in its zone. */
export function statusOf(
  { category, state, dueOn, zone, nightShift }: Counted,
  now: Temporal.Instant,
  today?: string,
): RequirementStatus {
  const left = state === 'open' && dueOn !== null ? daysLeft(dueOn, zone, now, nightShift, today) : null;
  return { category, state, dueOn, daysLeft: left, isOverdue: left !== null && left < 0 };
}

/** The day it is in each zone at one moment, worked out once a zone. */
export function daysAt(now: Temporal.Instant): (zone: string) => string {
  const days = new Map<string, string>();
  return (zone) => {
    const known = days.get(zone) ?? now.toZonedDateTimeISO(zone).toPlainDate().toString();
    days.set(zone, known);
    return known;
  };
}

/** A requirement with its sentences, as it stands at a moment and on a day. */
export function viewOf(one: Found, now: Temporal.Instant, on: string): RequirementView {
  const { personId, policyId, title, because, joinedOn, accessEndsOn, steps, explanation, state } = one;
  const levers = leversOf(one).map((lever) => inBothLanguages(lever));
  return {
    ...statusOf(one, now),
    id: one.id,
    personId,
    policyId,
    title,
    because,
    explanation: inBothLanguages(explanation),
    since: joinedOn,
    accessEndsOn: state === 'open' ? accessEndsOn : null,
    phase: phaseOn(steps, on),
    wouldChange: levers,
  };
}

function grouped<F extends { personId: string }, T>(
  found: readonly F[],
  view: (one: F) => T,
): Map<string, T[]> {
  const byPerson = new Map<string, T[]>();
  for (const one of found) append(byPerson, one.personId, view(one));
  return byPerson;
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const own = lists.get(key);
  if (own) own.push(value);
  else lists.set(key, [value]);
}

/** The sentence in both languages, said to the person whose day it is or about that person. */
export function inBothLanguages(explanation: Explanation, reader: 'self' | 'other' = 'self'): BothLanguages {
  const text = (language: Language): string =>
    explain(explanation, language, (key, args) => t(language, key, args), reader);
  return { nl: text('nl'), en: text('en') };
}
