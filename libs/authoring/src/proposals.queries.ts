import { one, rows, type Tx } from '#kernel';
import type { ProposedItem, ProposedOption } from './proposal.js';
import type { AuthorProposal, DecideProposal, OwnProposal } from './proposals.schemas.js';

/** Proposals of one person take turns, so that nobody passes the limit by sending several at once. */
export async function lockProposer(tx: Tx, personId: string): Promise<void> {
  await rows(tx, `SELECT pg_advisory_xact_lock(hashtext('authoring.proposal'), hashtext($1))`, [personId]);
}

export async function countProposalsSince(tx: Tx, personId: string, since: string): Promise<number> {
  const found = await one<{ n: number }>(
    tx,
    'SELECT count(*)::int AS n FROM authoring_proposal WHERE person_id = $1 AND proposed_at > $2',
    [personId, since],
  );
  return found?.n ?? 0;
}

export async function insertProposal(
  tx: Tx,
  { personId, skill, language, stem, options, at }: ProposedItem & { personId: string; at: string },
): Promise<string> {
  const added = await one<{ id: string }>(
    tx,
    `INSERT INTO authoring_proposal (person_id, skill, language, stem, options, proposed_at)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [personId, skill, language, stem, JSON.stringify(options), at],
  );
  if (!added) throw new Error('the proposal was not stored');
  return added.id;
}

const COLUMNS = `a.id, a.skill, a.language, a.stem, a.options, a.proposed_at AS "proposedAt", a.outcome, a.answer`;
type Dated<T> = Omit<T, 'proposedAt' | 'options'> & { proposedAt: Date; options: ProposedOption[] };
const plain = <T extends { proposedAt: Date }>(row: T) => ({
  ...row,
  proposedAt: row.proposedAt.toISOString(),
});

/** What somebody proposed, newest first. */
export async function listProposalsOf(tx: Tx, personId: string): Promise<OwnProposal[]> {
  const found = await rows<Dated<OwnProposal>>(
    tx,
    `SELECT ${COLUMNS} FROM authoring_proposal a WHERE a.person_id = $1 ORDER BY a.proposed_at DESC, a.id DESC`,
    [personId],
  );
  return found.map(plain);
}

/** Those that wait first, the longest waiting on top; then the latest decided. */
export async function listProposals(tx: Tx, limit: number): Promise<Omit<AuthorProposal, 'problems'>[]> {
  const found = await rows<Dated<Omit<AuthorProposal, 'problems'>>>(
    tx,
    `SELECT ${COLUMNS}, jsonb_build_object('id', p.id, 'name', p.display_name) AS proposer
     FROM authoring_proposal a JOIN person p ON p.id = a.person_id
     ORDER BY a.outcome IS NOT NULL, a.decided_at DESC, a.proposed_at, a.id LIMIT $1`,
    [limit],
  );
  return found.map(plain);
}

/** Approved questions in the order of their approval: what a pull takes in. */
export function listApproved(tx: Tx): Promise<ProposedItem[]> {
  return rows<ProposedItem>(
    tx,
    `SELECT skill, language, stem, options FROM authoring_proposal WHERE outcome = 'approved' ORDER BY decided_at, id`,
  );
}

export function lockProposal(
  tx: Tx,
  id: string,
): Promise<{ personId: string; outcome: string | null } | undefined> {
  return one(tx, 'SELECT person_id AS "personId", outcome FROM authoring_proposal WHERE id = $1 FOR UPDATE', [
    id,
  ]);
}

export async function closeProposal(
  tx: Tx,
  id: string,
  { outcome, answer }: DecideProposal,
  by: { readonly personId: string | null; readonly at: string },
): Promise<void> {
  await rows(
    tx,
    'UPDATE authoring_proposal SET outcome = $2, answer = $3, decided_by = $4, decided_at = $5 WHERE id = $1',
    [id, outcome, answer, by.personId, by.at],
  );
}
