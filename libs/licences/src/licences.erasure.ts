import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, Registry, rows, systemActor, type Tx } from '#kernel';
import { localDay } from './expiry.js';
import { revokeLink } from './decisions.js';
import { listChanges, listOwn, lockLedger } from './licences.queries.js';
import { writeChanges } from './write-ledger.js';

/**
 * What this lib knows about a person, and how it forgets. The ledger itself stays: it holds ids, days and kinds, and
 * nobody can be found through it once `people` has forgotten the name behind the id. What could still point at the
 * person goes: HR's words and the public links.
 */
@Injectable()
export class LicencesErasure implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.registry.erasure({
      lib: 'licences',
      tables: ['licence', 'licence_change', 'licence_reason', 'licence_correction', 'licence_evidence_claim'],
      exportOf: exportLicences,
      erase: (tx, personId) => this.erase(tx, personId),
    });
  }

  private async erase(tx: Tx, personId: string): Promise<void> {
    const head = await lockLedger(tx);
    const now = this.clock.now();
    const changes = (await listOwn(tx, personId)).flatMap(({ licence }) => {
      const outcome = revokeLink(licence, localDay(now, 'UTC'));
      return outcome.ok ? [{ licence: outcome.licence, events: outcome.events, code: null }] : [];
    });
    await writeChanges(tx, systemActor('licences.erasure'), head, now, changes);
    await rows(tx, 'DELETE FROM licence_reason WHERE person_id = $1', [personId]);
    await rows(tx, `UPDATE licence_correction SET reason = '' WHERE person_id = $1`, [personId]);
    await rows(tx, 'DELETE FROM licence_evidence_claim WHERE person_id = $1', [personId]);
  }
}

/** Everything about one person's licences, with the whole ledger of each. */
export async function exportLicences(tx: Tx, personId: string): Promise<Record<string, unknown>> {
  const own = await listOwn(tx, personId);
  const licences = [];
  for (const { licence, code } of own) {
    const { codeDigest: _digest, ...shown } = licence;
    licences.push({ ...shown, publicCode: code, changes: await listChanges(tx, licence.licenceId) });
  }
  const corrections = await rows(
    tx,
    `SELECT licence_id AS "licenceId", valid_from AS "validFrom", valid_until AS "validUntil", reason, outcome,
            proposed_at AS "proposedAt"
     FROM licence_correction WHERE person_id = $1 ORDER BY proposed_at`,
    [personId],
  );
  const evidence = await rows(
    tx,
    `SELECT category, obtained_on AS "obtainedOn", words, submitted_at AS "submittedAt", outcome, answer, decided_at AS "decidedAt"
     FROM licence_evidence_claim WHERE person_id = $1 ORDER BY submitted_at`,
    [personId],
  );
  return { licences, corrections, evidence };
}
