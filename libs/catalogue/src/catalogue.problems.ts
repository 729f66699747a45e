import { defineProblem } from '#kernel';

/** An item now has another right answer or other choices, under the version its author wrote before. */
export const meaningChanged = defineProblem({
  type: 'item-meaning-changed',
  status: 409,
  title: 'catalogue.problem_meaning_changed',
});
