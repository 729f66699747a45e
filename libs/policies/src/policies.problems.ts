import { defineProblem } from '#kernel';
import type { PolicyRefusal } from './policy.js';

export const nothingToPublish = defineProblem({
  type: 'policy-nothing-to-publish',
  status: 409,
  title: 'policies.problem_nothing_to_publish',
});
export const notPublished = defineProblem({
  type: 'policy-not-published',
  status: 409,
  title: 'policies.problem_not_published',
});
export const notPaused = defineProblem({
  type: 'policy-not-paused',
  status: 409,
  title: 'policies.problem_not_paused',
});
export const nothingToUndo = defineProblem({
  type: 'policy-nothing-to-undo',
  status: 409,
  title: 'policies.problem_nothing_to_undo',
});
/** The draft was changed after the consequences were shown. */
export const changedMeanwhile = defineProblem({
  type: 'policy-changed-meanwhile',
  status: 409,
  title: 'policies.problem_changed_meanwhile',
});
export const draftIncomplete = defineProblem({
  type: 'policy-draft-incomplete',
  status: 409,
  title: 'policies.problem_draft_incomplete',
});

export const REFUSALS: Record<PolicyRefusal, () => Error> = {
  'nothing-to-publish': nothingToPublish,
  'not-published': notPublished,
  'not-paused': notPaused,
  'nothing-to-undo': nothingToUndo,
};
