export {
  BATCH,
  batches,
  defineEvent,
  type DomainEvent,
  type EventDefinition,
  type PayloadOf,
} from './define-event.js';
export { holdingChanged } from './audiences.events.js';
export { personChanged, personLeft } from './people.events.js';
export {
  policyPublished,
  requirementCreated,
  requirementDueSoon,
  requirementEnded,
  requirementEnforced,
  requirementOverdue,
} from './policies.events.js';
export {
  examAvailableAgain,
  examFailed,
  examPassed,
  lessonCompleted,
  placementFinished,
  reviewCompleted,
  reviewDue,
  reviewHealthChanged,
} from './attempts.events.js';
export {
  licenceDecided,
  licenceExpired,
  licenceExpiring,
  licenceFading,
  licenceGranted,
  licencePermitIssued,
  licencePutOnHold,
  licenceRefreshClosed,
  licenceRefreshDue,
  licenceRefreshOpened,
  licenceReinstated,
  licenceRenewalOpened,
  licenceRenewed,
  licenceRevoked,
  licenceSuspended,
  licenceTransferred,
  licenceUpkeepEarned,
} from './licences.events.js';
export { facilityClosing, facilityKept } from './facilities.events.js';
export { milestoneAnnounced, milestoneMissed, milestoneReached } from './roadmap.events.js';
export { itemProposalDecided, itemReportAnswered } from './authoring.events.js';
export { reminderRequested } from './nudges.events.js';
export { cardsNeedCare, incidentClosed } from './knowledge.events.js';
export {
  askAnswered,
  askCreated,
  askRouted,
  askSolved,
  askThanked,
  askTurnEnded,
  askUnanswered,
} from './asks.events.js';
export { ticketAnswered, ticketReviewOffered } from './tickets.events.js';
export { surveyAnswered, surveyClosed, surveyOpened } from './surveys.events.js';
