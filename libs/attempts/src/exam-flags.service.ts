import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Db, forbidden, isSelf, may, notFound } from '#kernel';
import { canInspectExams, learnerOf, seesWhoseExam } from './attempts.access.js';
import { flagInspected } from './attempts.problems.js';
import { findFlag, type FlagRow, inspectFlag, listFlags } from './exam-flags.queries.js';
import type { FlagList, FlagView, InspectFlag } from './exam-flags.schemas.js';

/** More than anybody reads at once; those that wait come first. */
const MOST = 200;

/** Exams that stand out, for a person to look at. Looking changes nothing about an exam, whatever is written down. */
@Injectable()
export class ExamFlagsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Flagged exams of others; the reader's own is somebody else's to look at. */
  async list(actor: Actor): Promise<FlagList> {
    may(canInspectExams(actor));
    const found = await listFlags(this.db.read, actor.personId, MOST);
    return {
      waiting: found.filter(({ inspectedAt }) => inspectedAt === null).length,
      items: found.map((row) => toView(actor, row)),
    };
  }

  /** Marks one as looked at, with a note. Once: what a colleague wrote stands. */
  async inspect(actor: Actor, id: string, { note }: InspectFlag): Promise<FlagView> {
    may(canInspectExams(actor));
    const change = { id, by: learnerOf(actor), note };
    const telling = { actor, at: this.clock.now(), action: 'exam-flag.inspected', subjectType: 'attempt' };
    const done = await inspectFlag(this.db, change, telling);
    const flag = await findFlag(this.db.read, id);
    if (!flag) throw notFound('attempt');
    if (isSelf(actor, flag.personId)) throw forbidden();
    if (!done) throw flagInspected();
    return toView(actor, flag);
  }
}

function toView(actor: Actor, row: FlagRow): FlagView {
  const { id, category, rapid, answered, personFit, note } = row;
  const named = seesWhoseExam(actor);
  return {
    ...{ id, category, personFit, note, flaggedAt: row.flaggedAt.toISOString() },
    rapid: rapid === null ? null : { count: rapid, answered, share: rapid / answered },
    person: named ? { id: row.personId, name: row.personName } : null,
    inspectedAt: row.inspectedAt?.toISOString() ?? null,
    inspectedBy: named ? row.inspectedBy : null,
  };
}
