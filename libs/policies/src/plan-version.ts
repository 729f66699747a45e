/** What one version of a policy would change today: who differs, and everybody's dates. Reads, writes nothing. */
import type { Tx } from '#kernel';
import type { PeopleService } from '#people';
import { renewedBy } from './due-date.js';
import type { DueFacts, Renewal } from './due-date.js';
import { planRequirements } from './plan-requirements.js';
import type { CurrentRequirement, RequirementPlan, WantedRequirement } from './plan-requirements.js';
import type { Standing } from './policies.queries.js';
import { calendarSpan, dating } from './requirement-dates.js';
import type { Dated } from './requirement-dates.js';
import { listDifferences } from './compare-requirements.queries.js';
import type { Difference } from './compare-requirements.queries.js';

/** The part of a version that decides who must do what by when. */
export type InForce = Pick<
  Standing,
  | 'policyId'
  | 'version'
  | 'category'
  | 'rule'
  | 'due'
  | 'since'
  | 'because'
  | 'renewMonths'
  | 'renewSince'
  | 'steps'
  | 'resumedOn'
  | 'isOlder'
  | 'pinned'
  | 'untilProofOn'
>;

export interface Look {
  /** The day at the head office. */
  on: string;
  /** Only these people; null for everybody. */
  personIds: readonly string[] | null;
  /** Count the dates of open requirements again. */
  redate: boolean;
  /** The day that counts as joining for whoever comes in now; `on` unless said otherwise. */
  joinedOn?: string;
  /** Also people for whom nothing differs. */
  all?: boolean;
  /** Take a licence whose last day has passed for lost: for looking ahead. */
  lapse?: boolean;
}

export interface PlannedRequirements extends RequirementPlan {
  /** What everybody looked at should have. */
  wanted: readonly WantedRequirement[];
  /** By person and category; see `differenceKey`. */
  differences: ReadonlyMap<string, Difference>;
  /** When each holder must have renewed, and would lose access otherwise; only with `all` and a policy that asks renewal. */
  renewals: ReadonlyMap<string, Dated>;
}

/** Needs the facts of `gatherFacts`. What HR sees before publishing, and what is carried out after it. */
export async function planVersion(
  tx: Tx,
  people: PeopleService,
  version: InForce,
  look: Look,
): Promise<PlannedRequirements> {
  const {
    policyId,
    version: number,
    category,
    rule,
    renewMonths,
    pinned,
    untilProofOn,
    isOlder,
    due,
  } = version;
  const { on, personIds, redate, all = false, lapse = false } = look;
  const other = 'afterLicence' in due ? due.afterLicence.category : null;
  const found = await listDifferences(tx, {
    policyId,
    version: number,
    category,
    rule,
    renewMonths,
    other,
    on,
    personIds,
    redate,
    all,
    pinned,
    untilProofOn,
    isOlder,
    lapse,
  });
  const { wanted, renewals } = await dateAll(tx, people, version, found, look);
  const plan = planRequirements(found.flatMap(currentOf), wanted);
  const differences = new Map(found.map((one) => [differenceKey(one.personId, one.category), one]));
  return { ...plan, wanted, differences, renewals };
}

export function differenceKey(personId: string, category: string | null): string {
  return `${personId} ${category ?? ''}`;
}

/** Dates the members among the differences: one question to the calendars for all, then counting in memory. */
async function dateAll(
  tx: Tx,
  people: PeopleService,
  version: InForce,
  found: readonly Difference[],
  look: Look,
): Promise<{ wanted: WantedRequirement[]; renewals: Map<string, Dated> }> {
  const members = found.filter((one) => one.isMember);
  const renews = look.all === true && version.renewMonths !== null;
  const asked = members.filter((one) => renews || isDated(one));
  const span = spanOf(version, asked, look);
  const calendars = await people.workCalendar(
    tx,
    asked.map((one) => one.personId),
    span.from,
    span.to,
    look.on,
  );
  const dateOf = dating(version.due, version.steps.enforcedFrom);
  const calendarOf = (personId: string) => {
    const calendar = calendars.get(personId);
    if (!calendar) throw new Error('A member of an audience has no work calendar');
    return calendar;
  };
  const renewals = new Map<string, Dated>();
  const wanted = members.map((one): WantedRequirement => {
    const { personId, held } = one;
    const { category } = version;
    if (renews && held) {
      const facts = { ...factsOf(version, one, look), lostOn: null, renewal: renewalOf(version, one) };
      renewals.set(personId, dateOf(facts, calendarOf(personId)));
    }
    if (!isDated(one) && one.explanation) {
      const { dueOn, explanation, accessEndsOn, nightShift } = one;
      return { personId, category, held, dueOn, explanation, accessEndsOn, nightShift };
    }
    const calendar = calendarOf(personId);
    const { date, explanation, accessEndsOn } = dateOf(factsOf(version, one, look), calendar);
    return {
      personId,
      category,
      held,
      dueOn: date,
      explanation,
      accessEndsOn,
      nightShift: calendar.nightShift,
    };
  });
  return { wanted, renewals };
}

/** Who is in order and has a requirement keeps the date it had. */
function isDated(one: Difference): boolean {
  return one.requirementId === null || !one.held;
}

function joinedOf(one: Difference, look: Look): string {
  return one.joinedOn ?? look.joinedOn ?? look.on;
}

function factsOf(version: InForce, one: Difference, look: Look): DueFacts {
  // Satisfied until now, and the licence itself is gone: the clock starts anew today.
  const isLost = one.state === 'satisfied' && !one.holdsAny;
  return {
    employmentStart: one.employmentStart ?? look.on,
    joinedOn: joinedOf(one, look),
    policySince: version.since,
    lostOn: isLost ? look.on : one.lostOn,
    resumedOn: version.resumedOn,
    rejoinedOn: one.rejoinedOn,
    otherSince: one.otherSince,
    renewal: one.held ? null : renewalOf(version, one),
    waivedUntil: one.waivedUntil,
    extendedTo: one.extendedTo,
  };
}

/** The proof to renew: the one held, or the one that was held when it was asked. */
function renewalOf({ renewMonths, renewSince }: InForce, one: Difference): Renewal | null {
  const earnedOn = one.holdsAny ? one.earnedOn : one.proofOn;
  if (renewMonths === null || earnedOn === null) return null;
  return { earnedOn, months: renewMonths, since: renewSince };
}

/** The first day a count may start from, and the last day that anything names. */
function spanOf(version: InForce, asked: readonly Difference[], look: Look): { from: string; to: string } {
  let first = earliest(version.since, version.renewSince, look.on);
  let last = latest(version.since, version.steps.enforcedFrom ?? look.on, look.on);
  for (const one of asked) {
    first = earliest(first, joinedOf(one, look), one.lostOn ?? first);
    const renewal = renewalOf(version, one);
    last = latest(last, one.waivedUntil ?? last, one.extendedTo ?? last, renewal ? renewedBy(renewal) : last);
  }
  return calendarSpan(version.due, first, look.on, last);
}

function currentOf(one: Difference): CurrentRequirement[] {
  const { requirementId, personId, category, state, dueOn, explanation, accessEndsOn, nightShift } = one;
  if (requirementId === null || category === null || state === null || explanation === null) return [];
  return [{ requirementId, personId, category, state, dueOn, explanation, accessEndsOn, nightShift }];
}

function earliest(...days: string[]): string {
  return days.reduce((a, b) => (a < b ? a : b));
}

function latest(...days: string[]): string {
  return days.reduce((a, b) => (a > b ? a : b));
}
