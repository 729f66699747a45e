import { column, rows, type Tx } from '#kernel';
import { type CompactChange, fullChange, type ImportPlan } from './import/plan.js';
import type { ImportRowsQuery, ImportRowView } from './imports.schemas.js';
import type { PlannedRun } from './plan-run.js';

/**
 * The people of a plan as the text of a JSON list, in the plan's order: `[group, person, number, name, returns, changes]`
 * each. A plan is looked at a page at a time and mostly once, so a row per person would cost more than it gives.
 */
export function diffText({ plan: { people }, changes }: Pick<PlannedRun, 'plan' | 'changes'>): string {
  const rowsOfText = people.map(({ group, personId, number, name, returns }, index) => {
    const id = personId === null ? 'null' : `"${personId}"`;
    return `["${group}",${id},${JSON.stringify(number)},${JSON.stringify(name)},${returns},${changes[index] ?? '[]'}]`;
  });
  return `[${rowsOfText.join(',')}]`;
}

/** What was done to each person of a plan that is carried out, tied to that person; `personIds` stand in the plan's order. */
export async function insertPeopleRows(
  tx: Tx,
  runId: string,
  { plan: { people }, changes }: Pick<PlannedRun, 'plan' | 'changes'>,
  personIds: readonly string[],
): Promise<void> {
  if (people.length === 0) return;
  await rows(
    tx,
    `INSERT INTO import_row (run_id, position, kind, person_id, number, name, returns, fields)
     SELECT $1, ordinality, k, p, n, d, r, f::jsonb
     FROM unnest($2::text[], $3::uuid[], $4::text[], $5::text[], $6::boolean[], $7::text[]) WITH ORDINALITY AS t(k, p, n, d, r, f, ordinality)`,
    [
      runId,
      column(people, ({ group }) => group),
      column(personIds, (id) => id),
      column(people, ({ number }) => number),
      column(people, ({ name }) => name),
      column(people, ({ returns }) => returns),
      column(changes, (change) => change),
    ],
  );
}

/** Rows set aside and people held back; their places follow those of the people. */
export async function insertProblemRows(
  tx: Tx,
  runId: string,
  { people, problems, heldLeaves }: ImportPlan,
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO import_row (run_id, position, kind, number, row_number, column_name, value_kind, reason)
     SELECT $1, $2 + ordinality, 'problems', n, r, c, k, w
     FROM unnest($3::text[], $4::int[], $5::text[], $6::text[], $7::text[]) WITH ORDINALITY AS t(n, r, c, k, w, ordinality)`,
    [
      runId,
      people.length,
      column(problems, ({ number }) => number),
      column(problems, ({ row }) => row),
      column(problems, ({ column: name }) => name),
      column(problems, ({ kind }) => kind),
      column(problems, ({ reason }) => reason),
    ],
  );
  await rows(
    tx,
    `INSERT INTO import_row (run_id, position, kind, person_id, number, name)
     SELECT $1, $2 + ordinality, 'held', p, n, d FROM unnest($3::uuid[], $4::text[], $5::text[]) WITH ORDINALITY AS t(p, n, d, ordinality)`,
    [
      runId,
      people.length + problems.length,
      column(heldLeaves, ({ personId }) => personId),
      column(heldLeaves, ({ number }) => number),
      column(heldLeaves, ({ name }) => name),
    ],
  );
}

/** Ties the rows of an approved run to the people it made: its diff becomes rows. */
export async function tieRows(
  tx: Tx,
  runId: string,
  planned: Pick<PlannedRun, 'plan' | 'changes'>,
  personIds: readonly string[],
): Promise<void> {
  // a run that was planned before diffs were kept as one text has these rows already
  await rows(tx, `DELETE FROM import_row WHERE run_id = $1 AND kind NOT IN ('problems', 'held')`, [runId]);
  await insertPeopleRows(tx, runId, planned, personIds);
}

/** A page of a run's diff, in order: from the text of a plan, and from the rows of what was done or set aside. */
export async function listImportRows(
  tx: Tx,
  runId: string,
  query: ImportRowsQuery,
): Promise<ImportRowView[]> {
  const found = await rows<Omit<ImportRowView, 'fields'> & { fields: CompactChange[] | null }>(
    tx,
    `SELECT position, kind, person_id AS "personId", number, name, returns, fields, row_number AS "rowNumber", column_name AS "columnName",
            value_kind AS "valueKind", reason
     FROM ((SELECT position, kind, person_id, number, name, returns, fields, row_number, column_name, value_kind, reason
            FROM import_row WHERE run_id = $1 AND position > $2 AND ($3::text IS NULL OR kind = $3) ORDER BY position LIMIT $4)
           UNION ALL
           SELECT place::integer, person ->> 0, (person ->> 1)::uuid, person ->> 2, person ->> 3, (person ->> 4)::boolean, (person -> 5)::jsonb,
                  NULL, NULL, NULL, NULL
           FROM (SELECT d.* FROM import_run r, json_array_elements(r.diff) WITH ORDINALITY AS d(person, place)
                 WHERE r.id = $1 AND place > $2 AND ($3::text IS NULL OR person ->> 0 = $3) ORDER BY place LIMIT $4) planned) shown
     ORDER BY position LIMIT $4`,
    [runId, query.after ?? 0, query.kind ?? null, query.limit],
  );
  return found.map((row) => ({ ...row, fields: row.fields?.map(fullChange) ?? null }));
}

/** Takes a person out of the diffs of runs that wait. */
export async function forgetInDiffs(tx: Tx, personId: string): Promise<void> {
  await rows(
    tx,
    `WITH gone AS (SELECT id::text, number FROM person WHERE id = $1)
     UPDATE import_run SET diff = (
       SELECT coalesce(json_agg(person ORDER BY place), '[]'::json)
       FROM json_array_elements(diff) WITH ORDINALITY AS d(person, place)
       WHERE person ->> 1 IS DISTINCT FROM gone.id AND person ->> 2 <> gone.number)
     FROM gone WHERE diff IS NOT NULL`,
    [personId],
  );
}
