import { defineProblem } from '#kernel';

export const codeTaken = defineProblem({
  type: 'facility-code-taken',
  status: 409,
  title: 'facilities.problem_code_taken',
});
export const alreadyRetired = defineProblem({
  type: 'facility-already-retired',
  status: 409,
  title: 'facilities.problem_already_retired',
});
