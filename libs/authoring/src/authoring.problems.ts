import { defineProblem } from '#kernel';

/** The same person reported this very question before, and it waits for an answer. */
export const reportWaits = defineProblem({
  type: 'item-report-waits',
  status: 409,
  title: 'authoring.problem_report_waits',
});

/** As many reports as a day holds. */
export const tooManyReports = defineProblem({
  type: 'item-reports-too-many',
  status: 429,
  title: 'authoring.problem_too_many_reports',
});

/** Somebody answered it a moment ago. */
export const reportAnswered = defineProblem({
  type: 'item-report-answered',
  status: 409,
  title: 'authoring.problem_report_answered',
});

/** As many proposals as a day holds. */
export const tooManyProposals = defineProblem({
  type: 'item-proposals-too-many',
  status: 429,
  title: 'authoring.problem_too_many_proposals',
});

/** Somebody decided about it a moment ago. */
export const proposalDecided = defineProblem({
  type: 'item-proposal-decided',
  status: 409,
  title: 'authoring.problem_proposal_decided',
});
