import { Injectable } from '@nestjs/common';
import { type Actor, audit, Clock, Db, invalidInput, may, personOf } from '#kernel';
import {
  closeClaim,
  type EvidenceClaim,
  insertClaim,
  listClaimsOf,
  listWaitingClaims,
  lockClaim,
} from './evidence-claims.queries.js';
import type { DecideEvidence, SubmitEvidence } from './evidence-claims.schemas.js';
import { localDay } from './expiry.js';
import { HrDeskService } from './hr-desk.service.js';
import { LedgerDesk } from './ledger-desk.js';
import { LicenceTerms } from './licence-terms.js';
import { canDecide } from './licences.access.js';
import { evidenceDecided, evidenceWaits } from './licences.problems.js';
import { answerable, fileOne } from './proposals.js';

/** Proof from elsewhere that people hand in themselves, and HR's answer to it. */
@Injectable()
export class EvidenceClaimsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly terms: LicenceTerms,
    private readonly ledger: LedgerDesk,
    private readonly desk: HrDeskService,
  ) {}

  /** Hands proof in for a licence of one's own; one at a time for each category. Gives the claim's id. */
  async submit(actor: Actor, input: SubmitEvidence): Promise<string> {
    const personId = personOf(actor);
    const now = this.clock.now();
    return fileOne('licence_evidence_claim_waiting_uq', evidenceWaits, () =>
      this.db.transaction(async (tx) => {
        if (!(await this.terms.isPublished(tx, input.category)))
          throw invalidInput([{ pointer: '/category', message: 'licences.category_unknown' }]);
        if (input.obtainedOn > localDay(now, await this.ledger.zoneOf(tx, personId)))
          throw invalidInput([{ pointer: '/obtainedOn', message: 'licences.problem_evidence_from_future' }]);
        const id = await insertClaim(tx, { ...input, personId, at: now.toString() });
        const { category, obtainedOn } = input;
        const subject = { type: 'licence-evidence-claim', id };
        await audit(
          tx,
          actor,
          { action: 'licence.evidence-submitted', subject, changes: { category, obtainedOn } },
          now,
        );
        return id;
      }),
    );
  }

  /** What the actor handed in, newest first. */
  async own(actor: Actor): Promise<EvidenceClaim[]> {
    return listClaimsOf(this.db.read, personOf(actor));
  }

  /** What waits for HR, oldest first. */
  async waiting(actor: Actor): Promise<EvidenceClaim[]> {
    may(canDecide(actor));
    return listWaitingClaims(this.db.read);
  }

  /**
   * HR's answer, not about oneself. Accepted: the licence follows in the same transaction, as when HR enters the proof,
   * and a refusal there (too old, adds nothing) leaves the claim waiting.
   */
  async decide(actor: Actor, id: string, { outcome, trust, answer }: DecideEvidence): Promise<void> {
    may(canDecide(actor));
    const by = personOf(actor);
    await this.db.transaction(async (tx) => {
      const claim = answerable(actor, await lockClaim(tx, id), 'licence-evidence-claim', evidenceDecided);
      const at = this.clock.now();
      const { personId, category, obtainedOn } = claim;
      if (outcome === 'accepted' && trust !== undefined)
        await this.desk.acceptFor(tx, actor, personId, { category, obtainedOn, trust, reason: answer });
      await closeClaim(tx, id, { outcome, answer, by, at: at.toString() });
      const subject = { type: 'licence-evidence-claim', id };
      await audit(
        tx,
        actor,
        { action: `licence.evidence-${outcome}`, subject, changes: trust ? { trust } : {} },
        at,
      );
    });
  }
}
