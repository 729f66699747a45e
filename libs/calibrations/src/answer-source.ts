import { Injectable } from '@nestjs/common';
import type { Language, Tx } from '#kernel';
import type { CalibrationUse } from './calibration.js';

/** One answer in a finished exam. People and exams are numbers that mean nothing outside one reading. */
export interface ExamAnswer {
  readonly person: number;
  readonly exam: number;
  /** The group that items are compared over. */
  readonly language: Language;
  readonly itemId: string;
  readonly itemVersion: number;
  /** Fully right; a part of the points counts as wrong. */
  readonly correct: boolean;
  readonly at: Date;
}

/** The first answer of a person to a practice item; `exam` numbers the round or lesson. */
export interface PracticeRecord extends ExamAnswer {
  /** Asked by chance, whatever the person can do. */
  readonly drawn: boolean;
}

/** How much practice items of some skills were answered by chance. */
export interface DrawnCounts {
  readonly answers: number;
  readonly people: number;
  readonly rounds: number;
}

/** How often an answer was chosen: an option, an area or, of a scenario, `step/option`; null: "I don't know yet", or nothing. */
export interface OptionCount {
  readonly option: string | null;
  readonly people: number;
}

/** The last exams of a category, decided again with other parameters: how many, and how many would turn. */
export interface Rescored {
  readonly exams: number;
  readonly changed: number;
}

/** Whoever keeps the answers of exams and practice implements this and hands itself over when the process starts. */
export interface AnswerSource {
  /** All answers of finished exams of a category before a moment, in order of time; `seed` shuffles the numbering. */
  examAnswers(
    tx: Tx,
    query: { readonly category: string; readonly before: string; readonly seed: string },
  ): Promise<ExamAnswer[]>;
  /** How many drawn answers there are to the practice items of some skills before a moment. */
  drawnCounts(
    tx: Tx,
    query: { readonly skills: readonly string[]; readonly before: string },
  ): Promise<DrawnCounts>;
  /** First answers of people to the practice items of a skill before a moment, in order of time; numbered by `seed`. */
  practiceAnswers(
    tx: Tx,
    query: { readonly skill: string; readonly before: string; readonly seed: string },
  ): Promise<PracticeRecord[]>;
  /** Choices in the first answer of every person to any of these versions of an item; of practice only drawn ones. */
  optionCounts(
    tx: Tx,
    query: {
      readonly itemId: string;
      readonly versions: readonly number[];
      readonly use: CalibrationUse;
      readonly before: string;
    },
  ): Promise<OptionCount[]>;
  /**
   * Decides the last finished exams of a category again, by their own rules: with the parameters they pinned and with
   * these, by `<item id>@<version>`; other items keep theirs. Nothing is written.
   */
  rescore(
    tx: Tx,
    query: {
      readonly category: string;
      readonly before: string;
      readonly limit: number;
      readonly parameters: ReadonlyMap<string, { readonly a: number; readonly b: number }>;
    },
  ): Promise<Rescored>;
}

/** Where the answers come from: asked here, provided by a lib that this one must not know. */
@Injectable()
export class AnswerSources {
  private source: AnswerSource | undefined;

  provide(source: AnswerSource): void {
    this.source = source;
  }

  /** @throws Error when nobody provided one: the process was put together without its exams. */
  get(): AnswerSource {
    if (!this.source) throw new Error('no lib provides the answers of exams');
    return this.source;
  }
}
