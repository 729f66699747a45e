import { z } from 'zod';
import { pageOf, pageQuery } from '#kernel';
import { ACCESSES, OWNERS, REASONS } from './facility.js';

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
});
export type FacilityView = z.output<typeof facilityView>;
export const facilityList = z.object({ items: z.array(facilityView) });

export const ownFacility = facilityView.extend({ access: z.enum(ACCESSES), reason: z.enum(REASONS) });
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
