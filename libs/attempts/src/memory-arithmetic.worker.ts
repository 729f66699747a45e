import { parentPort, workerData } from 'node:worker_threads';
import { tryMemory } from '#assessment';
import type { FitTask } from './memory-arithmetic.js';

// The thread of `memory-arithmetic.ts`: one task, one answer. What it throws reaches the asker as the thread's error.
const { log, current } = workerData as FitTask;
parentPort?.postMessage(tryMemory(log, current));
