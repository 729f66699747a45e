/** From what happened elsewhere to reasons to write: what everybody is told or asked. Pure; one function per event. */
import type { PayloadOf, milestoneAnnounced, surveyOpened } from '#events';
import { type NewNudge, surveySubject } from './new-nudge.js';

export function fromMilestone({
  milestoneId,
  title,
  text,
  personIds,
}: PayloadOf<typeof milestoneAnnounced>): NewNudge[] {
  return personIds.map((personId) => ({
    personId,
    purpose: 'milestone',
    period: milestoneId,
    subject: `milestone:${milestoneId}`,
    category: null,
    aboutOn: null,
    facts: { title, text },
  }));
}

/** Once per survey: nobody is reminded of being asked for an opinion. */
export function fromSurveyOpened({
  surveyId,
  closesOn,
  first,
  personIds,
}: PayloadOf<typeof surveyOpened>): NewNudge[] {
  return personIds.map((personId) => ({
    personId,
    purpose: 'survey',
    period: surveyId,
    subject: surveySubject(surveyId),
    category: null,
    aboutOn: closesOn,
    facts: { surveyId, ...(first ? { first } : {}) },
  }));
}
