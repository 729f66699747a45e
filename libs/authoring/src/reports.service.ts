import { Injectable } from '@nestjs/common';
import { AttemptsService, PracticeService } from '#attempts';
import { batches, itemReportAnswered } from '#events';
import { type Actor, audit, Clock, Db, isDuplicate, may, notFound, personOf, publish } from '#kernel';
import { canAuthor } from './authoring.access.js';
import { reportAnswered, reportWaits, tooManyReports } from './authoring.problems.js';
import { REPORTS_A_DAY } from './report.js';
import {
  type About,
  closeReports,
  countReportsSince,
  hasReport,
  insertReport,
  listOpenReportsOn,
  listReports,
  listReportsOf,
  lockReporter,
} from './reports.queries.js';
import type { AnswerReport, AuthorReport, OwnReport, ReportItem } from './reports.schemas.js';

/** The question somebody wants to report: one they answered in practice or a lesson, or some question of their exam. */
export interface Place {
  readonly attemptId: string;
  /** Undefined: about an exam, of which no question is named or shown again. */
  readonly position?: number | undefined;
}

/** More than anybody reads at once; those that wait come first. */
const MOST = 200;
const OPEN = ['authoring_report_open_item_uq', 'authoring_report_open_exam_uq'] as const;

/** "This isn't right": what learners say of a question, and what its author answers. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly practice: PracticeService,
    private readonly attempts: AttemptsService,
  ) {}

  /** What a place is, for the page that asks what is wrong: the question's words, or only the exam's licence. */
  async look(
    actor: Actor,
    place: Place,
  ): Promise<{ stem: { nl: string; en: string } | null; category: string | null }> {
    const { stem, about } = await this.find(actor, place);
    return { stem, category: 'category' in about ? about.category : null };
  }

  /**
   * Keeps a report; one open report per person and version of an item (or exam), and at most five a day. Gives its id.
   */
  async report(actor: Actor, place: Place, input: ReportItem): Promise<string> {
    const personId = personOf(actor);
    const { about } = await this.find(actor, place);
    const now = this.clock.now();
    const since = now.subtract({ hours: 24 }).toString();
    try {
      return await this.db.transaction(async (tx) => {
        await lockReporter(tx, personId);
        if ((await countReportsSince(tx, personId, since)) >= REPORTS_A_DAY) throw tooManyReports();
        const { language } = actor;
        const id = await insertReport(tx, { ...input, personId, about, language, at: now.toString() });
        const changes = 'itemId' in about ? { ...about, reason: input.reason } : { reason: input.reason };
        const subject = { type: 'item-report', id };
        await audit(tx, actor, { action: 'item-report.made', subject, changes }, now);
        return id;
      });
    } catch (error) {
      if (OPEN.some((index) => isDuplicate(error, index))) throw reportWaits();
      throw error;
    }
  }

  /** What the actor reported, newest first, with the answers. */
  own(actor: Actor): Promise<OwnReport[]> {
    return listReportsOf(this.db.read, personOf(actor));
  }

  /** All reports for those who write the questions: open ones first. */
  async list(actor: Actor): Promise<AuthorReport[]> {
    may(canAuthor(actor));
    return listReports(this.db.read, MOST);
  }

  async openOn(actor: Actor, itemId: string): Promise<AuthorReport[]> {
    may(canAuthor(actor));
    return listOpenReportsOn(this.db.read, itemId);
  }

  /** Answers a report, and with it every open one on the same item; whoever reported is told. Gives how many that were. */
  async answer(actor: Actor, id: string, input: AnswerReport): Promise<number> {
    may(canAuthor(actor));
    const at = this.clock.now();
    return this.db.transaction(async (tx) => {
      if (!(await hasReport(tx, id))) throw notFound('report');
      const closed = await closeReports(tx, id, input, { personId: actor.personId, at: at.toString() });
      if (closed.length === 0) throw reportAnswered();
      const { outcome, version } = input;
      const items = closed.map((report) => ({ reportId: report.id, personId: report.personId, outcome }));
      await publish(
        tx,
        batches(items).map((some) => itemReportAnswered({ items: some })),
      );
      const subject = { type: 'item-report', id };
      const changes = { outcome, reports: closed.length, ...(version === undefined ? {} : { version }) };
      await audit(tx, actor, { action: 'item-report.answered', subject, changes }, at);
      return closed.length;
    });
  }

  /** Only what this person answered themselves; a question of an exam is never shown again. */
  private async find(
    actor: Actor,
    { attemptId, position }: Place,
  ): Promise<{ stem: { nl: string; en: string } | null; about: About }> {
    if (position !== undefined) {
      const { item } = (await this.practice.explain(actor, attemptId, position)).practised;
      return { stem: item.body.stem, about: { itemId: item.id, itemVersion: item.version } };
    }
    const attempt = await this.attempts.own(actor, attemptId);
    if (attempt.kind !== 'exam' || attempt.state !== 'finished') throw notFound('attempt');
    return { stem: null, about: { examId: attempt.id, category: attempt.category } };
  }
}
