import { defineProblem } from '#kernel';

export const ticketElsewhere = defineProblem({
  type: 'ticket-not-possible-now',
  status: 409,
  title: 'tickets.problem_not_now',
});
export const hookNotSigned = defineProblem({
  type: 'ticket-hook-not-signed',
  status: 401,
  title: 'tickets.problem_not_signed',
});
export const hookUnreadable = defineProblem({
  type: 'ticket-hook-unreadable',
  status: 422,
  title: 'tickets.problem_unreadable',
});
export const nameTaken = defineProblem({
  type: 'ticket-name-taken',
  status: 409,
  title: 'tickets.problem_name_taken',
});
export const fileApplied = defineProblem({
  type: 'ticket-file-applied',
  status: 409,
  title: 'tickets.problem_file_applied',
});
