import { defineProblem } from '#kernel';

export const alreadyRetired = defineProblem({
  type: 'facility-already-retired',
  status: 409,
  title: 'facilities.problem_already_retired',
});
