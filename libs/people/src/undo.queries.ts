import { column, rows, type Tx } from '#kernel';
import type { TreeBefore } from './import-before.queries.js';
import type { ImportResult, UndoResult } from './imports.schemas.js';

export interface UndoPerson {
  readonly personId: string;
  /** Somebody this run made: there is nothing to go back to but having no job here. */
  readonly isNew: boolean;
  /** Why they stay as they are, or null. */
  readonly reason: UndoResult['kept'][number]['reason'] | null;
}

/**
 * Everybody a run changed, and whether something newer lies on top: a line in the audit log about their facts, later
 * than the run's own. Whoever changes a person's facts writes such a line ("person.…"), so nothing newer is missed;
 * a grant is no fact of HR, and what was undone lies on top no longer.
 */
export function listUndoPeople(tx: Tx, runId: string): Promise<UndoPerson[]> {
  return rows(
    tx,
    `SELECT w.person_id AS "personId", b.person_id IS NULL AS "isNew",
            CASE WHEN p.erased_at IS NOT NULL THEN 'erased'
                 WHEN bool_or(a.changes ? 'import') THEN 'newer-import'
                 WHEN count(a.id) > 0 THEN 'newer-change' END AS reason
     FROM import_run r JOIN (SELECT run_id, first + place AS position, (one ->> 1)::uuid AS person_id
                             FROM import_part, json_array_elements(diff) WITH ORDINALITY AS d(one, place)) w ON w.run_id = r.id
     JOIN person p ON p.id = w.person_id
     LEFT JOIN import_before b ON b.run_id = r.id AND b.person_id = w.person_id
     LEFT JOIN audit_event a ON a.subject_type = 'person' AND a.subject_id = w.person_id::text AND a.id > r.applied_audit
       AND a.action LIKE 'person.%' AND a.action NOT IN ('person.granted', 'person.restored')
       AND NOT EXISTS (SELECT 1 FROM import_run u WHERE u.state = 'undone' AND u.id::text = a.changes ->> 'import')
     WHERE r.id = $1 GROUP BY w.person_id, b.person_id, p.erased_at, w.position ORDER BY w.position`,
    [runId],
  );
}

/** Puts these people back as they stood before the run: same rows, same ids. Who was new has no job here any more. */
export async function restorePeople(tx: Tx, runId: string, personIds: readonly string[]): Promise<void> {
  const ids = column(personIds, (id) => id);
  for (const table of ['absence', 'placement', 'employment'])
    await rows(tx, `DELETE FROM ${table} WHERE person_id = ANY($1::uuid[])`, [ids]);
  for (const [table, key] of [
    ['employment', 'employments'],
    ['placement', 'placements'],
    ['absence', 'absences'],
  ] as const) {
    await rows(
      tx,
      `INSERT INTO ${table} SELECT kept.* FROM import_before b, jsonb_populate_recordset(NULL::${table}, b.facts -> '${key}') kept
       WHERE b.run_id = $1 AND b.person_id = ANY($2::uuid[])`,
      [runId, ids],
    );
  }
  await rows(
    tx,
    `UPDATE person SET given_name = kept.given_name, infix = kept.infix, family_name = kept.family_name, display_name = kept.display_name,
            sort_name = kept.sort_name, email = kept.email, language = kept.language, zone = kept.zone
     FROM import_before b, jsonb_populate_record(NULL::person, b.facts -> 'person') kept
     WHERE b.run_id = $1 AND b.person_id = person.id AND person.id = ANY($2::uuid[])`,
    [runId, ids],
  );
}

/** What of a changed tree can go back: teams and sites that still stand as the run left them. */
export async function splitTree(
  tx: Tx,
  before: TreeBefore | null,
  after: Pick<ImportResult, 'teams' | 'sites'>,
): Promise<TreeBefore & { readonly kept: readonly string[] }> {
  if (before === null) return { teams: [], sites: [], kept: [] };
  const teams = await rows<TreeBefore['teams'][number]>(
    tx,
    'SELECT t.code, t.name, up.code AS "parentCode" FROM team t LEFT JOIN team up ON up.id = t.parent_id WHERE t.code = ANY($1)',
    [before.teams.map(({ code }) => code)],
  );
  const sites = await rows<TreeBefore['sites'][number]>(
    tx,
    'SELECT name, zone, country FROM site WHERE name = ANY($1)',
    [before.sites.map(({ name }) => name)],
  );
  const stillTeam = (code: string): boolean => {
    const now = teams.find((team) => team.code === code);
    const left = after.teams.find((team) => team.code === code);
    return now?.name === left?.name && now?.parentCode === left?.parentCode;
  };
  const stillSite = (name: string): boolean => {
    const now = sites.find((site) => site.name === name);
    const left = after.sites.find((site) => site.name === name);
    return now?.zone === left?.zone && now?.country === left?.country;
  };
  return {
    teams: before.teams.filter(({ code }) => stillTeam(code)),
    sites: before.sites.filter(({ name }) => stillSite(name)),
    kept: [
      ...before.teams.flatMap(({ code, name }) => (stillTeam(code) ? [] : [name])),
      ...before.sites.flatMap(({ name }) => (stillSite(name) ? [] : [name])),
    ],
  };
}

/** Takes back one time of missing for everybody whom a run counted. */
export async function uncountMissing(tx: Tx, sourceId: string): Promise<void> {
  await rows(tx, 'UPDATE import_missing SET runs = runs - 1 WHERE source_id = $1', [sourceId]);
  await rows(tx, 'DELETE FROM import_missing WHERE source_id = $1 AND runs < 1', [sourceId]);
}
