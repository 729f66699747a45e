import { type MemoryTrial, type MemoryWeights, type tryMemory } from '#assessment';
import { inThread } from '#kernel';

/** Reviews as columns: buffers that move to a thread. */
export interface PackedReviews {
  readonly card: Int32Array<ArrayBuffer>;
  readonly at: Float64Array<ArrayBuffer>;
  readonly grade: Uint8Array<ArrayBuffer>;
  readonly counts: Uint8Array<ArrayBuffer>;
}

export interface FitTask {
  readonly log: PackedReviews;
  readonly current: MemoryWeights;
}

export type FitAnswer = MemoryTrial | Exclude<ReturnType<typeof tryMemory>, MemoryTrial>;

const THREAD = new URL('./memory-arithmetic.worker.js', import.meta.url);

/** `tryMemory` in a thread: it takes seconds, and everything else that this process does would wait for it. */
export function tryMemoryApart(task: FitTask, signal?: AbortSignal): Promise<FitAnswer> {
  const { card, at, grade, counts } = task.log;
  const transfer = [card, at, grade, counts].map(({ buffer }) => buffer);
  return inThread<FitAnswer>(THREAD, task, { transfer, ...(signal && { signal }) });
}
