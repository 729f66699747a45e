import { defineProblem } from '#kernel';

export const numberTaken = defineProblem({
  type: 'person-number-taken',
  status: 409,
  title: 'people.problem_number_taken',
});
export const importNeedsColumns = defineProblem({
  type: 'import-needs-columns',
  status: 409,
  title: 'people.problem_needs_columns',
});
export const importOver = defineProblem({
  type: 'import-over',
  status: 409,
  title: 'people.problem_import_over',
});
export const importBusy = defineProblem({
  type: 'import-busy',
  status: 409,
  title: 'people.problem_import_busy',
});
export const importStopped = defineProblem({
  type: 'import-stopped-by-brake',
  status: 409,
  title: 'people.problem_import_stopped',
});
export const importHasBrokenRows = defineProblem({
  type: 'import-has-broken-rows',
  status: 409,
  title: 'people.problem_broken_rows',
});
export const releaseNotNeeded = defineProblem({
  type: 'import-release-not-needed',
  status: 409,
  title: 'people.problem_release_not_needed',
});
export const releaseNeedsAnother = defineProblem({
  type: 'import-release-needs-another',
  status: 403,
  title: 'people.problem_release_needs_another',
});
export const undoNotApplied = defineProblem({
  type: 'import-not-applied',
  status: 409,
  title: 'people.problem_undo_not_applied',
});
export const undoTooLate = defineProblem({
  type: 'import-undo-too-late',
  status: 409,
  title: 'people.problem_undo_too_late',
});
export const undoBlocked = defineProblem({
  type: 'import-undo-blocked',
  status: 409,
  title: 'people.problem_undo_blocked',
});
export const matchDecided = defineProblem({
  type: 'person-match-decided',
  status: 409,
  title: 'people.problem_match_decided',
});
export const employmentsTangled = defineProblem({
  type: 'person-employments-tangled',
  status: 409,
  title: 'people.problem_employments_tangled',
});
export const recordClosed = defineProblem({
  type: 'person-record-closed',
  status: 409,
  title: 'people.problem_record_closed',
});
export const mergeUndone = defineProblem({
  type: 'person-merge-undone',
  status: 409,
  title: 'people.problem_merge_undone',
});
export const deputyTwice = defineProblem({
  type: 'deputy-twice',
  status: 409,
  title: 'people.problem_deputy_twice',
});
