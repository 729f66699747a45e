/** From what happened elsewhere to reasons to write: what is asked of people, and a manager’s reminder of it. Pure; one function per event. */
import type {
  PayloadOf,
  reminderRequested,
  requirementCreated,
  requirementDueSoon,
  requirementOverdue,
} from '#events';
import type { Temporal } from 'temporal-polyfill';
import { type NewNudge, requirementSubject, categorySubject, reminderPeriod, clip } from './new-nudge.js';
import { type Purpose, stageOf } from './nudge.js';

export function fromRequired({ because, items }: PayloadOf<typeof requirementCreated>): NewNudge[] {
  const shared = because && clipped(because);
  return items.map((item) => ({
    ...ofRequirement('required', item, item.because ? clipped(item.because) : shared),
    period: `${item.requirementId} ${item.dueOn}`,
  }));
}

/** One per stage of 30, 7 and 1 days and per due day: a day that moves starts anew. */
export function fromDueSoon({ items }: PayloadOf<typeof requirementDueSoon>): NewNudge[] {
  return items.map((item) => ({
    ...ofRequirement('due-soon', item),
    period: `${item.requirementId} ${item.dueOn} ${stageOf(item.daysLeft)}`,
  }));
}

export function fromOverdue({ items }: PayloadOf<typeof requirementOverdue>): NewNudge[] {
  return items.map((item) => ({
    ...ofRequirement('overdue', item),
    period: `${item.requirementId} ${item.dueOn}`,
  }));
}

/** A manager's reminder counts once per person and week, whoever sends it and whatever it is about. */
export function fromReminder(
  { byPersonId, items }: PayloadOf<typeof reminderRequested>,
  now: Temporal.Instant,
): NewNudge[] {
  return items.map(({ personId, requirementId, category, dueOn }) => ({
    personId,
    purpose: 'reminder',
    period: reminderPeriod(now),
    subject: requirementId ? requirementSubject(requirementId) : categorySubject(category),
    category,
    aboutOn: null,
    facts: { byPersonId, ...(dueOn ? { dueOn } : {}) },
  }));
}

type Created = PayloadOf<typeof requirementCreated>;
type Because = NonNullable<Created['because']>;

const clipped = ({ nl, en }: Because): Because => ({ nl: clip(nl), en: clip(en) });

/** Without a reason of its own the message gives the usual one. */
function ofRequirement(
  purpose: Purpose,
  item: Created['items'][number],
  because = item.because && clipped(item.because),
): Omit<NewNudge, 'period'> {
  return {
    personId: item.personId,
    purpose,
    subject: requirementSubject(item.requirementId),
    category: item.category,
    aboutOn: item.dueOn,
    facts: because ? { because } : {},
  };
}
