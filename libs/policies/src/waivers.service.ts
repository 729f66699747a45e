import { Injectable } from '@nestjs/common';
import { audit, Clock, Db, may, notFound } from '#kernel';
import type { Actor, Tx } from '#kernel';
import { EvaluationService } from './evaluation.service.js';
import { HeadOffice } from './head-office.js';
import { canManagePolicies } from './policies.access.js';
import { WAIVER_REFUSALS } from './policies.problems.js';
import { findPolicy } from './policies.queries.js';
import { decideWaiver, refuseUntil } from './waiver.js';
import type { AskWaiver, WaiverStep } from './waiver.js';
import { insertWaiver, listWaivers, lockWaiver, saveWaiver } from './waivers.queries.js';
import type { Waiver } from './waivers.queries.js';

/** Exceptions for one person, made by two people, with a reason and an end. */
@Injectable()
export class WaiversService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly headOffice: HeadOffice,
    private readonly evaluation: EvaluationService,
  ) {}

  async list(actor: Actor): Promise<Waiver[]> {
    may(canManagePolicies(actor));
    return listWaivers(this.db.read);
  }

  /** Nothing changes for the person until a second one grants it. */
  async ask(actor: Actor, policyId: string, asked: AskWaiver): Promise<string> {
    may(canManagePolicies(actor));
    const now = this.clock.now();
    const refusal = refuseUntil(asked.until, this.headOffice.today(now));
    if (refusal) throw WAIVER_REFUSALS[refusal]();
    return this.db.transaction(async (tx) => {
      if (!(await findPolicy(tx, policyId))) throw notFound('policy');
      const id = await insertWaiver(tx, policyId, { ...asked, by: actor.personId }, now.toString());
      if (id === undefined) throw notFound('person');
      const { kind, until, personId } = asked;
      const subject = { type: 'policy', id: policyId };
      await audit(
        tx,
        actor,
        { action: 'policy.waiver-asked', subject, changes: { waiver: id, kind, until, personId } },
        now,
      );
      return id;
    });
  }

  /** Grants, refuses or takes back; the person's dates follow in the same commit, and nobody else's. */
  async decide(actor: Actor, id: string, step: WaiverStep): Promise<void> {
    may(canManagePolicies(actor));
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const waiver = await lockWaiver(tx, id);
      if (!waiver) throw notFound('waiver');
      const decided = decideWaiver(waiver, step, actor.personId);
      if (!decided.ok) throw WAIVER_REFUSALS[decided.refusal]();
      await saveWaiver(tx, id, { state: decided.state, by: actor.personId }, now.toString());
      const subject = { type: 'policy', id: waiver.policyId };
      const changes = { waiver: id, personId: waiver.personId };
      await audit(tx, actor, { action: `policy.waiver-${decided.state}`, subject, changes }, now);
      if (decided.state === 'granted' || waiver.state === 'granted') await this.redate(tx, actor, waiver);
    });
  }

  private async redate(tx: Tx, actor: Actor, { policyId, personId }: Waiver): Promise<void> {
    const now = this.clock.now();
    const look = {
      on: this.headOffice.today(now),
      now,
      personIds: [personId],
      redate: true,
      policyIds: [policyId],
    };
    await this.evaluation.evaluate(tx, actor, look);
  }
}
