import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import {
  type Actor,
  Clock,
  Config,
  Db,
  invalidInput,
  may,
  notFound,
  one,
  type RunSummary,
  type Tx,
} from '#kernel';
import { PeopleService } from '#people';
import * as decisions from './decisions.js';
import type { Holding, Outcome } from './decisions.js';
import { localDay } from './expiry.js';
import type { Day } from './expiry.js';
import { isOpen } from './licence.js';
import type { Identity, Licence } from './licence.js';
import { LicenceTerms } from './licence-terms.js';
import { canDecide, canShare } from './licences.access.js';
import { licencesConfig } from './licences.config.js';
import { refused } from './licences.problems.js';
import {
  findHolding,
  findLicence,
  hasCounted,
  listStandings,
  lockLedger,
  nextRunningNumber,
} from './licences.queries.js';
import type { Standing, StoredLicence } from './licences.queries.js';
import type { ByReason, IssuePermit } from './licences.schemas.js';
import { CODE_BYTES, digestOf, encodeCode, licenceNumber } from './public-code.js';
import { reasonDigest } from './verify-ledger.js';
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
    private readonly people: PeopleService,
    private readonly terms: LicenceTerms,
  ) {}

  /** The standing of one person: per category the open licence, else the last one that ended. */
  of(tx: Tx, personId: string): Promise<Standing[]> {
    return listStandings(tx, [personId]);
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
    const zone = await this.zoneOf(tx, exam.personId);
    const stored = await findHolding(tx, exam.personId, exam.category);
    may(actor.kind === 'system');
    const completion = {
      attemptId: exam.attemptId,
      on: localDay(Temporal.Instant.from(exam.decidedAt), zone),
    };
    const lapsed = advanceOpen(stored.open, completion.on);
    const holding = holdingAfter(lapsed, stored.lastClosed);
    const fresh = holding.open === null ? await this.newIdentity(tx, exam, completion.on) : null;
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
      const person = await one<{ id: string }>(
        tx,
        'SELECT coalesce(merged_into, id) AS id FROM person WHERE number = $1',
        [input.number],
      );
      if (!person) throw invalidInput([{ pointer: '/number', message: 'licences.person_unknown' }]);
      if (!(await this.terms.isPublished(tx, input.category))) {
        throw invalidInput([{ pointer: '/category', message: 'licences.category_unknown' }]);
      }
      const now = this.clock.now();
      const on = localDay(now, await this.zoneOf(tx, person.id));
      const stored = await findHolding(tx, person.id, input.category);
      const lapsed = advanceOpen(stored.open, on);
      const holding = holdingAfter(lapsed, stored.lastClosed);
      if (holding.open) throw refused('already-holds');
      const fresh = await this.newIdentity(tx, { personId: person.id, category: input.category }, on);
      const days = input.days ?? this.config.get(licencesConfig).LICENCES_PERMIT_DAYS;
      const outcome = decisions.issuePermit(holding, fresh.identity, { on, days });
      if (!outcome.ok) throw refused(outcome.refusal);
      const permit = { licence: outcome.licence, events: outcome.events, code: fresh.code };
      await writeChanges(tx, actor, head, now, lapsed ? [lapsed, permit] : [permit]);
      return outcome.licence;
    });
  }

  /** Out of use until reinstated, for a reason that HR gives. */
  suspend(actor: Actor, id: string, input: ByReason): Promise<Licence> {
    return this.decideWithReason(actor, id, input, decisions.suspend);
  }

  /** Back in use, in the state its dates have reached. */
  reinstate(actor: Actor, id: string, input: ByReason): Promise<Licence> {
    return this.decideWithReason(actor, id, input, decisions.reinstate);
  }

  /** Ended for good, for a reason that HR gives. */
  revoke(actor: Actor, id: string, input: ByReason): Promise<Licence> {
    return this.decideWithReason(actor, id, input, decisions.revoke);
  }

  /** A new public link; the old one stops working at once. */
  renewLink(actor: Actor, id: string): Promise<Licence> {
    const code = newCode();
    return this.change(actor, id, canShare, code, (licence, on) =>
      decisions.renewLink(licence, on, digestOf(code)),
    );
  }

  /** Closes the public page; whoever still has the link sees "unknown". */
  revokeLink(actor: Actor, id: string): Promise<Licence> {
    return this.change(actor, id, canShare, null, decisions.revokeLink);
  }

  private decideWithReason(
    actor: Actor,
    id: string,
    input: ByReason,
    decide: (licence: Licence, input: decisions.ByPerson) => Outcome,
  ): Promise<Licence> {
    const reason = { salt: randomBytes(16).toString('hex'), text: input.reason };
    const digest = reasonDigest(reason.salt, reason.text);
    return this.change(
      actor,
      id,
      canDecide,
      undefined,
      (licence, on) => decide(licence, { on, reasonDigest: digest }),
      reason,
    );
  }

  /** One licence by id: load and lock, may, decide on the holder's own day, write and tell. `code` undefined keeps it. */
  private change(
    actor: Actor,
    id: string,
    allowed: (actor: Actor, holderId: string) => boolean,
    code: string | null | undefined,
    decide: (licence: Licence, on: Day) => Outcome,
    reason?: { salt: string; text: string },
  ): Promise<Licence> {
    return this.db.transaction(async (tx) => {
      const head = await lockLedger(tx);
      const stored = await findLicence(tx, id);
      if (!stored) throw notFound('licence');
      may(allowed(actor, stored.licence.personId));
      const now = this.clock.now();
      const on = localDay(now, await this.zoneOf(tx, stored.licence.personId));
      const current = decisions.advance(stored.licence, on);
      const outcome = decide(current.licence, on);
      if (!outcome.ok) throw refused(outcome.refusal);
      await writeChanges(tx, actor, head, now, [
        {
          licence: outcome.licence,
          events: [...current.events, ...outcome.events],
          code: code === undefined ? stored.code : code,
          ...(reason ? { reason } : {}),
        },
      ]);
      return outcome.licence;
    });
  }

  private async zoneOf(tx: Tx, personId: string): Promise<string> {
    return (await this.people.getPerson(tx, personId)).zone;
  }

  /** Name and number of a new document, and the code of its public page. */
  private async newIdentity(
    tx: Tx,
    holder: { personId: string; category: string },
    on: Day,
  ): Promise<{ identity: Identity; code: string }> {
    const id = await one<{ id: string }>(tx, 'SELECT uuidv7() AS id');
    const code = newCode();
    const { LICENCES_ISSUER } = this.config.get(licencesConfig);
    const running = await nextRunningNumber(tx);
    return {
      code,
      identity: {
        licenceId: id?.id ?? '',
        personId: holder.personId,
        category: holder.category,
        number: licenceNumber(LICENCES_ISSUER, holder.category, Number(on.slice(0, 4)), running),
        codeDigest: digestOf(code),
      },
    };
  }
}

/** The open licence after the clock did its work up to `on`; null when there is none. */
function advanceOpen(open: StoredLicence | null, on: Day): Change | null {
  if (!open) return null;
  const { licence, events } = decisions.advance(open.licence, on);
  return { licence, events, code: open.code };
}

function holdingAfter(lapsed: Change | null, lastClosed: StoredLicence | null): Holding {
  if (!lapsed) return { open: null, lastClosed: lastClosed?.licence ?? null };
  return isOpen(lapsed.licence)
    ? { open: lapsed.licence, lastClosed: null }
    : { open: null, lastClosed: lapsed.licence };
}

function eventsOf(change: Change | StoredLicence): Change['events'] {
  return 'events' in change ? change.events : [];
}

function newCode(): string {
  return encodeCode(randomBytes(CODE_BYTES));
}

function skipped(note: string): RunSummary {
  return { seen: 1, changed: 0, skipped: 1, notes: [note] };
}
