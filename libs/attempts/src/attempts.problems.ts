import { defineProblem } from '#kernel';

/** The attempt was handed in, or its time is over. */
export const attemptFinished = defineProblem({
  type: 'attempt-finished',
  status: 409,
  title: 'attempts.problem_finished',
});

/** The answer belongs to a question that has not been asked. */
export const notAsked = defineProblem({
  type: 'question-not-asked',
  status: 409,
  title: 'attempts.problem_not_asked',
});

/** A colleague looked at this exam already. */
export const flagInspected = defineProblem({
  type: 'exam-flag-inspected',
  status: 409,
  title: 'attempts.problem_flag_inspected',
});

/** The exam is open in another window or on another device. */
export const activeElsewhere = defineProblem({
  type: 'attempt-active-elsewhere',
  status: 409,
  title: 'attempts.problem_active_elsewhere',
});

/** After a "nearly": the exam opens again on `from`. */
export const examCoolingDown = defineProblem({
  type: 'exam-cooling-down',
  status: 409,
  title: 'attempts.problem_cooling_down',
});

/** The licence from the last pass is still good and may not be renewed yet. */
export const examNotNeeded = defineProblem({
  type: 'exam-not-needed',
  status: 409,
  title: 'attempts.problem_not_needed',
});

/** The exam is for those who hold another licence, `category`, which this person does not hold today. */
export const licenceFirst = defineProblem({
  type: 'licence-first',
  status: 409,
  title: 'attempts.problem_licence_first',
});

/** The bank has too few items for a fair test. */
export const tooFewItems = defineProblem({
  type: 'too-few-items',
  status: 409,
  title: 'attempts.problem_too_few_items',
});

/** Only weights that won their trial and wait can be put to use. */
export const notACandidate = defineProblem({
  type: 'memory-weights-not-a-candidate',
  status: 409,
  title: 'attempts.problem_not_a_candidate',
});
