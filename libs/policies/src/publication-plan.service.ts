import { Injectable } from '@nestjs/common';
import { AudiencesService, toRule } from '#audiences';
import type { RulePreview, RuleTestResult } from '#audiences';
import { CatalogueService } from '#catalogue';
import { Clock, Db, may, rows } from '#kernel';
import type { Actor, Tx } from '#kernel';
import { t } from '#ui';
import { isOverdue, renewalAskedOn } from './due-date.js';
import type { Explanation } from './due-date.js';
import { EvaluationService } from './evaluation.service.js';
import { HeadOffice } from './head-office.js';
import type { Language } from './explain.js';
import type { InForce, Look, PlannedRequirements } from './plan-version.js';
import { canManagePolicies } from './policies.access.js';
import { differencesInWords } from './policy-diff.js';
import { complete } from './policy-draft.js';
import type { FullContent, PolicyDraft } from './policy-draft.js';
import { hasConsequence } from './policy-steps.js';
import { findVersion, listStanding } from './policies.queries.js';
import type { Policy, Standing, Version } from './policies.queries.js';
import { contentOf, countedFrom, getPolicy, PoliciesService } from './policies.service.js';
import { gatherFacts } from './compare-requirements.queries.js';
import { toldAsCreated } from './write-plan.js';

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
  /** The working day on which access ends for who lets the day pass. */
  accessEndsOn: string | null;
}

/** Somebody in order whose next proof is asked for by another day than now. */
export interface PlannedRenewal {
  personId: string;
  name: string;
  team: string;
  before: string | null;
  after: string | null;
}

/** What comes to one person as long as they earn nothing: the days on which it is asked, due, and access ends. */
export interface Coming {
  personId: string;
  name: string;
  /** The version that asks it. */
  version: number;
  /** Today or earlier for what is asked already. */
  askedOn: string;
  dueOn: string | null;
  accessEndsOn: string | null;
}

/** Exactly what publishing would do today. */
export interface PublicationPlan {
  policy: Policy;
  content: FullContent;
  sentence: { nl: string; en: string };
  /** What the draft changes, one sentence a change. */
  changes: { nl: string[]; en: string[] };
  /** Asked for the first time, and not in order yet. */
  asked: PlannedPerson[];
  /** Asked, and holding the licence already. */
  alreadyHeld: number;
  /** Of everybody asked: whose day is over the moment this is published. */
  overdueAtOnce: PlannedPerson[];
  /** Asked by another day, or asked again because a proof is too old now. */
  redated: PlannedPerson[];
  /** Asked now, and in order by this. */
  satisfied: PlannedPerson[];
  ended: PlannedPerson[];
  renewals: PlannedRenewal[];
  unchanged: number;
  /** People who stay with the version that asked them. */
  staying: number;
  messages: number;
  minutesTogether: number;
  coming: Coming[];
  /** Tests kept with the rule that do not hold: they block publishing. */
  failedTests: RuleTestResult[];
  /** A second person from HR must publish it as well. */
  needsSecond: boolean;
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
      const { sentence, because } = await this.policies.sentencesOf(tx, content);
      await gatherFacts(tx, on, null);
      const look = { on, personIds: null, redate: true, all: true };
      const standing = current ? await listStanding(tx, on, [id], { paused: true }) : [];
      const before = await this.planAll(tx, standing, look);
      const stays = current !== undefined && content.applyTo !== 'now';
      const next: InForce = {
        policyId: id,
        version: policy.version + 1,
        ...content,
        ...countedFrom(current, content, on),
        because,
        resumedOn: policy.state === 'paused' ? on : policy.resumedOn,
        isOlder: false,
        pinned: stays ? standing.map((one) => one.version) : [],
        untilProofOn: null,
      };
      const plan = await this.evaluation.plan(tx, next, look);
      const kept = stays ? before : [];
      const people = await listNames(tx, on, [plan, ...before.map((one) => one.plan)]);
      const person = (
        one: Pick<PlannedPerson, 'personId' | 'dueOn' | 'explanation' | 'accessEndsOn'>,
      ): PlannedPerson => {
        const { personId, dueOn, explanation, accessEndsOn } = one;
        const { name = '', team = '', zone = this.headOffice.zone } = people.get(personId) ?? {};
        return {
          personId,
          name,
          team,
          dueOn,
          explanation,
          accessEndsOn,
          isOverdue: dueOn !== null && isOverdue(dueOn, zone, now),
        };
      };
      const byName = <T extends { personId: string }>(list: T[]): T[] =>
        list.sort((a, b) => (people.get(a.personId)?.place ?? 0) - (people.get(b.personId)?.place ?? 0));
      const asked = byName(plan.create.filter((one) => !one.held).map(person));
      const redated = byName([...plan.redate, ...plan.reopen].map(({ wanted }) => person(wanted)));
      const named = { because };
      return {
        policy,
        content,
        sentence,
        changes: await this.changesOf(tx, current, content),
        asked,
        alreadyHeld: plan.create.length - asked.length,
        overdueAtOnce: byName([...asked, ...redated].filter((one) => one.isOverdue)),
        redated,
        satisfied: byName(plan.satisfy.map(person)),
        ended: byName(plan.end.map(person)),
        renewals: byName(stays ? [] : movedRenewals(before, plan, people)),
        unchanged: plan.unchanged,
        staying: kept.reduce((sum, one) => sum + one.plan.wanted.length, 0),
        messages: toldAsCreated(plan, named).length,
        minutesTogether: asked.length * (await this.minutesOf(tx, content.category)),
        coming: byName([{ version: next, plan }, ...kept].flatMap((one) => comingOf(one, on, people))),
        failedTests: await this.policies.failedTests(tx, content, on),
        needsSecond: hasConsequence(content, on),
      };
    });
  }

  private async planAll(tx: Tx, versions: readonly Standing[], look: Look): Promise<Planned[]> {
    const planned: Planned[] = [];
    for (const version of versions)
      planned.push({ version, plan: await this.evaluation.plan(tx, version, look) });
    return planned;
  }

  /** The draft beside the version in force, in both languages; nothing before the first publication. */
  private async changesOf(
    tx: Tx,
    current: Version | undefined,
    content: FullContent,
  ): Promise<{ nl: string[]; en: string[] }> {
    if (!current) return { nl: [], en: [] };
    const was = await this.audiences.sentences(tx, current.rule);
    const is = await this.audiences.sentences(tx, content.rule);
    const told = (language: Language): string[] =>
      differencesInWords(
        { content: contentOf(current), who: was[language] },
        { content, who: is[language] },
        language,
        (key, args) => t(language, key, args),
      );
    return { nl: told('nl'), en: told('en') };
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

interface Planned {
  version: Pick<InForce, 'version' | 'renewMonths'>;
  plan: PlannedRequirements;
}

/** Holders whose next proof is due on another day than the versions now in force say. */
function movedRenewals(
  before: readonly Planned[],
  { renewals }: PlannedRequirements,
  people: ReadonlyMap<string, Name>,
): PlannedRenewal[] {
  const was = new Map(
    before.flatMap(({ plan }) => [...plan.renewals].map(([id, one]) => [id, one.date] as const)),
  );
  const holders = new Set([...was.keys(), ...renewals.keys()]);
  return [...holders].flatMap((personId) => {
    const { name = '', team = '' } = people.get(personId) ?? {};
    const moved = {
      personId,
      name,
      team,
      before: was.get(personId) ?? null,
      after: renewals.get(personId)?.date ?? null,
    };
    return moved.before === moved.after ? [] : [moved];
  });
}

/** What comes to everybody whom a version asks, as long as they earn nothing. */
function comingOf({ version, plan }: Planned, on: string, people: ReadonlyMap<string, Name>): Coming[] {
  const earned = new Map([...plan.differences.values()].map((one) => [one.personId, one.earnedOn]));
  return plan.wanted.flatMap((one): Coming[] => {
    const who = {
      personId: one.personId,
      name: people.get(one.personId)?.name ?? '',
      version: version.version,
    };
    if (!one.held) return [{ ...who, askedOn: on, dueOn: one.dueOn, accessEndsOn: one.accessEndsOn }];
    const renewal = plan.renewals.get(one.personId);
    const earnedOn = earned.get(one.personId) ?? null;
    if (!renewal || earnedOn === null || version.renewMonths === null) return [];
    const askedOn = renewalAskedOn({ earnedOn, months: version.renewMonths });
    return [
      {
        ...who,
        askedOn: askedOn < on ? on : askedOn,
        dueOn: renewal.date,
        accessEndsOn: renewal.accessEndsOn,
      },
    ];
  });
}

async function listNames(
  tx: Tx,
  on: string,
  plans: readonly PlannedRequirements[],
): Promise<Map<string, Name>> {
  const ids = [
    ...new Set(plans.flatMap((plan) => [...plan.differences.values()].map((one) => one.personId))),
  ];
  const found = await rows<{ id: string; name: string; team: string; zone: string }>(
    tx,
    `WITH job AS MATERIALIZED (SELECT DISTINCT ON (person_id) person_id, team_name FROM person_facts($1::date) ORDER BY person_id, placement_id)
     SELECT who.id, who.display_name AS name, who.zone, coalesce(job.team_name, '') AS team
     FROM person who LEFT JOIN job ON job.person_id = who.id WHERE who.id = ANY($2::uuid[]) ORDER BY who.sort_name, who.id`,
    [on, ids],
  );
  return new Map(found.map(({ id, ...rest }, place) => [id, { ...rest, place }]));
}
