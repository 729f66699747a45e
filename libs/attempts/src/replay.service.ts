import { Injectable } from '@nestjs/common';
import { scoreResponse } from '#assessment';
import { CatalogueService } from '#catalogue';
import { Db, notFound } from '#kernel';
import { type AttemptRow, findAttempt, type ResponseRow } from './attempts.queries.js';
import { type Blueprint, Blueprints } from './blueprints.js';
import type { ExamResult } from './finish-attempt.js';
import { type DerivedQuestion, replayExam, type ReplayDifference } from './replay-exam.js';
import { TestSteps } from './test-steps.js';

export interface ReplayReport {
  readonly attempt: string;
  readonly category: string;
  readonly rule: string | null;
  /** Exposure cap that held, null for exams from before there was one. */
  readonly cap: number | null;
  /** The calibration whose parameters were pinned; null for authors' ratings, and where it was not yet written down. */
  readonly calibration: string | null;
  readonly questions: number;
  readonly stopReason: string | null;
  readonly outcome: string | null;
  /** Whether what the decision rests on was stored, and so compared as well. */
  readonly hasBasis: boolean;
  readonly differences: readonly ReplayDifference[];
}

/** Exams done over from the log, so that anybody can check a decision. Writes nothing. */
@Injectable()
export class ReplayService {
  constructor(
    private readonly db: Db,
    private readonly catalogue: CatalogueService,
    private readonly blueprints: Blueprints,
    private readonly steps: TestSteps,
  ) {}

  /** Throws "not found" for an attempt that does not exist or is no exam. */
  async replay(id: string): Promise<ReplayReport> {
    const attempt = await findAttempt(this.db, id);
    if (attempt?.kind !== 'exam' || !attempt.blueprintId) throw notFound('attempt');
    const blueprint = await this.blueprints.get(attempt.blueprintId);
    const derived: DerivedQuestion[] = [];
    for (const response of attempt.responses) derived.push(await this.derive(attempt, blueprint, response));
    const { rules } = blueprint.terms;
    return {
      attempt: id,
      category: attempt.category,
      rule: rules.stop?.rule ?? null,
      cap: rules.exposure?.cap ?? null,
      calibration: blueprint.calibrationId,
      questions: attempt.responses.length,
      stopReason: attempt.stopReason,
      outcome: attempt.outcome,
      hasBasis: (attempt.result as ExamResult | null)?.basis !== undefined,
      differences: replayExam(attempt, blueprint, derived),
    };
  }

  private async derive(
    attempt: AttemptRow,
    blueprint: Blueprint,
    { position, itemId, answer, points }: ResponseRow,
  ): Promise<DerivedQuestion> {
    const pinned = blueprint.pool.find((item) => item.id === itemId);
    if (!pinned) return { question: null, points: null };
    const item = await this.catalogue.getItem(this.db.read, itemId, pinned.version);
    return {
      question: await this.steps.ask(attempt.seed, position, itemId, blueprint),
      points: answer ? scoreResponse(item.body, answer).points : points === null ? null : 0,
    };
  }
}
