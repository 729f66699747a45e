import { defineProblem } from '#kernel';

export const wrongState = defineProblem({
  type: 'survey-in-another-state',
  status: 409,
  title: 'surveys.problem_state',
});
export const changedMeanwhile = defineProblem({
  type: 'survey-changed-meanwhile',
  status: 409,
  title: 'surveys.problem_changed_meanwhile',
});
export const alreadyAnswered = defineProblem({
  type: 'survey-already-answered',
  status: 409,
  title: 'surveys.problem_answered',
});
export const nobodyToAsk = defineProblem({
  type: 'survey-without-people',
  status: 409,
  title: 'surveys.problem_nobody',
});
