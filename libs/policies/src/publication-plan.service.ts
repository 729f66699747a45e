import { Injectable } from '@nestjs/common';
import { AudiencesService, toRule } from '#audiences';
import type { RulePreview } from '#audiences';
import { CatalogueService } from '#catalogue';
import { Clock, Db, may, rows } from '#kernel';
import type { Actor, Tx } from '#kernel';
import { isOverdue } from './due-date.js';
import type { Explanation } from './due-date.js';
import { EvaluationService } from './evaluation.service.js';
import type { PlannedRequirements } from './evaluation.service.js';
import { HeadOffice } from './head-office.js';
import type { Language } from './explain.js';
import { canManagePolicies } from './policies.access.js';
import { asksOtherDates, complete } from './policy-draft.js';
import type { PolicyContent, PolicyDraft } from './policy-draft.js';
import { findVersion } from './policies.queries.js';
import type { Policy } from './policies.queries.js';
import { getPolicy, PoliciesService } from './policies.service.js';
import { gatherFacts } from './requirements.queries.js';

export interface DraftPreview {
  /** As soon as the draft is complete. */
  sentence: { nl: string; en: string } | null;
  rule: RulePreview | null;
  /** Of those who belong: who holds the licence already, and the learning time of the others. Null without a category. */
  learning: { held: number; toLearn: number; minutesEach: number; minutesTogether: number } | null;
}

export interface PlannedPerson {
  personId: string;
  name: string;
  team: string;
  dueOn: string | null;
  explanation: Explanation;
  isOverdue: boolean;
}

/** Exactly what publishing would do today. */
export interface PublicationPlan {
  policy: Policy;
  content: PolicyContent;
  sentence: { nl: string; en: string };
  /** Asked for the first time, and not in order yet. */
  asked: PlannedPerson[];
  /** Asked, and holding the licence already. */
  alreadyHeld: number;
  /** Of everybody asked: whose day is over the moment this is published. */
  overdueAtOnce: PlannedPerson[];
  redated: PlannedPerson[];
  ended: PlannedPerson[];
  unchanged: number;
  messages: number;
  minutesTogether: number;
}

/** Shows beforehand what a rule would do; writes nothing. */
@Injectable()
export class PublicationPlanService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly headOffice: HeadOffice,
    private readonly policies: PoliciesService,
    private readonly evaluation: EvaluationService,
    private readonly audiences: AudiencesService,
    private readonly catalogue: CatalogueService,
  ) {}

  /** The live preview beside the builder: as far as the draft is complete. */
  async ofDraft(actor: Actor, draft: PolicyDraft, language: Language): Promise<DraftPreview> {
    may(canManagePolicies(actor));
    const tx = this.db.read;
    const on = this.headOffice.today();
    const read = toRule(draft.rule);
    if (!read.ok) return { sentence: null, rule: null, learning: null };
    const completed = complete(draft);
    const sentence = completed.ok ? (await this.policies.sentencesOf(tx, completed.content)).sentence : null;
    const rule = await this.audiences.preview(tx, read.rule, on, language);
    if (draft.category === '') return { sentence, rule, learning: null };
    const toLearn = await this.audiences.countWithout(tx, read.rule, draft.category, on);
    const minutesEach = await this.minutesOf(tx, draft.category);
    return {
      sentence,
      rule,
      learning: { held: rule.count - toLearn, toLearn, minutesEach, minutesTogether: toLearn * minutesEach },
    };
  }

  /** The list of named people that HR confirms before a version comes into force. */
  async ofPolicy(actor: Actor, id: string): Promise<PublicationPlan> {
    may(canManagePolicies(actor));
    const now = this.clock.now();
    const on = this.headOffice.today(now);
    return this.db.transaction(async (tx) => {
      const policy = await getPolicy(tx, id);
      const content = await this.policies.contentOfDraft(tx, policy);
      const current = policy.state === 'draft' ? undefined : await findVersion(tx, id, policy.version);
      const since = current && !asksOtherDates(current, content) ? current.since : on;
      const { sentence, because } = await this.policies.sentencesOf(tx, content);
      await gatherFacts(tx, on, null);
      const plan = await this.evaluation.plan(
        tx,
        {
          policyId: id,
          version: policy.version + 1,
          ...content,
          since,
          because,
          resumedOn: policy.state === 'paused' ? on : policy.resumedOn,
        },
        { on, personIds: null, redate: true },
      );
      const people = await listNames(tx, on, plan);
      const person = (one: {
        personId: string;
        dueOn: string | null;
        explanation: Explanation;
      }): PlannedPerson => {
        const known = people.get(one.personId);
        const late = one.dueOn !== null && isOverdue(one.dueOn, known?.zone ?? this.headOffice.zone, now);
        return {
          personId: one.personId,
          name: known?.name ?? '',
          team: known?.team ?? '',
          dueOn: one.dueOn,
          explanation: one.explanation,
          isOverdue: late,
        };
      };
      const place = (one: PlannedPerson): number => people.get(one.personId)?.place ?? 0;
      const byName = (list: PlannedPerson[]): PlannedPerson[] => list.sort((a, b) => place(a) - place(b));
      const asked = byName(plan.create.filter((one) => !one.held).map(person));
      const redated = byName([...plan.redate, ...plan.reopen].map(({ wanted }) => person(wanted)));
      return {
        policy,
        content,
        sentence,
        asked,
        alreadyHeld: plan.create.length - asked.length,
        overdueAtOnce: byName([...asked, ...redated].filter((one) => one.isOverdue)),
        redated,
        ended: byName(plan.end.map(person)),
        unchanged: plan.unchanged,
        messages: asked.filter((one) => one.dueOn !== null).length,
        minutesTogether: asked.length * (await this.minutesOf(tx, content.category)),
      };
    });
  }

  /** Lessons and exam of a category together, for somebody who starts from nothing. */
  private async minutesOf(tx: Tx, category: string): Promise<number> {
    const known = (await this.catalogue.listCategories(tx)).find((one) => one.category === category);
    if (!known) return 0;
    const lessons = await this.catalogue.listLessons(tx, { category });
    return lessons.reduce((sum, lesson) => sum + lesson.minutes, known.exam.minutes);
  }
}

interface Name {
  name: string;
  team: string;
  zone: string;
  place: number;
}

async function listNames(tx: Tx, on: string, plan: PlannedRequirements): Promise<Map<string, Name>> {
  const ids = [...new Set([...plan.differences.values()].map((one) => one.personId))];
  const found = await rows<{ id: string; name: string; team: string; zone: string }>(
    tx,
    `SELECT who.id, who.display_name AS name, who.zone,
            coalesce((SELECT f.team_name FROM person_facts($1::date) f WHERE f.person_id = who.id ORDER BY f.placement_id LIMIT 1), '') AS team
     FROM person who WHERE who.id = ANY($2::uuid[]) ORDER BY who.sort_name, who.id`,
    [on, ids],
  );
  return new Map(found.map(({ id, ...rest }, place) => [id, { ...rest, place }]));
}
