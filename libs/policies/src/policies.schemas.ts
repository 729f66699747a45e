/** Schemas at the door: forms, JSON API and its document. */
import { z } from 'zod';
import { pageQuery } from '#kernel';
import { day } from './due-rule.js';
import { EXCEPTION_KINDS } from './exceptions.service.js';
import { POLICY_STATES } from './policy.js';
import { policyContent } from './policy-draft.js';
import { POLICY_PHASES } from './policy-steps.js';
import { askWaiver, WAIVER_KINDS, WAIVER_STATES, WAIVER_STEPS } from './waiver.js';
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
    /** What one person from HR asked for and a second one must do as well. */
    proposed: z.enum(['publish', 'resume', 'undo']).nullable(),
    current: z
      .object(policyContent.shape)
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
  accessEndsOn: z.iso.date().nullable(),
  explanation: bothLanguages,
});
const plannedRenewal = z.object({
  personId: z.uuid(),
  name: z.string(),
  team: z.string(),
  before: z.iso.date().nullable(),
  after: z.iso.date().nullable(),
});
const coming = z.object({
  personId: z.uuid(),
  name: z.string(),
  version: z.number().int(),
  askedOn: z.iso.date(),
  dueOn: z.iso.date().nullable(),
  accessEndsOn: z.iso.date().nullable(),
});

export const publicationPlanView = z
  .object({
    sentence: bothLanguages,
    asked: z.array(plannedPerson),
    alreadyHeld: z.number().int(),
    overdueAtOnce: z.array(plannedPerson),
    redated: z.array(plannedPerson),
    satisfied: z.array(plannedPerson),
    ended: z.array(plannedPerson),
    /** Holders whose next proof is asked by another day. */
    renewals: z.array(plannedRenewal),
    /** What comes to everybody as long as nobody earns anything. */
    coming: z.array(coming),
    changes: z.object({ nl: z.array(z.string()), en: z.array(z.string()) }),
    failedTests: z.array(
      z.object({ number: z.string(), name: z.string().nullable(), expected: z.enum(['in', 'out']) }),
    ),
    needsSecond: z.boolean(),
    staying: z.number().int(),
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
    since: z.iso.date(),
    accessEndsOn: z.iso.date().nullable(),
    phase: z.enum(POLICY_PHASES),
    wouldChange: z.array(bothLanguages),
  })
  .meta({ id: 'Requirement' });

/** The day asked about; a year ahead and back is what anybody plans by, more is allowed. */
export const asOfQuery = z.object({ asOf: day.optional() });

export const askWaiverForm = askWaiver.omit({ personId: true }).extend({
  policyId: z.uuid({ message: 'policies.error_policy' }),
  number: z.string().trim().min(1, { message: 'policies.error_number' }),
});
export const waiverStep = z.strictObject({ do: z.enum(WAIVER_STEPS) });
export const waiverView = z
  .object({
    id: z.uuid(),
    policyId: z.uuid(),
    title: bothLanguages,
    personId: z.uuid(),
    displayName: z.string(),
    kind: z.enum(WAIVER_KINDS),
    until: z.iso.date(),
    reason: z.string(),
    state: z.enum(WAIVER_STATES),
    askedBy: z.uuid().nullable(),
    askedByName: z.string().nullable(),
    decidedBy: z.uuid().nullable(),
    decidedByName: z.string().nullable(),
  })
  .meta({ id: 'Waiver' });

export const freeDayKey = z.strictObject({ siteId: z.uuid({ message: 'policies.error_site' }), day });
export const freeDay = freeDayKey.extend({
  name: z.string().trim().min(1, { message: 'policies.error_free_day_name' }).max(80),
});
export const freeDayView = z
  .object({ siteId: z.uuid(), siteName: z.string(), day: z.iso.date(), name: z.string() })
  .meta({ id: 'FreeDay' });

export const exceptionsView = z
  .object({
    counts: z.record(z.enum(EXCEPTION_KINDS), z.number().int()),
    items: z.array(
      z.object({
        kind: z.enum(EXCEPTION_KINDS),
        personId: z.uuid(),
        displayName: z.string(),
        category: z.string(),
        dueOn: z.iso.date().nullable(),
        explanation: bothLanguages,
        titles: z.array(bothLanguages),
      }),
    ),
    alarms: z.array(z.object({ at: z.iso.datetime(), changed: z.number().int() })),
  })
  .meta({ id: 'PolicyExceptions' });

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
