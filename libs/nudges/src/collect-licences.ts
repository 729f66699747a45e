/** From what happened elsewhere to reasons to write: what becomes of licences and what they open. Pure; one function per event. */
import type {
  PayloadOf,
  facilityClosing,
  licenceDecided,
  licenceExpiring,
  licenceFading,
  licencePutOnHold,
  licenceRefreshDue,
  licenceRefreshOpened,
} from '#events';
import {
  type NewNudge,
  licenceSubject,
  fadingSubject,
  refreshSubject,
  decisionSubject,
  facilitySubject,
} from './new-nudge.js';
import { stageOf } from './nudge.js';

export function fromExpiring({ items }: PayloadOf<typeof licenceExpiring>): NewNudge[] {
  return items.map(({ licenceId, personId, category, validUntil, daysLeft }) => ({
    personId,
    purpose: 'expiring',
    period: `${licenceId} ${validUntil} ${stageOf(daysLeft)}`,
    subject: licenceSubject(licenceId),
    category,
    aboutOn: validUntil,
    facts: {},
  }));
}

/** What a licence rests on fades: one prompt for each day that licences chose. Its skill aims the practice. */
export function fromFading({ items }: PayloadOf<typeof licenceFading>): NewNudge[] {
  return items.map(({ licenceId, personId, category, on, skill }) => ({
    personId,
    purpose: 'fading',
    period: `${licenceId} ${on}`,
    subject: fadingSubject(category),
    category,
    aboutOn: null,
    facts: skill === null ? {} : { skill },
  }));
}

export function fromRefreshOpened({
  licenceId,
  personId,
  category,
  refreshBy,
}: PayloadOf<typeof licenceRefreshOpened>): NewNudge[] {
  return [refreshNudge({ licenceId, personId, category, refreshBy }, 'opened')];
}

/** Near its end: one per stage of 7 and 1 days. */
export function fromRefreshDue({ items }: PayloadOf<typeof licenceRefreshDue>): NewNudge[] {
  return items.map((item) => refreshNudge(item, String(stageOf(item.daysLeft))));
}

export function fromPutOnHold({
  licenceId,
  personId,
  category,
  on,
  why,
}: PayloadOf<typeof licencePutOnHold>): NewNudge[] {
  return [
    {
      personId,
      purpose: 'on-hold',
      period: `${licenceId} ${on}`,
      subject: refreshSubject(category),
      category,
      aboutOn: null,
      facts: { why },
    },
  ];
}

/** The notice of what HR decided; who appealed needs no message about it. */
export function fromDecided({
  licenceId,
  personId,
  category,
  on,
  decision,
  appealUntil,
}: PayloadOf<typeof licenceDecided>): NewNudge[] {
  if (decision === 'appealed') return [];
  return [
    {
      personId,
      purpose: 'decision',
      period: `${licenceId} ${on} ${decision}`,
      subject: decisionSubject(licenceId),
      category,
      aboutOn: null,
      facts: {
        what: decision.replace('appeal-', ''),
        licenceId,
        ...(appealUntil === null ? {} : { dueOn: appealUntil }),
      },
    },
  ];
}

/** One per facility, day and stage of 30, 7 and 1 days. */
export function fromClosing({ items }: PayloadOf<typeof facilityClosing>): NewNudge[] {
  return items.map(({ facilityId, personId, category, name, closesOn, daysLeft }) => ({
    personId,
    purpose: 'closing',
    period: `${facilityId} ${closesOn} ${stageOf(daysLeft)}`,
    subject: facilitySubject(facilityId),
    category,
    aboutOn: closesOn,
    facts: { name },
  }));
}

function refreshNudge(
  { licenceId, personId, category, refreshBy }: PayloadOf<typeof licenceRefreshOpened>,
  stage: string,
): NewNudge {
  return {
    personId,
    purpose: 'refresh',
    period: `${licenceId} ${refreshBy} ${stage}`,
    subject: refreshSubject(category),
    category,
    aboutOn: refreshBy,
    facts: {},
  };
}
