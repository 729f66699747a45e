import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { holdingChanged, personChanged, personLeft, policyPublished } from '#events';
import { Db, Registry, systemActor } from '#kernel';
import type { RunSummary, Tx } from '#kernel';
import { EvaluationService } from './evaluation.service.js';
import { HeadOffice } from './head-office.js';
import { findVersion } from './policies.queries.js';

const goOn = z.object({ policyId: z.uuid() });

/** What makes policies look again: a publication, a change in somebody's HR facts, a licence gained or lost. */
@Injectable()
export class PoliciesListeners implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly db: Db,
    private readonly headOffice: HeadOffice,
    private readonly evaluation: EvaluationService,
  ) {}

  onModuleInit(): void {
    this.registry.listen({
      on: policyPublished,
      name: 'policies.evaluate-published',
      handle: ({ policyId, version }, { tx, now }) => this.evaluatePublished(tx, policyId, version, now),
    });
    this.registry.listen({
      on: personChanged,
      name: 'policies.evaluate-changed',
      handle: ({ personIds }, { tx, now }) =>
        this.evaluatePeople(tx, 'policies.evaluate-changed', personIds, now),
    });
    this.registry.listen({
      on: personLeft,
      name: 'policies.evaluate-left',
      handle: ({ personIds }, { tx, now }) =>
        this.evaluatePeople(tx, 'policies.evaluate-left', personIds, now),
    });
    this.registry.listen({
      on: holdingChanged,
      name: 'policies.evaluate-holding',
      handle: ({ items }, { tx, now }) =>
        this.evaluatePeople(
          tx,
          'policies.evaluate-holding',
          [...new Set(items.map((one) => one.personId))],
          now,
        ),
    });
    this.registry.job({
      name: 'policies.go-on',
      run: (payload, { now }) => this.goOn(goOn.parse(payload).policyId, now),
    });
  }

  /** Everybody, for this policy. Who is in the audience now joined on the day of publication, not on the day the worker came to it. */
  private async evaluatePublished(
    tx: Tx,
    policyId: string,
    version: number,
    now: Temporal.Instant,
  ): Promise<RunSummary> {
    const published = await findVersion(tx, policyId, version);
    const on = this.headOffice.today(now);
    const joinedOn = published
      ? this.headOffice.today(Temporal.Instant.fromEpochMilliseconds(published.publishedAt.getTime()))
      : on;
    const look = { on, now, personIds: null, redate: true, joinedOn, policyIds: [policyId] };
    return this.evaluation.evaluate(tx, systemActor('policies.evaluate-published'), look);
  }

  /** These people, for all policies; their dates too, because hours, absence or start may be what changed. */
  private evaluatePeople(
    tx: Tx,
    name: string,
    personIds: string[],
    now: Temporal.Instant,
  ): Promise<RunSummary> {
    return this.evaluation.evaluate(tx, systemActor(name), {
      on: this.headOffice.today(now),
      now,
      personIds,
      redate: true,
    });
  }

  /** A paused policy is in force again: dates that passed meanwhile are counted anew, then everything asked is told again. */
  private async goOn(policyId: string, now: Temporal.Instant): Promise<RunSummary> {
    return this.db.transaction(async (tx) => {
      const look = {
        on: this.headOffice.today(now),
        now,
        personIds: null,
        redate: true,
        policyIds: [policyId],
      };
      const summary = await this.evaluation.evaluate(tx, systemActor('policies.go-on'), look);
      await this.evaluation.tellResumed(tx, policyId);
      return summary;
    });
  }
}
