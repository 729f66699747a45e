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
  'no-public-link': declare('licence-without-public-link', 'licences.problem_no_public_link'),
};

/** The declared problem for a refusal of the core. */
export function refused(refusal: Refusal): Problem {
  return problems[refusal]();
}

function declare(type: string, title: string): ReturnType<typeof defineProblem> {
  return defineProblem({ type, status: 409, title });
}
