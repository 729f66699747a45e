import { Injectable } from '@nestjs/common';
import { AudiencesService } from '#audiences';
import type { RuleTestResult } from '#audiences';
import { CatalogueService } from '#catalogue';
import { policyPublished } from '#events';
import { audit, Clock, Db, enqueue, invalidInput, may, notFound, publish } from '#kernel';
import type { Actor, Tx } from '#kernel';
import { t } from '#ui';
import type { Language } from './explain.js';
import { HeadOffice } from './head-office.js';
import { step } from './policy.js';
import type { PolicyStep } from './policy.js';
import { asksOtherDates, complete, draftOf, filled, saysTheSame } from './policy-draft.js';
import type { FullContent, PolicyContent, PolicyDraft } from './policy-draft.js';
import { countsFrom, hasConsequence } from './policy-steps.js';
import { becauseSentence, policySentence } from './policy-sentence.js';
import { canManagePolicies } from './policies.access.js';
import { changedMeanwhile, draftIncomplete, REFUSALS, testFailed } from './policies.problems.js';
import {
  findPolicy,
  findVersion,
  insertPolicy,
  insertVersion,
  listPolicies,
  listVersions,
  proposeStep,
  savePolicy,
} from './policies.queries.js';
import type { Policy, PolicyRowWithNumbers, Version } from './policies.queries.js';
import { EvaluationService } from './evaluation.service.js';
import { RequirementsService } from './requirements.service.js';
import type { Overview, RequirementView } from './requirements.service.js';

export interface PolicyDetail {
  policy: Policy;
  /** The version in force, or the last one that was. */
  current: Version | null;
  versions: Version[];
}

/** The life of policies: write, publish, pause, resume, undo. */
@Injectable()
export class PoliciesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly headOffice: HeadOffice,
    private readonly audiences: AudiencesService,
    private readonly catalogue: CatalogueService,
    private readonly evaluation: EvaluationService,
    private readonly requirements: RequirementsService,
  ) {}

  async list(actor: Actor): Promise<PolicyRowWithNumbers[]> {
    may(canManagePolicies(actor));
    return listPolicies(this.db.read, this.clock.now().toString());
  }

  async get(actor: Actor, id: string): Promise<PolicyDetail> {
    may(canManagePolicies(actor));
    const policy = await getPolicy(this.db.read, id);
    const versions = await listVersions(this.db.read, id);
    return { policy, versions, current: versions.find((one) => one.version === policy.version) ?? null };
  }

  async create(actor: Actor, draft: PolicyDraft): Promise<string> {
    return this.db.transaction(async (tx) => {
      may(canManagePolicies(actor));
      const now = this.clock.now();
      const id = await insertPolicy(tx, draft, actor.personId, now.toString());
      await audit(tx, actor, { action: 'policy.created', subject: { type: 'policy', id } }, now);
      return id;
    });
  }

  /** Keeps the draft as it is, complete or not; what is in force does not change. */
  async saveDraft(actor: Actor, id: string, draft: PolicyDraft): Promise<void> {
    await this.db.transaction(async (tx) => {
      may(canManagePolicies(actor));
      const policy = await getPolicy(tx, id, { lock: true });
      const current = policy.state === 'draft' ? undefined : await findVersion(tx, id, policy.version);
      const completed = complete(draft);
      const hasChanges = !(current && completed.ok && saysTheSame(completed.content, contentOf(current)));
      await savePolicy(tx, id, { ...policy, draft, hasChanges }, this.clock.now().toString());
    });
  }

  /** The draft's content, checked against the catalogue as well; refuses an incomplete one with a problem per field. */
  async contentOfDraft(tx: Tx, policy: Policy): Promise<FullContent> {
    const completed = complete(policy.draft);
    if (!completed.ok) throw draftIncomplete();
    const { category, due } = completed.content;
    await this.checkCategory(tx, category);
    if ('afterLicence' in due) await this.checkCategory(tx, due.afterLicence.category);
    return completed.content;
  }

  /** Who is in or out other than the tests kept with the rule say; empty when they all hold. */
  failedTests(tx: Tx, { rule, tests }: FullContent, on: string): Promise<RuleTestResult[]> {
    return this.audiences.failedTests(tx, rule, on, tests);
  }

  /** The sentences of a content, in both languages. */
  async sentencesOf(tx: Tx, content: PolicyContent): Promise<Pick<Version, 'sentence' | 'because'>> {
    const who = await this.audiences.sentences(tx, content.rule);
    const say = (language: Language) => (key: string, args?: Record<string, string | number>) =>
      t(language, key, args);
    return {
      sentence: {
        nl: policySentence(content, who.nl, 'nl', say('nl')),
        en: policySentence(content, who.en, 'en', say('en')),
      },
      because: {
        nl: becauseSentence(content, who.nl, 'nl', say('nl')),
        en: becauseSentence(content, who.en, 'en', say('en')),
      },
    };
  }

  /**
   * Freezes the draft as the next version and puts it into force; the worker then brings the requirements
   * into line. `seen` is the moment of the draft whose consequences were looked at: a later change is refused.
   * Null: it has a consequence and waits until a second person from HR publishes it as well.
   */
  async publish(actor: Actor, id: string, { seen }: { seen?: string } = {}): Promise<number | null> {
    return this.db.transaction(async (tx) => {
      const policy = await getPolicy(tx, id, { lock: true });
      may(canManagePolicies(actor));
      if (seen !== undefined && seen !== policy.changedAt.toISOString()) throw changedMeanwhile();
      const next = this.decide(policy, 'publish').next;
      const content = await this.contentOfDraft(tx, policy);
      const on = this.headOffice.today();
      if ((await this.failedTests(tx, content, on)).length > 0) throw testFailed();
      if (await this.waits(tx, actor, policy, 'publish', hasConsequence(content, on))) return null;
      return this.putIntoForce(tx, actor, policy, content, next.version, null);
    });
  }

  /** Takes back what waits for a second person. */
  async withdrawProposal(actor: Actor, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const policy = await getPolicy(tx, id, { lock: true });
      may(canManagePolicies(actor));
      if (policy.proposedStep === null) return;
      const now = this.clock.now();
      await savePolicy(tx, id, policy, now.toString());
      await audit(tx, actor, { action: 'policy.proposal-withdrawn', subject: { type: 'policy', id } }, now);
    });
  }

  /**
   * Four eyes: a step with a consequence is only proposed by the first person, and carried out when somebody else
   * from HR takes the same step.
   */
  private async waits(
    tx: Tx,
    actor: Actor,
    policy: Policy,
    step: Exclude<PolicyStep, 'pause'>,
    hasConsequence: boolean,
  ): Promise<boolean> {
    if (!hasConsequence) return false;
    if (policy.proposedStep === step && policy.proposedBy !== actor.personId) return false;
    const now = this.clock.now();
    await proposeStep(tx, policy.id, { step, by: actor.personId }, now.toString());
    const about = { subject: { type: 'policy', id: policy.id }, changes: { step } };
    await audit(tx, actor, { action: 'policy.step-proposed', ...about }, now);
    return true;
  }

  async pause(actor: Actor, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const policy = await getPolicy(tx, id, { lock: true });
      may(canManagePolicies(actor));
      const now = this.clock.now();
      await savePolicy(tx, id, { ...policy, ...this.decide(policy, 'pause').next }, now.toString());
      await this.evaluation.tellPaused(tx, id);
      await audit(tx, actor, { action: 'policy.paused', subject: { type: 'policy', id } }, now);
    });
  }

  /** Puts a paused policy back into force; false: it has a consequence and waits for a second person. */
  async resume(actor: Actor, id: string): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const policy = await getPolicy(tx, id, { lock: true });
      may(canManagePolicies(actor));
      const now = this.clock.now();
      const { next } = this.decide(policy, 'resume');
      const current = await findVersion(tx, id, policy.version);
      if (!current) throw notFound('policy');
      const weighs = hasConsequence(current, this.headOffice.today(now));
      if (await this.waits(tx, actor, policy, 'resume', weighs)) return false;
      await savePolicy(tx, id, { ...policy, ...next, resumedOn: this.headOffice.today(now) }, now.toString());
      await enqueue(tx, 'policies.go-on', { policyId: id });
      await audit(tx, actor, { action: 'policy.resumed', subject: { type: 'policy', id } }, now);
      return true;
    });
  }

  /**
   * Takes the last publication back: the version before it counts again for everybody, as a new version and with the
   * dates it had. False: that version has a consequence, and a second person must agree.
   */
  async undo(actor: Actor, id: string): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const policy = await getPolicy(tx, id, { lock: true });
      may(canManagePolicies(actor));
      const now = this.clock.now();
      const { next, copyOf } = this.decide(policy, 'undo');
      if (copyOf === null) {
        await savePolicy(tx, id, { ...policy, ...next }, now.toString());
        await this.evaluation.endAll(tx, id, policy.version, now, this.headOffice.today(now));
        await audit(
          tx,
          actor,
          {
            action: 'policy.withdrawn',
            subject: { type: 'policy', id },
            changes: { version: policy.version },
          },
          now,
        );
        return true;
      }
      const before = await findVersion(tx, id, copyOf);
      if (!before) throw notFound('policy');
      const weighs = hasConsequence(before, this.headOffice.today(now));
      if (await this.waits(tx, actor, policy, 'undo', weighs)) return false;
      await this.putIntoForce(
        tx,
        actor,
        policy,
        { ...contentOf(before), applyTo: 'now' },
        next.version,
        before,
      );
      return true;
    });
  }

  /** What published policies ask of one person now: open ones first, the soonest day first. */
  requirementsOf(tx: Tx, personId: string): Promise<RequirementView[]> {
    return this.requirements.ofPerson(tx, personId);
  }

  /** HR's four numbers and the burn-up, each with the URL of its list. */
  overview(tx: Tx): Promise<Overview> {
    return this.requirements.overview(tx);
  }

  private async putIntoForce(
    tx: Tx,
    actor: Actor,
    policy: Policy,
    content: FullContent,
    version: number,
    before: Version | null,
  ): Promise<number> {
    const now = this.clock.now();
    const on = this.headOffice.today(now);
    const current = policy.state === 'draft' ? undefined : await findVersion(tx, policy.id, policy.version);
    const { since, renewSince } = before ?? countedFrom(current, content, on);
    const copyOf = before?.version ?? null;
    const sentences = await this.sentencesOf(tx, content);
    const people = {
      publishedBy: actor.personId,
      proposedBy: policy.proposedStep === null ? null : policy.proposedBy,
    };
    const applyTo = current ? content.applyTo : 'now';
    await insertVersion(
      tx,
      {
        policyId: policy.id,
        version,
        ...content,
        applyTo,
        ...sentences,
        since,
        renewSince,
        copyOf,
        ...people,
        publishedOn: on,
      },
      now.toString(),
    );
    // What is brought back after a night makes nobody late for the days it did not count.
    const cameBack =
      policy.state === 'paused' || (before !== null && current !== undefined && current.publishedOn < on);
    const resumedOn = cameBack ? on : policy.resumedOn;
    const draft = draftOf({ ...content, applyTo: 'now' });
    await savePolicy(
      tx,
      policy.id,
      { state: 'published', version, draft, hasChanges: false, resumedOn },
      now.toString(),
    );
    const changes = { version, category: content.category, applyTo, ...(copyOf === null ? {} : { copyOf }) };
    await audit(
      tx,
      actor,
      {
        action: copyOf === null ? 'policy.published' : 'policy.undone',
        subject: { type: 'policy', id: policy.id },
        changes,
      },
      now,
    );
    await publish(tx, policyPublished({ policyId: policy.id, version }));
    if (policy.state === 'paused') await enqueue(tx, 'policies.go-on', { policyId: policy.id });
    return version;
  }

  private decide(policy: Policy, taken: PolicyStep) {
    const outcome = step(policy, taken);
    if (!outcome.ok) throw REFUSALS[outcome.refusal]();
    return outcome;
  }

  private async checkCategory(tx: Tx, category: string): Promise<void> {
    const known = await this.catalogue.listCategories(tx);
    if (!known.some((one) => one.category === category)) {
      throw invalidInput([{ pointer: '/category', message: 'policies.error_category' }]);
    }
  }
}

export async function getPolicy(tx: Tx, id: string, options: { lock?: boolean } = {}): Promise<Policy> {
  const policy = await findPolicy(tx, id, options);
  if (!policy) throw notFound('policy');
  return policy;
}

export function contentOf(content: PolicyContent): FullContent {
  return filled(content);
}

/** The days a new version counts from: dates already counted stay unless what they are counted from has changed. */
export function countedFrom(
  current: Version | undefined,
  content: FullContent,
  on: string,
): { since: string; renewSince: string } {
  const start = countsFrom(content.steps, on);
  const isSame = current !== undefined && !asksOtherDates(current, content);
  const renewsAlike = current?.category === content.category && current.renewMonths === content.renewMonths;
  return { since: isSame ? current.since : start, renewSince: renewsAlike ? current.renewSince : start };
}
