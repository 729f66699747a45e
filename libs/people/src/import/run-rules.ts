/** What a run still waits for before it may be applied. */
export type WaitingFor = 'columns' | 'release' | 'confirmation' | 'nothing';

export interface RunFacts {
  readonly state: 'columns' | 'planned' | 'applying' | 'applied' | 'cancelled' | 'undoing' | 'undone';
  /** The brake stopped it. */
  readonly stopped: boolean;
  readonly released: boolean;
  /** Rows set aside, and people held back because of them. */
  readonly problems: number;
}

/**
 * The order in which a run is cleared: its columns are known; a second person released it when the brake stopped it;
 * a person said that the good rows may go in without the broken ones.
 */
export function waitingFor(run: RunFacts): WaitingFor {
  if (run.state === 'columns') return 'columns';
  if (run.state !== 'planned') return 'nothing';
  if (run.stopped && !run.released) return 'release';
  return run.problems > 0 ? 'confirmation' : 'nothing';
}

/** Four eyes: whoever brought the file can't release it. What a machine brought, any HR person may release. */
export function mayRelease(startedBy: string | null, releaser: string | null): boolean {
  return releaser !== null && releaser !== startedBy;
}

/** For so long after it was applied a run can be undone. */
export const UNDO_HOURS = 24;

/** So many people go back while somebody waits for the page; of more the worker takes care. */
export const UNDO_AT_ONCE = 500;

/** The worker is busy with it, and a page shows how far it is. */
export const isRunning = (state: RunFacts['state']): boolean => state === 'applying' || state === 'undoing';
