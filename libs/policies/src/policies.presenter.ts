/** View models and JSON of policies. */
import type { RulePreview } from '#audiences';
import { formatDate, formatDateTime, formatNumber, formatPercent, t } from '#ui';
import { explain } from './explain.js';
import type { Language, Say } from './explain.js';
import type { PolicyState } from './policy.js';
import { contentOf } from './policies.service.js';
import type { PolicyDetail } from './policies.service.js';
import type { PolicyRowWithNumbers, Version } from './policies.queries.js';
import type { DraftPreview, PlannedPerson, PublicationPlan } from './publication-plan.service.js';
import { inBothLanguages } from './requirements.service.js';
import type { RequirementView } from './requirements.service.js';
import type { PolicyRequirement } from './requirements.lists.js';

export const STATE_TONE: Record<PolicyState, string> = { draft: 'muted', published: 'ok', paused: 'warn' };

export function sayIn(language: Language): Say {
  return (key, args) => t(language, key, args);
}

/** One line of the list: the sentence first, because that is what the policy says. */
export function presentRow(row: PolicyRowWithNumbers, language: Language) {
  const title = row.title[language] || t(language, 'policies.untitled');
  return {
    id: row.id,
    title,
    sentence: row.sentence?.[language] ?? t(language, 'policies.no_sentence'),
    category: row.category,
    owner: row.owner ?? '–',
    asked: row.asked,
    overdue: row.overdue,
    inOrder: row.asked === 0 ? '–' : formatPercent(language, row.inOrder / row.asked),
    state: t(language, `policies.state_${row.state}`),
    tone: STATE_TONE[row.state],
    hasChanges: row.state !== 'draft' && row.hasChanges,
  };
}

/** Categories that more than one published policy asks for: there the earliest date counts. */
export function overlapsOf(rows: readonly PolicyRowWithNumbers[]): { category: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { state, category } of rows) {
    if (state === 'published' && category !== null) counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > 1).map(([category, count]) => ({ category, count }));
}

export function presentVersion(version: Version, language: Language, zone: string, isCurrent: boolean) {
  return {
    title: t(language, 'policies.version', { version: version.version }),
    meta: formatDateTime(language, version.publishedAt, zone),
    text:
      version.sentence[language] +
      (version.copyOf === null
        ? ''
        : ` ${t(language, 'policies.version_copy', { version: version.copyOf })}`),
    tone: isCurrent ? 'ok' : 'muted',
    icon: isCurrent ? 'check' : 'clock',
  };
}

export function presentPerson(person: PlannedPerson, language: Language) {
  return {
    name: person.name,
    team: person.team,
    dueOn: person.dueOn === null ? t(language, 'policies.no_day') : formatDate(language, person.dueOn),
    why: explain(person.explanation, language, sayIn(language), 'other'),
    accessEndsOn: person.accessEndsOn === null ? null : formatDate(language, person.accessEndsOn),
    isOverdue: person.isOverdue,
  };
}

/** How many names of each group a confirmation page shows; the rest is in the file. */
const SHOWN = 100;

export function presentPlan(plan: PublicationPlan, language: Language) {
  const shown = (person: PlannedPerson) => presentPerson(person, language);
  const group = (
    key: string,
    people: readonly PlannedPerson[],
    tone: string,
    show: (person: PlannedPerson) => ReturnType<typeof presentPerson> = shown,
  ) => ({
    key,
    title: t(language, `policies.plan_${key}`, { count: people.length }),
    tone,
    count: people.length,
    people: people.slice(0, SHOWN).map((person) => show(person)),
    more: Math.max(0, people.length - SHOWN),
  });
  /** Of these people the day falls away, so it is told as the past. */
  const fallsAway = (person: PlannedPerson) => {
    const { why } = shown(person);
    return {
      ...shown(person),
      dueOn: '–',
      accessEndsOn: null,
      isOverdue: false,
      why: t(language, 'policies.plan_falls_away', { why }),
    };
  };
  return {
    sentence: plan.sentence[language],
    seen: plan.policy.changedAt.toISOString(),
    groups: [
      group('overdue', plan.overdueAtOnce, 'bad'),
      group('asked', plan.asked, 'info'),
      group('redated', plan.redated, 'warn'),
      group('satisfied', plan.satisfied, 'ok', fallsAway),
      group('ended', plan.ended, 'plain', fallsAway),
    ].filter((one) => one.count > 0),
    isEmpty: [plan.asked, plan.redated, plan.satisfied, plan.ended, plan.renewals].every(
      (one) => one.length === 0,
    ),
    changes: plan.changes[language],
    renewals: plan.renewals.slice(0, SHOWN).map(({ name, team, before, after }) => ({
      name,
      team,
      before: before === null ? '–' : formatDate(language, before),
      after: after === null ? '–' : formatDate(language, after),
    })),
    renewalsTitle: t(language, 'policies.plan_renewals', { count: plan.renewals.length }),
    moreRenewals: Math.max(0, plan.renewals.length - SHOWN),
    failedTests: plan.failedTests.map(({ number, name, expected }) =>
      t(language, `policies.test_failed_${expected}`, {
        name: name ?? t(language, 'policies.test_unknown', { number }),
      }),
    ),
    needsSecond: plan.needsSecond,
    isProposed: plan.policy.proposedStep === 'publish',
    applyTo: plan.policy.version > 0 ? t(language, `policies.apply_to_${plan.content.applyTo}`) : null,
    facts: [
      { term: t(language, 'policies.plan_already_held'), text: formatNumber(language, plan.alreadyHeld) },
      { term: t(language, 'policies.plan_unchanged'), text: formatNumber(language, plan.unchanged) },
      { term: t(language, 'policies.plan_staying'), text: formatNumber(language, plan.staying) },
      { term: t(language, 'policies.plan_access'), text: formatNumber(language, losing(plan)) },
      { term: t(language, 'policies.plan_messages'), text: formatNumber(language, plan.messages) },
      { term: t(language, 'policies.plan_minutes'), text: hours(language, plan.minutesTogether) },
    ],
  };
}

/** Of those asked or dated anew: how many lose access on a day that is known, unless they act. */
function losing({ asked, redated }: PublicationPlan): number {
  return [...asked, ...redated].filter((one) => one.accessEndsOn !== null).length;
}

/** One requirement for the person it is about, or whoever may read it. */
export function presentOwn(one: RequirementView, language: Language) {
  const state = one.isOverdue ? 'overdue' : one.state;
  return {
    category: one.category,
    title: one.title[language],
    state: t(language, `policies.requirement_${state}`),
    tone: { open: 'info', satisfied: 'ok', overdue: 'bad' }[state],
    facts: [
      { term: t(language, 'policies.own_why'), text: one.because[language] },
      { term: t(language, 'policies.own_since'), text: formatDate(language, one.since) },
      ...(one.state === 'open'
        ? [{ term: t(language, 'policies.own_until'), text: one.explanation[language] }]
        : []),
      ...(one.accessEndsOn === null
        ? []
        : [{ term: t(language, 'policies.own_access'), text: formatDate(language, one.accessEndsOn) }]),
      ...(one.phase === 'required' || one.phase === 'enforced'
        ? []
        : [{ term: t(language, 'policies.own_phase'), text: t(language, `policies.phase_${one.phase}`) }]),
    ],
    wouldChange: one.wouldChange.map((text) => text[language]),
  };
}

export function presentPreview(preview: DraftPreview, language: Language) {
  const { learning, rule, sentence } = preview;
  return {
    sentence: sentence?.[language] ?? null,
    preview: rule satisfies RulePreview | null,
    learning:
      learning === null || rule === null || rule.count === 0
        ? null
        : t(language, 'policies.preview_learning', {
            held: learning.held,
            toLearn: learning.toLearn,
            each: learning.minutesEach,
            together: hours(language, learning.minutesTogether),
          }),
  };
}

export function presentRequirement(one: PolicyRequirement, language: Language) {
  const state = one.isOverdue ? 'overdue' : one.state;
  return {
    personId: one.personId,
    name: one.displayName,
    team: one.teamName ?? '',
    category: one.category,
    dueOn: one.dueOn === null ? t(language, 'policies.no_day') : formatDate(language, one.dueOn),
    why: explain(one.explanation, language, sayIn(language), 'other'),
    state: t(language, `policies.requirement_${state}`),
    tone: { open: 'info', satisfied: 'ok', overdue: 'bad' }[state],
  };
}

export function policyJson({
  id,
  state,
  version,
  hasChanges,
  title,
  category,
  sentence,
  asked,
  inOrder,
  overdue,
}: PolicyRowWithNumbers) {
  return { id, state, version, hasChanges, title, category, sentence, asked, inOrder, overdue };
}

export function detailJson({ policy, current, versions }: PolicyDetail) {
  return {
    id: policy.id,
    state: policy.state,
    version: policy.version,
    hasChanges: policy.hasChanges,
    proposed: policy.proposedStep,
    current: current && {
      ...contentOf(current),
      sentence: current.sentence,
      since: current.since,
      publishedAt: current.publishedAt.toISOString(),
    },
    versions: versions.map(({ version, publishedAt, copyOf, sentence }) => ({
      version,
      publishedAt: publishedAt.toISOString(),
      copyOf,
      sentence,
    })),
  };
}

export function planJson(plan: PublicationPlan) {
  const people = (list: readonly PlannedPerson[]) =>
    list.map((one) => ({ ...one, explanation: inBothLanguages(one.explanation, 'other') }));
  const { sentence, changes, alreadyHeld, unchanged, staying, messages, minutesTogether } = plan;
  const { renewals, coming, failedTests, needsSecond } = plan;
  return {
    sentence,
    changes,
    renewals,
    coming,
    failedTests,
    needsSecond,
    staying,
    asked: people(plan.asked),
    alreadyHeld,
    overdueAtOnce: people(plan.overdueAtOnce),
    redated: people(plan.redated),
    satisfied: people(plan.satisfied),
    ended: people(plan.ended),
    unchanged,
    messages,
    minutesTogether,
    seen: plan.policy.changedAt.toISOString(),
  };
}

export function requirementJson({
  id,
  personId,
  displayName,
  teamName,
  category,
  state,
  dueOn,
  isOverdue,
  explanation,
}: PolicyRequirement) {
  return {
    id,
    personId,
    displayName,
    teamName,
    category,
    state,
    dueOn,
    isOverdue,
    explanation: inBothLanguages(explanation, 'other'),
  };
}

/** "45 minuten" or "51 uur". */
function hours(language: Language, minutes: number): string {
  return minutes < 120
    ? t(language, 'policies.minutes', { minutes })
    : t(language, 'policies.hours', { hours: Math.round(minutes / 60) });
}
