import { defineProblem } from '#kernel';

export const alreadyRetired = defineProblem({
  type: 'facility-already-retired',
  status: 409,
  title: 'facilities.problem_already_retired',
});
export const glassNotNeeded = defineProblem({
  type: 'facility-open-anyway',
  status: 409,
  title: 'facilities.problem_open_anyway',
});
export const glassRefused = defineProblem({
  type: 'facility-glass-refused',
  status: 409,
  title: 'facilities.problem_glass_refused',
});
export const glassAwaitsReview = defineProblem({
  type: 'facility-glass-awaits-review',
  status: 409,
  title: 'facilities.problem_glass_awaits_review',
});
export const alreadyReviewed = defineProblem({
  type: 'facility-pass-reviewed',
  status: 409,
  title: 'facilities.problem_already_reviewed',
});
export const passEnded = defineProblem({
  type: 'facility-pass-ended',
  status: 409,
  title: 'facilities.problem_pass_ended',
});
