import { defineProblem } from '#kernel';

/** It ended before. */
export const incidentClosed = defineProblem({
  type: 'incident-closed',
  status: 409,
  title: 'knowledge.problem_incident_closed',
});

/** Another card or service has this name already. */
export const nameTaken = defineProblem({
  type: 'knowledge-name-taken',
  status: 409,
  title: 'knowledge.problem_name_taken',
});
