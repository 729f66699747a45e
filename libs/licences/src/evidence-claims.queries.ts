import { one, rows, type Tx } from '#kernel';
import type { EvidenceClaimView, SubmitEvidence } from './evidence-claims.schemas.js';

/** A claim with whose it is. */
export interface EvidenceClaim extends EvidenceClaimView {
  readonly personId: string;
  readonly holder: string;
  readonly number: string;
}

type ClaimSql = Omit<EvidenceClaim, 'submittedAt'> & { submittedAt: Date };
const CLAIM = `SELECT c.id, c.person_id AS "personId", p.display_name AS holder, p.number, c.category, c.obtained_on AS "obtainedOn",
    c.words, c.submitted_at AS "submittedAt", c.outcome, c.answer
  FROM licence_evidence_claim c JOIN person p ON p.id = c.person_id`;
const toClaim = (row: ClaimSql): EvidenceClaim => ({ ...row, submittedAt: row.submittedAt.toISOString() });

export async function insertClaim(
  tx: Tx,
  claim: SubmitEvidence & { personId: string; at: string },
): Promise<string> {
  const added = await one<{ id: string }>(
    tx,
    `INSERT INTO licence_evidence_claim (person_id, category, obtained_on, words, submitted_at)
     VALUES ($1, $2, $3, $4, $5) RETURNING id`,
    [claim.personId, claim.category, claim.obtainedOn, claim.words, claim.at],
  );
  if (!added) throw new Error('an insert returns its row');
  return added.id;
}

/** What somebody handed in, newest first. */
export async function listClaimsOf(tx: Tx, personId: string): Promise<EvidenceClaim[]> {
  return (
    await rows<ClaimSql>(tx, `${CLAIM} WHERE c.person_id = $1 ORDER BY c.submitted_at DESC, c.id DESC`, [
      personId,
    ])
  ).map(toClaim);
}

/** What waits for HR, oldest first. */
export async function listWaitingClaims(tx: Tx): Promise<EvidenceClaim[]> {
  return (await rows<ClaimSql>(tx, `${CLAIM} WHERE c.outcome IS NULL ORDER BY c.submitted_at, c.id`)).map(
    toClaim,
  );
}

/** One claim; locked, so that two people can't decide it at once. */
export async function lockClaim(tx: Tx, id: string): Promise<EvidenceClaim | undefined> {
  const found = await one<ClaimSql>(tx, `${CLAIM} WHERE c.id = $1 FOR UPDATE OF c`, [id]);
  return found && toClaim(found);
}

export async function closeClaim(
  tx: Tx,
  id: string,
  decision: { outcome: 'accepted' | 'rejected'; answer: string; by: string; at: string },
): Promise<void> {
  await rows(
    tx,
    'UPDATE licence_evidence_claim SET outcome = $2, answer = $3, decided_by = $4, decided_at = $5 WHERE id = $1',
    [id, decision.outcome, decision.answer, decision.by, decision.at],
  );
}
