import { parentPort, workerData } from 'node:worker_threads';
import type { Task } from './arithmetic.js';
import { runCalibration } from './calibration.js';
import { lookAt } from './item-lives.js';
import { unpackAnswers } from './packed-answers.js';
import { calibrateSkill } from './practice-calibration.js';

// The thread of `arithmetic.ts`: one task, one answer. What it throws reaches the asker as the thread's error.
parentPort?.postMessage(answerTo(workerData as Task));

function answerTo(task: Task): unknown {
  const answers = unpackAnswers(task.answers);
  switch (task.kind) {
    case 'calibrate':
      return runCalibration({ ...task.rest, answers });
    case 'look':
      return lookAt({ ...task.rest, answers });
    case 'practice': {
      const all = answers.map((answer, i) => ({ ...answer, drawn: task.drawn[i] === 1 }));
      return calibrateSkill({ ...task.rest, answers: all });
    }
  }
}
