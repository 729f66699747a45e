import { inThread } from '#kernel';
import type { CalibrationOutcome, runCalibration } from './calibration.js';
import type { ItemMove, Look } from './item-lives.js';
import { buffersOf, packAnswers, type PackedAnswers, packFlags } from './packed-answers.js';
import type { SkillAnswers, SkillCalibration } from './practice-calibration.js';

type CalibrationInput = Parameters<typeof runCalibration>[0];

/** What the thread is asked; plain values, so that they can be copied to it. */
export type Task =
  | {
      readonly kind: 'calibrate';
      readonly answers: PackedAnswers;
      readonly rest: Omit<CalibrationInput, 'answers'>;
    }
  | {
      readonly kind: 'practice';
      readonly answers: PackedAnswers;
      readonly drawn: Uint8Array<ArrayBuffer>;
      readonly rest: Omit<SkillAnswers, 'answers'>;
    }
  | { readonly kind: 'look'; readonly answers: PackedAnswers; readonly rest: Omit<Look, 'answers'> };

const THREAD = new URL('./arithmetic.worker.js', import.meta.url);

/** `runCalibration` in a thread: it takes seconds, and everything else that this process does would wait for it. */
export function calibrateApart(input: CalibrationInput, signal?: AbortSignal): Promise<CalibrationOutcome> {
  const { answers, ...rest } = input;
  return ask<CalibrationOutcome>({ kind: 'calibrate', answers: packAnswers(answers), rest }, signal);
}

/** `calibrateSkill` in a thread. */
export function practiceSkillApart(input: SkillAnswers, signal?: AbortSignal): Promise<SkillCalibration> {
  const { answers, ...rest } = input;
  const drawn = packFlags(answers.map((answer) => answer.drawn));
  return ask<SkillCalibration>({ kind: 'practice', answers: packAnswers(answers), drawn, rest }, signal);
}

/** `lookAt` in a thread. */
export function lookApart(look: Look, signal?: AbortSignal): Promise<ItemMove[]> {
  const { answers, ...rest } = look;
  return ask<ItemMove[]>({ kind: 'look', answers: packAnswers(answers), rest }, signal);
}

function ask<Output>(task: Task, signal?: AbortSignal): Promise<Output> {
  return inThread<Output>(THREAD, task, { transfer: buffersOf(task.answers), ...(signal && { signal }) });
}
