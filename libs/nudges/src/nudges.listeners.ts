import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  cardsNeedCare,
  askAnswered,
  askRouted,
  askThanked,
  askTurnEnded,
  askUnanswered,
  examAvailableAgain,
  examFailed,
  examPassed,
  facilityClosing,
  facilityKept,
  incidentClosed,
  itemProposalDecided,
  itemReportAnswered,
  licenceDecided,
  licenceExpired,
  licenceExpiring,
  licenceFading,
  licenceGranted,
  licencePutOnHold,
  licenceRefreshClosed,
  licenceRefreshDue,
  licenceRefreshOpened,
  licenceReinstated,
  licenceRenewed,
  licenceRevoked,
  milestoneAnnounced,
  personLeft,
  reminderRequested,
  requirementCreated,
  requirementDueSoon,
  requirementEnded,
  requirementOverdue,
  reviewCompleted,
  reviewDue,
  ticketAnswered,
  ticketReviewOffered,
  surveyAnswered,
  surveyOpened,
} from '#events';
import type { EventDefinition, PayloadOf } from '#events';
import type { Temporal } from 'temporal-polyfill';
import { enqueue, type ListenerContext, Registry, type RunSummary } from '#kernel';
import { fromMilestone, fromSurveyOpened } from './collect-company.js';
import {
  fromCardsNeedCare,
  fromAskAnswered,
  fromAskRouted,
  fromAskUnanswered,
  fromIncidentClosed,
  fromThanked,
  fromTicketAnswered,
} from './collect-help.js';
import {
  fromExamAvailable,
  fromProposalDecided,
  fromReportAnswered,
  fromReviewDue,
  fromReviewOffered,
} from './collect-learning.js';
import {
  fromClosing,
  fromDecided,
  fromExpiring,
  fromFading,
  fromPutOnHold,
  fromRefreshDue,
  fromRefreshOpened,
} from './collect-licences.js';
import { fromDueSoon, fromOverdue, fromReminder, fromRequired } from './collect-requirements.js';
import {
  askSubject,
  categorySubject,
  examSubject,
  facilitySubject,
  fadingSubject,
  licenceSubject,
  type NewNudge,
  refreshSubject,
  requirementSubject,
  REVIEW_SUBJECT,
  surveySubject,
} from './new-nudge.js';
import { TELL_NOW_JOB } from './mail-jobs.js';
import { isDirect } from './nudge.js';
import { insertNudges, type Stop, stopAllOf, stopNudges } from './nudges.queries.js';

/**
 * What happens elsewhere becomes a reason to write, or ends one. Nothing is ever sent from here: reasons wait in the table
 * until `nudges.bundle` finds a good moment.
 */
@Injectable()
export class NudgesListeners implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
    this.collect(requirementCreated, 'required', fromRequired);
    this.collect(requirementDueSoon, 'due-soon', fromDueSoon);
    this.collect(requirementOverdue, 'overdue', fromOverdue);
    this.collect(examAvailableAgain, 'exam-available', fromExamAvailable);
    this.collect(licenceExpiring, 'expiring', fromExpiring);
    this.collect(licenceFading, 'fading', fromFading);
    this.collect(licenceRefreshOpened, 'refresh', fromRefreshOpened);
    this.collect(licenceRefreshDue, 'refresh-due', fromRefreshDue);
    this.collect(licencePutOnHold, 'on-hold', fromPutOnHold);
    this.collect(licenceDecided, 'decision', fromDecided);
    this.collect(facilityClosing, 'closing', fromClosing);
    this.collect(itemProposalDecided, 'proposal-decided', fromProposalDecided);
    this.collect(ticketAnswered, 'ticket-answered', fromTicketAnswered);
    this.collect(ticketReviewOffered, 'review-offered', fromReviewOffered);
    this.collect(itemReportAnswered, 'report-answered', fromReportAnswered);
    this.collect(cardsNeedCare, 'card-care', fromCardsNeedCare);
    this.collect(incidentClosed, 'incident-closed', fromIncidentClosed);
    this.collect(reviewDue, 'review', fromReviewDue);
    this.collect(milestoneAnnounced, 'milestone', fromMilestone);
    this.collect(surveyOpened, 'survey', fromSurveyOpened);
    this.collect(reminderRequested, 'reminder', fromReminder);

    this.collect(askRouted, 'asked', fromAskRouted);
    this.collect(askAnswered, 'ask-answered', fromAskAnswered);
    this.collect(askUnanswered, 'ask-unanswered', fromAskUnanswered);
    this.collect(askThanked, 'thanked', fromThanked);
    // Somebody else took it, or nobody needs to any more.
    this.stop(askTurnEnded, 'asked', ({ askId, personId }) => [{ personId, subject: askSubject(askId) }]);

    // The person acted: they have the licence, passed the exam, or are about to sit it again.
    this.stop(licenceGranted, 'granted', ({ personId, category }) => [aboutCategory(personId, category)]);
    this.stop(licenceRenewed, 'renewed', ({ personId, category }) => [aboutCategory(personId, category)]);
    this.stop(licenceReinstated, 'reinstated', ({ personId, category }) => [
      { personId, subject: refreshSubject(category) },
    ]);
    this.stop(licenceRefreshClosed, 'recovered', ({ personId, category }) => [
      { personId, subject: refreshSubject(category) },
    ]);
    this.stop(examPassed, 'exam', ({ personId, category }) => [aboutCategory(personId, category)]);
    this.stop(examFailed, 'failed-exam', ({ personId, category }) => [
      { personId, subject: examSubject(category) },
    ]);
    this.stop(facilityKept, 'kept-open', ({ items }) =>
      items.map(({ personId, facilityId }) => ({ personId, subject: facilitySubject(facilityId) })),
    );
    this.stop(surveyAnswered, 'survey', ({ personId, surveyId }) => [
      { personId, subject: surveySubject(surveyId) },
    ]);
    // It is no longer asked, or no longer true.
    this.stop(requirementEnded, 'ended', ({ items }) =>
      items.map(({ personId, requirementId }) => ({ personId, subject: requirementSubject(requirementId) })),
    );
    this.stop(licenceExpired, 'expired', ({ personId, licenceId }) => [
      { personId, subject: licenceSubject(licenceId) },
    ]);
    this.stop(licenceRevoked, 'revoked', ({ personId, licenceId }) => [
      { personId, subject: licenceSubject(licenceId) },
    ]);

    this.registry.listen({
      on: reviewCompleted,
      name: 'nudges.stop-review',
      handle: async ({ personId, category }, { tx, outboxId, now }) =>
        // This week's invitation is answered, and today's prompt; later ones are others, so nothing is kept out.
        changedOf(
          2,
          await stopNudges(
            tx,
            [
              { personId, subject: REVIEW_SUBJECT },
              { personId, subject: fadingSubject(category) },
            ],
            outboxId,
            now,
            ['weekly-review', 'fading'],
          ),
        ),
    });
    this.registry.listen({
      on: personLeft,
      name: 'nudges.stop-leavers',
      handle: async ({ personIds }, { tx, now }) =>
        changedOf(personIds.length, await stopAllOf(tx, personIds, now)),
    });
  }

  private collect<Definition extends EventDefinition>(
    on: Definition,
    what: string,
    reasons: (payload: PayloadOf<Definition>, now: Temporal.Instant) => NewNudge[],
  ): void {
    this.registry.listen({
      on,
      name: `nudges.collect-${what}`,
      handle: async (payload, { tx, outboxId, now }: ListenerContext) => {
        const nudges = reasons(payload, now);
        const changed = await insertNudges(tx, nudges, outboxId, now);
        const personIds = nudges.filter(isDirect).map(({ personId }) => personId);
        if (changed > 0 && personIds.length > 0) await enqueue(tx, TELL_NOW_JOB, { personIds });
        return changedOf(nudges.length, changed);
      },
    });
  }

  private stop<Definition extends EventDefinition>(
    on: Definition,
    what: string,
    stops: (payload: PayloadOf<Definition>) => Stop[],
  ): void {
    this.registry.listen({
      on,
      name: `nudges.stop-${what}`,
      handle: async (payload, { tx, outboxId, now }: ListenerContext) => {
        const list = stops(payload);
        return changedOf(list.length, await stopNudges(tx, list, outboxId, now));
      },
    });
  }
}

const aboutCategory = (personId: string, category: string): Stop => ({
  personId,
  subject: categorySubject(category),
});

function changedOf(seen: number, changed: number): RunSummary {
  return { seen, changed, skipped: Math.max(0, seen - changed) };
}
