import { defineProblem } from '#kernel';
import type { ChangeRefusal } from './milestone.js';

export const alreadyDecided = defineProblem({
  type: 'milestone-already-decided',
  status: 409,
  title: 'roadmap.problem_decided',
});
export const alreadyAnnounced = defineProblem({
  type: 'milestone-already-announced',
  status: 409,
  title: 'roadmap.problem_announced',
});
export const withoutAnnouncement = defineProblem({
  type: 'milestone-without-announcement',
  status: 409,
  title: 'roadmap.problem_no_announcement',
});
export const changedMeanwhile = defineProblem({
  type: 'roadmap-changed-meanwhile',
  status: 409,
  title: 'roadmap.problem_changed_meanwhile',
});
export const reachChanged = defineProblem({
  type: 'milestone-reach-changed',
  status: 409,
  title: 'roadmap.problem_reach_changed',
});

/** The declared problem for a refusal of the core. */
export const refused = (refusal: ChangeRefusal) =>
  refusal === 'decided' ? alreadyDecided() : alreadyAnnounced();
