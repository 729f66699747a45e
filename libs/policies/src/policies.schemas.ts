/** Schemas at the door: forms, JSON API and its document. */
import { z } from 'zod';
import { pageQuery } from '#kernel';
import { POLICY_STATES } from './policy.js';
import { policyContent } from './policy-draft.js';
import { REQUIREMENT_FILTERS } from './requirements.lists.js';

const bothLanguages = z.object({ nl: z.string(), en: z.string() });

export const requirementFilter = pageQuery.extend({
  filter: z.enum(REQUIREMENT_FILTERS).default('all').catch('all'),
});

export const policyView = z
  .object({
    id: z.uuid(),
    state: z.enum(POLICY_STATES),
    version: z.number().int(),
    hasChanges: z.boolean(),
    title: bothLanguages,
    category: z.string().nullable(),
    sentence: bothLanguages.nullable(),
    asked: z.number().int(),
    inOrder: z.number().int(),
    overdue: z.number().int(),
  })
  .meta({ id: 'Policy' });

export const policyDetailView = z
  .object({
    id: z.uuid(),
    state: z.enum(POLICY_STATES),
    version: z.number().int(),
    hasChanges: z.boolean(),
    current: policyContent
      .extend({ sentence: bothLanguages, since: z.iso.date(), publishedAt: z.iso.datetime() })
      .nullable(),
    versions: z.array(
      z.object({
        version: z.number().int(),
        publishedAt: z.iso.datetime(),
        copyOf: z.number().int().nullable(),
        sentence: bothLanguages,
      }),
    ),
  })
  .meta({ id: 'PolicyDetail' });

const plannedPerson = z.object({
  personId: z.uuid(),
  name: z.string(),
  team: z.string(),
  dueOn: z.iso.date().nullable(),
  isOverdue: z.boolean(),
  explanation: bothLanguages,
});

export const publicationPlanView = z
  .object({
    sentence: bothLanguages,
    asked: z.array(plannedPerson),
    alreadyHeld: z.number().int(),
    overdueAtOnce: z.array(plannedPerson),
    redated: z.array(plannedPerson),
    ended: z.array(plannedPerson),
    unchanged: z.number().int(),
    messages: z.number().int(),
    minutesTogether: z.number().int(),
    /** Hand this back when publishing: a draft that changed since is refused. */
    seen: z.iso.datetime(),
  })
  .meta({ id: 'PublicationPlan' });

export const publishPolicy = z.strictObject({ seen: z.iso.datetime().optional() });

export const requirementView = z
  .object({
    id: z.uuid(),
    personId: z.uuid(),
    policyId: z.uuid(),
    category: z.string(),
    state: z.enum(['open', 'satisfied']),
    dueOn: z.iso.date().nullable(),
    daysLeft: z.number().int().nullable(),
    isOverdue: z.boolean(),
    title: bothLanguages,
    because: bothLanguages,
    explanation: bothLanguages,
  })
  .meta({ id: 'Requirement' });

export const policyRequirementView = z
  .object({
    id: z.uuid(),
    personId: z.uuid(),
    displayName: z.string(),
    teamName: z.string().nullable(),
    category: z.string(),
    state: z.enum(['open', 'satisfied']),
    dueOn: z.iso.date().nullable(),
    isOverdue: z.boolean(),
    explanation: bothLanguages,
  })
  .meta({ id: 'PolicyRequirement' });

export const overviewView = z
  .object({
    asked: z.number().int(),
    inOrder: z.number().int(),
    inOrderShare: z.number().nullable(),
    overdue: z.number().int(),
    expiringIn30Days: z.number().int(),
    burnUp: z.array(
      z.object({
        on: z.iso.date(),
        asked: z.number().int(),
        inOrder: z.number().int(),
        overdue: z.number().int(),
      }),
    ),
    urls: z.object({ inOrder: z.string(), asked: z.string(), overdue: z.string(), expiring: z.string() }),
  })
  .meta({ id: 'PolicyOverview' });
