import { UNDO_HOURS, waitingFor, type RunFacts } from './import/run-rules.js';
import type { Run } from './imports.queries.js';
import type { ImportRowView, ImportView } from './imports.schemas.js';

/** What decides how far a run is. */
export function factsOf(run: Run): RunFacts {
  return {
    state: run.state,
    stopped: run.result?.brake.stopped ?? false,
    released: run.releasedBy !== null,
    problems: run.result?.counts.problems ?? 0,
  };
}

export function presentImport(run: Run, diff: readonly ImportRowView[]): ImportView {
  return {
    id: run.id,
    state: run.state,
    waitingFor: waitingFor(factsOf(run)),
    source: run.source,
    fileName: run.fileName,
    startedBy: run.startedByName,
    startedById: run.startedBy,
    startedAt: run.startedAt.toISOString(),
    releasedBy: run.releasedByName,
    appliedAt: run.appliedAt?.toISOString() ?? null,
    percent: run.percent,
    step: run.step,
    reading: run.reading,
    result: run.result,
    fingerprint: run.fingerprint,
    undoUntil: run.state === 'applied' && run.canUndo ? undoUntil(run.appliedAt) : null,
    undoneBy: run.undoneByName,
    undoneAt: run.undoneAt?.toISOString() ?? null,
    undo: run.undoResult,
    diff: [...diff],
  };
}

/** A day after it was applied; whether that has passed is for the clock to say. */
const undoUntil = (appliedAt: Date | null): string | null =>
  appliedAt && new Date(appliedAt.getTime() + UNDO_HOURS * 3_600_000).toISOString();
