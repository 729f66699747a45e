import { batches } from '#events';
import { column, rows, type Tx } from '#kernel';
import { type CompactChange, fullChange, type ImportPlan, type PersonPlan } from './import/plan.js';
import type { ImportRowsQuery, ImportRowView } from './imports.schemas.js';
import type { PersonChangeView } from './people.schemas.js';
import type { PlannedRun } from './plan-run.js';

/** So many people in one row of `import_part`: few keys to write, and little to read for one page or one person. */
const PART = 100;
/** So many of them in a statement: of a whole company, all of it as one text several times over would fill the memory. */
const PARTS_AT_ONCE = 100;

/**
 * Keeps what a plan does, person by person and in its order: each part a JSON list of `[group, person, number, name,
 * returns, changes]`. `personIds` stand in the plan's order and say whom a plan that is carried out made; a plan that
 * waits knows only the people who are there already. A row per person, with its keys, would cost as much as the person.
 */
export async function keepDiff(
  tx: Tx,
  runId: string,
  { plan: { people }, changes }: Pick<PlannedRun, 'plan' | 'changes'>,
  personIds: readonly (string | null)[] = people.map(({ personId }) => personId),
): Promise<void> {
  const textOf = ({ group, number, name, returns }: PersonPlan, index: number): string => {
    const person = personIds[index] ? `"${personIds[index]}"` : 'null';
    return `["${group}",${person},${JSON.stringify(number)},${JSON.stringify(name)},${returns},${changes[index] ?? '[]'}]`;
  };
  const partAt = (start: number): string =>
    `[${people
      .slice(start, start + PART)
      .map((person, place) => textOf(person, start + place))
      .join(',')}]`;
  await rows(tx, 'DELETE FROM import_part WHERE run_id = $1', [runId]);
  const all = Array.from({ length: Math.ceil(people.length / PART) }, (_, part) => part * PART);
  for (const starts of batches(all, PARTS_AT_ONCE)) {
    await rows(
      tx,
      `INSERT INTO import_part (run_id, first, people, diff)
       SELECT $1, f, p::uuid[], d FROM ROWS FROM (unnest($2::int[]), unnest($3::text[]), json_array_elements($4::json)) AS t(f, p, d)`,
      [
        runId,
        column(starts, (start) => start + 1),
        column(
          starts,
          (start) =>
            `{${personIds
              .slice(start, start + PART)
              .filter(Boolean)
              .join(',')}}`,
        ),
        // As one JSON list, for an array literal would mark every quote in it.
        `[${starts.map(partAt).join(',')}]`,
      ],
    );
  }
}

/** Puts away what is kept of plans: people and problems. */
export async function dropDiffs(tx: Tx, runIds: readonly string[]): Promise<void> {
  await rows(tx, 'DELETE FROM import_part WHERE run_id = ANY($1::uuid[])', [runIds]);
  await rows(tx, 'DELETE FROM import_row WHERE run_id = ANY($1::uuid[])', [runIds]);
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

/** A page of a run's diff, in order: people, then what was set aside. */
export async function listImportRows(
  tx: Tx,
  runId: string,
  query: ImportRowsQuery,
): Promise<ImportRowView[]> {
  const found = await rows<Omit<ImportRowView, 'fields'> & { fields: CompactChange[] | null }>(
    tx,
    `SELECT position, kind, person_id AS "personId", number, name, returns, fields, row_number AS "rowNumber", column_name AS "columnName",
            value_kind AS "valueKind", reason
     FROM ((SELECT (first - 1 + place)::integer AS position, person ->> 0 AS kind, (person ->> 1)::uuid AS person_id, person ->> 2 AS number,
                   person ->> 3 AS name, (person ->> 4)::boolean AS returns, person -> 5 AS fields,
                   NULL::integer AS row_number, NULL AS column_name, NULL AS value_kind, NULL AS reason
            FROM import_part, json_array_elements(diff) WITH ORDINALITY AS d(person, place)
            WHERE run_id = $1 AND first > $2::integer - $5::integer AND first - 1 + place > $2 AND ($3::text IS NULL OR person ->> 0 = $3)
            ORDER BY first, place LIMIT $4)
           UNION ALL
           (SELECT position, kind, person_id, number, name, false, NULL, row_number, column_name, value_kind, reason
            FROM import_row WHERE run_id = $1 AND position > $2 AND ($3::text IS NULL OR kind = $3) ORDER BY position LIMIT $4)) shown
     ORDER BY position LIMIT $4`,
    [runId, query.after ?? 0, query.kind ?? null, query.limit, PART],
  );
  return found.map((row) => ({ ...row, fields: row.fields?.map(fullChange) ?? null }));
}

/** What carried out imports did to a person, newest first. */
export async function listPersonChanges(
  tx: Tx,
  personId: string,
  limit: number | null,
): Promise<PersonChangeView[]> {
  const found = await rows<Omit<PersonChangeView, 'at' | 'fields'> & { at: Date; fields: CompactChange[] }>(
    tx,
    `SELECT r.applied_at AS at, s.name AS source, r.id AS "importId", person ->> 0 AS kind, person -> 5 AS fields
     FROM import_part w JOIN import_run r ON r.id = w.run_id JOIN import_source s ON s.id = r.source_id, json_array_elements(w.diff) AS d(person)
     WHERE w.people @> ARRAY[$1::uuid] AND r.state = 'applied' AND person ->> 1 = $1::uuid::text ORDER BY r.applied_at DESC LIMIT $2`,
    [personId, limit],
  );
  return found.map(({ at, fields, ...change }) => ({
    ...change,
    at: at.toISOString(),
    fields: fields.map(fullChange),
  }));
}

/** Takes a person out of all diffs; a plan that waits may know somebody by their number alone. */
export async function forgetInDiffs(tx: Tx, personId: string): Promise<void> {
  await rows(
    tx,
    'DELETE FROM import_row WHERE person_id = $1 OR number = (SELECT number FROM person WHERE id = $1)',
    [personId],
  );
  await rows(
    tx,
    `UPDATE import_part w SET people = array_remove(people, gone.id), diff = (
       SELECT coalesce(json_agg(person ORDER BY place), '[]'::json)
       FROM json_array_elements(diff) WITH ORDINALITY AS d(person, place)
       WHERE person ->> 1 IS DISTINCT FROM gone.id::text AND person ->> 2 <> gone.number)
     FROM person gone
     WHERE gone.id = $1 AND (w.people @> ARRAY[gone.id] OR w.run_id IN (SELECT id FROM import_run WHERE state <> 'applied'))`,
    [personId],
  );
}
