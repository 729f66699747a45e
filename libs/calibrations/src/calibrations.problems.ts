import { defineProblem } from '#kernel';

export const notACandidate = defineProblem({
  type: 'calibration-not-a-candidate',
  status: 409,
  title: 'calibrations.problem_not_a_candidate',
});

export const notActivatable = defineProblem({
  type: 'calibration-not-activatable',
  status: 409,
  title: 'calibrations.problem_not_activatable',
});
