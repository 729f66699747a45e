import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  Clock,
  Db,
  invalidInput,
  isSelf,
  may,
  notFound,
  personOf,
  type Tx,
} from '#kernel';
import { recognise } from './evidence.js';
import { localDay } from './expiry.js';
import * as hr from './hr-decisions.js';
import {
  closeCorrection,
  hasOtherOpen,
  insertCorrection,
  lastDecision,
  listEndorsements,
  lockCorrection,
  saveEndorsementKind,
} from './hr-desk.queries.js';
import type {
  AcceptEvidence,
  DecideAppeal,
  DecideCorrection,
  EndorseLicence,
  EndorsementKind,
  ProposeCorrection,
  SaveEndorsement,
  WithdrawEndorsement,
} from './hr-desk.schemas.js';
import { advanceOpen, holdingAfter, LedgerDesk, newReason, personByNumber } from './ledger-desk.js';
import type { Licence } from './licence.js';
import { LicenceTerms } from './licence-terms.js';
import { canDecide } from './licences.access.js';
import { correctionDecided, correctionWaits, refused } from './licences.problems.js';
import { findHolding, findLicence, lockLedger } from './licences.queries.js';
import { answerable, fileOne } from './proposals.js';
import { writeChanges } from './write-ledger.js';

/** What HR decides beyond suspending: evidence from outside, corrections, appeals and endorsements. */
@Injectable()
export class HrDeskService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly terms: LicenceTerms,
    private readonly desk: LedgerDesk,
  ) {}

  /** Accepts a certificate from elsewhere; how long it counts follows from its trust level. */
  async acceptEvidence(actor: Actor, input: AcceptEvidence): Promise<Licence> {
    may(canDecide(actor));
    return this.db.transaction(async (tx) =>
      this.acceptFor(tx, actor, await personByNumber(tx, input.number, '/number'), input),
    );
  }

  /** The same in a transaction that goes on, for somebody who is known. */
  async acceptFor(
    tx: Tx,
    actor: Actor,
    personId: string,
    input: Omit<AcceptEvidence, 'number'>,
  ): Promise<Licence> {
    may(canDecide(actor) && !isSelf(actor, personId));
    const reason = newReason(input.reason);
    const head = await lockLedger(tx);
    if (!(await this.terms.isPublished(tx, input.category))) {
      throw invalidInput([{ pointer: '/category', message: 'licences.category_unknown' }]);
    }
    const now = this.clock.now();
    const on = localDay(now, await this.desk.zoneOf(tx, personId));
    const stored = await findHolding(tx, personId, input.category);
    const lapsed = advanceOpen(stored.open, on);
    const holding = holdingAfter(lapsed, stored.lastClosed);
    const holder = { personId, category: input.category };
    const fresh = holding.open === null ? await this.desk.newIdentity(tx, holder, on) : null;
    const evidence = { obtainedOn: input.obtainedOn, trust: input.trust, reasonDigest: reason.digest };
    const terms = await this.terms.of(tx, input.category);
    const outcome = recognise(holding, evidence, on, terms, fresh?.identity ?? null);
    if (!outcome.ok) throw refused(outcome.refusal);
    const { licence, events } = outcome;
    const changes = fresh
      ? [...(lapsed ? [lapsed] : []), { licence, events, code: fresh.code, reason }]
      : [{ licence, events: [...(lapsed?.events ?? []), ...events], code: lapsed?.code ?? null, reason }];
    await writeChanges(tx, actor, head, now, changes);
    return licence;
  }

  /** Proposes other dates; nothing changes until a second person of HR confirms. */
  async proposeCorrection(actor: Actor, licenceId: string, input: ProposeCorrection): Promise<string> {
    may(canDecide(actor));
    const proposedBy = personOf(actor);
    return fileOne('licence_correction_waiting_uq', correctionWaits, () =>
      this.db.transaction(async (tx) => {
        const stored = await findLicence(tx, licenceId);
        if (!stored) throw notFound('licence');
        may(!isSelf(actor, stored.licence.personId));
        if (stored.licence.state === 'revoked') throw refused('already-revoked');
        const wrong = hr.checkDates(stored.licence, input);
        if (wrong && !wrong.ok) throw refused(wrong.refusal);
        const at = this.clock.now();
        const { personId } = stored.licence;
        const id = await insertCorrection(tx, {
          ...input,
          licenceId,
          personId,
          proposedBy,
          at: at.toString(),
        });
        const { validFrom, validUntil } = input;
        const subject = { type: 'licence', id: licenceId };
        await audit(
          tx,
          actor,
          { action: 'licence.correction-proposed', subject, changes: { validFrom, validUntil } },
          at,
        );
        return id;
      }),
    );
  }

  /** The second person's word: confirmed writes the correction into the ledger, rejected closes the proposal. */
  async decideCorrection(actor: Actor, id: string, input: DecideCorrection): Promise<void> {
    may(canDecide(actor));
    const by = personOf(actor);
    await this.db.transaction(async (tx) => {
      const found = answerable(actor, await lockCorrection(tx, id), 'licence correction', correctionDecided);
      const at = this.clock.now();
      if (input.outcome === 'confirmed') {
        const reason = newReason(found.reason);
        const { validFrom, validUntil, proposedBy } = found;
        await this.desk.changeIn(
          tx,
          actor,
          found.licenceId,
          canDecide,
          undefined,
          async (licence, on) => {
            const correction = { validFrom, validUntil, proposedBy, on, reasonDigest: reason.digest };
            return hr.correct(licence, correction, by, await hasOtherOpen(tx, found.licenceId));
          },
          reason,
        );
      }
      await closeCorrection(tx, id, input.outcome, by, at.toString());
      const subject = { type: 'licence', id: found.licenceId };
      await audit(tx, actor, { action: `licence.correction-${input.outcome}`, subject, changes: {} }, at);
    });
  }

  /** The holder's appeal against a suspension or revocation. */
  appeal(actor: Actor, licenceId: string, input: { reason: string }): Promise<Licence> {
    return this.desk.decideWithReason(actor, licenceId, input.reason, isSelf, (licence, by) =>
      hr.appeal(licence, by, this.desk.appealDays),
    );
  }

  /** The answer to an appeal, by somebody who did not take the decision. */
  decideAppeal(actor: Actor, licenceId: string, input: DecideAppeal): Promise<Licence> {
    const judge = personOf(actor);
    return this.desk.decideWithReason(actor, licenceId, input.reason, canDecide, async (licence, by, tx) => {
      const decision = await lastDecision(tx, licenceId);
      const answer = { ...by, isUpheld: input.outcome === 'upheld', decidedBy: decision?.by ?? null, judge };
      return hr.decideAppeal(licence, answer, await hasOtherOpen(tx, licenceId));
    });
  }

  listEndorsements(): Promise<EndorsementKind[]> {
    return listEndorsements(this.db.read);
  }

  /** Adds a kind of endorsement or changes its names. */
  async saveEndorsement(actor: Actor, input: SaveEndorsement): Promise<EndorsementKind[]> {
    may(canDecide(actor));
    return this.db.transaction(async (tx) => {
      if (!(await this.terms.isPublished(tx, input.category))) {
        throw invalidInput([{ pointer: '/category', message: 'licences.category_unknown' }]);
      }
      if (!(await saveEndorsementKind(tx, input))) {
        throw invalidInput([{ pointer: '/category', message: 'licences.endorsement_other_category' }]);
      }
      const { code, category } = input;
      const subject = { type: 'endorsement', id: code };
      await audit(
        tx,
        actor,
        { action: 'endorsement.saved', subject, changes: { category } },
        this.clock.now(),
      );
      return listEndorsements(tx);
    });
  }

  /** Adds an endorsement of the licence's own category. */
  endorse(actor: Actor, licenceId: string, { endorsement }: EndorseLicence): Promise<Licence> {
    return this.desk.change(actor, licenceId, mayDecideFor, undefined, async (licence, on, tx) => {
      const known = (await listEndorsements(tx)).find(({ code }) => code === endorsement);
      if (known?.category !== licence.category) {
        throw invalidInput([{ pointer: '/endorsement', message: 'licences.endorsement_unknown' }]);
      }
      return hr.endorse(licence, on, endorsement);
    });
  }

  withdrawEndorsement(actor: Actor, licenceId: string, input: WithdrawEndorsement): Promise<Licence> {
    return this.desk.decideWithReason(actor, licenceId, input.reason, canDecide, (licence, by) =>
      hr.withdrawEndorsement(licence, { ...by, endorsement: input.endorsement }),
    );
  }
}

/** HR decides, but nobody gives themselves anything. */
const mayDecideFor = (actor: Actor, holderId: string): boolean =>
  canDecide(actor) && !isSelf(actor, holderId);
