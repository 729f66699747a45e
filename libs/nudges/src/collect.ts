/** From what happened elsewhere to reasons to write. Pure; one function per event. */
import type { PayloadOf } from '#events';
import type {
  cardsNeedCare,
  askAnswered,
  askRouted,
  askThanked,
  askUnanswered,
  examAvailableAgain,
  facilityClosing,
  incidentClosed,
  itemProposalDecided,
  itemReportAnswered,
  licenceDecided,
  licenceExpiring,
  licenceFading,
  licencePutOnHold,
  licenceRefreshDue,
  licenceRefreshOpened,
  milestoneAnnounced,
  reminderRequested,
  requirementCreated,
  requirementDueSoon,
  requirementOverdue,
  reviewDue,
  ticketAnswered,
  ticketReviewOffered,
  surveyOpened,
} from '#events';
import type { Temporal } from 'temporal-polyfill';
import { type Day, dayNumber, dayText, mondayOf } from './local-time.js';
import { type Purpose, stageOf } from './nudge.js';

/** A reason as it is stored: the period makes it unique for its person and purpose. */
export interface NewNudge {
  readonly personId: string;
  readonly purpose: Purpose;
  readonly period: string;
  readonly subject: string;
  readonly category: string | null;
  readonly aboutOn: Day | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Longer explanations than this don't belong in a message. */
const BECAUSE_LENGTH = 160;

export const requirementSubject = (requirementId: string): string => `requirement:${requirementId}`;
export const licenceSubject = (licenceId: string): string => `licence:${licenceId}`;
export const examSubject = (category: string): string => `exam:${category}`;
/** The prompts of a category that fades, and its refresh exam. */
export const fadingSubject = (category: string): string => `fading:${category}`;
export const refreshSubject = (category: string): string => `refresh:${category}`;
/** Everything about a licence category, for stopping. */
export const categorySubject = (category: string): string => `category:${category}`;
/** What HR decided about one licence, and what is about to close. */
export const decisionSubject = (licenceId: string): string => `decision:${licenceId}`;
export const facilitySubject = (facilityId: string): string => `facility:${facilityId}`;
export const surveySubject = (surveyId: string): string => `survey:${surveyId}`;
export const REVIEW_SUBJECT = 'review';

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

/** Cards that want a look, for their owner: once a week, in the digest. */
export function fromCardsNeedCare({ week, items }: PayloadOf<typeof cardsNeedCare>): NewNudge[] {
  return items.map(({ personId, stale, disputed }) => ({
    personId,
    purpose: 'card-care',
    period: week,
    subject: 'cards',
    category: null,
    aboutOn: null,
    facts: { count: stale + disputed },
  }));
}

/** What did not work works again: for everybody who followed it. */
export function fromIncidentClosed({
  incidentId,
  title,
  personIds,
}: PayloadOf<typeof incidentClosed>): NewNudge[] {
  return personIds.map((personId) => ({
    personId,
    purpose: 'incident-closed',
    period: incidentId,
    subject: `incident:${incidentId}`,
    category: null,
    aboutOn: null,
    facts: { name: title, incidentId },
  }));
}

export const askSubject = (askId: string): string => `ask:${askId}`;
const ofAsk = (purpose: Purpose, personId: string, askId: string, period: string): NewNudge => ({
  ...{ personId, purpose, period, subject: askSubject(askId), category: null, aboutOn: null },
  facts: { askId },
});

/** A colleague asks; the words of the ask stay on its page. */
export function fromAskRouted({ turnId, askId, personId }: PayloadOf<typeof askRouted>): NewNudge[] {
  return [ofAsk('ask-received', personId, askId, turnId)];
}

export function fromAskAnswered({ messageId, askId, personId }: PayloadOf<typeof askAnswered>): NewNudge[] {
  return [ofAsk('ask-answered', personId, askId, messageId)];
}

/** Nobody was found: the asker hears it once, with the way on. */
export function fromAskUnanswered({ askId, personId }: PayloadOf<typeof askUnanswered>): NewNudge[] {
  const nudge = ofAsk('ask-answered', personId, askId, `${askId} nobody`);
  return [{ ...nudge, facts: { askId, what: 'nobody' } }];
}

/** Thanks are nice to get and never in a hurry. */
export function fromThanked({ askId, personId }: PayloadOf<typeof askThanked>): NewNudge[] {
  return [{ ...ofAsk('thanked', personId, askId, askId), subject: `thanks:${askId}` }];
}

/** IT answered a ticket and waits for the asker. */
export function fromTicketAnswered({
  replyId,
  ticketId,
  personId,
  what,
}: PayloadOf<typeof ticketAnswered>): NewNudge[] {
  return [
    {
      personId,
      purpose: 'ticket-answered',
      period: replyId,
      subject: `ticket:${ticketId}`,
      category: null,
      aboutOn: null,
      facts: { what, ticketId },
    },
  ];
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

/** The week in which a reminder counts, by its Monday. */
export function reminderPeriod(now: Temporal.Instant): string {
  return dayText(mondayOf(dayNumber(utcDay(now))));
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

/** Shortens at the end of a word. */
export function clip(text: string, length = BECAUSE_LENGTH): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  let at = cut.length;
  while (at > 0 && /\S/.test(cut.charAt(at - 1))) at -= 1;
  return `${at === 0 ? cut : cut.slice(0, at).trimEnd()}…`;
}

const utcDay = (now: Temporal.Instant): Day => now.toZonedDateTimeISO('UTC').toPlainDate().toString();
