import { defineProblem, type Problem } from '#kernel';
import type { Refusal } from './decisions.js';

const problems: Readonly<Record<Refusal, ReturnType<typeof defineProblem>>> = {
  'already-holds': declare('licence-already-held', 'licences.problem_already_holds'),
  'already-expired': declare('licence-already-expired', 'licences.problem_already_expired'),
  'already-revoked': declare('licence-already-revoked', 'licences.problem_already_revoked'),
  'already-suspended': declare('licence-already-suspended', 'licences.problem_already_suspended'),
  'not-suspended': declare('licence-not-suspended', 'licences.problem_not_suspended'),
  'evidence-too-old': declare('licence-evidence-too-old', 'licences.problem_evidence_too_old'),
  'not-upkeep': declare('licence-not-kept-by-reviews', 'licences.problem_not_upkeep'),
  'adds-nothing': declare('licence-nothing-to-change', 'licences.problem_adds_nothing'),
  'evidence-from-future': declare('licence-evidence-from-future', 'licences.problem_evidence_from_future'),
  'dates-reversed': declare('licence-dates-reversed', 'licences.problem_dates_reversed'),
  'nothing-to-appeal': declare('licence-nothing-to-appeal', 'licences.problem_nothing_to_appeal'),
  'already-appealed': declare('licence-already-appealed', 'licences.problem_already_appealed'),
  'appeal-too-late': declare('licence-appeal-too-late', 'licences.problem_appeal_too_late'),
  'no-appeal': declare('licence-without-appeal', 'licences.problem_no_appeal'),
  'needs-second-person': declare('licence-needs-second-person', 'licences.problem_needs_second_person'),
  'own-supervisor': declare('licence-own-supervisor', 'licences.problem_own_supervisor'),
  'already-endorsed': declare('licence-already-endorsed', 'licences.problem_already_endorsed'),
  'not-endorsed': declare('licence-not-endorsed', 'licences.problem_not_endorsed'),
  'not-in-force': declare('licence-not-in-force', 'licences.problem_not_in_force'),
  'no-public-link': declare('licence-without-public-link', 'licences.problem_no_public_link'),
};

/** The declared problem for a refusal of the core. */
export function refused(refusal: Refusal): Problem {
  return problems[refusal]();
}

function declare(type: string, title: string): ReturnType<typeof defineProblem> {
  return defineProblem({ type, status: 409, title });
}

/** Proof for this category waits for an answer already; one at a time. */
export const evidenceWaits = declare('licence-evidence-waits', 'licences.problem_evidence_waits');
/** HR answered already. */
export const evidenceDecided = declare('licence-evidence-decided', 'licences.problem_evidence_decided');
/** Somebody proposed other dates already; one proposal at a time. */
export const correctionWaits = declare('licence-correction-waits', 'licences.problem_correction_waits');
/** The proposal was decided already. */
export const correctionDecided = declare('licence-correction-decided', 'licences.problem_correction_decided');
