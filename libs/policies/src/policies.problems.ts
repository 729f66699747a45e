import { defineProblem } from '#kernel';
import type { PolicyRefusal } from './policy.js';
import type { WaiverRefusal } from './waiver.js';

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

/** Somebody who must belong to the audience does not, or the other way round. */
export const testFailed = defineProblem({
  type: 'policy-test-failed',
  status: 409,
  title: 'policies.problem_test_failed',
});

export const REFUSALS: Record<PolicyRefusal, () => Error> = {
  'nothing-to-publish': nothingToPublish,
  'not-published': notPublished,
  'not-paused': notPaused,
  'nothing-to-undo': nothingToUndo,
};

const waiverDay = defineProblem({
  type: 'policy-waiver-day',
  status: 409,
  title: 'policies.problem_waiver_day',
});
const waiverSamePerson = defineProblem({
  type: 'policy-waiver-same-person',
  status: 409,
  title: 'policies.problem_waiver_same_person',
});
const waiverOwn = defineProblem({
  type: 'policy-waiver-own',
  status: 409,
  title: 'policies.problem_waiver_own',
});
const waiverDecided = defineProblem({
  type: 'policy-waiver-decided',
  status: 409,
  title: 'policies.problem_waiver_decided',
});

export const WAIVER_REFUSALS: Record<WaiverRefusal, () => Error> = {
  'waiver-day': waiverDay,
  'waiver-same-person': waiverSamePerson,
  'waiver-own': waiverOwn,
  'waiver-decided': waiverDecided,
};
