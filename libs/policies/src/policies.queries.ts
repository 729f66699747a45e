/** SQL of policies and their versions. */
import { dependsOnDay } from '#audiences';
import { one, rows } from '#kernel';
import type { Tx } from '#kernel';
import { NEW_DRAFT } from './policy-draft.js';
import type { FullContent, PolicyDraft } from './policy-draft.js';
import type { PolicyState, PolicyStep } from './policy.js';
import { REJOIN_DAYS } from './compare-requirements.queries.js';
import { LOCAL_DAY } from './remind-requirements.queries.js';

export interface Policy {
  id: string;
  state: PolicyState;
  version: number;
  draft: PolicyDraft;
  hasChanges: boolean;
  resumedOn: string | null;
  createdBy: string | null;
  changedAt: Date;
  /** What one person from HR asked for and a second one has not agreed to yet. */
  proposedStep: Exclude<PolicyStep, 'pause'> | null;
  proposedBy: string | null;
  proposedAt: Date | null;
}

export interface Version extends FullContent {
  policyId: string;
  version: number;
  sentence: { nl: string; en: string };
  because: { nl: string; en: string };
  since: string;
  /** The day from which `renewMonths` counts; a version that leaves it alone keeps it. */
  renewSince: string;
  copyOf: number | null;
  publishedBy: string | null;
  proposedBy: string | null;
  publishedAt: Date;
  /** The day of publication at the head office. */
  publishedOn: string;
}

const POLICY = `id, state, version, draft, has_changes AS "hasChanges", resumed_on AS "resumedOn", created_by AS "createdBy", changed_at AS "changedAt", proposed_step AS "proposedStep", proposed_by AS "proposedBy", proposed_at AS "proposedAt"`;
// Versions from before the day was kept: they were counted from the day they were published.
const versionColumns = (v: string): string =>
  `${v}policy_id AS "policyId", ${v}version, ${v}category, ${v}rule, ${v}due, ${v}title, ${v}sentence, ${v}because, ${v}since, ${v}copy_of AS "copyOf",
   ${v}published_by AS "publishedBy", ${v}proposed_by AS "proposedBy", ${v}published_at AS "publishedAt", ${v}renew_months AS "renewMonths",
   coalesce(${v}renew_since, ${v}since) AS "renewSince", ${v}steps, ${v}apply_to AS "applyTo", ${v}tests, coalesce(${v}published_on, ${v}since) AS "publishedOn"`;
const VERSION = versionColumns('');

export async function findPolicy(tx: Tx, id: string, { lock = false } = {}): Promise<Policy | undefined> {
  const found = await one<Policy>(
    tx,
    `SELECT ${POLICY} FROM policy WHERE id = $1 ${lock ? 'FOR UPDATE' : ''}`,
    [id],
  );
  // A draft written before a field existed says nothing about it.
  return found && { ...found, draft: { ...NEW_DRAFT, ...found.draft } };
}

export async function findVersion(tx: Tx, policyId: string, version: number): Promise<Version | undefined> {
  return one<Version>(tx, `SELECT ${VERSION} FROM policy_version WHERE policy_id = $1 AND version = $2`, [
    policyId,
    version,
  ]);
}

/** Newest first. */
export async function listVersions(tx: Tx, policyId: string): Promise<Version[]> {
  return rows<Version>(
    tx,
    `SELECT ${VERSION} FROM policy_version WHERE policy_id = $1 ORDER BY version DESC`,
    [policyId],
  );
}

/** A version that asks something of somebody, and how it stands among the versions of its policy. */
export interface Standing extends Version {
  resumedOn: string | null;
  /** An older version that still counts for whom it asked. */
  isOlder: boolean;
  /** All older versions of the policy that still count. */
  pinned: number[];
  /** Whoever earned a proof after this day is a later version's, one that takes over at renewal; null without one. */
  untilProofOn: string | null;
}

/**
 * The versions that count, of every published policy or of these: for each policy the older ones first, the newest
 * last. An older one counts as long as no later version concerned everybody and it asks somebody, or did a moment ago,
 * or takes over at renewal.
 */
export async function listStanding(
  tx: Tx,
  on: string,
  policyIds: readonly string[] | null = null,
  options: { paused?: boolean } = {},
): Promise<Standing[]> {
  const found = await rows<Version & { resumedOn: string | null; isNewest: boolean; asks: boolean }>(
    tx,
    `SELECT ${versionColumns('v.')}, p.resumed_on AS "resumedOn", v.version = p.version AS "isNewest",
            v.version = p.version OR v.apply_to = 'renewal' OR EXISTS (
              SELECT 1 FROM requirement r WHERE r.policy_id = v.policy_id AND r.version = v.version
                AND (r.state <> 'ended' OR r.ended_on > $2::date - ${REJOIN_DAYS})) AS asks
     FROM policy p JOIN policy_version v ON v.policy_id = p.id AND v.version <= p.version
     WHERE (p.state = 'published' OR ($3::boolean AND p.state = 'paused')) AND ($1::uuid[] IS NULL OR p.id = ANY($1))
       AND v.version >= (SELECT coalesce(max(w.version), 1) FROM policy_version w WHERE w.policy_id = p.id AND w.version <= p.version AND w.apply_to = 'now')
     ORDER BY p.id, v.version`,
    [policyIds, on, options.paused ?? false],
  );
  return standing(found);
}

function standing(
  found: readonly (Version & { resumedOn: string | null; isNewest: boolean; asks: boolean })[],
): Standing[] {
  const pinned = new Map<string, number[]>();
  for (const { policyId, version, isNewest, asks } of found) {
    if (isNewest || !asks) continue;
    pinned.set(policyId, [...(pinned.get(policyId) ?? []), version]);
  }
  return found
    .filter(({ asks }) => asks)
    .map(({ isNewest, asks: _, ...version }) => ({
      ...version,
      isOlder: !isNewest,
      pinned: pinned.get(version.policyId) ?? [],
      untilProofOn:
        found.find(
          (later) =>
            later.policyId === version.policyId &&
            later.version > version.version &&
            later.applyTo === 'renewal',
        )?.publishedOn ?? null,
    }));
}

/** Whether a version can ask somebody else tomorrow although nothing was recorded: relative days, or proofs that grow old. */
export function changesWithTheDay({ rule, renewMonths }: Pick<Version, 'rule' | 'renewMonths'>): boolean {
  return renewMonths !== null || dependsOnDay(rule);
}

export async function insertPolicy(
  tx: Tx,
  draft: PolicyDraft,
  createdBy: string | null,
  at: string,
): Promise<string> {
  const added = await one<{ id: string }>(
    tx,
    'INSERT INTO policy (draft, created_by, created_at, changed_at) VALUES ($1, $2, $3, $3) RETURNING id',
    [JSON.stringify(draft), createdBy, at],
  );
  if (!added) throw new Error('The policy was not written');
  return added.id;
}

export async function savePolicy(
  tx: Tx,
  id: string,
  change: Pick<Policy, 'state' | 'version' | 'draft' | 'hasChanges' | 'resumedOn'>,
  at: string,
): Promise<void> {
  // Whatever is done to a policy, what was proposed before it no longer stands.
  await rows(
    tx,
    `UPDATE policy SET state = $2, version = $3, draft = $4, has_changes = $5, resumed_on = $6, changed_at = $7,
       proposed_step = NULL, proposed_by = NULL, proposed_at = NULL WHERE id = $1`,
    [id, change.state, change.version, JSON.stringify(change.draft), change.hasChanges, change.resumedOn, at],
  );
}

/** Asks a second person from HR to agree. */
export async function proposeStep(
  tx: Tx,
  id: string,
  proposed: { step: Exclude<PolicyStep, 'pause'>; by: string | null },
  at: string,
): Promise<void> {
  await rows(tx, 'UPDATE policy SET proposed_step = $2, proposed_by = $3, proposed_at = $4 WHERE id = $1', [
    id,
    proposed.step,
    proposed.by,
    at,
  ]);
}

export async function insertVersion(
  tx: Tx,
  version: Omit<Version, 'publishedAt'>,
  at: string,
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO policy_version (policy_id, version, category, rule, due, title, sentence, because, since, copy_of, published_by, published_at,
       renew_months, renew_since, steps, apply_to, tests, published_on, proposed_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      version.policyId,
      version.version,
      version.category,
      JSON.stringify(version.rule),
      JSON.stringify(version.due),
      JSON.stringify(version.title),
      JSON.stringify(version.sentence),
      JSON.stringify(version.because),
      version.since,
      version.copyOf,
      version.publishedBy,
      at,
      version.renewMonths,
      version.renewSince,
      JSON.stringify(version.steps),
      version.applyTo,
      JSON.stringify(version.tests),
      version.publishedOn,
      version.proposedBy,
    ],
  );
}

export interface PolicyNumbers {
  /** People asked now. */
  asked: number;
  /** Of those, who hold the licence. */
  inOrder: number;
  /** Of those, whose own day is over. */
  overdue: number;
}

export interface PolicyRowWithNumbers extends PolicyNumbers {
  id: string;
  state: PolicyState;
  version: number;
  hasChanges: boolean;
  title: { nl: string; en: string };
  category: string | null;
  sentence: { nl: string; en: string } | null;
  /** Who wrote it. */
  owner: string | null;
}

const NUMBERS = `count(*) FILTER (WHERE r.id IS NOT NULL)::int AS asked,
  count(*) FILTER (WHERE r.state = 'satisfied')::int AS "inOrder",
  count(*) FILTER (WHERE r.state = 'open' AND r.due_on < ${LOCAL_DAY})::int AS overdue`;

/** All policies with what is asked of whom at this moment, newest first. */
export async function listPolicies(tx: Tx, at: string): Promise<PolicyRowWithNumbers[]> {
  return rows(
    tx,
    `WITH counted AS (
       SELECT r.policy_id, ${NUMBERS} FROM requirement r JOIN person who ON who.id = r.person_id WHERE r.state <> 'ended' GROUP BY r.policy_id)
     SELECT p.id, p.state, p.version, p.has_changes AS "hasChanges",
            coalesce(v.title, jsonb_build_object('nl', p.draft ->> 'titleNl', 'en', coalesce(nullif(p.draft ->> 'titleEn', ''), p.draft ->> 'titleNl'))) AS title,
            coalesce(v.category, nullif(p.draft ->> 'category', '')) AS category, v.sentence, o.display_name AS owner,
            coalesce(n.asked, 0) AS asked, coalesce(n."inOrder", 0) AS "inOrder", coalesce(n.overdue, 0) AS overdue
     FROM policy p
     LEFT JOIN policy_version v ON v.policy_id = p.id AND v.version = p.version
     LEFT JOIN counted n ON n.policy_id = p.id
     LEFT JOIN person o ON o.id = p.created_by
     ORDER BY p.id DESC`,
    [at],
  );
}

/** The same numbers over all published policies together, or of one. */
export async function countRequirements(
  tx: Tx,
  at: string,
  policyId: string | null = null,
): Promise<PolicyNumbers> {
  const found = await one<PolicyNumbers>(
    tx,
    `SELECT ${NUMBERS} FROM policy p
     JOIN requirement r ON r.policy_id = p.id AND r.state <> 'ended'
     JOIN person who ON who.id = r.person_id
     WHERE p.state = 'published' AND ($2::uuid IS NULL OR p.id = $2)`,
    [at, policyId],
  );
  return found ?? { asked: 0, inOrder: 0, overdue: 0 };
}

/** Keeps today's numbers of every published policy; a second time on the same day replaces them. */
export async function takeSnapshots(tx: Tx, at: string, on: string): Promise<number> {
  const written = await rows(
    tx,
    `WITH counted AS (
       SELECT p.id, ${NUMBERS} FROM policy p
       LEFT JOIN requirement r ON r.policy_id = p.id AND r.state <> 'ended'
       LEFT JOIN person who ON who.id = r.person_id
       WHERE p.state = 'published' GROUP BY p.id)
     INSERT INTO policy_snapshot (policy_id, taken_on, asked, in_order, overdue)
     SELECT id, $2::date, asked, "inOrder", overdue FROM counted
     ON CONFLICT (policy_id, taken_on) DO UPDATE SET asked = excluded.asked, in_order = excluded.in_order, overdue = excluded.overdue
     WHERE (policy_snapshot.asked, policy_snapshot.in_order, policy_snapshot.overdue) IS DISTINCT FROM (excluded.asked, excluded.in_order, excluded.overdue)
     RETURNING 1`,
    [at, on],
  );
  return written.length;
}

/** Asked and in order per day, over all policies, oldest first: the burn-up. */
export async function listSnapshots(
  tx: Tx,
  since: string,
  policyId: string | null = null,
): Promise<({ on: string } & PolicyNumbers)[]> {
  return rows(
    tx,
    `SELECT taken_on AS on, sum(asked)::int AS asked, sum(in_order)::int AS "inOrder", sum(overdue)::int AS overdue
     FROM policy_snapshot WHERE taken_on >= $1::date AND ($2::uuid IS NULL OR policy_id = $2) GROUP BY taken_on ORDER BY taken_on`,
    [since, policyId],
  );
}
