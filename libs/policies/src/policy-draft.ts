/** A policy while HR is writing it: the builder's fields, complete or not; and the content it makes. Pure. */
import { EMPTY_DRAFT, readDraft, ruleSchema, toDraft, toRule } from '#audiences';
import type { DraftGroup, Rule } from '#audiences';
import { z } from 'zod';
import { dueRuleSchema } from './due-rule.js';
import type { DueRule } from './due-rule.js';

export const DUE_KINDS = ['by', 'start', 'joining'] as const;
export type DueKind = (typeof DUE_KINDS)[number];

export interface PolicyDraft {
  titleNl: string;
  titleEn: string;
  category: string;
  dueKind: DueKind;
  dueDay: string;
  dueDays: string;
  rule: DraftGroup;
}

const bothLanguages = z.strictObject({
  nl: z.string().trim().min(1).max(120),
  en: z.string().trim().min(1).max(120),
});

/** What a version says: the same for forms, the API and the database. */
export const policyContent = z
  .strictObject({
    title: bothLanguages,
    category: z.string().regex(/^[A-Z][A-Z0-9+-]{0,7}$/),
    due: dueRuleSchema,
    rule: ruleSchema,
  })
  .meta({ id: 'PolicyContent' });
export interface PolicyContent {
  title: { nl: string; en: string };
  category: string;
  due: DueRule;
  rule: Rule;
}

export const NEW_DRAFT: PolicyDraft = {
  titleNl: '',
  titleEn: '',
  category: '',
  dueKind: 'start',
  dueDay: '',
  dueDays: '20',
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
    rule: readDraft(body),
  };
}

export type Completed = { ok: true; content: PolicyContent } | { ok: false; errors: Record<string, string> };

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
  }
  if (Object.keys(errors).length > 0 || !rule.ok || !due.success) return { ok: false, errors };
  const content = policyContent.safeParse({
    title: { nl, en: draft.titleEn.trim() || nl },
    category: draft.category,
    due: due.data,
    rule: rule.rule,
  });
  return content.success
    ? { ok: true, content: content.data }
    : { ok: false, errors: { category: 'policies.error_category' } };
}

/** The draft with which HR goes on from a version. */
export function draftOf({ title, category, due, rule }: PolicyContent): PolicyDraft {
  const titles = { titleNl: title.nl, titleEn: title.en, category, rule: toDraft(rule) };
  if ('by' in due) return { ...titles, dueKind: 'by', dueDay: due.by, dueDays: String(due.newcomers) };
  return 'afterStart' in due
    ? { ...titles, dueKind: 'start', dueDay: '', dueDays: String(due.afterStart) }
    : { ...titles, dueKind: 'joining', dueDay: '', dueDays: String(due.afterJoining) };
}

/** Whether two contents say the same, whatever the order of their fields. */
export function saysTheSame(a: PolicyContent, b: PolicyContent): boolean {
  return canonical(a) === canonical(b);
}

/** Whether dates have to be counted anew: another category or another due rule. */
export function asksOtherDates(
  a: Pick<PolicyContent, 'category' | 'due'>,
  b: Pick<PolicyContent, 'category' | 'due'>,
): boolean {
  return a.category !== b.category || canonical(a.due) !== canonical(b.due);
}

function dueFields(draft: PolicyDraft): unknown {
  if (draft.dueKind === 'by') return { by: draft.dueDay, newcomers: draft.dueDays.trim() };
  return draft.dueKind === 'start'
    ? { afterStart: draft.dueDays.trim() }
    : { afterJoining: draft.dueDays.trim() };
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
