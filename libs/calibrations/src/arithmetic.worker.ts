import { parentPort, workerData } from 'node:worker_threads';
import type { Task } from './arithmetic.js';
import { runCalibration } from './calibration.js';
import { lookAt } from './item-lives.js';
import { unpackAnswers } from './packed-answers.js';

// The thread of `arithmetic.ts`: one task, one answer. What it throws reaches the asker as the thread's error.
const { kind, answers, rest } = workerData as Task;
const all = unpackAnswers(answers);
parentPort?.postMessage(
  kind === 'calibrate' ? runCalibration({ ...rest, answers: all }) : lookAt({ ...rest, answers: all }),
);
