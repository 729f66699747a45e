import { parentPort, workerData } from 'node:worker_threads';
import { readHrFile } from './import/read-file.js';
import { packFile } from './packed-file.js';
import type { ReadAnswer, ReadTask } from './read-apart.js';

// The thread of `read-apart.ts`: one file, one answer.
const { bytes, choice } = workerData as ReadTask;
const file = readHrFile(bytes, choice);
const answer: ReadAnswer = file.ok ? { ok: true, value: packFile(file.value) } : file;
parentPort?.postMessage(answer, answer.ok ? [answer.value.lengths.buffer, answer.value.shape.buffer] : []);
