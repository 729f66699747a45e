/** A policy while HR is writing it: the builder's fields, complete or not; and the content it makes. Pure. */
import { EMPTY_DRAFT, readDraft, ruleSchema, toDraft, toRule } from '#audiences';
import type { DraftGroup, Rule } from '#audiences';
import { z } from 'zod';
import { categoryCode, dueRuleSchema } from './due-rule.js';
import type { DueRule } from './due-rule.js';
import { APPLY_TO, NO_STEPS, stepsSchema } from './policy-steps.js';
import type { ApplyTo, Steps } from './policy-steps.js';

export const DUE_KINDS = ['by', 'start', 'joining', 'return', 'licence'] as const;
export type DueKind = (typeof DUE_KINDS)[number];

export interface PolicyDraft {
  titleNl: string;
  titleEn: string;
  category: string;
  dueKind: DueKind;
  dueDay: string;
  dueDays: string;
  /** The other licence after which the days count. */
  dueLicence: string;
  renewMonths: string;
  optionalFrom: string;
  requiredFrom: string;
  enforcedFrom: string;
  applyTo: ApplyTo;
  /** Numbers of people who must belong, and who must not, as HR typed them. */
  testsIn: string;
  testsOut: string;
  rule: DraftGroup;
}

/** Who must belong to the audience and who must not, by HR's number: kept with the rule, checked before it is published. */
export interface RuleTests {
  in: string[];
  out: string[];
}

const bothLanguages = z.strictObject({
  nl: z.string().trim().min(1).max(120),
  en: z.string().trim().min(1).max(120),
});

const personNumbers = z.array(z.string().trim().min(1).max(40)).max(50);

/** What a version says: the same for forms, the API and the database. */
export const policyContent = z
  .strictObject({
    title: bothLanguages,
    category: categoryCode,
    due: dueRuleSchema,
    rule: ruleSchema,
    /** Proof must be younger than this many months; null: the licence's own term is enough. */
    renewMonths: z.number().int().min(1).max(120).nullable().default(null),
    steps: stepsSchema.default(NO_STEPS),
    /** Whom a changed version concerns; not part of what the policy says. */
    applyTo: z.enum(APPLY_TO).default('now'),
    tests: z.strictObject({ in: personNumbers, out: personNumbers }).default({ in: [], out: [] }),
  })
  .refine(isInOrder, { path: ['steps'], message: 'policies.error_due_before_required' })
  .meta({ id: 'PolicyContent' });
/** What HR says; what is left out is as in `filled`. */
export interface PolicyContent {
  title: { nl: string; en: string };
  category: string;
  due: DueRule;
  rule: Rule;
  renewMonths?: number | null;
  steps?: Steps;
  applyTo?: ApplyTo;
  tests?: RuleTests;
}

export type FullContent = Required<PolicyContent>;

/** The content with everything said: no renewal, no steps, everyone now, no tests. */
export function filled({ title, category, due, rule, ...more }: PolicyContent): FullContent {
  const { renewMonths = null, steps = NO_STEPS, applyTo = 'now', tests = { in: [], out: [] } } = more;
  return { title, category, due, rule, renewMonths, steps, applyTo, tests };
}

export const NEW_DRAFT: PolicyDraft = {
  titleNl: '',
  titleEn: '',
  category: '',
  dueKind: 'start',
  dueDay: '',
  dueDays: '20',
  dueLicence: '',
  renewMonths: '',
  optionalFrom: '',
  requiredFrom: '',
  enforcedFrom: '',
  applyTo: 'now',
  testsIn: '',
  testsOut: '',
  rule: EMPTY_DRAFT,
};

/** The draft in a submitted form; nothing is refused here, so that nothing typed is lost. */
export function readPolicyDraft(body: Record<string, unknown>): PolicyDraft {
  const text = (name: string, most = 200): string =>
    typeof body[name] === 'string' ? body[name].slice(0, most) : '';
  const kind = text('dueKind');
  return {
    titleNl: text('titleNl'),
    titleEn: text('titleEn'),
    category: text('category'),
    dueKind: isDueKind(kind) ? kind : NEW_DRAFT.dueKind,
    dueDay: text('dueDay'),
    dueDays: text('dueDays'),
    dueLicence: text('dueLicence'),
    renewMonths: text('renewMonths'),
    optionalFrom: text('optionalFrom'),
    requiredFrom: text('requiredFrom'),
    enforcedFrom: text('enforcedFrom'),
    applyTo: APPLY_TO.find((one) => one === text('applyTo')) ?? 'now',
    testsIn: text('testsIn', 2000),
    testsOut: text('testsOut', 2000),
    rule: readDraft(body),
  };
}

export type Completed = { ok: true; content: FullContent } | { ok: false; errors: Record<string, string> };

/** The content a complete draft makes, or what is still missing, by field name. The English title may stay open: the Dutch one serves. */
export function complete(draft: PolicyDraft): Completed {
  const errors: Record<string, string> = {};
  const rule = toRule(draft.rule);
  if (!rule.ok) Object.assign(errors, rule.errors);
  const nl = draft.titleNl.trim();
  if (nl === '') errors['titleNl'] = 'policies.error_title';
  if (nl.length > 120) errors['titleNl'] = 'policies.error_long_title';
  if (draft.titleEn.trim().length > 120) errors['titleEn'] = 'policies.error_long_title';
  if (draft.category === '') errors['category'] = 'policies.error_category';
  const due = dueRuleSchema.safeParse(dueFields(draft));
  if (!due.success) {
    if (draft.dueKind === 'by' && !isDay(draft.dueDay)) errors['dueDay'] = 'policies.error_day';
    const days = Number(draft.dueDays);
    if (!(Number.isInteger(days) && days >= 1 && days <= 260)) errors['dueDays'] = 'policies.error_days';
    if (draft.dueKind === 'licence' && draft.dueLicence === '')
      errors['dueLicence'] = 'policies.error_category';
  }
  const renewMonths = draft.renewMonths.trim() === '' ? null : Number(draft.renewMonths);
  if (renewMonths !== null && !(Number.isInteger(renewMonths) && renewMonths >= 1 && renewMonths <= 120))
    errors['renewMonths'] = 'policies.error_months';
  const steps = stepsSchema.safeParse(stepFields(draft));
  if (!steps.success) errors[stepFault(draft)] = 'policies.error_steps';
  if (Object.keys(errors).length > 0 || !rule.ok || !due.success || !steps.success)
    return { ok: false, errors };
  const content = policyContent.safeParse({
    title: { nl, en: draft.titleEn.trim() || nl },
    category: draft.category,
    due: due.data,
    rule: rule.rule,
    renewMonths,
    steps: steps.data,
    applyTo: draft.applyTo,
    tests: { in: numbersOf(draft.testsIn), out: numbersOf(draft.testsOut) },
  });
  if (content.success) return { ok: true, content: content.data };
  const faults = content.error.issues.map(({ path }) => path[0]);
  if (faults.includes('steps'))
    return { ok: false, errors: { requiredFrom: 'policies.error_due_before_required' } };
  if (faults.includes('tests')) return { ok: false, errors: { testsIn: 'policies.error_tests' } };
  return { ok: false, errors: { category: 'policies.error_category' } };
}

/** The draft with which HR goes on from a version. */
export function draftOf(content: PolicyContent): PolicyDraft {
  const { title, category, due, rule, renewMonths, steps, applyTo, tests } = filled(content);
  return {
    titleNl: title.nl,
    titleEn: title.en,
    category,
    ...dueDraft(due),
    renewMonths: renewMonths === null ? '' : String(renewMonths),
    optionalFrom: steps.optionalFrom ?? '',
    requiredFrom: steps.requiredFrom ?? '',
    enforcedFrom: steps.enforcedFrom ?? '',
    applyTo,
    testsIn: tests.in.join('; '),
    testsOut: tests.out.join('; '),
    rule: toDraft(rule),
  };
}

function dueDraft(due: DueRule): Pick<PolicyDraft, 'dueKind' | 'dueDay' | 'dueDays' | 'dueLicence'> {
  const none = { dueDay: '', dueLicence: '' };
  if ('by' in due) return { ...none, dueKind: 'by', dueDay: due.by, dueDays: String(due.newcomers) };
  if ('afterStart' in due) return { ...none, dueKind: 'start', dueDays: String(due.afterStart) };
  if ('afterJoining' in due) return { ...none, dueKind: 'joining', dueDays: String(due.afterJoining) };
  if ('afterReturn' in due) return { ...none, dueKind: 'return', dueDays: String(due.afterReturn) };
  const { category, days } = due.afterLicence;
  return { ...none, dueKind: 'licence', dueLicence: category, dueDays: String(days) };
}

/** Whether two contents say the same, whatever the order of their fields and whomever a change concerns. */
export function saysTheSame(a: PolicyContent, b: PolicyContent): boolean {
  const said = (content: PolicyContent): string => canonical({ ...filled(content), applyTo: null });
  return said(a) === said(b);
}

/** Whether dates have to be counted anew: another category, another due rule or another first day. */
export function asksOtherDates(a: PolicyContent, b: PolicyContent): boolean {
  const dates = (content: PolicyContent): string => {
    const { category, due, steps } = filled(content);
    return canonical([category, due, steps.requiredFrom]);
  };
  return dates(a) !== dates(b);
}

/** A fixed date before anything is required would make people late before they are asked. */
function isInOrder({ due, steps }: { due: DueRule; steps: Steps }): boolean {
  return !('by' in due) || steps.requiredFrom === null || due.by >= steps.requiredFrom;
}

function stepFields({ optionalFrom, requiredFrom, enforcedFrom }: PolicyDraft): Steps {
  return {
    optionalFrom: optionalFrom || null,
    requiredFrom: requiredFrom || null,
    enforcedFrom: enforcedFrom || null,
  };
}

/** The first field that keeps the steps from being days in order. */
function stepFault(draft: PolicyDraft): string {
  const names = ['optionalFrom', 'requiredFrom', 'enforcedFrom'] as const;
  return names.find((name) => draft[name] !== '' && !isDay(draft[name])) ?? 'requiredFrom';
}

function numbersOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((one) => one !== ''))];
}

function dueFields(draft: PolicyDraft): unknown {
  if (draft.dueKind === 'by') return { by: draft.dueDay, newcomers: draft.dueDays.trim() };
  const days = draft.dueDays.trim();
  if (draft.dueKind === 'start') return { afterStart: days };
  if (draft.dueKind === 'joining') return { afterJoining: days };
  return draft.dueKind === 'return'
    ? { afterReturn: days }
    : { afterLicence: { category: draft.dueLicence, days } };
}

function isDueKind(text: string): text is DueKind {
  return (DUE_KINDS as readonly string[]).includes(text);
}

function isDay(text: string): boolean {
  return dueRuleSchema.safeParse({ by: text, newcomers: 1 }).success;
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
