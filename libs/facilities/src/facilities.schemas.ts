import { z } from 'zod';
import { pageOf, pageQuery } from '#kernel';
import { ACCESSES, OWNERS, PASS_KINDS, REASONS } from './facility.js';

const name = z.string().trim().min(1).max(120);
/** A tick box in a form is "on" or absent; in JSON it is true or false. */
const tick = z
  .union([z.boolean(), z.literal('on')])
  .optional()
  .transform((value) => value === true || value === 'on');

export const saveFacility = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9-]{1,39}$/, { error: 'facilities.code_format' }),
  nameNl: name,
  nameEn: name,
  owner: z.enum(OWNERS),
  category: z.string().trim().min(1).max(10),
  safetyCritical: tick,
  opensOnPermit: tick,
  /** Code of the endorsement that the licence must carry too. */
  endorsement: z.preprocess(
    (value) => (value === '' || value === null ? undefined : value),
    z.string().trim().max(40).optional(),
  ),
  limitsNl: z.string().trim().max(200).optional(),
  limitsEn: z.string().trim().max(200).optional(),
});
export type SaveFacility = z.output<typeof saveFacility>;

export const facilityView = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.object({ nl: z.string(), en: z.string() }),
  owner: z.enum(OWNERS),
  category: z.string(),
  safetyCritical: z.boolean(),
  opensOnPermit: z.boolean(),
  endorsement: z.string().nullable(),
  /** What limited access means here; empty when nothing is said. */
  limits: z.object({ nl: z.string(), en: z.string() }),
});
export type FacilityView = z.output<typeof facilityView>;
export const facilityList = z.object({ items: z.array(facilityView) });

export const ownFacility = facilityView.extend({
  access: z.enum(ACCESSES),
  reason: z.enum(REASONS),
  /** It closes: the rule closed it, and it stays as it is until then; null while that moment isn't known. */
  isClosing: z.boolean(),
  closesAt: z.iso.datetime().nullable(),
});
export type OwnFacility = z.output<typeof ownFacility>;
export const ownFacilities = z.object({ items: z.array(ownFacility) });

export const desiredQuery = pageQuery.extend({ facility: z.string().max(40).optional() });
export type DesiredQuery = z.output<typeof desiredQuery>;
export const desiredAccess = z.object({
  personId: z.uuid(),
  facility: z.string(),
  access: z.enum(ACCESSES),
  reason: z.enum(REASONS),
});
export type DesiredAccess = z.output<typeof desiredAccess>;
export const desiredPage = pageOf(desiredAccess);

export const entitlementQuery = z.object({
  /** HR's number of the person. */
  person: z.string().trim().min(1).max(40),
  /** Code of one facility; without it all of them. */
  facility: z.string().trim().max(40).optional(),
});
export type EntitlementQuery = z.output<typeof entitlementQuery>;
const entitlement = z.object({
  facility: z.string(),
  access: z.enum(ACCESSES),
  reason: z.enum(REASONS),
  limits: z.object({ nl: z.string(), en: z.string() }).nullable(),
  isClosing: z.boolean(),
  closesAt: z.iso.datetime().nullable(),
});
export const entitlements = z.object({
  person: z.string(),
  askedAt: z.iso.datetime(),
  items: z.array(entitlement),
});
export type Entitlements = z.output<typeof entitlements>;

const reason = z.string().trim().min(1).max(1000);
export const breakGlass = z.object({ reason });
export const giveWaiver = z.object({
  /** HR's number of the person. */
  number: z.string().trim().min(1).max(40),
  facility: z.string().trim().min(1).max(40),
  /** The last day, inclusive. */
  until: z.iso.date(),
  reason,
});
export type GiveWaiver = z.output<typeof giveWaiver>;
export const reviewPass = z.object({
  verdict: z.enum(['justified', 'not-justified']),
  note: z.string().trim().max(1000).default(''),
});
export type ReviewPass = z.output<typeof reviewPass>;
export const passView = z.object({
  id: z.uuid(),
  kind: z.enum(PASS_KINDS),
  personId: z.uuid(),
  personName: z.string(),
  facility: z.string(),
  facilityName: z.object({ nl: z.string(), en: z.string() }),
  reason: z.string(),
  openedByName: z.string(),
  openedAt: z.iso.datetime(),
  untilAt: z.iso.datetime(),
  verdict: z.enum(['justified', 'not-justified']).nullable(),
});
export type PassView = z.output<typeof passView>;
export const passList = z.object({ items: z.array(passView) });
