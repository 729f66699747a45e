import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, audit, Clock, Db, hasGrant, invalidInput, may, notFound, one, type Tx } from '#kernel';
import {
  findDeputy,
  insertDeputy,
  leadsDirectly,
  listCandidates,
  listDeputies,
  listRelation,
  listStandIns,
  shortenDeputy,
} from './deputies.queries.js';
import type {
  AppointDeputy,
  Candidate,
  DeputyView,
  RelationFilter,
  RelationView,
} from './deputies.schemas.js';
import { endToday, refusePeriod } from './deputy-period.js';
import { deputyTwice } from './people.problems.js';
import { isEmployedOn } from './people.queries.js';

/** Leaders who let somebody take their place for some days, and who led whom on any day. */
@Injectable()
export class DeputiesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** HR: all of them. Others: those they gave or got. */
  list(actor: Actor): Promise<DeputyView[]> {
    if (hasGrant(actor, 'hr')) return listDeputies(this.db.read, null);
    may(actor.personId !== null);
    return listDeputies(this.db.read, actor.personId);
  }

  /** Colleagues whom a leader may ask: those below, beside and directly above. Nobody for who leads no team of their own. */
  async candidates(actor: Actor): Promise<Candidate[]> {
    const today = this.today(actor);
    if (actor.personId === null || !(await leadsDirectly(this.db.read, actor.personId, today))) return [];
    return listCandidates(this.db.read, actor.personId, today);
  }

  /**
   * Lets somebody see and do what a leader may, on these days. A leader appoints for themselves among colleagues
   * near them; HR for everybody. Refused (422) for days that make no sense, for somebody who is not employed or who is
   * the leader, and for a leader of nobody; 409 when both have it on one of those days.
   */
  async appoint(actor: Actor, input: AppointDeputy): Promise<string> {
    return this.db.transaction(async (tx) => {
      const today = this.today(actor);
      const { managerId, deputyId } = await this.peopleOf(tx, actor, input, today);
      const refusal = refusePeriod(input.from, input.until, today);
      if (refusal !== null) throw wrong('until', `people.deputy_${refusal.replaceAll('-', '_')}`);
      if (managerId === deputyId) throw wrong('deputy', 'people.deputy_self');
      if (!(await leadsDirectly(tx, managerId, today))) throw wrong('manager', 'people.deputy_leads_nobody');
      const firstDay = input.from > today ? input.from : today;
      if (!(await isEmployedOn(tx, deputyId, firstDay))) throw wrong('deputy', 'people.deputy_not_employed');
      const now = this.clock.now();
      const id = await insertDeputy(tx, {
        managerId,
        personId: deputyId,
        from: input.from,
        until: input.until,
        by: actor.personId,
        at: now.toString(),
      });
      if (id === undefined) throw deputyTwice();
      const changes = { manager: managerId, deputy: deputyId, from: input.from, until: input.until };
      await audit(tx, actor, { action: 'deputy.appointed', subject: { type: 'deputy', id }, changes }, now);
      return id;
    });
  }

  /** Ends a stand-in now: by the leader, by the deputy, or by HR. The days on which it counted are kept. */
  async end(actor: Actor, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const found = await findDeputy(tx, id);
      if (found === undefined) throw notFound('deputy');
      const { managerId, deputyId, from, until } = found;
      may(hasGrant(actor, 'hr') || actor.personId === managerId || actor.personId === deputyId);
      const now = this.clock.now();
      await shortenDeputy(tx, id, endToday({ from, until }, this.today(actor)), now.toString());
      const changes = { manager: managerId, deputy: deputyId };
      await audit(tx, actor, { action: 'deputy.ended', subject: { type: 'deputy', id }, changes }, now);
    });
  }

  /** Who was led on a day by the actor and by those they stood in for that day; HR may ask it of any leader. */
  async relation(actor: Actor, filter: RelationFilter): Promise<RelationView> {
    const tx = this.db.read;
    const on = filter.on ?? this.today(actor);
    if (filter.manager !== undefined) may(hasGrant(actor, 'hr'));
    const leader =
      filter.manager === undefined ? actor.personId : await idOfNumber(tx, filter.manager, 'manager');
    may(leader !== null);
    const standIns = await listStandIns(tx, leader as string, on);
    const leaders = [leader as string, ...standIns.map(({ managerId }) => managerId)];
    return { on, items: await listRelation(tx, leaders, on) };
  }

  private async peopleOf(
    tx: Tx,
    actor: Actor,
    input: AppointDeputy,
    today: string,
  ): Promise<{ managerId: string; deputyId: string }> {
    const isHr = hasGrant(actor, 'hr');
    if (!isHr && input.manager !== undefined) may(false);
    const managerId =
      input.manager === undefined ? actor.personId : await idOfNumber(tx, input.manager, 'manager');
    if (managerId === null) throw wrong('manager', 'people.number_unknown');
    const isId = z.uuid().safeParse(input.deputy).success;
    if (isHr && !isId) return { managerId, deputyId: await idOfNumber(tx, input.deputy, 'deputy') };
    const near = await listCandidates(tx, managerId, today);
    if (!near.some(({ id }) => id === input.deputy)) throw wrong('deputy', 'people.deputy_not_near');
    return { managerId, deputyId: input.deputy };
  }

  private today(actor: Actor): string {
    return this.clock.today(actor.zone).toString();
  }
}

const wrong = (field: string, message: string) => invalidInput([{ pointer: `/${field}`, message }]);

async function idOfNumber(tx: Tx, number: string, field: string): Promise<string> {
  const found = await one<{ id: string }>(
    tx,
    'SELECT coalesce(merged_into, id) AS id FROM person WHERE number = $1 AND erased_at IS NULL',
    [number],
  );
  if (found === undefined) throw wrong(field, 'people.number_unknown');
  return found.id;
}
