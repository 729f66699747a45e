import { defineProblem } from '#kernel';

export const linkUsed = defineProblem({
  type: 'sign-in-link-used',
  status: 409,
  title: 'sessions.problem_link_used',
});
export const notEmployed = defineProblem({
  type: 'not-employed',
  status: 403,
  title: 'sessions.problem_not_employed',
});
export const unknownIdentity = defineProblem({
  type: 'identity-unknown',
  status: 403,
  title: 'sessions.problem_unknown_identity',
});
export const signInFailed = defineProblem({
  type: 'sign-in-failed',
  status: 409,
  title: 'sessions.problem_sign_in_failed',
});
