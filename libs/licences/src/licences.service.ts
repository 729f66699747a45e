import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { type Actor, Clock, Config, Db, invalidInput, may, type RunSummary, type Tx } from '#kernel';
import * as decisions from './decisions.js';
import { localDay } from './expiry.js';
import type { Day } from './expiry.js';
import { advanceOpen, holdingAfter, LedgerDesk, newCode, personByNumber } from './ledger-desk.js';
import { isHeld, type Licence } from './licence.js';
import { LicenceTerms } from './licence-terms.js';
import { canDecide, canShare } from './licences.access.js';
import { licencesConfig } from './licences.config.js';
import { refused } from './licences.problems.js';
import { findHolding, hasCounted, listStandings, lockLedger } from './licences.queries.js';
import type { Standing, StoredLicence } from './licences.queries.js';
import type { ByReason, IssuePermit } from './licences.schemas.js';
import { digestOf } from './public-code.js';
import { type Change, writeChanges } from './write-ledger.js';

/** An exam that was passed, as `exam.passed` tells it. */
export interface PassedExam {
  readonly attemptId: string;
  readonly personId: string;
  readonly category: string;
  readonly decidedAt: string;
}

/** Everything that changes a licence. Each method: load, may, decide, write, tell, return. */
@Injectable()
export class LicencesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly terms: LicenceTerms,
    private readonly desk: LedgerDesk,
  ) {}

  /** The standing of one person: per category the open licence, else the last one that ended. */
  of(tx: Tx, personId: string): Promise<Standing[]> {
    return listStandings(tx, [personId]);
  }

  /** The categories of which somebody holds a licence on a day: earned and in force. */
  async heldOn(tx: Tx, personId: string, on: Day): Promise<ReadonlySet<string>> {
    const standings = await listStandings(tx, [personId]);
    return new Set(standings.filter((each) => isHeld(each, on)).map(({ category }) => category));
  }

  /** The same for many people at once, in one statement. People without a licence are not in the map. */
  async byPeople(tx: Tx, personIds: readonly string[]): Promise<Map<string, Standing[]>> {
    const found = new Map<string, Standing[]>();
    for (const standing of await listStandings(tx, personIds)) {
      const own = found.get(standing.personId) ?? [];
      found.set(standing.personId, [...own, standing]);
    }
    return found;
  }

  /**
   * Grants or renews for a passed exam. An exam counts once; one that comes again, is too old or adds nothing is
   * skipped and the summary says why. The day is the holder's own.
   */
  async considerExam(tx: Tx, actor: Actor, exam: PassedExam, now: Temporal.Instant): Promise<RunSummary> {
    const head = await lockLedger(tx);
    if (await hasCounted(tx, exam.attemptId)) return skipped('already counted');
    const zone = await this.desk.zoneOf(tx, exam.personId);
    const stored = await findHolding(tx, exam.personId, exam.category);
    may(actor.kind === 'system');
    const completion = {
      attemptId: exam.attemptId,
      on: localDay(Temporal.Instant.from(exam.decidedAt), zone),
    };
    const lapsed = advanceOpen(stored.open, completion.on);
    const holding = holdingAfter(lapsed, stored.lastClosed);
    const fresh = holding.open === null ? await this.desk.newIdentity(tx, exam, completion.on) : null;
    const terms = await this.terms.of(tx, exam.category);
    const outcome = decisions.passExam(holding, completion, terms, fresh?.identity ?? null);
    if (!outcome.ok) return skipped(outcome.refusal);
    if (outcome.events.length === 0) return skipped('adds nothing');
    const upToDate = decisions.advance(outcome.licence, localDay(now, zone));
    const events = [...outcome.events, ...upToDate.events];
    const before = [lapsed, stored.lastClosed].find(
      (each) => each?.licence.licenceId === outcome.licence.licenceId,
    );
    const changes: Change[] = before
      ? [{ licence: upToDate.licence, events: [...eventsOf(before), ...events], code: before.code }]
      : [...(lapsed ? [lapsed] : []), { licence: upToDate.licence, events, code: fresh?.code ?? null }];
    await writeChanges(tx, actor, head, now, changes);
    return { seen: 1, changed: 1, skipped: 0 };
  }

  /** A review keeps a licence with the rule `upkeep` alive. Anything else is left as it is. */
  async keepAlive(
    tx: Tx,
    actor: Actor,
    review: { personId: string; category: string; on: Day },
    now: Temporal.Instant,
  ): Promise<RunSummary> {
    const head = await lockLedger(tx);
    const { open } = await findHolding(tx, review.personId, review.category);
    may(actor.kind === 'system');
    if (!open) return skipped('no open licence');
    const lapsed = advanceOpen(open, review.on);
    const outcome = decisions.keepAlive(lapsed?.licence ?? open.licence, review.on);
    if (!outcome.ok) return skipped(outcome.refusal);
    if (outcome.events.length === 0) return skipped('adds nothing');
    await writeChanges(tx, actor, head, now, [
      { licence: outcome.licence, events: [...(lapsed?.events ?? []), ...outcome.events], code: open.code },
    ]);
    return { seen: 1, changed: 1, skipped: 0 };
  }

  /** Day-1 access with limits, from today for a number of days, for the person with this HR number. */
  async issuePermit(actor: Actor, input: IssuePermit): Promise<Licence> {
    may(canDecide(actor));
    return this.db.transaction(async (tx) => {
      const head = await lockLedger(tx);
      const person = { id: await personByNumber(tx, input.number, '/number') };
      const supervisorId = input.supervisor
        ? await personByNumber(tx, input.supervisor, '/supervisor')
        : null;
      if (!(await this.terms.isPublished(tx, input.category))) {
        throw invalidInput([{ pointer: '/category', message: 'licences.category_unknown' }]);
      }
      const now = this.clock.now();
      const on = localDay(now, await this.desk.zoneOf(tx, person.id));
      const stored = await findHolding(tx, person.id, input.category);
      const lapsed = advanceOpen(stored.open, on);
      const holding = holdingAfter(lapsed, stored.lastClosed);
      if (holding.open) throw refused('already-holds');
      const fresh = await this.desk.newIdentity(tx, { personId: person.id, category: input.category }, on);
      const days = input.days ?? this.config.get(licencesConfig).LICENCES_PERMIT_DAYS;
      const outcome = decisions.issuePermit(holding, fresh.identity, { on, days, supervisorId });
      if (!outcome.ok) throw refused(outcome.refusal);
      const permit = { licence: outcome.licence, events: outcome.events, code: fresh.code };
      await writeChanges(tx, actor, head, now, lapsed ? [lapsed, permit] : [permit]);
      return outcome.licence;
    });
  }

  /** Out of use until reinstated, for a reason that HR gives. */
  suspend(actor: Actor, id: string, input: ByReason): Promise<Licence> {
    return this.desk.decideWithReason(actor, id, input.reason, canDecide, (licence, by) =>
      decisions.suspend(licence, by),
    );
  }

  /** Back in use, in the state its dates have reached. */
  reinstate(actor: Actor, id: string, input: ByReason): Promise<Licence> {
    return this.desk.decideWithReason(actor, id, input.reason, canDecide, (licence, by) =>
      decisions.reinstate(licence, by),
    );
  }

  /** Ended for good, for a reason that HR gives. */
  revoke(actor: Actor, id: string, input: ByReason): Promise<Licence> {
    return this.desk.decideWithReason(actor, id, input.reason, canDecide, (licence, by) =>
      decisions.revoke(licence, by),
    );
  }

  /** A new public link; the old one stops working at once. */
  renewLink(actor: Actor, id: string): Promise<Licence> {
    const code = newCode();
    return this.desk.change(actor, id, canShare, code, (licence, on) =>
      decisions.renewLink(licence, on, digestOf(code)),
    );
  }

  /** Closes the public page; whoever still has the link sees "unknown". */
  revokeLink(actor: Actor, id: string): Promise<Licence> {
    return this.desk.change(actor, id, canShare, null, decisions.revokeLink);
  }
}

function eventsOf(change: Change | StoredLicence): Change['events'] {
  return 'events' in change ? change.events : [];
}

function skipped(note: string): RunSummary {
  return { seen: 1, changed: 0, skipped: 1, notes: [note] };
}
