import { Injectable } from '@nestjs/common';
import { CatalogueService, type Category } from '#catalogue';
import { batches, examAvailableAgain, reviewDue } from '#events';
import { type Actor, audit, Clock, Db, publish, rows, type RunSummary, type Tx } from '#kernel';
import type { Temporal } from 'temporal-polyfill';
import { learnerOf } from './attempts.access.js';
import { findBeforeExam, saveExtraTime } from './attempts.queries.js';
import { type ExamDoor, examDoor, type ExtraTimePercent, lastExam, minutesWith } from './exam-terms.js';
import { addToExposure, countUncounted } from './exam.queries.js';
import { FinishAttempt } from './finish-attempt.js';
import { HealthService } from './health.service.js';
import { NeededLicences } from './needed-licences.js';
import { countDueByPerson } from './practice.queries.js';

/** Enough to find the last one that was passed; nobody takes more within the life of a licence. */
const LATEST_EXAMS = 20;

/** What somebody should know before an exam. */
export interface ExamIntro {
  readonly category: Category;
  readonly door: ExamDoor;
  readonly renewal: boolean;
  /** Open because of what has faded: a renewal about that. */
  readonly refresh: boolean;
  /** What it may be about, a refresh exam in order of need. */
  readonly skills: readonly string[];
  readonly min: number;
  readonly max: number;
  /** With the person's extra time. */
  readonly minutes: number;
  readonly extraTimePercent: number;
  readonly cooldownDays: number;
  /** The id of an exam that is going on. */
  readonly openId: string | null;
}

/** What surrounds an exam: the page before it, extra time, the worker's rounds, and what licences tell. */
@Injectable()
export class ExamsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly finisher: FinishAttempt,
    private readonly health: HealthService,
    private readonly needed: NeededLicences,
  ) {}

  async intro(actor: Actor, categoryCode: string): Promise<ExamIntro> {
    const personId = learnerOf(actor);
    const category = await this.catalogue.getCategory(this.db.read, categoryCode);
    const { past, extraTimePercent, hasRefresh } = await findBeforeExam(
      this.db.read,
      personId,
      categoryCode,
      LATEST_EXAMS,
    );
    const refresh = hasRefresh ? await this.health.refreshScope(this.db.read, personId, categoryCode) : null;
    const missing = refresh ? [] : await this.needed.missing(this.db.read, actor, category);
    const passed = refresh ? null : lastExam(past, 'passed');
    const door = examDoor(passed, lastExam(past), this.clock.now(), missing);
    const open = past.find(({ state }) => state === 'open');
    const renewal = door.open && (door.renewal || refresh !== null);
    const { min, max } = renewal ? category.renewal : category.exam;
    return {
      ...{ category, door, renewal, min, max, extraTimePercent, cooldownDays: category.exam.cooldownDays },
      ...{ refresh: refresh !== null, skills: refresh?.skills ?? category.skills },
      minutes: minutesWith(category.exam.minutes, extraTimePercent),
      openId: open?.id ?? null,
    };
  }

  /** More time is a property of the person: set by themselves, no reason asked, for every exam that starts later. */
  async setExtraTime(actor: Actor, percent: ExtraTimePercent): Promise<void> {
    const personId = learnerOf(actor);
    await this.db.transaction(async (tx) => {
      await saveExtraTime(tx, personId, percent, this.clock.now().toString());
      const subject = { type: 'person', id: personId };
      await audit(tx, actor, { action: 'attempt.extra-time-set', subject }, this.clock.now());
    });
  }

  /** Hands in every test whose limit has passed; one transaction each, so that one failure holds up no other. */
  async finishOverdue(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    const overdue = await rows<{ id: string }>(
      this.db.read,
      `SELECT id FROM attempt WHERE state = 'open' AND deadline_at <= $1 ORDER BY deadline_at LIMIT 1000`,
      [now.toString()],
    );
    let changed = 0;
    if (!dry) for (const { id } of overdue) if (await this.finisher.finish(id, 'time')) changed += 1;
    return { seen: overdue.length, changed, skipped: overdue.length - changed };
  }

  /** Adds finished exams to the sums that a start reads; 5,000 a statement, so that no lock is held for long. */
  async addExposure(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    const seen = await countUncounted(this.db.read);
    let changed = 0;
    for (let added = dry ? 0 : 1; added > 0 && changed < seen; changed += added)
      added = await addToExposure(this.db.read, now.toString(), 5000);
    return { seen, changed, skipped: 0 };
  }

  /** Tells people once that their exam is open again; a person who has tried since, or passed, is left out. */
  async openExams(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    return this.db.transaction(async (tx) => {
      const due = await rows<{ id: string; personId: string; category: string; latest: boolean }>(
        tx,
        `SELECT a.id, a.person_id AS "personId", a.category,
           NOT EXISTS (SELECT 1 FROM attempt b WHERE b.person_id = a.person_id AND b.category = a.category
             AND b.kind = 'exam' AND b.started_at > a.started_at) AS latest
         FROM attempt a WHERE a.kind = 'exam' AND a.retry_at <= $1 AND a.retry_told_at IS NULL
         ORDER BY a.retry_at LIMIT 5000 FOR UPDATE OF a SKIP LOCKED`,
        [now.toString()],
      );
      const told = due.filter(({ latest }) => latest);
      if (!dry && due.length > 0) {
        const ids = due.map(({ id }) => id);
        await rows(tx, 'UPDATE attempt SET retry_told_at = $2 WHERE id = ANY($1::uuid[])', [
          ids,
          now.toString(),
        ]);
        await publish(
          tx,
          told.map(({ personId, category }) => examAvailableAgain({ personId, category })),
        );
      }
      return { seen: due.length, changed: dry ? 0 : told.length, skipped: due.length - told.length };
    });
  }

  /** The Monday look: who has something to repeat. One event per thousand people. */
  async findDueReviews(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    return this.db.transaction(async (tx) => {
      const items = await countDueByPerson(tx, now.toString());
      const week = now.toZonedDateTimeISO('Europe/Amsterdam').toPlainDate().toString();
      if (!dry)
        await publish(
          tx,
          batches(items).map((part) => reviewDue({ week, items: part })),
        );
      return { seen: items.length, changed: dry ? 0 : items.length, skipped: 0 };
    });
  }

  /**
   * The licence of a passed exam may be renewed or is gone: its pass is spent, and the exam opens. A licence that ends
   * after its renewal opened needs the whole exam again.
   */
  async spendPass(
    tx: Tx,
    input: { readonly personId: string; readonly category: string },
    by: 'renewal' | 'ended',
    now: Temporal.Instant,
  ): Promise<void> {
    await rows(
      tx,
      `UPDATE attempt SET spent_at = $4, spent_by = $3
       WHERE person_id = $1 AND category = $2 AND kind = 'exam' AND outcome = 'passed'
         AND (spent_by IS NULL OR (spent_by = 'renewal' AND $3 = 'ended'))`,
      [input.personId, input.category, by, now.toString()],
    );
  }
}
