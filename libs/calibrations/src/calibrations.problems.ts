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

export const shiftUnsigned = defineProblem({
  type: 'calibration-shift-unsigned',
  status: 409,
  title: 'calibrations.problem_shift_unsigned',
});

export const nothingToSign = defineProblem({
  type: 'calibration-nothing-to-sign',
  status: 409,
  title: 'calibrations.problem_nothing_to_sign',
});

export const notRetirable = defineProblem({
  type: 'item-retired-already',
  status: 409,
  title: 'calibrations.problem_retired_already',
});

export const nothingToPutBack = defineProblem({
  type: 'item-in-use-already',
  status: 409,
  title: 'calibrations.problem_nothing_to_put_back',
});
