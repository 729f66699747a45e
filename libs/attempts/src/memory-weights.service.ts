import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { auditReport } from '#assessment';
import { type Actor, audit, Clock, Db, may, ProcessEnd, notFound } from '#kernel';
import { canTuneMemory } from './attempts.access.js';
import { notACandidate } from './attempts.problems.js';
import { tryMemoryApart } from './memory-arithmetic.js';
import {
  countReviews,
  insertWeights,
  listAudits,
  listWeights,
  lockWeights,
  readReviews,
  useWeights,
} from './memory.queries.js';
import type { AuditFigures, FittedWeights } from './memory.schemas.js';
import { WeightsInUse } from './weights-in-use.js';

/** Reviews that a fit is made on at most: more take longer and say nothing new. Beyond it a share of the people is read. */
const MOST_REVIEWS = 200_000;
/** Memory changes slowly, and a month has few audits: twelve are looked at together. */
const AUDIT_MONTHS = 12;

/** What a fit came to. Only `stored` wrote anything. */
export type FitReport =
  | {
      readonly kind: 'stored' | 'would-store';
      readonly id: string;
      readonly better: boolean;
      readonly reviews: number;
      /** Log loss of the fitted weights minus that of those in use, on reviews neither has seen. */
      readonly change: number;
    }
  | { readonly kind: 'too-few-reviews'; readonly reviews: number; readonly needed: number };

/** Weights of the memory model fitted on this house's own reviews: made here, and put to use by a person. */
@Injectable()
export class MemoryWeightsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly weights: WeightsInUse,
    private readonly end: ProcessEnd,
  ) {}

  /** Fits weights on the reviews until now, judges them on the latest, and keeps what was found. Nothing else changes. */
  async fit(actor: Actor, { dry = false } = {}): Promise<FitReport> {
    may(canTuneMemory(actor));
    const tx = this.db.read;
    const at = this.clock.now().toString();
    const { inUse } = await this.weights.book(tx);
    const among = Math.max(1, Math.ceil((await countReviews(tx, at)) / MOST_REVIEWS));
    const { log, people } = await readReviews(tx, at, among);
    const trial = await tryMemoryApart({ log, current: [...inUse.weights] }, this.end.signal);
    if (!('fit' in trial)) return { kind: 'too-few-reviews', ...trial };
    const id = randomUUID();
    const { better, fit, fitted, current } = trial;
    const report = { id, better, reviews: fit.reviews, change: fitted.logLoss - current.logLoss };
    if (dry) return { kind: 'would-store', ...report };
    await this.db.transaction(async (own) => {
      await insertWeights(own, { id, at, currentId: inUse.id, people }, trial);
      const subject = { type: 'memory-weights', id };
      const changes = { better, reviews: fit.reviews, people };
      await audit(own, actor, { action: 'memory-weights.made', subject, changes }, at);
    });
    return { kind: 'stored', ...report };
  }

  /** In use or waiting first, then the newest. */
  list(actor: Actor): Promise<FittedWeights[]> {
    may(canTuneMemory(actor));
    return listWeights(this.db.read);
  }

  /** How predictions of recall did against reviews at a random time, of everybody together, in the last twelve months. */
  async audits(actor: Actor): Promise<AuditFigures> {
    may(canTuneMemory(actor));
    const now = this.clock.now().toZonedDateTimeISO('UTC');
    const since = now.subtract({ months: AUDIT_MONTHS }).toInstant().toString();
    return { months: AUDIT_MONTHS, ...auditReport(await listAudits(this.db.read, since)) };
  }

  /**
   * From now on answers move memory with these weights. No card changes by it: stability means the same days under all
   * weights, each card keeps the curve of its last review, and takes on the new one with its next.
   */
  async activate(actor: Actor, id: string): Promise<void> {
    may(canTuneMemory(actor));
    await this.db.transaction(async (tx) => {
      const found = await lockWeights(tx, id);
      if (!found) throw notFound('memory-weights');
      if (found.state !== 'candidate') throw notACandidate();
      const at = this.clock.now().toString();
      await useWeights(tx, id, at);
      const subject = { type: 'memory-weights', id };
      await audit(tx, actor, { action: 'memory-weights.activated', subject, changes: {} }, at);
    });
    this.weights.forget();
  }
}

/** One line about a fit, for logs and the command line. */
export function sayFit(report: FitReport): string {
  if (report.kind === 'too-few-reviews')
    return `nothing stored: ${report.reviews} reviews can be judged, ${report.needed} are needed`;
  const { kind, id, better, reviews, change } = report;
  const what = better ? 'candidate' : 'no better than those in use';
  return `${kind === 'stored' ? 'stored' : 'would store'} ${id}: ${what}, ${reviews} reviews, log loss ${change < 0 ? '' : '+'}${change.toFixed(4)}`;
}
