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
} from './attempts.events.js';
export {
  licenceExpired,
  licenceExpiring,
  licenceGranted,
  licencePermitIssued,
  licenceReinstated,
  licenceRenewalOpened,
  licenceRenewed,
  licenceRevoked,
  licenceSuspended,
} from './licences.events.js';
export { milestoneAnnounced, milestoneMissed, milestoneReached } from './roadmap.events.js';
export { reminderRequested } from './nudges.events.js';
