import { column, rows, type Tx } from '#kernel';
import type { ImportPlan } from './import/plan.js';

/** Teams and sites that a run changed, as they stood before it; new ones are not among them. */
export interface TreeBefore {
  readonly teams: readonly {
    readonly code: string;
    readonly name: string;
    readonly parentCode: string | null;
  }[];
  readonly sites: readonly { readonly name: string; readonly zone: string; readonly country: string }[];
}

/**
 * Keeps how everybody and everything stood that a plan is about to change, in one statement for people and one for
 * teams and sites. Who is new has nothing to keep: a first load costs nothing.
 */
export async function rememberBefore(tx: Tx, runId: string, plan: ImportPlan): Promise<void> {
  const known = plan.people.flatMap(({ personId }) => (personId === null ? [] : [personId]));
  if (known.length > 0) {
    await rows(
      tx,
      `INSERT INTO import_before (run_id, person_id, facts)
       SELECT $1, p.id, jsonb_build_object('person', to_jsonb(p),
         'employments', (SELECT coalesce(jsonb_agg(e), '[]') FROM employment e WHERE e.person_id = p.id),
         'placements', (SELECT coalesce(jsonb_agg(pl), '[]') FROM placement pl WHERE pl.person_id = p.id),
         'absences', (SELECT coalesce(jsonb_agg(a), '[]') FROM absence a WHERE a.person_id = p.id))
       FROM person p WHERE p.id = ANY($2::uuid[])`,
      [runId, column(known, (id) => id)],
    );
  }
  const teams = plan.teams.flatMap(({ code, isNew }) => (isNew ? [] : [code]));
  const sites = plan.sites.flatMap(({ name, isNew }) => (isNew ? [] : [name]));
  if (teams.length + sites.length === 0) return;
  await rows(
    tx,
    `UPDATE import_run SET tree_before = jsonb_build_object(
       'teams', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', t.code, 'name', t.name, 'parentCode', up.code)), '[]')
                 FROM team t LEFT JOIN team up ON up.id = t.parent_id WHERE t.code = ANY($2)),
       'sites', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', name, 'zone', zone, 'country', country)), '[]')
                 FROM site WHERE name = ANY($3)))
     WHERE id = $1`,
    [runId, teams, sites],
  );
}

/** Marks where in the audit log a run ends: what is told of a person after it is newer than the run. */
export async function markEnd(tx: Tx, runId: string): Promise<void> {
  await rows(
    tx,
    `UPDATE import_run SET applied_audit = (SELECT max(id) FROM audit_event WHERE subject_type = 'import' AND subject_id = $1::text) WHERE id = $1::uuid`,
    [runId],
  );
}

/** Lets go of what runs from before this moment would need to be undone. */
export async function forgetBefore(tx: Tx, before: string): Promise<void> {
  await rows(
    tx,
    `DELETE FROM import_before b USING import_run r WHERE r.id = b.run_id AND (r.applied_at < $1 AND r.state <> 'undoing' OR r.state = 'undone')`,
    [before],
  );
}
