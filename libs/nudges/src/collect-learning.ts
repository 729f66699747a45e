/** From what happened elsewhere to reasons to write: exams, reviews and questions. Pure; one function per event. */
import type {
  PayloadOf,
  examAvailableAgain,
  itemProposalDecided,
  itemReportAnswered,
  reviewDue,
  ticketReviewOffered,
} from '#events';
import type { Temporal } from 'temporal-polyfill';
import { dayNumber, dayText, mondayOf } from './local-time.js';
import { type NewNudge, examSubject, REVIEW_SUBJECT, utcDay } from './new-nudge.js';

/** Once per category and day: nobody fails two exams of one category on a day, for the cool-down takes longer. */
export function fromExamAvailable(
  { personId, category }: PayloadOf<typeof examAvailableAgain>,
  now: Temporal.Instant,
): NewNudge[] {
  const period = `${category} ${utcDay(now)}`;
  return [
    {
      personId,
      purpose: 'exam-available',
      period,
      subject: examSubject(category),
      category,
      aboutOn: null,
      facts: {},
    },
  ];
}

export function fromReviewDue({ week, items }: PayloadOf<typeof reviewDue>): NewNudge[] {
  const monday = dayText(mondayOf(dayNumber(week)));
  return items.map(({ personId, count }) => ({
    personId,
    purpose: 'weekly-review',
    period: monday,
    subject: REVIEW_SUBJECT,
    category: null,
    aboutOn: monday,
    facts: { count },
  }));
}

/** A review of two minutes because of two tickets; it waits for the digest, and says so only to this person. */
export function fromReviewOffered({ items }: PayloadOf<typeof ticketReviewOffered>): NewNudge[] {
  return items.map(({ offerId, personId, skill, name }) => ({
    personId,
    purpose: 'review-offered',
    period: offerId,
    subject: `review-offer:${skill}`,
    category: null,
    aboutOn: null,
    facts: { name },
  }));
}

/** The author answered what somebody reported about a question. Nothing hurries: it waits for the digest. */
export function fromReportAnswered({ items }: PayloadOf<typeof itemReportAnswered>): NewNudge[] {
  return items.map(({ reportId, personId, outcome }) => ({
    personId,
    purpose: 'report-answered',
    period: reportId,
    subject: `report:${reportId}`,
    category: null,
    aboutOn: null,
    facts: { what: outcome },
  }));
}

/** An author decided about a question that somebody proposed; it waits for the digest as well. */
export function fromProposalDecided({
  proposalId,
  personId,
  outcome,
}: PayloadOf<typeof itemProposalDecided>): NewNudge[] {
  return [
    {
      personId,
      purpose: 'proposal-decided',
      period: proposalId,
      subject: `proposal:${proposalId}`,
      category: null,
      aboutOn: null,
      facts: { what: outcome },
    },
  ];
}
