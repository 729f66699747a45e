import { one, rows, type Tx } from '#kernel';

/** What a record says about the person: the newest record knows best. */
export interface RecordValues {
  readonly given_name: string;
  readonly infix: string | null;
  readonly family_name: string;
  readonly display_name: string;
  readonly sort_name: string;
  readonly email: string | null;
  readonly language: string;
}

export interface LockedRecord {
  readonly id: string;
  readonly number: string;
  readonly mergedInto: string | null;
  readonly isErased: boolean;
  readonly startsOn: string | null;
  readonly values: RecordValues;
}

const VALUES = ['given_name', 'infix', 'family_name', 'display_name', 'sort_name', 'email', 'language'];
const VALUES_JSON = `jsonb_build_object(${VALUES.map((name) => `'${name}', p.${name}`).join(', ')})`;

/** Both records, locked in the order of their ids so that two merges never wait for each other. */
export async function lockRecords(tx: Tx, ids: readonly string[]): Promise<Map<string, LockedRecord>> {
  const found = await rows<LockedRecord>(
    tx,
    `SELECT p.id, p.number, p.merged_into AS "mergedInto", p.erased_at IS NOT NULL AS "isErased", ${VALUES_JSON} AS values,
            (SELECT max(lower(e.valid)) FROM employment e WHERE e.person_id = p.id) AS "startsOn"
     FROM person p WHERE p.id = ANY($1::uuid[]) ORDER BY p.id FOR UPDATE OF p`,
    [ids],
  );
  return new Map(found.map((record) => [record.id, record]));
}

export async function insertMerge(
  tx: Tx,
  merge: {
    matchId: string;
    fromId: string;
    intoId: string;
    before: RecordValues;
    by: string | null;
    at: string;
  },
): Promise<string> {
  const added = await one<{ id: string }>(
    tx,
    `INSERT INTO person_merge (match_id, from_id, into_id, before, merged_by, merged_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [merge.matchId, merge.fromId, merge.intoId, JSON.stringify(merge.before), merge.by, merge.at],
  );
  if (added === undefined) throw new Error('an insert returns its row');
  return added.id;
}

export async function closeRecord(tx: Tx, fromId: string, intoId: string | null): Promise<void> {
  await rows(tx, 'UPDATE person SET merged_into = $2 WHERE id = $1', [fromId, intoId]);
}

/** Writes name, address and language of a record, where it still says what is given as `now`. */
export async function writeValues(
  tx: Tx,
  id: string,
  values: RecordValues,
  now: RecordValues | null = null,
): Promise<void> {
  const set = VALUES.map((name) => `${name} = v.${name}`).join(', ');
  await rows(
    tx,
    `UPDATE person AS p SET ${set} FROM jsonb_populate_record(NULL::person, $2) v
     WHERE p.id = $1 AND ($3::jsonb IS NULL OR ${VALUES_JSON} = $3)`,
    [id, JSON.stringify(values), now === null ? null : JSON.stringify(now)],
  );
}

export interface StoredMerge {
  readonly id: string;
  readonly matchId: string | null;
  readonly fromId: string;
  readonly intoId: string;
  readonly before: RecordValues;
  readonly mergedAt: Date;
  readonly mergedBy: string | null;
  readonly undoneAt: Date | null;
  readonly number: string;
  readonly intoNumber: string;
  readonly name: string;
}

const MERGE = `
  SELECT g.id, g.match_id AS "matchId", g.from_id AS "fromId", g.into_id AS "intoId", g.before, g.merged_at AS "mergedAt",
         by.display_name AS "mergedBy", g.undone_at AS "undoneAt", f.number, i.number AS "intoNumber", i.display_name AS name
  FROM person_merge g JOIN person f ON f.id = g.from_id JOIN person i ON i.id = g.into_id LEFT JOIN person by ON by.id = g.merged_by`;

export async function findMerge(tx: Tx, id: string, lock = false): Promise<StoredMerge | undefined> {
  return one(tx, `${MERGE} WHERE g.id = $1 ${lock ? 'FOR UPDATE OF g' : ''}`, [id]);
}

export function listMerges(tx: Tx, limit: number): Promise<StoredMerge[]> {
  return rows(tx, `${MERGE} ORDER BY g.merged_at DESC, g.id DESC LIMIT $1`, [limit]);
}

export async function setUndone(tx: Tx, id: string, by: string | null, at: string): Promise<void> {
  await rows(tx, 'UPDATE person_merge SET undone_by = $2, undone_at = $3 WHERE id = $1', [id, by, at]);
}

/** Numbers that HR's files may still use, and the number of the person they belong to by now. */
export async function mergedNumbers(tx: Tx): Promise<Map<string, string>> {
  const found = await rows<{ number: string; into: string }>(
    tx,
    `WITH RECURSIVE chain AS (
       SELECT id, number, merged_into FROM person WHERE merged_into IS NOT NULL
       UNION ALL
       SELECT chain.id, chain.number, up.merged_into FROM chain JOIN person up ON up.id = chain.merged_into WHERE up.merged_into IS NOT NULL)
     SELECT chain.number, p.number AS into FROM chain JOIN person p ON p.id = chain.merged_into WHERE p.merged_into IS NULL`,
  );
  return new Map(found.map(({ number, into }) => [number, into]));
}
