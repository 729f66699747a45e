import { z } from 'zod';
import { pageOf, pageQuery } from '#kernel';
import { VALIDITY_RULES } from './expiry.js';
import { LICENCE_EVENT_KINDS, LICENCE_STATES } from './licence.js';

const reason = z.string().trim().min(1).max(1000);

export const suspendLicence = z.object({ reason });
export const reinstateLicence = z.object({ reason });
/** The tick box is the confirmation that a revocation can't be undone. */
export const revokeLicence = z.object({
  reason,
  confirm: z.union([z.literal(true), z.literal('on')], { error: 'licences.confirm_needed' }),
});
export type ByReason = z.output<typeof suspendLicence>;

export const issuePermit = z.object({
  /** HR's number of the person, as on the badge and in the HR file. */
  number: z.string().trim().min(1).max(40),
  category: z.string().trim().min(1).max(10),
  days: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.coerce.number().int().min(1).max(366).optional(),
  ),
  /** HR's number of whoever guides the learner. */
  supervisor: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.string().trim().min(1).max(40).optional(),
  ),
});
export type IssuePermit = z.output<typeof issuePermit>;

/** `course`: as the courses of the category say. */
export const chooseRule = z.object({
  category: z.string().trim().min(1).max(10),
  rule: z.enum([...VALIDITY_RULES, 'course']),
  months: z.coerce.number().int().min(1).max(120),
});
export type ChooseRule = z.output<typeof chooseRule>;
export const chooseRuleOf = chooseRule.omit({ category: true });

/** How licences of a category end, for periods that start now. */
const categoryRule = z.object({
  category: z.string(),
  title: z.object({ nl: z.string(), en: z.string() }),
  rule: z.enum(VALIDITY_RULES),
  months: z.int(),
  /** HR chose it; false when the courses name it. */
  isChosen: z.boolean(),
});
export type CategoryRule = z.output<typeof categoryRule>;
export const categoryRules = z.object({ items: z.array(categoryRule) });

const state = z.enum(LICENCE_STATES);
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

export const registerFilter = pageQuery.extend({
  category: optional(z.string().max(10)),
  state: optional(state),
  /** HR's number of one person. */
  person: optional(z.string().trim().max(40)),
  /** Last valid day on or before this day, of licences in force. */
  until: optional(z.iso.date()),
});
export type RegisterFilter = z.output<typeof registerFilter>;

export const licenceFilter = registerFilter.extend({
  of: z.enum(['own', 'reports', 'all']).default('own'),
  /** With `of=reports`: direct reports, or everybody below. */
  depth: z.enum(['direct', 'all']).default('direct'),
});
export type LicenceFilter = z.output<typeof licenceFilter>;

export const licenceItem = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  category: z.string(),
  state,
  validFrom: z.iso.date(),
  validUntil: z.iso.date(),
  graceUntil: z.iso.date(),
  /** Only for the holder and HR. */
  number: z.string().nullable(),
});
export type LicenceItem = z.output<typeof licenceItem>;
export const licencePage = pageOf(licenceItem);

export const licenceView = licenceItem.extend({
  number: z.string(),
  issuedOn: z.iso.date(),
  grantedOn: z.iso.date().nullable(),
  renewalOpensOn: z.iso.date().nullable(),
  suspendedOn: z.iso.date().nullable(),
  /** Last day of a refresh exam; stays while the licence is suspended until that exam is passed. */
  refreshBy: z.iso.date().nullable(),
  endedOn: z.iso.date().nullable(),
  periods: z.int(),
  publicUrl: z.url().nullable(),
  /** What it allows beyond its category, by code. */
  endorsements: z.array(z.string()),
  supervisorId: z.uuid().nullable(),
  appeal: z.object({ on: z.iso.date(), outcome: z.enum(['open', 'rejected']) }).nullable(),
  explained: z.array(
    z.object({
      date: z.iso.date(),
      field: z.string(),
      sentence: z.string(),
      /** The rule and its inputs: enough to compute the date again. */
      basis: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
    }),
  ),
});
export type LicenceView = z.output<typeof licenceView>;

export const licenceChangeView = z.object({
  seq: z.int(),
  kind: z.enum(LICENCE_EVENT_KINDS),
  on: z.iso.date(),
  at: z.iso.datetime(),
  actor: z.string(),
  reason: z.string().nullable(),
});
export const licenceChanges = z.object({ items: z.array(licenceChangeView) });
export type LicenceChangeView = z.output<typeof licenceChangeView>;

export const VERDICTS = ['valid', 'expired', 'revoked', 'unknown'] as const;
export const verification = z.object({
  verdict: z.enum(VERDICTS),
  checkedAt: z.iso.datetime(),
  holder: z.string().nullable(),
  category: z.string().nullable(),
  categoryTitle: z.string().nullable(),
  number: z.string().nullable(),
  validUntil: z.iso.date().nullable(),
  permit: z.boolean(),
});
export type Verification = z.output<typeof verification>;
