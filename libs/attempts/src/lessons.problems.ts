import { defineProblem } from '#kernel';

/** Something on an earlier card comes first: trying, an exercise, or the card in between. */
export const lessonStepFirst = defineProblem({
  type: 'lesson-step-first',
  status: 409,
  title: 'attempts.lesson_problem_step_first',
});
